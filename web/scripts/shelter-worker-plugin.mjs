import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ENTRY = 'shelter/index.html';
const TEMPLATE = fileURLToPath(new URL('./shelter-worker.js', import.meta.url));
const PUBLIC = ['hinomi.svg', 'shelter/manifest.webmanifest', 'shelter/icon-192.png', 'shelter/icon-512.png'];
const FONT = /url\(["']?\/?(assets\/[^"')]+\.woff2)/g;

/**
 * Writes `shelter/sw.js` beside the built page: the template with the names of all that the tablet room can ever load. The version is
 * a digest of them, so that the same build is the same worker.
 */
export function shelterWorkerPlugin() {
  return {
    name: 'hinomi-shelter-worker',
    apply: 'build',
    writeBundle(options, bundle) {
      const dist = options.dir;
      const read = (file) => readFileSync(path.join(dist, file));
      const code = filesOf(bundle);
      const fonts = new Set();
      for (const file of code.filter((name) => name.endsWith('.css'))) {
        for (const [, font] of read(file).toString().matchAll(FONT)) fonts.add(`/${font}`);
      }
      const files = ['/shelter/', ...[...code, ...PUBLIC].map((file) => `/${file}`)];
      const digest = createHash('sha256');
      for (const file of [ENTRY, ...code, ...PUBLIC, TEMPLATE]) {
        digest.update(file === TEMPLATE ? readFileSync(TEMPLATE) : read(file));
      }
      const worker = readFileSync(TEMPLATE, 'utf8')
        .replace('__VERSION__', digest.digest('hex').slice(0, 16))
        .replace('__FILES__', JSON.stringify(files))
        .replace('__FONTS__', JSON.stringify([...fonts].sort()));
      writeFileSync(path.join(dist, 'shelter/sw.js'), worker);
    },
  };
}

/** Every script and style that the entry can load, now or by a press of a button. */
function filesOf(bundle) {
  const entry = Object.values(bundle).find(
    (chunk) => chunk.type === 'chunk' && chunk.isEntry && chunk.facadeModuleId?.endsWith(`/${ENTRY}`),
  );
  if (entry === undefined) throw new Error(`the build has no entry ${ENTRY}`);
  const found = new Set();
  const visit = (file) => {
    const chunk = bundle[file];
    if (chunk === undefined || found.has(file)) return;
    found.add(file);
    for (const style of chunk.viteMetadata?.importedCss ?? []) found.add(style);
    for (const next of [...(chunk.imports ?? []), ...(chunk.dynamicImports ?? [])]) visit(next);
  };
  visit(entry.fileName);
  return [...found].sort();
}
