import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

/**
 * What a browser loads before it shows the map: the page's own scripts and styles, and the map's chunk with its worker.
 * Chunks that only a press of a button or another language needs do not count; neither do the basemap and the fonts.
 */
const LIMIT_BYTES = 820_000;
/** The tablet room with all that it can ever load but the reception form: it has to arrive over whatever link a shelter has. */
const TABLET_LIMIT_BYTES = 210_000;
/** The reception form with what seals it: fetched behind the room, which opens without it. */
const RECEPTION = /^(reception-|seal-form-|envelope-list-)/;
const RECEPTION_LIMIT_BYTES = 30_000;
/** What reads the codes of medicine notebooks, in the care room and in the reception form. */
const SCAN = /^(notebook-scan|read-pictures|collect-codes|encode-cp932)-/;
const SCAN_LIMIT_BYTES = 25_000;
const LATER = [
  RECEPTION,
  SCAN,
  /^(shelter|care|pharmacy)-/,
  /^(accessibility-part|table-twin|accounts-page|agency|agency-page|onboarding-part|tablets-page|imports-page|audit-page|shelter-picker|account-dialogs|history-part|drawing-room|presence-room|oauth4webapi|open-session|qr-sheet|report-code|browser)-/,
  /^(ja|en|kana)-/,
  /^field-(panel|part|steps)-/,
  /^(since|chronology|desk|needs|order|rollup|silence)-panel-/,
  /^(sheet-dialog|paper-sheet|paste-table|past-bar|past-difference|course-part|quarantine-part|thing-photos|open-place|use-care-session)-/,
  /^jspdf/,
];

const dist = join(dirname(fileURLToPath(import.meta.url)), '..', 'dist');
const assets = join(dist, 'assets');
const loaded = readdirSync(assets)
  .filter((name) => /\.(m?js|css)$/.test(name) && !LATER.some((pattern) => pattern.test(name)))
  .map((name) => ({ name, bytes: gzipSync(readFileSync(join(assets, name))).length }))
  .sort((a, b) => b.bytes - a.bytes);
const total = loaded.reduce((sum, { bytes }) => sum + bytes, 0);

for (const { name, bytes } of loaded) console.log(`${String(Math.round(bytes / 1000)).padStart(6)} kB  ${name}`);
console.log(
  `${String(Math.round(total / 1000)).padStart(6)} kB  gzip before basemap and fonts (limit ${LIMIT_BYTES / 1000} kB)`,
);
const [, kept = ''] = /FILES = (\[.*?\]);/.exec(readFileSync(join(dist, 'shelter/sw.js'), 'utf8')) ?? [];
const files = JSON.parse(kept).filter((file) => file.startsWith('/assets/'));
const isOf = (pattern) => (file) => pattern.test(file.slice('/assets/'.length));
const sizeOf = (names) => names.reduce((sum, file) => sum + gzipSync(readFileSync(join(dist, file))).length, 0);
const tablet = sizeOf(files.filter((file) => ![RECEPTION, SCAN].some((pattern) => isOf(pattern)(file))));
const reception = sizeOf(files.filter(isOf(RECEPTION)));
const scan = sizeOf(files.filter(isOf(SCAN)));
console.log(
  `${String(Math.round(tablet / 1000)).padStart(6)} kB  the tablet room (limit ${TABLET_LIMIT_BYTES / 1000} kB)`,
);
console.log(
  `${String(Math.round(reception / 1000)).padStart(6)} kB  its reception form (limit ${RECEPTION_LIMIT_BYTES / 1000} kB)`,
);
console.log(
  `${String(Math.round(scan / 1000)).padStart(6)} kB  its reader of codes (limit ${SCAN_LIMIT_BYTES / 1000} kB)`,
);
if (
  total > LIMIT_BYTES ||
  tablet > TABLET_LIMIT_BYTES ||
  reception > RECEPTION_LIMIT_BYTES ||
  scan > SCAN_LIMIT_BYTES
) {
  console.error('A page is too heavy.');
  process.exit(1);
}
