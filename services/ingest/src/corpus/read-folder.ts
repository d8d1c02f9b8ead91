import { open, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { FeedFormat } from '@hinomi/contracts';
import { META_FILE } from '@hinomi/formats';
import { withZip } from '@hinomi/service-kit';
import { judgeDocument, type Verdict } from './judge-document.js';
import type { Judged } from './tally-verdicts.js';

/** Above every telegram and feed on record; what is longer is read as far as it takes to refuse it. */
const MOST_BYTES = 64 * 1024 * 1024;

export interface ReadFolderOptions {
  /** Every file is this, whatever it looks like. */
  format?: FeedFormat;
  onFile?: (count: number) => void;
}

/** Judges a file, or every file below a folder, those inside ZIP and gzip too; links to other places are not followed. */
export async function readFolder(named: string, { format, onFile }: ReadFolderOptions = {}): Promise<Judged[]> {
  const isFolder = (await stat(named)).isDirectory();
  const files = isFolder ? await filesBelow(named) : [named];
  const judged: Judged[] = [];
  for (const [index, file] of files.entries()) {
    const label = isFolder ? path.relative(named, file) : path.basename(file);
    judged.push(...(await judgeFile(file, label, format)));
    onFile?.(index + 1);
  }
  return judged;
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const found: string[] = [];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const whole = path.join(folder, entry.name);
    if (entry.isDirectory()) found.push(...(await filesBelow(whole)));
    else if (entry.isFile()) found.push(whole);
  }
  return found;
}

async function judgeFile(file: string, label: string, format: FeedFormat | undefined): Promise<Judged[]> {
  try {
    const bytes = await readStart(file);
    const verdict = await judgeDocument(label, bytes, format);
    if (verdict.outcome !== 'other') return [{ file: label, verdict }];
    if (verdict.what === 'ZIP archive') return await judgeZip(file, label, bytes, format);
    if (verdict.what === 'gzip') return [{ file: label, verdict: await judgeGzip(bytes, label, format) }];
    return [{ file: label, verdict }];
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    const what = /^E[A-Z]+$/.test(code)
      ? `unreadable file (${code})`
      : 'archive that is damaged or unpacks to too much';
    return [{ file: label, verdict: { outcome: 'other', what } }];
  }
}

async function readStart(file: string): Promise<Buffer> {
  const handle = await open(file, 'r');
  try {
    const { size } = await handle.stat();
    const buffer = Buffer.alloc(Math.min(size, MOST_BYTES));
    await handle.read(buffer, 0, buffer.length, 0);
    return buffer;
  } finally {
    await handle.close();
  }
}

async function judgeGzip(bytes: Buffer, label: string, format: FeedFormat | undefined): Promise<Verdict> {
  const unpacked = await promisify(gunzip)(bytes, { maxOutputLength: MOST_BYTES });
  return judgeDocument(label.replace(/\.gz$/i, ''), unpacked, format);
}

function judgeZip(file: string, label: string, bytes: Buffer, format: FeedFormat | undefined): Promise<Judged[]> {
  return withZip(file, async (entries) => {
    if (entries.some(({ name }) => name === META_FILE)) {
      return [{ file: label, verdict: await judgeDocument(label, bytes, 'sip4d-zip') }];
    }
    const judged: Judged[] = [];
    for (const entry of entries) {
      if (entry.name.endsWith('/')) continue;
      const verdict: Verdict =
        entry.bytes > MOST_BYTES
          ? { outcome: 'other', what: 'entry larger than any telegram' }
          : await judgeDocument(entry.name, await entry.read(), format);
      judged.push({ file: `${label}!${entry.name}`, verdict });
    }
    return judged;
  });
}
