import { HubError, type PopulationCountedV1 } from '@hinomi/contracts';
import { readCsv } from '../table/read-csv.js';
import { columnName, type TableFinding, type TableRow } from '../table/table.js';

export type PopulationLevel = PopulationCountedV1['level'];

export interface PopulationTable {
  level: PopulationLevel;
  /** By square code. */
  people: Map<string, number>;
  findings: TableFinding[];
}

/** Names of the two columns that matter, as statistics of grid squares write them; the first found counts. */
const CODE_COLUMNS = ['KEY_CODE', 'MESH_CODE', 'メッシュコード', '地域メッシュコード'];
const PEOPLE_NAMES = ['人口総数', '人口(総数)', '人口', '総人口', 'population'].map(columnName);
const LEVELS: Readonly<Record<number, PopulationLevel>> = { 8: 'third', 9: 'half', 10: 'quarter' };

/**
 * People by grid square, as e-Stat publishes the census (地図で見る統計, 国勢調査 地域メッシュ統計): a header with `KEY_CODE`, often a second
 * one with the columns' names in words, CP932 or UTF-8. `*` = a count too small to be published, added to the square that
 * `HTKSAKI` names; it counts nothing here.
 *
 * Errors: `report.unreadable`, `report.invalid` with the line, for a file without the two columns or with squares of
 * different sizes.
 */
export function parsePopulationCsv(bytes: Uint8Array): PopulationTable {
  const { rows, code } = readWithCode(bytes);
  const [first, ...others] = rows;
  if (first === undefined) throw refuse('the table has no rows', { line: 1 });
  const words = isCode(first.cells[code]) ? null : first;
  const column = peopleColumn(first, words);
  const people = new Map<string, number>();
  const findings: TableFinding[] = [];
  let level: PopulationLevel | null = null;
  for (const row of words === null ? rows : others) {
    const written = String(row.cells[code]).trim();
    const own = isCode(written) ? LEVELS[written.length] : undefined;
    if (own === undefined) {
      findings.push(finding('square.code', row, code, `"${written}" is no code of a square of 1 km, 500 m or 250 m`));
      continue;
    }
    level ??= own;
    if (own !== level) throw refuse(`${written} is a square of another size than those above`, row.place);
    const count = String(row.cells[column]).trim();
    if (count === '*' || count === '') continue;
    if (/^\d{1,9}$/.test(count)) people.set(written, Number(count));
    else findings.push(finding('square.count', row, column, `"${count}" is no number of people`));
  }
  if (level === null) throw refuse('no row has the code of a square', first.place);
  return { level, people, findings };
}

function readWithCode(bytes: Uint8Array): { rows: TableRow[]; code: string } {
  let why: unknown;
  for (const name of CODE_COLUMNS) {
    try {
      return { rows: readCsv(bytes, [name]).rows, code: columnName(name) };
    } catch (error) {
      if (!(error instanceof HubError) || error.code !== 'report.invalid') throw error;
      why ??= error;
    }
  }
  throw why;
}

/** By the words below the header where there are any, else by the header itself. */
function peopleColumn({ cells, place }: TableRow, words: TableRow | null): string {
  const names = Object.keys(cells);
  const nameOf = (name: string): string => columnName(words === null ? name : String(cells[name] ?? ''));
  for (const wanted of PEOPLE_NAMES) {
    const found = names.find((name) => nameOf(name) === wanted);
    if (found !== undefined) return found;
  }
  throw refuse(`no column is named ${PEOPLE_NAMES.join(' or ')}`, place);
}

function isCode(cell: unknown): boolean {
  return typeof cell === 'string' && /^\d{4}[0-7]{2}\d{2}[1-4]{0,2}$/.test(cell.trim());
}

function finding(rule: string, { place }: TableRow, column: string, message: string): TableFinding {
  return { rule, level: 'refused', place: { ...place, path: `/${column}` }, message };
}

function refuse(message: string, place: TableRow['place']): HubError {
  return new HubError('report.invalid', message, { place });
}
