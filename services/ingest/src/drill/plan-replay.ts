import { FeedFormat, HubError, millisOf, type ErrorCode, type Instant } from '@hinomi/contracts';
import { z } from 'zod';
import type { Playable, PlayableItem } from './playable.js';
import { RegistryAreas } from './read-registry.js';
import { readTelegramTime, shiftTelegram, type PlayableFormat } from './shift-telegram.js';

/** `POST /api/v1/drills/replay`. */
export const ReplayRequest = z.strictObject({
  files: z.array(z.strictObject({ name: z.string().min(1), format: FeedFormat.optional(), base64: z.base64() })).min(1),
  /** The original spacing is divided by it; without it, no pause is longer than {@link LONGEST_PAUSE_MS}. */
  speed: z.number().positive().max(100_000).optional(),
  registry: RegistryAreas.optional(),
});
export type ReplayRequest = z.infer<typeof ReplayRequest>;

/** What could not be replayed; the rest goes on. */
export interface ReplayProblem {
  name: string;
  code: ErrorCode;
  message: string;
}

export interface ReplayPlan {
  playable: Playable | null;
  problems: ReplayProblem[];
}

/** Short enough to keep watching, long enough to see each change. */
const LONGEST_PAUSE_MS = 3_000;
/** The last picture stays this long, so that it can be looked at. */
const LINGER_MS = 10 * 60_000;
const MINUTE_MS = 60_000;
/** A folder may hold years; nothing that belongs together is silent for longer. */
const EPISODE_GAP_MS = 24 * 60 * MINUTE_MS;

/**
 * Orders telegrams by when they were sent and moves all times of one episode by one constant, so that its first telegram is
 * of the moment it is played at; telegrams more than a day apart are of different episodes.
 * `check` throws for bytes that would not be understood.
 */
export function planReplay(
  request: ReplayRequest,
  startedAt: Instant,
  check: (format: PlayableFormat, bytes: Uint8Array) => void,
): ReplayPlan {
  const problems: ReplayProblem[] = [];
  const telegrams = request.files.flatMap(({ name, format: claimed, base64 }) => {
    const bytes = new Uint8Array(Buffer.from(base64, 'base64'));
    try {
      const { format, sentMs } = readTelegramTime(bytes, claimed);
      check(format, bytes);
      return [{ name, format, sentMs, bytes }];
    } catch (error) {
      const known = error instanceof HubError ? error : new HubError('internal', 'could not be read', { cause: error });
      problems.push({ name, code: known.code, message: known.message });
      return [];
    }
  });
  telegrams.sort((a, b) => a.sentMs - b.sentMs || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  const [first] = telegrams;
  if (!first) return { playable: null, problems };

  let afterMs = 0;
  let before = first.sentMs;
  let byMs = shiftOf(startedAt, 0, first.sentMs);
  const items = telegrams.map(({ name, format, sentMs, bytes }): PlayableItem => {
    const apart = sentMs - before;
    before = sentMs;
    if (apart > EPISODE_GAP_MS) {
      afterMs += LONGEST_PAUSE_MS;
      byMs = shiftOf(startedAt, afterMs, sentMs);
    } else {
      afterMs += request.speed === undefined ? Math.min(apart, LONGEST_PAUSE_MS) : apart / request.speed;
    }
    const shiftMs = byMs;
    return { afterMs, label: name, format, bytes: () => shiftTelegram(format, bytes, shiftMs) };
  });
  return {
    playable: {
      drill: 'replay',
      title: {
        ja: '【訓練】電文の再生',
        en: '[Drill] Telegrams played again',
        easy: '【れんしゅう】前（まえ）の お知（し）らせを もういちど 見（み）ます',
      },
      lastsMs: afterMs + LINGER_MS,
      items,
    },
    problems,
  };
}

/** Whole minutes: telegrams are written to the minute, and an age of up to a minute is still "now". */
function shiftOf(startedAt: Instant, afterMs: number, sentMs: number): number {
  return Math.floor((millisOf(startedAt) + afterMs - sentMs) / MINUTE_MS) * MINUTE_MS;
}
