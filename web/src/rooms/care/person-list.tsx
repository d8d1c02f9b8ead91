import { useState, type ReactNode } from 'react';
import type { NeedCode, PersonInCare } from '@hinomi/contracts';
import { useCareWords } from '../../words/care/care-words.js';
import { clock } from '../../words/clock.js';
import { useWords } from '../../words/language-context.js';
import { plain } from '../../words/ruby-text.js';
import { Ruby } from '../../words/ruby.js';
import { Icon } from '../console/icons.js';
import { AskedState } from './asked-state.js';
import { useNeedNames } from './need-names.js';
import { SupplyMark, UnreviewedMark, UrgencyMark } from './needs-part.js';
import { ageOf, countNeeds, orderNeeds, orderPersons } from './order-needs.js';
import type { Asked } from './use-asked.js';

const NEEDS_IN_ROW = 4;

interface PersonListProps {
  persons: Asked<PersonInCare[]>;
  /** What was done just now. */
  said: string | null;
  open: (person: PersonInCare) => void;
  register: () => void;
  find: () => void;
}

/** Who is here, whoever needs something soonest first. */
export function PersonList({ persons, said, open, register, find }: PersonListProps): ReactNode {
  const text = useCareWords();
  const { language } = useWords();
  const names = useNeedNames();
  const [filter, setFilter] = useState<NeedCode | ''>('');
  const all = persons.value ?? [];
  const counts = countNeeds(all);
  const active = counts.some(([code]) => code === filter) ? filter : '';
  const shown = orderPersons(all.filter(({ needs }) => active === '' || needs.some(({ need }) => need === active)));
  const nowMs = Date.now();
  return (
    <main className="care-page" data-testid="person-list" aria-busy={persons.state === 'asking'}>
      <div className="care-head">
        <h1>
          <Ruby>{text.list.title}</Ruby>
          {persons.value !== null && (
            <span className="care-count" data-testid="person-count">
              <Ruby>{text.list.count(all.length)}</Ruby>
            </span>
          )}
        </h1>
        <div className="care-acts">
          <button type="button" className="button" onClick={find} data-testid="open-find">
            <Ruby>{text.list.find}</Ruby>
          </button>
          <button type="button" className="button button-accent" onClick={register} data-testid="open-register">
            <Icon name="plus" />
            <Ruby>{text.list.register}</Ruby>
          </button>
        </div>
      </div>
      <p role="status" className="care-said" data-testid="said">
        {said !== null && <Ruby>{said}</Ruby>}
      </p>
      <div className="care-tools">
        {counts.length > 0 && (
          <label className="care-filter">
            <span>
              <Ruby>{text.list.filter}</Ruby>
            </span>
            <select
              value={active}
              data-testid="need-filter"
              onChange={({ target }) => setFilter(target.value as NeedCode | '')}
            >
              <option value="">{plain(text.list.all)}</option>
              {counts.map(([code, count]) => (
                <option key={code} value={code}>
                  {`${plain(names.name(code))} (${count})`}
                </option>
              ))}
            </select>
          </label>
        )}
        <span className="care-note">
          {all.length > 0 && <Ruby>{text.list.urgentOrder}</Ruby>}{' '}
          {persons.atMs > 0 && <Ruby>{text.asOf(clock(new Date(persons.atMs).toISOString(), language, nowMs))}</Ruby>}
        </span>
        {persons.state === 'answered' && (
          <button type="button" className="link-button" onClick={persons.again} data-testid="reload">
            <Ruby>{text.reload}</Ruby>
          </button>
        )}
      </div>
      <AskedState asked={persons} />
      {persons.value?.length === 0 && persons.state === 'answered' && (
        <div className="care-empty" data-testid="nobody">
          <p>
            <strong>
              <Ruby>{text.list.empty}</Ruby>
            </strong>
          </p>
          <p className="care-note">
            <Ruby>{text.list.emptyMore}</Ruby>
          </p>
        </div>
      )}
      <ul className="care-persons">
        {shown.map((person) => (
          <PersonRow key={person.id} person={person} open={() => open(person)} nowMs={nowMs} />
        ))}
      </ul>
    </main>
  );
}

function PersonRow({ person, open, nowMs }: { person: PersonInCare; open: () => void; nowMs: number }): ReactNode {
  const text = useCareWords();
  const names = useNeedNames();
  const needs = orderNeeds(person.needs);
  const [first] = needs;
  const age = ageOf(person.birthDate, nowMs);
  return (
    <li>
      <button
        type="button"
        className="care-person"
        data-person={person.id}
        data-urgency={first?.urgency}
        aria-labelledby={`name-of-${person.id}`}
        aria-describedby={`needs-of-${person.id}`}
        onClick={open}
      >
        <span className="care-who" id={`name-of-${person.id}`}>
          {person.name === null && person.kana === null ? (
            <span className="care-note">
              <Ruby>{text.noName}</Ruby>
            </span>
          ) : (
            <strong lang="ja" data-own>
              {person.name ?? person.kana}
            </strong>
          )}
          <span className="care-note">
            {person.name !== null && person.kana !== null && (
              <span lang="ja" data-own>
                {person.kana}
                {'　'}
              </span>
            )}
            {age !== null && <Ruby>{text.years(age)}</Ruby>}
          </span>
          {person.legalGround !== 'consent' && (
            <span className="care-note" data-testid="no-consent">
              <Ruby>{text.grounds[person.legalGround]}</Ruby>
            </span>
          )}
        </span>
        <span className="care-row-needs" id={`needs-of-${person.id}`}>
          {needs.length === 0 && (
            <span className="care-note">
              <Ruby>{text.list.noNeeds}</Ruby>
            </span>
          )}
          {needs.slice(0, NEEDS_IN_ROW).map((need) => (
            <span key={need.need} className="care-chip" data-need={need.need} data-urgency={need.urgency}>
              <Ruby>{names.name(need.need)}</Ruby>
              <UrgencyMark need={need} />
              <SupplyMark need={need} nowMs={nowMs} />
              {!need.reviewed && <UnreviewedMark />}
            </span>
          ))}
          {needs.length > NEEDS_IN_ROW && (
            <span className="care-note">
              <Ruby>{text.list.more(needs.length - NEEDS_IN_ROW)}</Ruby>
            </span>
          )}
        </span>
      </button>
    </li>
  );
}
