import { useState, type ReactNode } from 'react';
import type { FieldReportEntry } from '@hinomi/contracts';
import { ulid } from 'ulid';
import type { HubApi } from '../../../access/hub-api.js';
import { endRequest } from '../../../field/field-form.js';
import { clock } from '../../../words/clock.js';
import { useFieldWords } from '../../../words/field/field-words.js';
import { useWords } from '../../../words/language-context.js';
import { Ruby } from '../../../words/ruby.js';
import { Part } from '../details/facts.js';
import { ThingSign } from '../thing-sign.js';
import { Refused } from './field-entry-form.js';
import { FieldSteps } from './field-steps.js';
import { stepsOf, whyNot, type FieldSending } from './use-field-entry.js';
import type { FieldReports } from './use-field-reports.js';

interface FieldListProps {
  api: HubApi;
  reports: FieldReports;
  hubNowMs: number;
  open: (id: string) => void;
}

/** What goes on, the newest first; beneath it what ended, from where a slip is put right. */
export function FieldList({ api, reports, hubNowMs, open }: FieldListProps): ReactNode {
  const text = useFieldWords();
  const standing = reports.entries.filter(({ state }) => state === 'stands');
  const ended = reports.entries.filter(({ state }) => state !== 'stands');
  return (
    <>
      <Part title={text.standing}>
        {reports.failed && (
          <p role="alert" className="order-problem">
            <Ruby>{text.failedList}</Ruby>
          </p>
        )}
        {standing.length === 0 && !reports.failed && (
          <p className="detail-note">
            <Ruby>{text.none}</Ruby>
          </p>
        )}
        <ul className="field-list" data-testid="field-standing">
          {standing.map((entry) => (
            <li key={entry.id}>
              <button type="button" className="field-row" data-report={entry.id} onClick={() => open(entry.id)}>
                <FieldRow entry={entry} hubNowMs={hubNowMs} />
              </button>
            </li>
          ))}
        </ul>
      </Part>
      {ended.length > 0 && (
        <Part title={text.ended}>
          {ended.map((entry) => (
            <details key={entry.id} className="history-fold" data-testid="field-ended" data-state={entry.state}>
              <summary>
                <FieldRow entry={entry} hubNowMs={hubNowMs} />
              </summary>
              <FieldSteps entry={entry} hubNowMs={hubNowMs} />
              {entry.mayChange && <Restore api={api} entry={entry} hubNowMs={hubNowMs} ask={reports.ask} />}
            </details>
          ))}
        </Part>
      )}
    </>
  );
}

/** Kind, name, where, since when, how it is with it, and how old the word is. */
function FieldRow({ entry, hubNowMs }: { entry: FieldReportEntry; hubNowMs: number }): ReactNode {
  const words = useWords();
  const text = useFieldWords();
  const last = entry.steps.at(-1);
  if (last === undefined) return null;
  const { theme, name, since } = last.content;
  const { municipality, state } = entry;
  const where =
    municipality === null
      ? text.nowhere
      : words.place({ name: municipality.name, set: 'jma-city', code: `${municipality.code}00` });
  return (
    <span className="field-entry">
      <ThingSign glyph={theme === 'road' ? 'road-closed' : theme} state={state === 'stands' ? 'on' : 'off'} />
      <span>
        <strong>
          <Ruby>{words.things.themes[theme]}</Ruby>
        </strong>{' '}
        <span data-own lang="ja">
          {name}
        </span>
        <span className="field-facts">
          <span data-name>
            <Ruby>{where}</Ruby>
          </span>
          {' · '}
          {since === null ? (
            <Ruby>{text.sinceUnknown}</Ruby>
          ) : (
            <time dateTime={since}>{clock(since, words.language, hubNowMs)}–</time>
          )}
          {' · '}
          <Ruby>{text.states[state]}</Ruby>
          {' · '}
          <Ruby>{words.ago(Math.max(0, hubNowMs - Date.parse(last.recordedAt)))}</Ruby>
        </span>
      </span>
    </span>
  );
}

/** It has not ended after all. */
function Restore(props: { api: HubApi; entry: FieldReportEntry; hubNowMs: number; ask: () => void }): ReactNode {
  const { api, entry, hubNowMs, ask } = props;
  const text = useFieldWords();
  const [sending, setSending] = useState<FieldSending>({ state: 'typing' });
  const restore = async (): Promise<void> => {
    setSending({ state: 'sending' });
    try {
      await api.tell('POST', stepsOf(entry), endRequest(entry, 'restore', ulid(), hubNowMs));
      ask();
    } catch (error) {
      setSending(whyNot(error));
    }
  };
  return (
    <>
      <button
        type="button"
        className="button"
        disabled={sending.state === 'sending'}
        data-testid="field-restore"
        onClick={() => void restore()}
      >
        <Ruby>{text.restore}</Ruby>
      </button>
      <Refused sending={sending} />
    </>
  );
}
