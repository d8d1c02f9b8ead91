import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { HubError, REALMS, type Realm } from '@hinomi/contracts';
import { z } from 'zod';

/** Whom a copy of an older time must not bring back, by the random ids of the vault. */
export type ErasedPersons = Record<Realm, string[]>;

const FILE = 'erased.json';
const Stored = z.object({ real: z.array(z.string()), drill: z.array(z.string()) });

/** Nobody where there is no such file in the folder. */
export async function readErased(dir: string): Promise<ErasedPersons> {
  const file = path.join(dir, FILE);
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (text === null) return { real: [], drill: [] };
  try {
    return Stored.parse(JSON.parse(text));
  } catch (cause) {
    throw new HubError('vault.unavailable', `${file}, the list of who was erased, is damaged: bring its copy back.`, {
      cause,
    });
  }
}

/** Adds to the list of the folder; nobody is ever taken from it. */
export async function writeErased(dir: string, more: ErasedPersons): Promise<ErasedPersons> {
  const known = await readErased(dir);
  for (const realm of REALMS) known[realm] = [...new Set([...known[realm], ...more[realm]])].sort();
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const file = path.join(dir, FILE);
  await writeFile(`${file}.tmp`, `${JSON.stringify(known, null, 1)}\n`, { mode: 0o600, flush: true });
  await rename(`${file}.tmp`, file);
  return known;
}
