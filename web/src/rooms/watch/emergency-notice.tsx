import '../../styles/watch.css';
import { useState, type ReactNode } from 'react';
import type { SupervisedEntry } from '@hinomi/contracts';
import type { HubApi } from '../../access/hub-api.js';
import { useWatchWords } from '../../words/care/watch-words.js';
import { clock } from '../../words/clock.js';
import { useWords } from '../../words/language-context.js';
import { Ruby } from '../../words/ruby.js';
import { Fact } from '../console/details/facts.js';
import { Icon } from '../console/icons.js';
import { useAccesses, type Accesses } from './use-accesses.js';
import { useShelterNames } from '../../places/use-shelter-names.js';

interface EmergencyNoticeProps {
  api: HubApi;
  /** The run of a drill that goes on; undefined = none. */
  run: string | undefined;
  openAudit: () => void;
}

/** Who opened whose record in an emergency, until somebody who supervises says that they saw to it. It does not go by itself. */
export default function EmergencyNotice({ api, run, openAudit }: EmergencyNoticeProps): ReactNode {
  const text = useWatchWords();
  const real = useAccesses(api, null);
  const drill = useAccesses(api, run);
  const count = real.entries.length + drill.entries.length;
  const failed = real.failed || drill.failed;
  if (count === 0 && !failed) return null;
  return (
    <section className="watch-notice" aria-labelledby="watch-notice" data-testid="emergency-notice">
      <div className="watch-head">
        <Icon name="alert" />
        <div role="alert">
          <h2 id="watch-notice">
            <Ruby>{count > 0 ? text.notice(count) : text.noticeFailed}</Ruby>
          </h2>
        </div>
        <button type="button" className="button button-small" onClick={openAudit} data-testid="notice-to-audit">
          <Ruby>{text.openPage}</Ruby>
        </button>
      </div>
      {count > 0 && failed && (
        <p>
          <Ruby>{text.noticeFailed}</Ruby>
        </p>
      )}
      <ul className="watch-entries">
        {[real, drill].map((accesses, index) => (
          <Entries key={index} api={api} accesses={accesses} isDrill={index === 1} />
        ))}
      </ul>
    </section>
  );
}

function Entries({ api, accesses, isDrill }: { api: HubApi; accesses: Accesses; isDrill: boolean }): ReactNode {
  const nameOf = useShelterNames(
    api,
    accesses.entries.flatMap(({ shelter }) => shelter ?? []),
  );
  return accesses.entries.map((entry) => (
    <OneAccess
      key={entry.seq}
      entry={entry}
      isDrill={isDrill}
      shelter={entry.shelter === null ? null : nameOf(entry.shelter)}
      acknowledge={() => accesses.acknowledge(entry.seq)}
    />
  ));
}

interface OneAccessProps {
  entry: SupervisedEntry;
  isDrill: boolean;
  shelter: string | null;
  acknowledge: () => Promise<void>;
}

function OneAccess({ entry, isDrill, shelter, acknowledge }: OneAccessProps): ReactNode {
  const text = useWatchWords();
  const words = useWords();
  const [state, setState] = useState<'idle' | 'working' | 'failed'>('idle');
  const nowMs = Date.now();
  const who = entry.name ?? entry.actor;
  const isOver = entry.until === null || Date.parse(entry.until) <= nowMs;
  return (
    <li className="watch-entry" data-seq={entry.seq}>
      <dl className="watch-facts">
        <Fact name={text.who}>
          {isDrill && (
            <span className="drill-mark">
              <Ruby>{words.tablets.drill}</Ruby>
            </span>
          )}
          <span data-name id={`access-${entry.seq}`}>
            <strong>
              <Ruby>{who}</Ruby>
            </strong>{' '}
            {entry.agency !== null && <Ruby>{entry.agency}</Ruby>}
          </span>
        </Fact>
        <Fact name={text.when}>
          <time dateTime={entry.at}>{clock(entry.at, words.language, nowMs)}</time>
          {' · '}
          <Ruby>
            {isOver || entry.until === null ? text.over : text.until(clock(entry.until, words.language, nowMs))}
          </Ruby>
        </Fact>
        <Fact name={text.where}>
          {shelter !== null && (
            <span lang="ja" data-own>
              {shelter}
            </span>
          )}
        </Fact>
        <Fact name={text.why}>
          {entry.reason !== null && <Ruby>{text.reasons[entry.reason]}</Ruby>}
          {entry.words !== null && (
            <span className="watch-words" lang="ja" data-own>
              {entry.words}
            </span>
          )}
        </Fact>
      </dl>
      <div>
        <button
          type="button"
          className="button"
          disabled={state === 'working'}
          aria-describedby={`access-${entry.seq}`}
          data-testid="acknowledge"
          onClick={() => {
            setState('working');
            acknowledge().catch(() => setState('failed'));
          }}
        >
          <Ruby>{text.acknowledge}</Ruby>
        </button>
        {state === 'failed' && (
          <p role="alert">
            <Ruby>{text.ackFailed}</Ruby>
          </p>
        )}
      </div>
    </li>
  );
}
