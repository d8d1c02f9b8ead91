import { useMemo, type ReactNode } from 'react';
import { shelterDeficits, type FeatureV1, type Instant, type SilentShelter } from '@hinomi/contracts';
import { isThing, withPeople } from '../../../things/thing-feature.js';
import { clock } from '../../../words/clock.js';
import { useDeskWords } from '../../../words/desk/desk-words.js';
import { useWords } from '../../../words/language-context.js';
import { PREFECTURES } from '../../../words/prefectures.js';
import { Ruby } from '../../../words/ruby.js';
import { plain } from '../../../words/ruby-text.js';
import type { Chosen } from './desk-session.js';
import type { CallList } from './use-call-list.js';

/** More than anybody calls in an hour. */
const MOST_SHOWN = 100;

interface CallListPartProps {
  list: CallList;
  /** Code of the municipality that is shown; empty = all. */
  within: string;
  setWithin: (code: string) => void;
  features: ReadonlyMap<string, FeatureV1>;
  hubNowMs: number;
  choose: (shelter: Chosen) => void;
}

/** Open shelters that nobody heard of for too long, the worst first. */
export function CallListPart({ list, within, setWithin, features, hubNowMs, choose }: CallListPartProps): ReactNode {
  const words = useWords();
  const text = useDeskWords();
  const codes = useMemo(
    () => [...new Set(list.shelters.flatMap(({ municipality }) => municipality ?? []))].sort(),
    [list.shelters],
  );
  const asked = list.shelters.filter(({ municipality }) => within === '' || municipality === within);
  const shown = asked.slice(0, MOST_SHOWN);
  const nameOf = (code: string): string => {
    const name = words.place({ name: code, set: 'jma-city', code: `${code}00` });
    const prefecture = PREFECTURES.get(code.slice(0, 2));
    return name === code && prefecture ? `${words.language === 'en' ? prefecture.en : prefecture.ja} ${code}` : name;
  };
  return (
    <section className="desk-calls" aria-labelledby="desk-calls-title">
      <h3 id="desk-calls-title">
        <Ruby>{text.list}</Ruby>
      </h3>
      <p role="status" data-testid="calls-count">
        <Ruby>
          {list.state === 'asking' ? text.listAsking : asked.length === 0 ? text.listNone : text.listMore(asked.length)}
        </Ruby>
        {asked.length > MOST_SHOWN && (
          <>
            {' '}
            <Ruby>{text.listFirst(MOST_SHOWN)}</Ruby>
          </>
        )}
      </p>
      {list.state === 'failed' && (
        <p className="detail-warning" role="alert">
          <Ruby>{text.listFailed}</Ruby>
        </p>
      )}
      {codes.length > 1 && (
        <select
          className="rollup-within"
          aria-label={plain(text.municipality)}
          value={within}
          onChange={(event) => setWithin(event.target.value)}
        >
          <option value="">{plain(`${text.municipality}${words.colon}${text.all}`)}</option>
          {codes.map((code) => (
            <option key={code} value={code}>
              {plain(nameOf(code))}
            </option>
          ))}
        </select>
      )}
      <ul data-testid="calls">
        {shown.map((shelter) => (
          <CallRow key={shelter.id} shelter={shelter} features={features} hubNowMs={hubNowMs} choose={choose} />
        ))}
      </ul>
    </section>
  );
}

interface CallRowProps extends Omit<CallListPartProps, 'list' | 'within' | 'setWithin'> {
  shelter: SilentShelter;
}

function CallRow({ shelter, features, hubNowMs, choose }: CallRowProps): ReactNode {
  const words = useWords();
  const text = useDeskWords();
  const { id, name, phone, reportedAt, lastHeardAt, evacueeno, limitHours } = shelter;
  return (
    <li data-shelter={id}>
      <button type="button" className="link-button" onClick={() => choose({ id, name })}>
        <span data-own lang="ja">
          {name}
        </span>
        <span className="visually-hidden">
          {words.colon}
          <Ruby>{text.entry}</Ruby>
        </span>
      </button>
      <PhoneLink phone={phone} />
      <p className="rollup-heard">
        <Ruby>
          {reportedAt === null
            ? text.never
            : text.since(clock(lastHeardAt ?? reportedAt, words.language, hubNowMs), limitHours)}
        </Ruby>
        {evacueeno !== null && (
          <>
            {words.separator}
            <Ruby>{text.people(evacueeno)}</Ruby>
          </>
        )}
      </p>
      <Deficits feature={features.get(id)} features={features} hubNowMs={hubNowMs} />
    </li>
  );
}

/** What is known to be missing, by the same rules as the hub's. */
function Deficits({
  feature,
  features,
  hubNowMs,
}: {
  feature: FeatureV1 | undefined;
  features: ReadonlyMap<string, FeatureV1>;
  hubNowMs: number;
}): ReactNode {
  const text = useDeskWords();
  if (feature === undefined || !isThing(feature)) return null;
  const { attributes } = withPeople(feature, features).properties;
  const openedAt = attributes['starttime']?.value;
  const lacks = shelterDeficits(attributes, typeof openedAt === 'string' ? (openedAt as Instant) : null, hubNowMs);
  if (lacks.length === 0) return null;
  return (
    <p className="desk-lacks">
      {lacks.map(({ is, level }) => (
        <span key={is} data-level={level}>
          <Ruby>{text.deficits[is]}</Ruby>
        </span>
      ))}
    </p>
  );
}

export function PhoneLink({ phone }: { phone: string | null }): ReactNode {
  const text = useDeskWords();
  if (phone === null || phone.trim() === '') {
    return (
      <span className="desk-phone">
        <Ruby>{text.noNumber}</Ruby>
      </span>
    );
  }
  return (
    <a className="desk-phone" href={`tel:${phone.normalize('NFKC').replace(/[^\d+]/g, '')}`}>
      <Ruby>{text.call(phone)}</Ruby>
    </a>
  );
}
