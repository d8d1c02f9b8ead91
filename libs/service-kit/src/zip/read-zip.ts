import { buffer } from 'node:stream/consumers';
import { crc32 } from 'node:zlib';
import { HubError } from '@hinomi/contracts';
import { fromBufferPromise, openPromise, type Entry, type ZipFile } from 'yauzl';

export interface ZipEntry {
  /** As written; never used as a path. */
  name: string;
  bytes: number;
  read(): Promise<Buffer>;
}

/** A national shapefile unpacks to less; what unpacks to more is a bomb or belongs to no small machine. */
const MOST_UNPACKED_BYTES = 512 * 1024 * 1024;
const MOST_ENTRIES = 10_000;

/**
 * Gives the entries of a ZIP file, or of bytes that are known by a name, to `use`, to be read one by one into memory: nothing is ever written under a name from
 * the archive, and nothing unpacks to more than it states or than a limit.
 */
export async function withZip<T>(
  archive: string | { name: string; bytes: Uint8Array },
  use: (entries: ZipEntry[]) => Promise<T>,
): Promise<T> {
  const options = { autoClose: false, lazyEntries: true, decodeStrings: false } as const;
  const file = typeof archive === 'string' ? archive : archive.name;
  const zip = await inWords(file, () =>
    typeof archive === 'string'
      ? openPromise(archive, options)
      : fromBufferPromise(Buffer.from(archive.bytes), options),
  );
  try {
    if (zip.entryCount > MOST_ENTRIES) throw damaged(file, `it has ${zip.entryCount} entries`);
    return await use(await inWords(file, () => entriesOf(zip, file)));
  } finally {
    zip.close();
  }
}

async function entriesOf(zip: ZipFile, file: string): Promise<ZipEntry[]> {
  const entries: ZipEntry[] = [];
  for await (const entry of zip.eachEntry()) {
    const read = (): Promise<Buffer> => inWords(file, () => readEntry(zip, entry, file));
    entries.push({ name: nameOf(entry.fileNameRaw), bytes: entry.uncompressedSize, read });
  }
  return entries;
}

async function readEntry(zip: ZipFile, entry: Entry, file: string): Promise<Buffer> {
  if (entry.uncompressedSize > MOST_UNPACKED_BYTES)
    throw damaged(file, `an entry unpacks to ${entry.uncompressedSize} bytes`);
  const whole = await buffer(await zip.openReadStreamPromise(entry));
  if (crc32(whole) !== entry.crc32) throw damaged(file, 'an entry has another checksum than the directory says');
  return whole;
}

/** Japanese archives write names in Shift_JIS without saying so. */
function nameOf(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('shift_jis').decode(bytes);
  }
}

/** A file that is not there or may not be read keeps its own error; whatever else the library meets is the archive's fault. */
async function inWords<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof HubError || (cause as NodeJS.ErrnoException).syscall !== undefined) throw cause;
    throw damaged(file, cause instanceof Error ? cause.message : String(cause), cause);
  }
}

function damaged(file: string, why: string, cause?: unknown): HubError {
  return new HubError('report.unreadable', `${file} is a ZIP archive that cannot be read: ${why}.`, { cause });
}
