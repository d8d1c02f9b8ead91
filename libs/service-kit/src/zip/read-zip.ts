import { open, type FileHandle } from 'node:fs/promises';
import { promisify } from 'node:util';
import { crc32, inflateRaw } from 'node:zlib';
import { HubError } from '@hinomi/contracts';

export interface ZipEntry {
  /** As written; never used as a path. */
  name: string;
  bytes: number;
  read(): Promise<Buffer>;
}

const END_BYTES = 22;
const LONGEST_COMMENT = 65_535;
const END_MARK = 0x06054b50;
const ENTRY_MARK = 0x02014b50;
const LOCAL_MARK = 0x04034b50;
const STORED = 0;
const DEFLATED = 8;
/** A national shapefile unpacks to less; what unpacks to more is a bomb or belongs to no small machine. */
const MOST_UNPACKED_BYTES = 512 * 1024 * 1024;
const MOST_ENTRIES = 10_000;

/**
 * Gives the entries of a ZIP file to `use`, to be read one by one into memory: nothing is ever written under a name from
 * the archive, and nothing unpacks to more than it states or than a limit.
 */
export async function withZip<T>(file: string, use: (entries: ZipEntry[]) => Promise<T>): Promise<T> {
  const handle = await open(file, 'r');
  try {
    return await use(await readEntries(handle, file));
  } finally {
    await handle.close();
  }
}

async function readEntries(handle: FileHandle, file: string): Promise<ZipEntry[]> {
  const { size } = await handle.stat();
  const tail = await slice(handle, file, Math.max(0, size - END_BYTES - LONGEST_COMMENT), size);
  let end = tail.length - END_BYTES;
  while (end >= 0 && tail.readUInt32LE(end) !== END_MARK) end--;
  if (end < 0) throw damaged(file, 'it has no directory; the download may have been cut off');
  const count = tail.readUInt16LE(end + 10);
  const length = tail.readUInt32LE(end + 12);
  const start = tail.readUInt32LE(end + 16);
  if (start === 0xffffffff || count > MOST_ENTRIES) throw damaged(file, 'it is larger than this hub unpacks');
  const directory = await slice(handle, file, start, start + length);
  const entries: ZipEntry[] = [];
  for (let at = 0; entries.length < count;) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== ENTRY_MARK)
      throw damaged(file, 'its directory is broken');
    const nameLength = directory.readUInt16LE(at + 28);
    entries.push({
      name: nameOf(directory.subarray(at + 46, at + 46 + nameLength)),
      bytes: directory.readUInt32LE(at + 24),
      read: reader(handle, file, {
        encrypted: (directory.readUInt16LE(at + 8) & 1) === 1,
        method: directory.readUInt16LE(at + 10),
        packed: directory.readUInt32LE(at + 20),
        unpacked: directory.readUInt32LE(at + 24),
        checksum: directory.readUInt32LE(at + 16),
        localAt: directory.readUInt32LE(at + 42),
      }),
    });
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return entries;
}

interface Packed {
  encrypted: boolean;
  method: number;
  packed: number;
  unpacked: number;
  checksum: number;
  localAt: number;
}

function reader(handle: FileHandle, file: string, entry: Packed): () => Promise<Buffer> {
  const { encrypted, method, packed, unpacked, checksum, localAt } = entry;
  return async () => {
    if (encrypted) throw damaged(file, 'it is encrypted');
    if (unpacked > MOST_UNPACKED_BYTES) throw damaged(file, `an entry unpacks to ${unpacked} bytes`);
    const local = await slice(handle, file, localAt, localAt + 30);
    if (local.readUInt32LE(0) !== LOCAL_MARK) throw damaged(file, 'an entry is not where the directory says');
    const start = localAt + 30 + local.readUInt16LE(26) + local.readUInt16LE(28);
    const bytes = await slice(handle, file, start, start + packed);
    if (method !== STORED && method !== DEFLATED) throw damaged(file, `an entry is packed by method ${method}`);
    const whole = method === STORED ? bytes : await inflate(file, bytes, unpacked);
    if (whole.length !== unpacked || crc32(whole) !== checksum)
      throw damaged(file, 'an entry does not unpack to what the directory says');
    return whole;
  };
}

function inflate(file: string, bytes: Buffer, unpacked: number): Promise<Buffer> {
  return promisify(inflateRaw)(bytes, { maxOutputLength: Math.max(1, unpacked) }).catch((cause: unknown) => {
    throw damaged(file, 'an entry does not unpack to what the directory says', cause);
  });
}

async function slice(handle: FileHandle, file: string, from: number, to: number): Promise<Buffer> {
  const { size } = await handle.stat();
  if (from < 0 || to < from || to > size) throw damaged(file, 'it ends too early');
  const buffer = Buffer.alloc(to - from);
  await handle.read(buffer, 0, buffer.length, from);
  return buffer;
}

/** Japanese archives write names in Shift_JIS without saying so. */
function nameOf(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('shift_jis').decode(bytes);
  }
}

function damaged(file: string, why: string, cause?: unknown): HubError {
  return new HubError('report.unreadable', `${file} is a ZIP archive that cannot be read: ${why}.`, { cause });
}
