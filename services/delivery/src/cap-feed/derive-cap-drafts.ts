import type { FeatureV1, Instant } from '@hinomi/contracts';
import { capIdentifier, type CapMessageName } from '@hinomi/formats';
import type { PictureEntry, Sees } from '@hinomi/interest';
import type { HazardStep } from './cap-history.js';

/** One CAP message about a version of a hazard, not written yet. */
export interface CapDraft extends CapMessageName {
  entry: PictureEntry;
  isOver: boolean;
  /** The messages before it about the same hazard, since it appeared. */
  earlier: readonly CapDraft[];
  /** When the picture had it. */
  at: Instant;
  /** When the next one took its place; null = none did. */
  replacedAt: Instant | null;
}

/** The messages about one hazard: `inForce` ends with the current one, which takes the place of all before it. */
export interface CapDrafts {
  inForce: CapDraft[];
  over: CapDraft[];
}

export type CapNames = Readonly<{ hub: string; sender: string }>;

/**
 * The versions of a hazard as whoever sees these of them is told: the first is an alert, the next ones are updates, and the removal is a
 * cancel. A version that may not be seen any more is a removal too (delta rule D7).
 */
export function deriveCapDrafts(steps: readonly HazardStep[], maySee: Sees, names: CapNames): CapDrafts {
  let inForce: CapDraft[] = [];
  const over: CapDraft[] = [];
  for (const { entry, at } of steps) {
    const last = inForce.at(-1);
    if (last !== undefined) last.replacedAt = at;
    if (entry !== null && maySee(entry)) {
      inForce.push(draftOf(entry, { isOver: false, sent: entry.feature.recordedAt, at, earlier: [...inForce] }, names));
    } else if (last !== undefined) {
      over.push(draftOf(last.entry, { isOver: true, sent: at, at, earlier: inForce }, names));
      inForce = [];
    }
  }
  return { inForce, over };
}

/** `sent` is never before what it refers to. */
function draftOf(
  entry: PictureEntry,
  { sent, ...draft }: Pick<CapDraft, 'isOver' | 'sent' | 'at' | 'earlier'>,
  { hub, sender }: CapNames,
): CapDraft {
  const before = draft.earlier.at(-1)?.sent;
  return {
    ...draft,
    entry,
    sender,
    identifier: identifierOf(hub, entry.feature, draft.isOver),
    sent: before !== undefined && before > sent ? before : sent,
    replacedAt: null,
  };
}

/** Made once for each version: a feed names thousands of them. */
const known = new WeakMap<FeatureV1, Map<string, string>>();

function identifierOf(hub: string, feature: FeatureV1, isOver: boolean): string {
  const key = `${isOver} ${hub}`;
  const names = known.get(feature) ?? new Map<string, string>();
  const name = names.get(key) ?? capIdentifier(hub, feature, isOver);
  known.set(feature, names.set(key, name));
  return name;
}
