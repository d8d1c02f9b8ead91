import { httpGet } from '../poll/http-get.js';
import type { StreamedSource } from '../sources/source.js';
import type { StreamParts } from './streams.js';

/** Of one catching up: a thousand messages of P2P are weeks, and ten requests well below what it allows in a minute. */
const MOST_PAGES = 10;

export type HistoryAnswer =
  | { outcome: 'read'; newestFirst: readonly unknown[] }
  | { outcome: 'failed'; reason: string; retryAfterMs: number | null };

export interface HistoryQuestion {
  source: StreamedSource;
  parts: StreamParts;
  /** Whether a message was handed on before the gap; null = nothing ever was, so that there is nothing to go back to. */
  isKnown: ((message: unknown) => boolean | Promise<boolean>) | null;
  signal: AbortSignal;
}

/**
 * What came while there was no connection: the newest page, and where the source says how to skip messages further ones until one
 * holds what is known. All of it or nothing: a page that fails would leave a gap that nobody sees later.
 */
export async function readHistory({ source, parts, isKnown, signal }: HistoryQuestion): Promise<HistoryAnswer> {
  const { catchUpUrl, catchUpSkip, access, alsoHosts, privateAddresses } = source;
  const newestFirst: unknown[] = [];
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const url = new URL(catchUpUrl);
    if (page > 0 && catchUpSkip !== undefined) url.searchParams.set(catchUpSkip, String(newestFirst.length));
    const answer = await httpGet(url, {
      userAgent: parts.userAgent,
      timeoutMs: parts.limits.catchUpTimeoutMs,
      maxBytes: parts.limits.historyBytes,
      hosts: new Set([url.host, ...alsoHosts]),
      privateAddresses: privateAddresses === true,
      access: access && { credentials: access, origins: new Set([url.origin]) },
      signal,
    });
    if (answer.outcome === 'failed') return answer;
    if (answer.outcome === 'unchanged') break;
    const messages = parsed(answer.bytes);
    if (!Array.isArray(messages)) return { outcome: 'failed', reason: 'it answers no list', retryAfterMs: null };
    for (const message of messages) newestFirst.push(message);
    if (catchUpSkip === undefined || isKnown === null || messages.length === 0) break;
    if (await someIs(messages, isKnown)) break;
  }
  return { outcome: 'read', newestFirst };
}

async function someIs(
  messages: readonly unknown[],
  isKnown: NonNullable<HistoryQuestion['isKnown']>,
): Promise<boolean> {
  for (const message of messages) if (await isKnown(message)) return true;
  return false;
}

const decoder = new TextDecoder();

/** Undefined for what is no JSON; the parser will say why. */
export function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(decoder.decode(bytes));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof RangeError) return undefined;
    throw error;
  }
}
