import { INTENSITY_SEVERITY, type FeatureV1, type Instant } from '@hinomi/contracts';
import type { AppliedChange } from '@hinomi/interest';

/** 警戒レベル, or 相当, from which everybody who can speak should. */
const CALLING_LEVEL = 4;

/**
 * Whether somebody should be heard from where it lies: shaking of 6- and more, shaking of which no reading came though it is 5- or more,
 * and levels from 4 on.
 */
export function callsForWord({ properties, alertLevel, levelEquivalent }: FeatureV1): boolean {
  if (properties.type === 'earthquake-intensity')
    return properties.intensity === '5-?' || INTENSITY_SEVERITY[properties.intensity] >= INTENSITY_SEVERITY['6-'];
  return Math.max(alertLevel ?? 0, levelEquivalent ?? 0) >= CALLING_LEVEL;
}

/**
 * Since when each such hazard stands: an earthquake since it happened, everything else since the first of the reports that go on saying
 * so. Of versions that the log no longer has nothing is known.
 */
export class Onsets {
  private readonly since = new Map<string, Instant>();

  note({ id, after }: Pick<AppliedChange, 'id'> & { after: { readonly feature: FeatureV1 } | null }): void {
    if (after === null || after.feature.kind !== 'hazard' || !callsForWord(after.feature)) {
      this.since.delete(id);
      return;
    }
    const { properties, valid } = after.feature;
    if (properties.type === 'earthquake-intensity' || !this.since.has(id)) this.since.set(id, valid.from);
  }

  /** Null: it calls for no word. */
  of(id: string): Instant | null {
    return this.since.get(id) ?? null;
  }
}
