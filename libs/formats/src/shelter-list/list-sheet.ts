import { HubError, type Geometry, type ImportEncoding } from '@hinomi/contracts';
import { csvRecords, decodeTable } from '../table/csv-records.js';
import { distinct, MOST_TITLE_ROWS } from '../table/read-csv.js';
import { readGeoJsonRows } from '../table/read-json-rows.js';
import { columnName } from '../table/table.js';
import { fieldOfHeader } from './list-fields.js';

export interface SheetRow {
  /** 1-based line; of GeoJSON the number of the feature. */
  line: number;
  cells: Readonly<Record<string, unknown>>;
  geometry: Geometry | null;
}

/** A list of places as it stands in its file, nothing put right. */
export interface ListSheet {
  format: 'csv' | 'geojson';
  encoding: ImportEncoding;
  headerLine: number | null;
  titleLines: number[];
  columns: string[];
  rows: SheetRow[];
  /** Rows that are none, by their line. */
  malformed: number[];
}

/**
 * Reads a file of either format. The header is the row among the first 20 that names most of what is known of shelters.
 *
 * Errors: `report.empty`; `report.unreadable` and `report.invalid` as of `readCsv` and `readGeoJsonRows`.
 */
export function readListSheet(bytes: Uint8Array): ListSheet {
  if (bytes.length === 0) throw new HubError('report.empty', 'the file has no bytes');
  return isJson(bytes) ? geoJsonSheet(bytes) : csvSheet(bytes);
}

/** No CSV begins with a brace, after blanks and a byte order mark. */
function isJson(bytes: Uint8Array): boolean {
  const first = bytes.find((byte) => ![0x20, 0x09, 0x0a, 0x0d, 0xef, 0xbb, 0xbf].includes(byte));
  return first === 0x7b;
}

function csvSheet(bytes: Uint8Array): ListSheet {
  const { text, encoding } = decodeTable(bytes);
  const records = csvRecords(text);
  const heads = records.slice(0, MOST_TITLE_ROWS);
  const scores = heads.map(({ record }) => new Set(record.map(fieldOfHeader).filter((field) => field !== null)).size);
  const most = Math.max(0, ...scores);
  // One name that is known is enough beside others: values tell what those columns are.
  const isHead = most > 1 || (heads[scores.indexOf(1)]?.record.filter((cell) => cell.trim() !== '').length ?? 0) > 1;
  if (!isHead) {
    throw new HubError('report.invalid', 'none of the first rows names columns of a list of shelters', {
      place: { line: 1 },
    });
  }
  const at = scores.indexOf(most);
  const columns = distinct((heads[at]?.record ?? []).map((name, index) => columnName(name) || `#${index + 1}`));
  const rows = records.slice(at + 1).flatMap(({ record, info }): SheetRow[] => {
    if (record.every((cell) => cell.trim() === '')) return [];
    const cells: Record<string, string> = {};
    for (const [index, name] of columns.entries()) cells[name] = record[index] ?? '';
    return [{ line: info.lines, cells, geometry: null }];
  });
  return {
    format: 'csv',
    encoding,
    headerLine: heads[at]?.info.lines ?? 1,
    titleLines: heads.slice(0, at).map(({ info }) => info.lines),
    columns,
    rows,
    malformed: [],
  };
}

function geoJsonSheet(bytes: Uint8Array): ListSheet {
  const { rows, findings } = readGeoJsonRows(bytes);
  const numberOf = (path = ''): number => Number(/^\/features\/(\d+)/.exec(path)?.[1] ?? 0) + 1;
  const columns = [...new Set(rows.flatMap(({ cells }) => Object.keys(cells)))];
  return {
    format: 'geojson',
    encoding: bytes[0] === 0xef ? 'utf-8-bom' : 'utf-8',
    headerLine: null,
    titleLines: [],
    columns,
    rows: rows.map(({ place, cells, geometry }) => ({ line: numberOf(place.path), cells, geometry })),
    malformed: findings.filter(({ level }) => level === 'refused').map(({ place }) => numberOf(place.path)),
  };
}
