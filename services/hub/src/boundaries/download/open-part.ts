import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { HubError } from '@hinomi/contracts';
import { nullIfAbsent } from '../boundary-files.js';

export interface Answer {
  /** Everything is here already. */
  done: boolean;
  /** The byte the body starts at. */
  from: number;
  total: number | null;
  body: AsyncIterable<Uint8Array>;
}

/** What a part was fetched of; a part of something else is of no use. */
interface PartOf {
  url: string;
  /** A strong ETag or a date: what the server compares before it sends the rest. */
  validator: string | null;
}

/** Asks for the rest of a part, or for the whole where there is none or the server has another file by now. */
export async function openPart(url: string, part: string, signal: AbortSignal): Promise<Answer> {
  const noted = JSON.parse((await readFile(`${part}.json`, 'utf8').catch(nullIfAbsent)) ?? 'null') as PartOf | null;
  const size = noted?.url === url && noted.validator ? ((await stat(part).catch(nullIfAbsent))?.size ?? 0) : 0;
  const response = await fetch(url, {
    signal,
    headers: {
      'accept-encoding': 'identity',
      'user-agent': 'hinomi (boundary download)',
      ...(size > 0 && noted?.validator ? { range: `bytes=${size}-`, 'if-range': noted.validator } : {}),
    },
  });
  const range = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(response.headers.get('content-range') ?? '');
  if (response.status === 416 && size > 0) {
    await response.body?.cancel();
    const whole = /\/(\d+)$/.exec(response.headers.get('content-range') ?? '')?.[1];
    if (Number(whole) === size) return { done: true, from: size, total: size, body: nothing() };
    await rm(part, { force: true });
    throw new HubError('internal', 'the part does not fit the file', { retryable: true });
  }
  if (response.status === 206 && Number(range?.[1]) === size) {
    const total = range?.[2] === '*' ? null : Number(range?.[2]);
    return { done: false, from: size, total, body: bodyOf(response) };
  }
  if (response.status !== 200) {
    await response.body?.cancel();
    throw refused(url, response.status);
  }
  const etag = response.headers.get('etag');
  const validator = etag && !etag.startsWith('W/') ? etag : response.headers.get('last-modified');
  await writeFile(`${part}.json`, JSON.stringify({ url, validator } satisfies PartOf));
  const length = response.headers.get('content-length');
  return { done: false, from: 0, total: length === null ? null : Number(length), body: bodyOf(response) };
}

function refused(url: string, status: number): HubError {
  if (status >= 500 || status === 429 || status === 206)
    return new HubError('internal', `the server answered ${status}`, { retryable: true });
  return new HubError(
    'not-found',
    `${url} is not there (the server answered ${status}): the publisher may have moved it. Look it up on the publisher's page, correct the address in infra/boundaries, or import the file by hand.`,
  );
}

function bodyOf(response: Response): AsyncIterable<Uint8Array> {
  return (response.body as AsyncIterable<Uint8Array> | null) ?? nothing();
}

async function* nothing(): AsyncIterable<Uint8Array> {
  // An empty answer has no bytes to give.
}
