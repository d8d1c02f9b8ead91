import { HubError, themeOfSip4dCode, type Instant } from '@hinomi/contracts';
import { readJson } from '../json/read-json.js';
import { applyMapping, type MappedRow } from '../mapping/apply-mapping.js';
import type { Mapping } from '../mapping/mapping.js';
import { readTime } from '../mapping/read-values.js';
import { readGeoJsonRows } from '../table/read-json-rows.js';
import type { TableFinding } from '../table/table.js';
import { META_FILE, readMeta, type PackageMeta } from './package-meta.js';
import { mappingOfColumns } from './package-columns.js';
import { checkStyle } from './package-style.js';

/** One entry of a package: a table in the words of its model. */
export interface Sip4dTable {
  title: string;
  /** Its file without `.geojson`; tells the tables of one package apart. */
  base: string;
  mapping: Mapping;
  rows: MappedRow[];
}

export interface Sip4dPackage {
  /** Identity of the table across its updates. */
  ttid: string;
  code: string;
  title: string;
  status: '通常' | '訓練' | '試験';
  isPublic: boolean;
  author: string | null;
  /** Credit lines, and the terms as the package names them. */
  credits: string[];
  licence: string | null;
  disaster: string | null;
  /** The moment that it describes. */
  informationDate: Instant;
  /** When it was made. */
  updated: Instant;
  tables: Sip4dTable[];
  findings: TableFinding[];
}

/** Times of the metadata carry no zone and mean Japan's (sip4d 3.2). */
const ZONE = '+09:00';

/** The statement of its metadata that routes a package: 通常, 訓練 or 試験; null when it cannot be read. */
export function statusOfMeta(bytes: Uint8Array): string | null {
  try {
    const status = (readJson(bytes) as { testflg?: unknown } | null)?.testflg;
    return typeof status === 'string' ? status : null;
  } catch (cause) {
    if (cause instanceof HubError) return null;
    throw cause;
  }
}

/**
 * Reads the unpacked files of a SIP4D-ZIP (formats 1 and 1.1; sip4d 3). What breaks a rule of the checker and can be read all the
 * same is read, and named in `findings`.
 *
 * Errors: `report.invalid` with file and pointer when the package does not say which table it is, of when, or whether it is
 * real, or when none of its entries can be read; `report.unreadable` when its metadata is not JSON.
 */
export function parseSip4dZip(files: ReadonlyMap<string, Uint8Array>): Sip4dPackage {
  const metaBytes = files.get(META_FILE);
  if (metaBytes === undefined) throw refused('meta.file', META_FILE, `there is no ${META_FILE} at the root`);
  const { meta, findings } = readMeta(inFile(META_FILE, () => readJson(metaBytes)));
  if (meta === null) {
    const [first] = findings;
    throw refused(first?.rule ?? 'meta', first?.place.path ?? META_FILE, first?.message ?? 'cannot be used');
  }
  for (const [name, bytes] of files) {
    if (bytes[0] === 0xef && bytes[1] === 0xbb)
      findings.push({
        rule: 'file.bom',
        level: 'mended',
        place: { path: name },
        message: 'begins with a byte order mark',
      });
  }
  const times = timesOf(meta, findings);
  const isPublic = meta.openflg === '一般公開可能';
  const tables = meta.entry.flatMap(
    ({ file, title }, index) => readEntry(files, file, title || meta.title, index, meta.code, isPublic, findings) ?? [],
  );
  const [unread] = findings.filter(({ level }) => level === 'refused');
  if (tables.length === 0)
    throw refused(unread?.rule ?? 'entry', unread?.place.path ?? META_FILE, unread?.message ?? 'no entry can be read');
  return {
    ttid: meta.ttid,
    code: meta.code,
    title: meta.title,
    status: meta.testflg as Sip4dPackage['status'],
    isPublic,
    author: meta.author?.name ?? null,
    credits: meta.credit ?? [],
    licence: meta.license_id ?? null,
    disaster: meta.disaster?.name ?? null,
    ...times,
    tables,
    findings,
  };
}

function readEntry(
  files: ReadonlyMap<string, Uint8Array>,
  file: string,
  title: string,
  index: number,
  code: string,
  isPublic: boolean,
  findings: TableFinding[],
): Sip4dTable | null {
  const base = file.replace(/\.geojson$/i, '');
  const columnsFile = `${base}_columns.json`;
  const styleFile = `${base}_style.json`;
  const [bytes, columns, style] = [file, columnsFile, styleFile].map((name) => files.get(name));
  const missing = bytes === undefined ? file : columns === undefined ? columnsFile : null;
  if (bytes === undefined || columns === undefined) {
    const place = { path: `${META_FILE}#/entry/${index}/file` };
    findings.push({ rule: 'entry.file', level: 'refused', place, message: `${missing} is not in the package` });
    return null;
  }
  try {
    const theme = themeOfSip4dCode(code);
    const { mapping, findings: ofColumns } = mappingOfColumns(
      inFile(columnsFile, () => readJson(columns)),
      columnsFile,
      theme,
      isPublic,
    );
    const table = inFile(file, () => readGeoJsonRows(bytes));
    const mapped = applyMapping(table, mapping);
    const ofRows = mapped.findings.map((finding) => ({
      ...finding,
      place: { path: `${file}#${finding.place.path ?? ''}` },
    }));
    const ofNames = rulesOfRows(file, table.rows, columnNames(readJson(columns)));
    for (const found of [ofColumns, ofRows, ofNames]) for (const finding of found) findings.push(finding);
    if (style === undefined)
      findings.push({ rule: 'style.file', level: 'mended', place: { path: styleFile }, message: 'there is no legend' });
    else
      findings.push(
        ...checkStyle(
          inFile(styleFile, () => readJson(style)),
          styleFile,
          new Set(files.keys()),
        ),
      );
    return { title, base, mapping, rows: mapped.rows };
  } catch (error) {
    if (!(error instanceof HubError)) throw error;
    findings.push({
      rule: 'entry.form',
      level: 'refused',
      place: error.place ?? { path: file },
      message: error.message,
    });
    return null;
  }
}

/** Rules of the checker that hold for a file as a whole; each is told once (sip4d 3.4). */
function rulesOfRows(
  file: string,
  rows: readonly { cells: Readonly<Record<string, unknown>>; geometry: { type: string } | null }[],
  columns: ReadonlySet<string>,
): TableFinding[] {
  const findings: TableFinding[] = [];
  const find = (rule: string, message: string): void => {
    findings.push({ rule: `geojson.${rule}`, level: 'mended', place: { path: `${file}#/features` }, message });
  };
  const kinds = new Set(rows.flatMap(({ geometry }) => geometry?.type ?? []));
  if (kinds.size > 1) find('one-type', `has geometries of several types: ${[...kinds].sort().join(', ')}`);
  const names = new Set(rows.flatMap(({ cells }) => Object.keys(cells)));
  const odd = [...names].filter((name) => !/^[a-z0-9_]+$/.test(name));
  if (odd.length > 0) find('property-name', `property names other than a-z, 0-9 and _: ${odd.slice(0, 5).join(', ')}`);
  const undefinedNames = [...names].filter((name) => !columns.has(name));
  if (undefinedNames.length > 0)
    find('undefined-column', `not in the columns file: ${undefinedNames.slice(0, 5).join(', ')}`);
  return findings;
}

function columnNames(written: unknown): ReadonlySet<string> {
  const columns = (written as { columns?: unknown } | null)?.columns;
  const names = (Array.isArray(columns) ? columns : []).map(
    (column: unknown) => (column as { name?: unknown } | null)?.name,
  );
  return new Set(names.filter((name) => typeof name === 'string'));
}

function timesOf(meta: PackageMeta, findings: TableFinding[]): Pick<Sip4dPackage, 'informationDate' | 'updated'> {
  const stated = meta.information_date === undefined ? null : readTime(meta.information_date, ZONE);
  const updated = meta.updated === undefined ? null : readTime(meta.updated, ZONE);
  const informationDate = stated ?? updated;
  const place = { path: `${META_FILE}#/information_date` };
  if (informationDate === null)
    throw refused('meta.information_date', place.path, 'neither information_date nor updated is a time');
  if (stated === null)
    findings.push({
      rule: 'meta.information_date',
      level: 'mended',
      place,
      message: 'is no time; the time of making counts',
    });
  return { informationDate, updated: updated ?? informationDate };
}

function inFile<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof HubError)) throw error;
    const place = { ...error.place, path: `${file}#${error.place?.path ?? ''}` };
    throw new HubError(error.code, `${file}: ${error.message}`, { place, cause: error });
  }
}

function refused(rule: string, path: string, message: string): HubError {
  return new HubError('report.invalid', `${message} (${rule})`, { place: { path } });
}
