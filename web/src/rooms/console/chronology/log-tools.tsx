import { useEffect, useState, type Dispatch, type ReactNode, type SetStateAction } from 'react';
import { createPortal } from 'react-dom';
import type { LogEntry, RunId } from '@hinomi/contracts';
import type { HubApi } from '../../../access/hub-api.js';
import { LOG_ORDERS, LOG_SHOWN, LOG_WRITERS, type LogFilter } from '../../../chronology/log-state.js';
import { fileName } from '../../../exports/file-name.js';
import { saveFile } from '../../../exports/save-file.js';
import { useChronologyWords } from '../../../words/chronology/chronology-words.js';
import { moment } from '../../../words/clock.js';
import { useWords } from '../../../words/language-context.js';
import { plain } from '../../../words/ruby-text.js';
import { Ruby } from '../../../words/ruby.js';
import { LogPaper } from './log-paper.js';

interface LogToolsProps {
  api: HubApi;
  run: RunId | null;
  exercise: boolean;
  hubNowMs: number;
  filter: LogFilter;
  setFilter: Dispatch<SetStateAction<LogFilter>>;
  /** What the filter leaves. */
  listed: readonly LogEntry[];
  count: number;
  older: number;
}

/** Filters, and the ways out: a file for Excel, and paper. */
export function LogTools(props: LogToolsProps): ReactNode {
  const { api, run, exercise, hubNowMs, filter, setFilter, listed, count, older } = props;
  const text = useChronologyWords();
  const { language } = useWords();
  const [everyVersion, setEveryVersion] = useState(false);
  const [failed, setFailed] = useState(false);
  const [printing, setPrinting] = useState(false);
  useEffect(() => {
    if (!printing) return;
    window.print();
    setPrinting(false);
  }, [printing]);
  const change = (part: Partial<LogFilter>): void => setFilter((now) => ({ ...now, ...part }));
  const save = (): void => {
    const query = new URLSearchParams({ exercise: run ?? 'false', ...(everyVersion && { versions: 'all' }) });
    api.bytes(`/api/v1/chronology/export?${query}`).then(
      (file) => {
        setFailed(false);
        const named = { what: 'chronology', dataMs: hubNowMs, drill: exercise, ...(run !== null && { more: run }) };
        saveFile(fileName(named, 'csv'), file);
      },
      () => setFailed(true),
    );
  };
  return (
    <section className="log-tools" aria-labelledby="log-list-title">
      <h3 id="log-list-title">
        <Ruby>{text.list}</Ruby>
      </h3>
      <p role="status" data-testid="log-count">
        <Ruby>{text.count(listed.length, count)}</Ruby>
      </p>
      <input
        type="search"
        aria-label={plain(text.search)}
        placeholder={plain(text.search)}
        value={filter.words}
        data-testid="log-search"
        onChange={(event) => change({ words: event.target.value })}
      />
      <Choice
        label={text.shownLabel}
        values={LOG_SHOWN}
        names={text.shown}
        value={filter.shown}
        choose={(shown) => change({ shown })}
      />
      <Choice
        label={text.writersLabel}
        values={LOG_WRITERS}
        names={text.writers}
        value={filter.writers}
        choose={(writers) => change({ writers })}
      />
      <Choice
        label={text.orderLabel}
        values={LOG_ORDERS}
        names={text.orders}
        value={filter.order}
        choose={(order) => change({ order })}
      />
      <button type="button" className="button" data-testid="log-export" onClick={save}>
        <Ruby>{text.exportCsv}</Ruby>
      </button>
      <label className="log-check">
        <input
          type="checkbox"
          checked={everyVersion}
          data-testid="log-export-all"
          onChange={(event) => setEveryVersion(event.target.checked)}
        />
        <Ruby>{text.exportAll}</Ruby>
      </label>
      <button type="button" className="button" data-testid="log-print" onClick={() => setPrinting(true)}>
        <Ruby>{text.print}</Ruby>
      </button>
      {failed && (
        <p className="detail-warning" role="alert">
          <Ruby>{text.exportFailed}</Ruby>
        </p>
      )}
      {older > 0 && (
        <p className="desk-hint">
          <Ruby>{text.older(older)}</Ruby>
        </p>
      )}
      {printing &&
        createPortal(
          <LogPaper entries={listed} drill={exercise} printedAt={moment(hubNowMs, language)} hubNowMs={hubNowMs} />,
          document.body,
        )}
    </section>
  );
}

interface ChoiceProps<T extends string> {
  label: string;
  values: readonly T[];
  names: Readonly<Record<T, string>>;
  value: T;
  choose: (value: T) => void;
}

function Choice<T extends string>({ label, values, names, value, choose }: ChoiceProps<T>): ReactNode {
  return (
    <select aria-label={plain(label)} value={value} onChange={(event) => choose(event.target.value as T)}>
      {values.map((each) => (
        <option key={each} value={each}>
          {plain(names[each])}
        </option>
      ))}
    </select>
  );
}
