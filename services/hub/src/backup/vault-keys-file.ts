import { readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { REALMS, type Realm } from '@hinomi/contracts';
import { MasterKeyFile, masterKeyFile } from '@hinomi/phr';
import { z } from 'zod';
import { headerLine, readHeader } from './backup-file.js';
import { damaged, keyOf, newSealing, OpenStream, SealStream } from './sealed-bytes.js';

/** The texts of the files with the master keys, by realm. */
const KeyTexts = z.object({ real: z.string().optional(), drill: z.string().optional() });
export type KeyTexts = z.infer<typeof KeyTexts>;

/** One for all archives of a folder: replaced by each backup, so that keys which were destroyed are not kept here. */
export const KEYS_FILE = 'vault.keys';

/** The master keys of a folder, as far as there are some. */
export async function readKeyTexts(keyDir: string): Promise<KeyTexts> {
  const texts: KeyTexts = {};
  for (const realm of REALMS) {
    const text = await readFile(masterKeyFile(keyDir, realm), 'utf8').catch(nullIfAbsent);
    if (text !== null) texts[realm] = text;
  }
  return texts;
}

/** The names of the keys that the rows of a backup may be under; names are no secret. */
export async function keyNames(keyDir: string): Promise<Record<Realm, string[]>> {
  const names: Record<Realm, string[]> = { real: [], drill: [] };
  for (const realm of REALMS) names[realm] = (await MasterKeyFile.open(masterKeyFile(keyDir, realm)))?.names ?? [];
  return names;
}

export async function writeKeysFile(
  file: string,
  texts: KeyTexts,
  { madeAt, logId, passphrase }: { madeAt: string; logId: string; passphrase: string },
): Promise<void> {
  const sealing = newSealing();
  const line = headerLine({ format: 'hinomi-vault-keys', layout: 1, madeAt, logId, sealing });
  const seal = new SealStream(await keyOf(passphrase, sealing), line);
  const sealed = await buffer(Readable.from([Buffer.from(JSON.stringify(texts))]).pipe(seal));
  await writeFile(`${file}.unfinished`, Buffer.concat([line, sealed]), { mode: 0o600, flush: true });
  await rename(`${file}.unfinished`, file);
}

/** Null where there is no such file. */
export async function readKeysFile(file: string, passphrase: string): Promise<KeyTexts | null> {
  const bytes = await readFile(file).catch(nullIfAbsent);
  if (bytes === null) return null;
  const { header, line } = await readHeader(file, 'hinomi-vault-keys');
  if (header.sealing === null) throw damaged(`${path.basename(file)} is not sealed`);
  const opening = new OpenStream(await keyOf(passphrase, header.sealing), line);
  Readable.from([bytes.subarray(line.length)]).pipe(opening);
  return KeyTexts.parse(JSON.parse((await buffer(opening)).toString()));
}

function nullIfAbsent(error: unknown): null {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
  throw error;
}
