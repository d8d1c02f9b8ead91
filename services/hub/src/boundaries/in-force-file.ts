import { readFile, stat } from 'node:fs/promises';
import { AREA_SETS, HubError, instantFromMillis } from '@hinomi/contracts';
import type { AreaSet, Instant } from '@hinomi/contracts';
import { nullIfAbsent, writeWhole } from './boundary-files.js';

/** Which edition of each set was put in force when; a set that is not named has its approximate edition. */
export type StatedEditions = Partial<Record<AreaSet, { edition: string; at: Instant }>>;

/** One thing a person did to the boundaries, with the way back. */
export interface BoundaryStep {
  at: Instant;
  what: string;
  before: Partial<Record<AreaSet, string>>;
  after: Partial<Record<AreaSet, string>>;
}

export interface InForce {
  sets: StatedEditions;
  /** Oldest first. */
  steps: BoundaryStep[];
}

/** Before editions had a moment and a way back, the file was a plain map from set to edition. */
type Stored = { layout: 2; sets: StatedEditions; steps: BoundaryStep[] } | Partial<Record<AreaSet, string>>;

/** What the file says; nothing when there is none. */
export async function readInForce(file: string): Promise<InForce> {
  const text = await readFile(file, 'utf8').catch(nullIfAbsent);
  if (text === null) return { sets: {}, steps: [] };
  let stored: Stored;
  try {
    stored = JSON.parse(text) as Stored;
  } catch (cause) {
    throw new HubError('report.unreadable', `${file} is damaged: remove it and import the boundaries again.`, {
      cause,
    });
  }
  if ('layout' in stored) return { sets: stored.sets, steps: stored.steps };
  const at = instantFromMillis(Math.floor((await stat(file)).mtimeMs));
  const sets: StatedEditions = {};
  for (const set of AREA_SETS) {
    const edition = stored[set];
    if (edition) sets[set] = { edition, at };
  }
  return { sets, steps: [] };
}

export async function writeInForce(file: string, { sets, steps }: InForce): Promise<void> {
  await writeWhole(file, JSON.stringify({ layout: 2, sets, steps } satisfies Stored, null, 2));
}

/** Now, or just after the last statement where the clock went back: a later statement must win. */
export function momentAfter({ sets, steps }: InForce, nowMs: number): Instant {
  const known = [...Object.values(sets), ...steps].map(({ at }) => Date.parse(at) + 1);
  return instantFromMillis(Math.max(nowMs, ...known));
}
