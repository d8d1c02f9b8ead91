import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { PassThrough, type Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { HubError } from '@hinomi/contracts';
import { extract } from 'tar-stream';
import { z } from 'zod';
import { readHeader } from './backup-file.js';
import { damaged, keyOf, OpenStream } from './sealed-bytes.js';
import { DIGESTS, MANIFEST, type Written } from './write-archive.js';

const Digests = z.record(z.string(), z.string());

/** Puts the files of an archive into folders, by part; every byte is looked at before this resolves. Returns the manifest. */
export async function readArchive(
  file: string,
  {
    passphrase,
    folderOf,
    onFile,
  }: {
    passphrase: string | null;
    /** Null for a part that is not known. */
    folderOf: (part: string) => string | null;
    onFile: (read: Written) => void;
  },
): Promise<{ manifest: unknown; read: Written }> {
  const { header, line } = await readHeader(file, 'hinomi-backup');
  if (header.sealing !== null && passphrase === null) {
    throw new HubError('request.invalid', `${file} is sealed: set HINOMI_BACKUP_PASSPHRASE to its passphrase.`);
  }
  const opened =
    header.sealing === null ? new PassThrough() : new OpenStream(await keyOf(passphrase ?? '', header.sealing), line);
  const entries = extract();
  let at = MANIFEST;
  let manifest: unknown = null;
  let digests: z.infer<typeof Digests> | null = null;
  const found = new Map<string, string>();
  const read = { files: 0, bytes: 0 };
  const taking = async (): Promise<void> => {
    for await (const entry of entries) {
      const { name, type, mode } = entry.header;
      at = name;
      if (name === MANIFEST) manifest = await jsonIn(entry, name);
      else if (name === DIGESTS) digests = Digests.parse(await jsonIn(entry, name));
      else if (type === 'directory') {
        await mkdir(placeOf(name, folderOf), { recursive: true, mode: 0o700 });
        entry.resume();
      } else {
        found.set(name, await writeFile(entry, placeOf(name, folderOf), mode));
        read.files += 1;
        read.bytes += entry.header.size ?? 0;
        onFile(read);
      }
    }
  };
  try {
    await Promise.all([
      pipeline(createReadStream(file, { start: line.length }), opened, createGunzip(), entries),
      taking(),
    ]);
  } catch (cause) {
    if (cause instanceof HubError || isOfDisk(cause)) throw cause;
    throw damaged(`it cannot be read beyond ${at}`, cause);
  }
  compare(found, digests);
  return { manifest, read };
}

function compare(found: ReadonlyMap<string, string>, digests: Readonly<Record<string, string>> | null): void {
  if (digests === null) throw damaged('it ends before its list of digests');
  for (const [name, digest] of Object.entries(digests)) {
    const there = found.get(name);
    if (there === undefined) throw damaged(`${name} is missing`);
    if (there !== digest) throw damaged(`${name} is not what was written`);
  }
  for (const name of found.keys()) if (!Object.hasOwn(digests, name)) throw damaged(`${name} was added`);
}

/** Names are of this program's making; an archive of somebody else's leads out of no folder. */
function placeOf(name: string, folderOf: (part: string) => string | null): string {
  const [part = '', ...rest] = name.replace(/\/$/, '').split('/');
  const folder = folderOf(part);
  const isPlain = rest.length > 0 && rest.every((step) => step !== '' && step !== '.' && step !== '..');
  if (folder === null || !isPlain || rest.some((step) => /[\\\0:]/.test(step)))
    throw damaged(`${name} has no place here`);
  return path.join(folder, ...rest);
}

async function writeFile(entry: Readable, file: string, mode: number | undefined): Promise<string> {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const hash = createHash('sha256');
  entry.on('data', (bytes: Buffer) => hash.update(bytes));
  await pipeline(entry, createWriteStream(file, { mode: mode ?? 0o600, flags: 'wx', flush: true }));
  return hash.digest('hex');
}

async function jsonIn(entry: Readable, name: string): Promise<unknown> {
  try {
    return JSON.parse((await buffer(entry)).toString()) as unknown;
  } catch (cause) {
    throw damaged(name, cause);
  }
}

/** Trouble with what is written to, not with what is read. */
function isOfDisk(error: unknown): boolean {
  return ['ENOSPC', 'EACCES', 'EROFS', 'EDQUOT', 'EEXIST', 'EIO'].includes((error as NodeJS.ErrnoException).code ?? '');
}
