import type { ReactNode } from 'react';
import {
  IMPORT_FIELDS,
  type DisasterKind,
  type ImportField,
  type ImportOptions,
  type ImportPreview,
} from '@hinomi/contracts';
import { useImportWords } from '../../words/imports/import-words.js';
import type { ImportWords } from '../../words/imports/ja.js';
import { plain } from '../../words/ruby-text.js';
import { Ruby } from '../../words/ruby.js';
import { Own } from './own.js';

interface ColumnTableProps {
  preview: ImportPreview;
  change: ((some: ImportOptions) => void) | null;
}

/** Which column says what; of a list that nobody foresaw a person may decide. */
export function ColumnTable({ preview, change }: ColumnTableProps): ReactNode {
  const text = useImportWords();
  const { columns, source } = preview;
  const decide = (column: string, field: ImportField | null): void => {
    const chosen = Object.fromEntries(
      columns.map((one) => [one.column, one.field === field && field !== null ? null : one.field]),
    );
    change?.({ source: null, columns: { ...chosen, [column]: field } });
  };
  return (
    <details className="import-section" open={source === null}>
      <summary>
        <h3>
          <Ruby>{text.columns}</Ruby>
        </h3>
      </summary>
      <table className="accounts-table import-columns">
        <thead>
          <tr>
            {[text.column, text.samples, text.field].map((name) => (
              <th key={name} scope="col">
                <Ruby>{name}</Ruby>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {columns.map(({ column, field, by, samples }, index) => (
            <tr key={column} data-column={column}>
              <th scope="row" id={`column-${index}`}>
                <Own>{column}</Own>
              </th>
              <td data-label={plain(text.samples)}>
                <Own>{samples.join(' ／ ')}</Own>
              </td>
              <td data-label={plain(text.field)}>
                <select
                  aria-labelledby={`column-${index}`}
                  value={field ?? ''}
                  disabled={change === null || source !== null}
                  onChange={({ target }) => decide(column, (target.value || null) as ImportField | null)}
                >
                  <option value="">{plain(text.notUsed)}</option>
                  {IMPORT_FIELDS.map((each) => (
                    <option key={each} value={each}>
                      {plain(fieldName(each, text))}
                    </option>
                  ))}
                </select>
                {by === 'values' && (
                  <span className="import-guessed">
                    <Ruby>{text.guessed}</Ruby>
                  </span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

function fieldName(field: ImportField, text: ImportWords): string {
  if (!field.startsWith('designated_')) return text.fields[field as keyof ImportWords['fields']];
  return text.designated(text.kinds[field.slice('designated_'.length) as DisasterKind]);
}
