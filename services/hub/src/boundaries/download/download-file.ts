import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { HubError } from '@hinomi/contracts';
import { nullIfAbsent } from '../boundary-files.js';
import { openPart, type Answer } from './open-part.js';

export interface DownloadRequest {
  url: string;
  /** Where the whole file goes; `<target>.part` grows beside it. */
  target: string;
  /** What the publisher states; `learnt` keeps the digest of the first whole download and holds later ones against it. */
  sha256: string;
  onProgress?: (progress: DownloadProgress) => void;
  /** No byte for so long: the connection is given up and taken up again. */
  stallMs?: number;
  attempts?: number;
  /** Before the next attempt, times the attempts so far. */
  pauseMs?: number;
}

export interface DownloadProgress {
  done: number;
  /** Null when the server does not say. */
  total: number | null;
  bytesPerSecond: number;
}

/** What is kept beside a whole file. */
interface Kept {
  url: string;
  sha256: string;
  bytes: number;
}

const STALL_MS = 60_000;
const ATTEMPTS = 5;
const PAUSE_MS = 2_000;

/**
 * Fetches a file whole: a broken connection is taken up where it broke, also by a later run, as long as the server still has
 * the same file. Resolves to `kept` when the file is here already, unharmed.
 */
export async function downloadFile(request: DownloadRequest): Promise<'kept' | 'fetched'> {
  const { url, target, sha256, attempts = ATTEMPTS, pauseMs = PAUSE_MS } = request;
  const kept = await readKept(target);
  if (kept?.url === url && (await digestOf(target)) === kept.sha256 && matches(sha256, kept.sha256)) return 'kept';
  for (let attempt = 1; ; attempt++) {
    try {
      await fetchRest(request);
      break;
    } catch (error) {
      if (error instanceof HubError && !error.retryable) throw error;
      if (attempt >= attempts || isDiskFull(error) || isOffline(error)) throw inWords(url, error);
      await pause(attempt * pauseMs);
    }
  }
  const part = `${target}.part`;
  const digest = (await digestOf(part)) ?? '';
  const known = kept?.url === url ? kept.sha256 : null;
  if (!matches(sha256, digest) || (known !== null && sha256 === 'learnt' && known !== digest)) {
    const expected = sha256 === 'learnt' ? `${known} as at the first download` : sha256;
    await rm(part, { force: true });
    await rm(`${part}.json`, { force: true });
    throw new HubError(
      'report.invalid',
      `${url} is not the file it should be: its SHA-256 is ${digest}, expected ${expected}. It was thrown away. If the publisher has a new edition, correct the source in infra/boundaries, or remove ${target}.json.`,
    );
  }
  const { size } = await stat(part);
  await rename(part, target);
  await writeFile(`${target}.json`, JSON.stringify({ url, sha256: digest, bytes: size } satisfies Kept));
  await rm(`${part}.json`, { force: true });
  return 'fetched';
}

async function fetchRest(request: DownloadRequest): Promise<void> {
  const { url, target, onProgress = () => undefined, stallMs = STALL_MS } = request;
  const stalled = new AbortController();
  let watch = setTimeout(() => stalled.abort(), stallMs);
  try {
    const answer = await openPart(url, `${target}.part`, stalled.signal);
    if (answer.done) return;
    const handle = await open(`${target}.part`, answer.from === 0 ? 'w' : 'r+');
    try {
      await copy(answer, handle, {
        onChunk: () => {
          clearTimeout(watch);
          watch = setTimeout(() => stalled.abort(), stallMs);
        },
        onProgress,
      });
      await handle.sync();
    } finally {
      await handle.close();
    }
  } finally {
    clearTimeout(watch);
  }
}

async function copy(
  { from, total, body }: Answer,
  handle: Awaited<ReturnType<typeof open>>,
  hears: { onChunk: () => void; onProgress: (progress: DownloadProgress) => void },
): Promise<void> {
  const startedAt = performance.now();
  let done = from;
  for await (const chunk of body) {
    hears.onChunk();
    await handle.write(chunk, 0, chunk.byteLength, done);
    done += chunk.byteLength;
    const seconds = Math.max(0.001, (performance.now() - startedAt) / 1000);
    hears.onProgress({ done, total, bytesPerSecond: (done - from) / seconds });
  }
  if (total !== null && done < total)
    throw new HubError('internal', `the connection ended at ${done} of ${total} bytes`, { retryable: true });
}

async function readKept(target: string): Promise<Kept | null> {
  const text = await readFile(`${target}.json`, 'utf8').catch(nullIfAbsent);
  return text === null ? null : (JSON.parse(text) as Kept);
}

function matches(expected: string, digest: string): boolean {
  return expected === 'learnt' || expected === digest;
}

async function digestOf(file: string): Promise<string | null> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  } catch (error) {
    return nullIfAbsent(error);
  }
  return hash.digest('hex');
}

function isDiskFull(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOSPC';
}

/** Where no name can be looked up there is no internet, and trying again is waiting for nothing. */
function isOffline(error: unknown): boolean {
  const { cause } = error as { cause?: { code?: string } };
  return cause?.code === 'ENOTFOUND' || cause?.code === 'EAI_AGAIN';
}

/** What a person can do about a download that did not come. */
export function inWords(url: string, error: unknown): HubError {
  if (isDiskFull(error))
    return new HubError(
      'internal',
      `The disk is full: make room and run the same command again; ${url} goes on where it stopped.`,
      {
        cause: error,
      },
    );
  const { cause, message } = error as Error & { cause?: { code?: string; message?: string } };
  const why = cause?.code ?? cause?.message ?? message;
  return new HubError(
    'internal',
    `${url} could not be fetched (${why}). Run the same command again to go on where it stopped; without internet, fetch the file on another machine and use: npm run boundaries -- import <file>`,
    { retryable: true, cause: error },
  );
}
