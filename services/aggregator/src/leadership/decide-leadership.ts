/** The active writer says so this often. */
export const BEAT_MS = 1_000;
/** Three missed beats: rarely a busy machine, and two seconds are left to take over within five. */
export const SILENCE_MS = 3_000;
/** How often a process looks at where it stands. */
export const LOOK_MS = 250;
/**
 * The most one look adds to the silence. A process that slept (SIGSTOP, a suspended machine) could not have heard
 * anything: it listens again before it concludes that nobody is there.
 */
const MOST_PER_LOOK_MS = 2 * LOOK_MS;

/** Where one process of a realm stands. */
export interface Standing {
  /** The offset of its own claim while it holds; null = a standby. */
  epoch: number | null;
  /** Everything on the inputs and the picture is folded: it could take over at once. */
  ready: boolean;
  /** Of the signs of the writer with the latest claim. */
  silentMs: number;
  /** The last writer said that it stops, or there never was one. */
  vacant: boolean;
  sinceBeatMs: number;
}

export type LeadershipMove = 'beat' | 'claim' | 'wait';

/** What to do now. Being superseded is no decision: the newer claim on the log is one. */
export function decideLeadership({ epoch, ready, silentMs, vacant, sinceBeatMs }: Standing): LeadershipMove {
  if (epoch !== null) return sinceBeatMs >= BEAT_MS ? 'beat' : 'wait';
  return ready && (vacant || silentMs >= SILENCE_MS) ? 'claim' : 'wait';
}

/** The silence after another look. */
export function decideSilence(silentMs: number, sinceLastLookMs: number): number {
  return silentMs + Math.min(Math.max(0, sinceLastLookMs), MOST_PER_LOOK_MS);
}

/** Whether a sign of life comes from the writer that counts: one that was superseded may still be speaking. */
export function isFromTheWriter(heartbeat: { epoch: number }, latestClaim: number): boolean {
  return heartbeat.epoch >= latestClaim;
}
