import { HubError, type InputPlace } from '@hinomi/contracts';
import { readJson } from '../json/read-json.js';
import { isObject } from '../table/read-json-rows.js';
import { checkColumns, type Find } from './check-columns.js';
import { checkGeoJson } from './check-geojson.js';
import { readExactJson } from './exact-json.js';
import { META_FILE, readMeta } from './package-meta.js';
import { checkStyle } from './package-style.js';

/** Where a package breaks a published rule. */
export interface Sip4dProblem {
  /** Names the rule, e.g. `meta.ttid`, `geojson.closed`. */
  rule: string;
  /** What the checker itself only warns of is no error. */
  level: 'error' | 'warning';
  /** `<file>#<pointer>`. */
  place: InputPlace;
  message: string;
}

/** What the checker passes with a warning: no legend, and a property without a column. */
const WARNINGS: ReadonlySet<string> = new Set(['style.file', 'geojson.undefined-column']);

/** A fault of the sender's program is in every row; the first ones tell it. */
const MOST_PER_RULE = 100;

/**
 * The unpacked files of a SIP4D-ZIP against the published rules (SIP4D-ZIP checker 1.2.4, formats 1 and 1.1; sip4d 3): no error means that the
 * checker passes it. Stricter than its program in one thing: it looks at every position of a line and a ring, not at the first alone.
 */
export function checkSip4dZip(files: ReadonlyMap<string, Uint8Array>): Sip4dProblem[] {
  const problems: Sip4dProblem[] = [];
  const counts = new Map<string, number>();
  const find: Find = (rule, path, message) => {
    const count = (counts.get(rule) ?? 0) + 1;
    counts.set(rule, count);
    if (count > MOST_PER_RULE) return;
    problems.push({ rule, level: WARNINGS.has(rule) ? 'warning' : 'error', place: { path }, message });
  };
  for (const [name, bytes] of files) {
    if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf && isText(name)) {
      find('file.bom', name, 'begins with a byte order mark');
    }
  }
  const bytes = files.get(META_FILE);
  if (bytes === undefined) {
    find('meta.file', META_FILE, `there is no ${META_FILE} at the root`);
    return problems;
  }
  const meta = jsonOf(bytes, META_FILE, readJson, find);
  if (meta === undefined) return problems;
  for (const { rule, place, message } of readMeta(meta).findings) find(rule, place.path ?? META_FILE, message);
  checkEntries(meta, files, find);
  return problems;
}

function checkEntries(meta: unknown, files: ReadonlyMap<string, Uint8Array>, find: Find): void {
  const { code, entry } = isObject(meta) ? meta : {};
  (Array.isArray(entry) ? entry : []).forEach((one: unknown, index) => {
    const file = isObject(one) ? one['file'] : undefined;
    if (typeof file !== 'string' || file === '') return;
    const rows = files.get(file);
    if (rows === undefined) find('entry.file', `${META_FILE}#/entry/${index}/file`, `${file} is not in the package`);
    const base = file.replace(/\.[^./]*$/, '');
    const columnsFile = `${base}_columns.json`;
    const columns = files.get(columnsFile);
    if (columns === undefined) find('columns.file', columnsFile, 'is not in the package');
    const written = columns && jsonOf(columns, columnsFile, readJson, find);
    if (written !== undefined && rows !== undefined) {
      const rules = checkColumns(written, columnsFile, typeof code === 'string' ? code : '', find);
      const features = jsonOf(rows, file, readExactJson, find);
      if (features !== undefined) checkGeoJson(features, file, rules, find);
    }
    checkLegend(`${base}_style.json`, files, find);
  });
}

function checkLegend(file: string, files: ReadonlyMap<string, Uint8Array>, find: Find): void {
  const bytes = files.get(file);
  if (bytes === undefined) {
    find('style.file', file, 'there is no legend');
    return;
  }
  const written = jsonOf(bytes, file, readJson, find);
  if (written === undefined) return;
  for (const { rule, place, message } of checkStyle(written, file, new Set(files.keys()))) {
    find(rule, place.path ?? file, message);
  }
}

/** Undefined for what cannot be read, which is told. */
function jsonOf(bytes: Uint8Array, file: string, read: (bytes: Uint8Array) => unknown, find: Find): unknown {
  try {
    return read(bytes) ?? null;
  } catch (error) {
    if (!(error instanceof HubError)) throw error;
    find('file.json', `${file}#`, error.message);
    return undefined;
  }
}

function isText(name: string): boolean {
  return /\.(json|geojson)$/i.test(name);
}
