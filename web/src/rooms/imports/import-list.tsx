import { useState, type ReactNode } from 'react';
import type { HubApi } from '../../access/hub-api.js';
import { clock } from '../../words/clock.js';
import { useImportWords } from '../../words/imports/import-words.js';
import { useWords } from '../../words/language-context.js';
import { plain } from '../../words/ruby-text.js';
import { Ruby } from '../../words/ruby.js';
import { Problem } from '../accounts/problem.js';
import { Icon } from '../console/icons.js';
import { MOST_BYTES, sendList } from './import-api.js';
import { Own } from './own.js';
import { useImportList } from './use-imports.js';

interface ImportListProps {
  api: HubApi;
  open: (id: string) => void;
}

/** Where a file is dropped or chosen, and what was brought in before. */
export function ImportList({ api, open }: ImportListProps): ReactNode {
  const text = useImportWords();
  const [sending, setSending] = useState(false);
  const [over, setOver] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const send = (file: File | undefined): void => {
    if (file === undefined || sending) return;
    if (file.size > MOST_BYTES) return setProblem(text.tooLarge);
    setProblem(null);
    setSending(true);
    sendList(api, file).then(
      ({ id }) => open(id),
      () => {
        setSending(false);
        setProblem(text.refusedByHub);
      },
    );
  };
  return (
    <>
      <div
        className="import-drop"
        data-over={over}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          send(event.dataTransfer.files[0]);
        }}
      >
        <p className="import-drop-title">
          <Ruby>{text.drop}</Ruby>
        </p>
        <p className="import-note">
          <Ruby>{text.dropMore}</Ruby>
        </p>
        <label className="button button-accent import-file">
          <input
            type="file"
            accept=".csv,.txt,.geojson,.json,.gz,text/csv,application/geo+json"
            disabled={sending}
            data-testid="import-file"
            onChange={(event) => {
              send(event.target.files?.[0]);
              event.target.value = '';
            }}
          />
          <Icon name="plus" />
          <Ruby>{text.choose}</Ruby>
        </label>
        <p role="status">{sending && <Ruby>{text.sending}</Ruby>}</p>
        {problem !== null && <Problem text={problem} />}
      </div>
      <Earlier api={api} open={open} />
    </>
  );
}

function Earlier({ api, open }: ImportListProps): ReactNode {
  const words = useWords();
  const text = useImportWords();
  const { value: imports, failed } = useImportList(api);
  const cell = (name: string, value: ReactNode): ReactNode => <td data-label={plain(name)}>{value}</td>;
  const { columnsOf } = text;
  return (
    <section className="import-section" aria-labelledby="earlier-imports">
      <h2 id="earlier-imports">
        <Ruby>{text.earlier}</Ruby>
      </h2>
      {failed && <Problem text={text.failed} />}
      {imports === null && !failed && (
        <p role="status">
          <Ruby>{text.loading}</Ruby>
        </p>
      )}
      {imports?.length === 0 && (
        <p className="import-note">
          <Ruby>{text.none}</Ruby>
        </p>
      )}
      {imports !== null && imports.length > 0 && (
        <table className="accounts-table">
          <thead>
            <tr>
              {Object.entries(columnsOf).map(([key, name]) => (
                <th key={key} scope="col">
                  <Ruby>{name}</Ruby>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {imports.map((one) => (
              <tr key={one.id} data-state={one.state} data-import={one.id}>
                <th scope="row">
                  <Own>{one.fileName}</Own>
                </th>
                {cell(columnsOf.list, <Own>{one.listName}</Own>)}
                {cell(
                  columnsOf.state,
                  <span className="import-state" data-state={one.state}>
                    <Ruby>{text.states[one.state]}</Ruby>
                  </span>,
                )}
                {cell(columnsOf.by, one.by.name)}
                {cell(
                  columnsOf.when,
                  <time dateTime={one.createdAt}>{clock(one.createdAt, words.language, Date.now())}</time>,
                )}
                {cell(columnsOf.rows, one.progress.total > 0 && <Ruby>{text.rowsCount(one.progress.total)}</Ruby>)}
                <td className="accounts-actions">
                  <button
                    type="button"
                    className="button button-small"
                    aria-label={plain(text.openOf(one.fileName))}
                    onClick={() => open(one.id)}
                  >
                    <Ruby>{columnsOf.open}</Ruby>
                  </button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
