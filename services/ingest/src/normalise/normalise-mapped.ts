import { HubError, type FeedFormat } from '@hinomi/contracts';
import {
  applyMapping,
  readCsv,
  readGeoJsonRows,
  readJsonRows,
  type MappedRow,
  type Mapping,
  type Table,
} from '@hinomi/formats';
import type { Normalised } from './normalised.js';
import { problemOf } from './normalise-sip4d-zip.js';
import { normaliseTable } from './normalise-table.js';
import type { SourceContext } from './source-context.js';

/** Formats that say nothing without a mapping. */
export type MappedFormat = Extract<FeedFormat, 'csv' | 'geojson' | 'json'>;

/** A provider's own table by the mapping of its source. */
export function normaliseMapped(format: MappedFormat, bytes: Uint8Array, context: SourceContext): Normalised {
  const { id, mapping, agency, attribution } = context.source;
  if (mapping === undefined) {
    const message = `${format} needs the mapping of a source: post it to ?source=<id> of an entry that has one`;
    throw new HubError('report.unsupported', message, { place: { path: '' } });
  }
  const { rows, findings } = applyMapping(readTable(format, bytes, mapping), mapping);
  const { receivedAt: listedAt } = context;
  const table = { listedAt, sentAt: listedAt, agency: agency ?? id, attribution };
  const events = datasetsOf(rows).flatMap(([name, own]) => {
    const dataset = name === null ? `table:${id}` : `table:${id}:${name}`;
    return normaliseTable({ ...table, dataset, rows: own }, mapping, context);
  });
  return { events, problems: findings.map(problemOf) };
}

/** An empty table is one that lists nothing. */
function datasetsOf(rows: readonly MappedRow[]): [string | null, MappedRow[]][] {
  const byName = new Map<string | null, MappedRow[]>();
  for (const row of rows) {
    const own = byName.get(row.dataset);
    if (own) own.push(row);
    else byName.set(row.dataset, [row]);
  }
  return byName.size === 0 ? [[null, []]] : [...byName];
}

function readTable(format: MappedFormat, bytes: Uint8Array, mapping: Mapping): Table {
  switch (format) {
    case 'csv':
      return readCsv(bytes, neededColumns(mapping));
    case 'geojson':
      return readGeoJsonRows(bytes);
    case 'json':
      return readJsonRows(bytes, mapping.rows);
  }
}

/** Without these a row says nothing; by them the header is found. */
export function neededColumns({ key, name, position, datasets }: Mapping): string[] {
  const named = [name, datasets].filter((column) => column !== undefined);
  return [...new Set([...key, ...named, ...Object.values(position ?? {})])];
}
