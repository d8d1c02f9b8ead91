import { HubError, type FeedFormat } from '@hinomi/contracts';
import { applyMapping, readCsv, readGeoJsonRows, readJsonRows, type Mapping, type Table } from '@hinomi/formats';
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
  const table = {
    dataset: `table:${id}`,
    listedAt: context.receivedAt,
    sentAt: context.receivedAt,
    agency: agency ?? id,
    attribution,
    rows,
  };
  return { events: normaliseTable(table, mapping, context), problems: findings.map(problemOf) };
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
function neededColumns({ key, name, position }: Mapping): string[] {
  return [...new Set([...key, ...(name === undefined ? [] : [name]), ...Object.values(position ?? {})])];
}
