import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { sha256Hex } from '@hinomi/contracts';
import { openBoundaryStore } from './boundary-store.js';
import { PREPARED_DIR } from './prepared-boundaries.js';

const MADE_FROM = 'made-from';

/** Run by the build, so that the first start of a hub does not wait for it; made anew when the code that derives them is another. */
async function prepare(): Promise<void> {
  const code = digestOfCode(path.dirname(fileURLToPath(import.meta.resolve('@hinomi/geo'))));
  if (madeFrom() === code) return;
  const unfinished = `${PREPARED_DIR}.unfinished`;
  // Without what was made before, the store derives.
  for (const folder of [PREPARED_DIR, unfinished]) rmSync(folder, { recursive: true, force: true });
  await openBoundaryStore({ dir: unfinished });
  await writeFile(path.join(unfinished, MADE_FROM), code);
  await rename(unfinished, PREPARED_DIR);
}

function madeFrom(): string | null {
  try {
    return readFileSync(path.join(PREPARED_DIR, MADE_FROM), 'utf8');
  } catch {
    return null;
  }
}

function digestOfCode(folder: string): string {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.js'));
  return sha256Hex(
    files
      .sort()
      .map((name) => `${name}\n${readFileSync(path.join(folder, name), 'utf8')}`)
      .join('\n'),
  );
}

await prepare();
