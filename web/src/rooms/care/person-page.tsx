import { useCallback, useEffect, useRef, useState, type ReactNode } from 'react';
import type { Instant, PersonAnswer, RecordAnswer } from '@hinomi/contracts';
import { useCareWords } from '../../words/care/care-words.js';
import { Ruby } from '../../words/ruby.js';
import { ConfirmDialog } from '../accounts/account-dialogs.js';
import { Icon } from '../console/icons.js';
import { AskedState } from './asked-state.js';
import type { CareApi, CarePlace } from './care-api.js';
import { ClosedPerson } from './closed-person.js';
import { EmergencyBanner } from './emergency-part.js';
import { EraseDialog } from './erase-dialog.js';
import { NeedsPart } from './needs-part.js';
import { IdentityPart, RecordPart } from './record-part.js';
import { NeedActions } from './pharmacy/need-actions.js';
import { medicinesOf } from './pharmacy/medicines-of.js';
import { useCaredNeeds } from './pharmacy/use-cared-needs.js';
import { refusalText } from './refusal-text.js';
import { StatusLine } from './status-line.js';
import { useAsked } from './use-asked.js';

interface PersonPageProps {
  api: CareApi;
  place: CarePlace;
  person: PersonAnswer;
  /** What was done just now, said at the top. */
  children?: ReactNode;
  back: () => void;
  /** Out of this list, with what to say there. */
  gone: (said: string) => void;
  changed: (person: PersonAnswer) => void;
  correct: (record: RecordAnswer) => void;
}

/** One person: what they need, and what their records say. Each record that opens is noted under the purpose of the bar. */
export function PersonPage(props: PersonPageProps): ReactNode {
  const { api, place, person, children, back, gone, changed, correct } = props;
  const text = useCareWords();
  const isHere = person.status === 'here' && person.shelter === place.shelter;
  // Somebody elsewhere is not even tried: a refusal is noted as well.
  const [tries, setTries] = useState(isHere);
  const open = useCallback(
    () => Promise.all(person.records.map((id) => api.record(id, place))),
    [api, place, person.records],
  );
  const records = useAsked<RecordAnswer[]>(tries ? open : null);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const isRefused = records.refusal?.code === 'record.closed';
  const answers = (tries ? records.value : null) ?? [];
  const until = answers.find(({ emergencyUntil }) => emergencyUntil !== null)?.emergencyUntil ?? null;
  const over = useCallback(() => setTries(false), []);
  const openNow = (_until?: Instant): void => {
    if (tries) records.again();
    else setTries(true);
  };
  const nowMs = Date.now();
  const cared = useCaredNeeds(api, place, person.id, answers[0] ?? null, records.again);
  const [name] = answers.flatMap(({ record }) => [...record.person.names, ...record.person.kana]);
  return (
    <main className="care-page" data-testid="person-page" data-person={person.id}>
      <div className="care-head">
        <button type="button" className="button" onClick={back} data-testid="back">
          <Icon name="back" />
          <Ruby>{text.back}</Ruby>
        </button>
        <h1 ref={heading} tabIndex={-1}>
          {name === undefined ? (
            <Ruby>{text.person.title}</Ruby>
          ) : (
            <span lang="ja" data-own>
              {name}
            </span>
          )}
        </h1>
        <StatusLine api={api} place={place} person={person} />
      </div>
      {children}
      {until !== null && <EmergencyBanner until={until} over={over} />}
      {(!tries || isRefused) && (
        <ClosedPerson
          {...{ api, place, person, wasRefused: isRefused }}
          why={isHere ? 'outside' : person.status === 'left' ? 'left' : 'elsewhere'}
          moved={(moved) => {
            changed(moved);
            openNow();
          }}
          opened={openNow}
          tryAgain={openNow}
        />
      )}
      {tries && !isRefused && <AskedState asked={records} />}
      {answers.length > 0 && (
        <>
          <IdentityPart answers={answers} nowMs={nowMs} />
          <NeedsPart
            person={person.id}
            records={answers.map(({ id, needs, record }) => ({ record: id, needs, evidence: record.evidence }))}
            nowMs={nowMs}
            actions={(need) => (
              <NeedActions
                person={person.id}
                need={need}
                cared={cared}
                suggestions={medicinesOf(need, answers)}
                nowMs={nowMs}
              />
            )}
          />
          {answers.map((answer, index) => (
            <RecordPart
              key={answer.id}
              answer={answer}
              number={index + 1}
              nowMs={nowMs}
              correct={() => correct(answer)}
            />
          ))}
          <PersonActs api={api} place={place} person={person} isHere={isHere} gone={gone} />
        </>
      )}
    </main>
  );
}

interface PersonActsProps {
  api: CareApi;
  place: CarePlace;
  person: PersonAnswer;
  isHere: boolean;
  gone: (said: string) => void;
}

/** That they go, and that they are forgotten. */
function PersonActs({ api, place, person, isHere, gone }: PersonActsProps): ReactNode {
  const text = useCareWords();
  const [asks, setAsks] = useState<'leave' | 'erase' | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const leave = (): void => {
    setProblem(null);
    api.move(person.id, place.shelter, 'leave').then(
      () => gone(text.person.leftDone),
      (error: unknown) => setProblem(refusalText(error, text)),
    );
  };
  return (
    <div className="care-last">
      {isHere && (
        <button type="button" className="button" onClick={() => setAsks('leave')} data-testid="leave">
          <Ruby>{text.person.leave}</Ruby>
        </button>
      )}
      <button type="button" className="button care-erase" onClick={() => setAsks('erase')} data-testid="erase">
        <Ruby>{text.person.erase}</Ruby>
      </button>
      {asks === 'leave' && (
        <ConfirmDialog
          title={text.person.leaveSure}
          more={text.person.leaveMore}
          yes={text.person.leave}
          problem={problem}
          close={() => setAsks(null)}
          act={leave}
        />
      )}
      {asks === 'erase' && (
        <EraseDialog api={api} person={person.id} close={() => setAsks(null)} erased={() => gone(text.erase.done)} />
      )}
    </div>
  );
}
