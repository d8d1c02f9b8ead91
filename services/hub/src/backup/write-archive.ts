import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { open, readdir, rename, rm, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { pack, type Pack } from 'tar-stream';
import { headerLine, type BackupHeader } from './backup-file.js';
import { keyOf, SealStream } from './sealed-bytes.js';

/** Files of a folder, under a name in the archive; `skip` names what is left out at its top. */
export interface ArchivePart {
  name: string;
  dir: string;
  skip: ReadonlySet<string>;
}

export const MANIFEST = 'manifest.json';
/** The last entry: without it an archive ends early. */
export const DIGESTS = 'digests.json';

export interface Written {
  files: number;
  bytes: number;
}

/** Writes an archive whole, on the disk and for its owner alone, or not at all. */
export async function writeArchive(
  file: string,
  {
    header,
    manifest,
    parts,
    passphrase,
    onFile,
  }: {
    header: BackupHeader;
    manifest: object;
    parts: readonly ArchivePart[];
    passphrase: string | null;
    onFile: (written: Written) => void;
  },
): Promise<Written> {
  const unfinished = `${file}.unfinished`;
  const line = headerLine(header);
  const sink = createWriteStream(unfinished, { mode: 0o600, flags: 'w', flush: true });
  sink.write(line);
  const seal =
    header.sealing === null || passphrase === null
      ? new PassThrough()
      : new SealStream(await keyOf(passphrase, header.sealing), line);
  const tar = pack();
  try {
    const [written] = await Promise.all([
      fill(tar, manifest, parts, onFile).catch((error: unknown) => {
        tar.destroy(error as Error);
        throw error;
      }),
      pipeline(tar, createGzip({ level: 1 }), seal, sink),
    ]);
    await rename(unfinished, file);
    return written;
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}

async function fill(
  tar: Pack,
  manifest: object,
  parts: readonly ArchivePart[],
  onFile: (written: Written) => void,
): Promise<Written> {
  const digests: Record<string, string> = {};
  const written = { files: 0, bytes: 0 };
  await put(tar, MANIFEST, Buffer.from(JSON.stringify(manifest)));
  for (const { name, dir, skip } of parts) {
    for await (const entry of walk(dir, '', skip)) {
      const entryName = `${name}/${entry.relative}`;
      if (entry.isFolder) {
        tar.entry({ name: entryName, type: 'directory' });
        continue;
      }
      const handle = await openIfThere(path.join(dir, entry.relative));
      if (handle === null) continue;
      try {
        const { size, digest } = await copyInto(tar, entryName, handle);
        digests[entryName] = digest;
        written.files += 1;
        written.bytes += size;
      } finally {
        await handle.close();
      }
      onFile(written);
    }
  }
  await put(tar, DIGESTS, Buffer.from(JSON.stringify(digests)));
  tar.finalize();
  return written;
}

/** As long as it is when it is opened. */
async function copyInto(tar: Pack, name: string, handle: FileHandle): Promise<{ size: number; digest: string }> {
  const { size, mode, mtime } = await handle.stat();
  const hash = createHash('sha256');
  const entry = tar.entry({ name, size, mode: mode & 0o777, mtime });
  if (size > 0) {
    const source = handle.createReadStream({ start: 0, end: size - 1, autoClose: false });
    source.on('data', (bytes) => hash.update(bytes));
    await pipeline(source, entry);
  } else entry.end();
  return { size, digest: hash.digest('hex') };
}

function put(tar: Pack, name: string, bytes: Buffer): Promise<void> {
  return new Promise((resolve, reject) =>
    tar.entry({ name, mode: 0o600 }, bytes, (error) => (error ? reject(error) : resolve())),
  );
}

/** Folders too: some of a database are empty, and it wants them. */
async function* walk(
  dir: string,
  below: string,
  skip: ReadonlySet<string>,
): AsyncGenerator<{ relative: string; isFolder: boolean }> {
  const entries = await readdir(path.join(dir, below), { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (below === '' && skip.has(entry.name)) continue;
    const relative = below === '' ? entry.name : `${below}/${entry.name}`;
    if (entry.isDirectory()) {
      yield { relative, isFolder: true };
      yield* walk(dir, relative, skip);
    } else if (entry.isFile() && !/\.(tmp|part|lock|unfinished)$/.test(entry.name)) yield { relative, isFolder: false };
  }
}

/** A file may be gone since its folder was read: then nothing refers to it any more. */
async function openIfThere(file: string): Promise<FileHandle | null> {
  try {
    return await open(file, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
