import { useCallback, useEffect, useState, type ReactNode } from 'react';
import type { MarkedExcerpt, QuarantinedReport, QuarantineEntry, QuarantineReplay } from '@hinomi/contracts';
import { HubRefusal, type HubApi } from '../../access/hub-api.js';
import { useWords } from '../../words/language-context.js';
import { Ruby } from '../../words/ruby.js';

interface QuarantineProps {
  api: HubApi;
  hubNowMs: number;
}

type Outcome = { state: 'working' } | { state: 'done'; text: string } | null;

/** What could not be understood: why, where, and another try. */
export default function QuarantinePart({ api, hubNowMs }: QuarantineProps): ReactNode {
  const words = useWords();
  const { quarantine } = words.feeds;
  const codes: Readonly<Record<string, string>> = quarantine.codes;
  const [entries, setEntries] = useState<QuarantineEntry[] | null>(null);
  const [opened, setOpened] = useState<string | null>(null);
  const [outcome, setOutcome] = useState<Outcome>(null);
  const load = useCallback(
    () =>
      api.getList<QuarantineEntry>('/api/v1/feeds/quarantine?limit=200', 'entries').then(setEntries, () => undefined),
    [api],
  );
  useEffect(() => void load(), [load]);
  const waiting = entries?.filter(({ state }) => state === 'waiting') ?? [];

  const replay = async (work: () => Promise<string>): Promise<void> => {
    setOutcome({ state: 'working' });
    const text = await work().catch((problem: unknown) =>
      problem instanceof HubRefusal && problem.status === 422 ? quarantine.stillRefused(1) : quarantine.failed,
    );
    setOutcome({ state: 'done', text });
    await load();
  };
  const replayOne = (id: string): Promise<void> =>
    replay(async () => {
      await api.tell('POST', `/api/v1/feeds/quarantine/${encodeURIComponent(id)}/replay`, {});
      return quarantine.understood(1);
    });
  const replayAll = (): Promise<void> =>
    replay(async () => {
      const { replayed, refused } = await api.tell<QuarantineReplay>('POST', '/api/v1/feeds/quarantine/replay', {});
      return [
        ...(replayed.length > 0 ? [quarantine.understood(replayed.length)] : []),
        ...(refused.length > 0 ? [quarantine.stillRefused(refused.length)] : []),
      ].join(words.separator);
    });

  return (
    <section className="quarantine" aria-labelledby="quarantine-title" data-testid="quarantine">
      <div className="quarantine-head">
        <h3 id="quarantine-title">
          <Ruby>{quarantine.title}</Ruby>
        </h3>
        <button
          type="button"
          className="button"
          disabled={waiting.length === 0 || outcome?.state === 'working'}
          onClick={() => void replayAll()}
        >
          <Ruby>{quarantine.replayAll(waiting.length)}</Ruby>
        </button>
      </div>
      <p className="quarantine-outcome" role="status">
        {outcome !== null && <Ruby>{outcome.state === 'working' ? quarantine.working : outcome.text}</Ruby>}
      </p>
      {entries?.length === 0 && (
        <p>
          <Ruby>{quarantine.empty}</Ruby>
        </p>
      )}
      <ul className="quarantine-list">
        {(entries ?? []).map((entry) => (
          <li key={entry.id} data-entry-state={entry.state}>
            <details
              open={opened === entry.id}
              onToggle={({ currentTarget }) => {
                if (currentTarget.open) setOpened(entry.id);
                else setOpened((known) => (known === entry.id ? null : known));
              }}
            >
              <summary>
                <span className="quarantine-source">
                  {entry.source} · {entry.format}
                </span>
                <span className="quarantine-why">
                  <Ruby>{codes[entry.code] ?? entry.code}</Ruby>
                </span>
                <span className="quarantine-age">
                  <Ruby>{quarantine.states[entry.state]}</Ruby>{' '}
                  <Ruby>{words.ago(Math.max(0, hubNowMs - Date.parse(entry.receivedAt)))}</Ruby>
                </span>
              </summary>
              {opened === entry.id && (
                <Opened
                  api={api}
                  entry={entry}
                  busy={outcome?.state === 'working'}
                  replay={() => replayOne(entry.id)}
                />
              )}
            </details>
          </li>
        ))}
      </ul>
    </section>
  );
}

interface OpenedProps {
  api: HubApi;
  entry: QuarantineEntry;
  busy: boolean;
  replay: () => Promise<void>;
}

function Opened({ api, entry, busy, replay }: OpenedProps): ReactNode {
  const words = useWords();
  const { quarantine } = words.feeds;
  const [report, setReport] = useState<QuarantinedReport | 'failed' | null>(null);
  useEffect(() => {
    let here = true;
    api.get<QuarantinedReport>(`/api/v1/feeds/quarantine/${encodeURIComponent(entry.id)}`).then(
      (found) => here && setReport(found),
      () => here && setReport('failed'),
    );
    return () => {
      here = false;
    };
  }, [api, entry.id]);
  return (
    <div className="quarantine-opened">
      <p data-own lang="en">
        {entry.message}
      </p>
      {entry.place?.path !== undefined && entry.place.path !== '' && (
        <p className="quarantine-place">
          <Ruby>{quarantine.place}</Ruby>
          {words.colon}
          <code>{entry.place.path}</code>
        </p>
      )}
      {report === 'failed' && (
        <p>
          <Ruby>{quarantine.failed}</Ruby>
        </p>
      )}
      {report !== null && report !== 'failed' && <Excerpt excerpt={report.excerpt} />}
      {entry.state === 'waiting' && (
        <button type="button" className="button" disabled={busy} onClick={() => void replay()}>
          <Ruby>{quarantine.replay}</Ruby>
        </button>
      )}
    </div>
  );
}

/** The lines around the place; the marked one also says so, for those who do not see the colour. */
function Excerpt({ excerpt }: { excerpt: MarkedExcerpt }): ReactNode {
  const words = useWords();
  const { quarantine } = words.feeds;
  if (excerpt.hex !== null) {
    return (
      <pre className="excerpt" tabIndex={0}>
        {excerpt.hex}
      </pre>
    );
  }
  return (
    <ol className="excerpt" tabIndex={0}>
      {excerpt.lines.map(({ number, text, marked, column }) => (
        <li key={number} data-marked={marked}>
          <span className="excerpt-number">{number}</span>
          <code data-own>
            {marked && column !== null ? (
              <>
                {text.slice(0, column - 1)}
                <mark>{text.slice(column - 1) || '⏎'}</mark>
              </>
            ) : (
              text
            )}
          </code>
          {marked && (
            <span className="visually-hidden">
              <Ruby>{quarantine.here}</Ruby>
            </span>
          )}
        </li>
      ))}
    </ol>
  );
}
