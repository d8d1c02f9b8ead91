import {
  InstantBag,
  isShelter,
  older,
  PlaceTally,
  type FeatureV1,
  type Instant,
  type RollupCounts,
  type Theme,
} from '@hinomi/contracts';
import { addLacks, noLacks, sumOfLacks } from './lack-tally.js';
import { overdueFrom, silenceOf } from './silence.js';

export type PlaceCounted = Pick<FeatureV1, 'layer' | 'properties'>;

/** Which silence is asked about; null = not. */
export interface SilenceAsked {
  heardSince: Instant | null;
  silentAt: Instant | null;
}

/** What is in a unit and has one label: sums only, so that any order of adding and taking out gives the same. */
export class UnitTally {
  count = 0;
  private readonly tally = new PlaceTally();
  private readonly themes = new Map<Theme, number>();
  private atRisk = 0;
  private neverHeard = 0;
  private neverHeardUnderHazard = 0;
  private readonly lacks = noLacks();
  private readonly heard = new InstantBag();
  private readonly overdue = new InstantBag();

  /** `sign` -1 takes the place out again, as it was put in. */
  add(place: PlaceCounted, sign: 1 | -1 = 1): void {
    this.count += sign;
    this.tally.add(place, sign);
    const { properties } = place;
    if (properties.type !== 'thing') return;
    const ofTheme = (this.themes.get(properties.theme) ?? 0) + sign;
    if (ofTheme === 0) this.themes.delete(properties.theme);
    else this.themes.set(properties.theme, ofTheme);
    if (isShelter(place) && properties.hazards?.some(({ designated }) => designated === 'no')) this.atRisk += sign;
    if (isShelter(place)) addLacks(this.lacks, properties.attributes, sign);
    const overdueAt = overdueFrom(place);
    if (overdueAt !== null) this.overdue.add(overdueAt, sign);
    const silence = silenceOf(place);
    if (silence === null) return;
    if (silence.lastHeardAt !== null) {
      this.heard.add(silence.lastHeardAt, sign);
      return;
    }
    this.neverHeard += sign;
    if (silence.underHazard) this.neverHeardUnderHazard += sign;
  }

  /** All of some tallies together. */
  static countsOf(
    tallies: readonly UnitTally[],
    { heardSince, silentAt }: SilenceAsked,
  ): Omit<RollupCounts, 'hazard' | 'needs' | 'needsCoverage'> {
    const counts = PlaceTally.countsOf(tallies.map(({ tally }) => tally));
    const themes: RollupCounts['themes'] = {};
    for (const { themes: own } of tallies)
      for (const [theme, count] of own) themes[theme] = (themes[theme] ?? 0) + count;
    const sum = (of: (tally: UnitTally) => number): number => tallies.reduce((total, tally) => total + of(tally), 0);
    return {
      ...counts,
      places: sum(({ count }) => count),
      themes,
      // A sum of nothing is not none.
      evacuees: counts.reportedShelters === 0 ? null : counts.evacuees,
      sheltersAtRisk: sum(({ atRisk }) => atRisk),
      lacks: sumOfLacks(tallies.map(({ lacks }) => lacks)),
      silence: {
        neverHeard: sum(({ neverHeard }) => neverHeard),
        neverHeardUnderHazard: sum(({ neverHeardUnderHazard }) => neverHeardUnderHazard),
        overdue: silentAt === null ? null : sum(({ overdue }) => overdue.countUpTo(silentAt)),
        notSince: heardSince === null ? null : sum(({ heard }) => heard.countBefore(heardSince)),
        longestSince: tallies.reduce<Instant | null>((oldest, { heard }) => older(oldest, heard.oldest), null),
      },
    };
  }
}
