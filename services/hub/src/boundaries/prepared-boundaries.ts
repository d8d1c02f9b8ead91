import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { nullIfAbsent, writeWhole } from './boundary-files.js';

/** What the build made for every new folder: the approximate sets and their basemap. A run from source has none. */
export const PREPARED_DIR = fileURLToPath(new URL('./prepared', import.meta.url));

/** Copies to `file` what the build made under its name; false when it made none. */
export async function takePrepared(file: string): Promise<boolean> {
  const bytes = await readFile(path.join(PREPARED_DIR, path.basename(file))).catch(nullIfAbsent);
  if (bytes === null) return false;
  await writeWhole(file, bytes);
  return true;
}
