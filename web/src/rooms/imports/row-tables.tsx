import type { ReactNode } from 'react';
import type { ImportedRow, ImportPreview, ImportRefusal } from '@hinomi/contracts';
import { jurisdictionText } from '../../places/jurisdictions.js';
import type { PlaceNameTable } from '../../places/place-names.js';
import { useImportWords } from '../../words/imports/import-words.js';
import { useWords } from '../../words/language-context.js';
import { plain } from '../../words/ruby-text.js';
import { Ruby } from '../../words/ruby.js';
import { Own } from './own.js';

const LINES_NAMED = 30;

export function RefusedRows({ preview: { refused, refusedBy } }: { preview: ImportPreview }): ReactNode {
  const words = useWords();
  const text = useImportWords();
  const reasons = Object.entries(refusedBy) as [ImportRefusal, number][];
  if (reasons.length === 0) return null;
  return (
    <section className="import-section" aria-labelledby="import-refused" data-testid="import-refused">
      <h3 id="import-refused">
        <Ruby>{text.refusedRows}</Ruby>
      </h3>
      <ul className="import-refused">
        {reasons.map(([code, count]) => {
          const lines = refused.filter((row) => row.code === code).slice(0, LINES_NAMED);
          return (
            <li key={code} data-refusal={code}>
              <strong>
                <Ruby>{text.refusals[code]}</Ruby>
              </strong>{' '}
              <Ruby>{text.rowsCount(count)}</Ruby>
              {lines.length > 0 && (
                <span className="import-where">
                  {' '}
                  <Ruby>{lines.map(({ line }) => text.line(line)).join(words.separator)}</Ruby>
                  {count > lines.length && <Ruby>{` ${text.moreRefused(count - lines.length)}`}</Ruby>}
                </span>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

export function SampleTable({
  rows,
  places,
}: {
  rows: readonly ImportedRow[];
  places: PlaceNameTable | null;
}): ReactNode {
  const words = useWords();
  const text = useImportWords();
  const { fields } = text;
  const cell = (name: string, value: ReactNode): ReactNode => <td data-label={plain(name)}>{value}</td>;
  if (rows.length === 0) return null;
  return (
    <section className="import-section" aria-labelledby="import-sample">
      <h3 id="import-sample">
        <Ruby>{text.sample}</Ruby>
      </h3>
      <table className="accounts-table" data-testid="import-sample">
        <thead>
          <tr>
            {[
              fields.name,
              fields.municipality,
              fields.address,
              `${fields.lat}${words.separator}${fields.lng}`,
              fields.nationalId,
            ].map((name) => (
              <th key={name} scope="col">
                <Ruby>{name}</Ruby>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ line, name, municipality, address, lngLat, nationalId }) => (
            <tr key={line} data-line={line}>
              <th scope="row">
                <Own>{name}</Own>
              </th>
              {cell(fields.municipality, municipality && <Ruby>{jurisdictionText(municipality, places, words)}</Ruby>)}
              {cell(fields.address, <Own>{address}</Own>)}
              {cell(
                `${fields.lat}${words.separator}${fields.lng}`,
                lngLat === null ? <Ruby>{text.unplaced}</Ruby> : `${lngLat[1].toFixed(5)}, ${lngLat[0].toFixed(5)}`,
              )}
              {cell(fields.nationalId, nationalId)}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
