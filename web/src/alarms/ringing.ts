import type { Severity } from '@hinomi/contracts';
import { rankOf, type AlarmKind, type HazardAlarm } from './hazard-alarms.js';

/** A hazard that goes up and down rings once in so long, unless it becomes worse than it rang. */
export const AGAIN_MS = 60_000;
/** So long nothing of the same or a lesser kind sounds again: a burst is one sound. */
export const BURST_MS = 5_000;

/** What rang on this page, and when (ms, of any clock that only goes forward). */
export interface Rung {
  hazards: ReadonlyMap<string, { severity: Severity; atMs: number }>;
  sound: { kind: AlarmKind; atMs: number } | null;
}
export const NOTHING_RUNG: Rung = { hazards: new Map(), sound: null };

export interface Ringing {
  rung: Rung;
  /** Null: nothing sounds, though it is listed. */
  sound: AlarmKind | null;
  /** To be said aloud, in the order in which they are listed. */
  said: HazardAlarm[];
}

/** What of newly arrived alarms sounds and is said: each hazard once for the worst that it was, a burst with one sound. */
export function ring(before: Rung, arrived: readonly HazardAlarm[], nowMs: number): Ringing {
  const hazards = new Map([...before.hazards].filter(([, { atMs }]) => nowMs - atMs < AGAIN_MS));
  const said = arrived.filter(({ ids, severity }) => ids.every((id) => severity > (hazards.get(id)?.severity ?? -1)));
  for (const { ids, severity } of said) for (const id of ids) hazards.set(id, { severity, atMs: nowMs });
  const [worst] = [...said].sort((a, b) => rankOf(a.kind) - rankOf(b.kind));
  const last = before.sound !== null && nowMs - before.sound.atMs < BURST_MS ? before.sound : null;
  const sound = worst !== undefined && (last === null || rankOf(worst.kind) < rankOf(last.kind)) ? worst.kind : null;
  return { rung: { hazards, sound: sound === null ? before.sound : { kind: sound, atMs: nowMs } }, sound, said };
}
