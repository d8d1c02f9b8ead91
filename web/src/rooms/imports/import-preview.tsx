import type { ReactNode } from 'react';
import type { HubStatus, ImportFix, ImportOptions, ImportPreview } from '@hinomi/contracts';
import type { HubApi } from '../../access/hub-api.js';
import { tableOfCodes } from '../../places/place-names.js';
import { usePlaceNames } from '../../places/use-place-names.js';
import { useImportWords } from '../../words/imports/import-words.js';
import { useWords } from '../../words/language-context.js';
import { Ruby } from '../../words/ruby.js';
import { ColumnTable } from './column-table.js';
import { ListSettings } from './list-settings.js';
import { ProblemList } from './problem-list.js';
import { RefusedRows, SampleTable } from './row-tables.js';
import { WherePart } from './where-part.js';

interface ImportPreviewPartProps {
  api: HubApi;
  boundaries: HubStatus['boundaries'];
  preview: ImportPreview;
  options: ImportOptions;
  /** Null = it is decided already. */
  decide: ((options: ImportOptions) => void) | null;
  busy: boolean;
}

const ASKS_MUNICIPALITY = new Set<string>(['municipality-missing', 'municipality-by-position']);

/** What a list says, what it has wrong, and what is to be done about it. */
export function ImportPreviewPart({
  api,
  boundaries,
  preview,
  options,
  decide,
  busy,
}: ImportPreviewPartProps): ReactNode {
  const words = useWords();
  const places = usePlaceNames(tableOfCodes(words.language));
  const change = decide === null || busy ? null : (some: ImportOptions): void => decide({ ...options, ...some });
  const withFix = (fix: ImportFix, on: boolean): void => {
    const without = (options.without ?? []).filter((other) => other !== fix);
    change?.({ without: on ? without : [...without, fix] });
  };
  const asksMunicipality =
    preview.problems.some(({ code }) => ASKS_MUNICIPALITY.has(code)) || options.municipality !== undefined;
  return (
    <>
      <Facts preview={preview} />
      <ProblemList problems={preview.problems} switchFix={change && withFix} />
      {decide !== null && (
        <ListSettings
          preview={preview}
          options={options}
          asksMunicipality={asksMunicipality}
          places={places}
          change={change}
        />
      )}
      <WherePart api={api} boundaries={boundaries} preview={preview} places={places} />
      <ColumnTable preview={preview} change={change} />
      <RefusedRows preview={preview} />
      <SampleTable rows={preview.sample} places={places} />
    </>
  );
}

function Facts({ preview }: { preview: ImportPreview }): ReactNode {
  const text = useImportWords();
  const { encoding, headerLine, titleLines, rows, format } = preview;
  const counts = [
    ['total', rows.total],
    ['understood', rows.understood],
    ['refused', rows.refused],
    ['unplaced', rows.unplaced],
  ] as const;
  return (
    <section className="import-section" aria-labelledby="import-facts">
      <h3 id="import-facts">
        <Ruby>{text.facts}</Ruby>
      </h3>
      <dl className="import-counts" data-testid="import-counts">
        {counts.map(([name, count]) => (
          <div key={name} data-count={name} data-none={count === 0}>
            <dt>
              <Ruby>{text[name]}</Ruby>
            </dt>
            <dd>{count.toLocaleString()}</dd>
          </div>
        ))}
      </dl>
      <p className="import-note">
        {format === 'csv' ? text.encodings[encoding] : 'GeoJSON'}
        {headerLine !== null && (
          <>
            {' ／ '}
            <Ruby>{`${text.header}：${text.line(headerLine)}`}</Ruby>
          </>
        )}
        {titleLines.length > 0 && (
          <>
            {' ／ '}
            <Ruby>{text.titleRows(titleLines.length)}</Ruby>
          </>
        )}
      </p>
    </section>
  );
}
