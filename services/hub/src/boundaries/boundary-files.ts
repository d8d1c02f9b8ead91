import { randomBytes } from 'node:crypto';
import { open, readFile, rename, rm } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { gunzip, gunzipSync, gzip } from 'node:zlib';
import type { Geometry } from '@hinomi/contracts';
import type { EditionShapes } from '@hinomi/geo';

type StoredEdition = Omit<EditionShapes, 'shapes' | 'derivedCodes'> & {
  shapes: [code: string, shape: Geometry | null][];
  derivedCodes?: string[];
};

/** Writes a file whole or not at all: a reader, or a start after a power cut, never sees half of it. */
export async function writeWhole(file: string, bytes: Uint8Array | string): Promise<void> {
  const temporary = `${file}.${randomBytes(4).toString('hex')}.tmp`;
  try {
    const handle = await open(temporary, 'wx');
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

export async function writeEditions(file: string, editions: readonly EditionShapes[]): Promise<void> {
  const stored = editions.map(({ shapes, derivedCodes, ...edition }): StoredEdition => {
    const derived = derivedCodes ? { derivedCodes: [...derivedCodes] } : {};
    return { ...edition, ...derived, shapes: [...shapes] };
  });
  await writeWhole(file, await promisify(gzip)(JSON.stringify(stored)));
}

/** Null when there is no such file; throws when it is damaged. */
export async function readEditions(file: string): Promise<EditionShapes[] | null> {
  const packed = await readFile(file).catch(nullIfAbsent);
  return packed && parseEditions(await promisify(gunzip)(packed));
}

/** {@link readEditions} for the rare edition of the past that somebody asks for by name. */
export function readEditionsNow(file: string): EditionShapes[] | null {
  try {
    return parseEditions(gunzipSync(readFileSync(file)));
  } catch (error) {
    return nullIfAbsent(error);
  }
}

function parseEditions(json: Buffer): EditionShapes[] {
  const stored = JSON.parse(json.toString('utf8')) as StoredEdition[];
  return stored.map(({ shapes, derivedCodes, ...edition }) => ({
    ...edition,
    shapes: new Map(shapes),
    ...(derivedCodes ? { derivedCodes: new Set(derivedCodes) } : {}),
  }));
}

/** For `catch`: an absent file is an answer, anything else an error. */
export function nullIfAbsent(error: unknown): null {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
  throw error;
}
