import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

/**
 * What a browser loads before it shows the map: the page's own scripts and styles, and the map's chunk with its worker.
 * Chunks that only a press of a button or another language needs do not count; neither do the basemap and the fonts.
 */
const LIMIT_BYTES = 900_000;
const LATER = [/^(hazard-table|accounts-page|history-part|oauth4webapi|open-session)-/, /^(ja|en|kana)-/];

const assets = join(dirname(fileURLToPath(import.meta.url)), '..', 'dist', 'assets');
const loaded = readdirSync(assets)
  .filter((name) => /\.(m?js|css)$/.test(name) && !LATER.some((pattern) => pattern.test(name)))
  .map((name) => ({ name, bytes: gzipSync(readFileSync(join(assets, name))).length }))
  .sort((a, b) => b.bytes - a.bytes);
const total = loaded.reduce((sum, { bytes }) => sum + bytes, 0);

for (const { name, bytes } of loaded) console.log(`${String(Math.round(bytes / 1000)).padStart(6)} kB  ${name}`);
console.log(
  `${String(Math.round(total / 1000)).padStart(6)} kB  gzip before basemap and fonts (limit ${LIMIT_BYTES / 1000} kB)`,
);
if (total > LIMIT_BYTES) {
  console.error('The first view is too heavy.');
  process.exit(1);
}
