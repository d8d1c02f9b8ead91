import {
  needRange,
  type FeatureV1,
  type ImpactProperties,
  type Instant,
  type NeedsProperties,
  type NeedTallies,
  type Rollups,
} from '@hinomi/contracts';

/** So many persons, from the least to the most, are at these shelters together at that time. */
export interface Claim {
  way: string;
  at: Instant;
  shelters: readonly number[];
  least: number;
  most: number | null;
}

type Properties = FeatureV1['properties'];

/** Reads what the hub lets out on any way: every claim it makes of one need. */
export class NeedsReader {
  readonly claims: Claim[] = [];

  constructor(
    private readonly shelters: number,
    private readonly need: string,
    /** Shelters under a hazard, by the feature that is its area. */
    private readonly under: (feature: string) => readonly number[] | null,
  ) {}

  /** Features anywhere within a text: a snapshot, a delta, a history, a past picture, its changes. */
  features(way: string, text: string, at: Instant): void {
    for (const properties of propertiesIn(JSON.parse(text))) {
      if (properties.type === 'needs') this.cell(way, properties);
      else if (properties.type === 'impact') this.impact('impact', properties, at);
    }
  }

  /** A picture of the past. What is counted in it was counted out of its cells: those of one publication, or it is not known of which. */
  past(way: string, text: string): void {
    const found = [...propertiesIn(JSON.parse(text))];
    const cells = found.filter((properties) => properties.type === 'needs');
    for (const cell of cells) this.cell(way, cell);
    const periods = new Set(cells.map(({ period }) => period.from));
    const [only] = periods;
    if (periods.size !== 1 || only === undefined) return;
    for (const properties of found) if (properties.type === 'impact') this.impact(`${way} impact`, properties, only);
  }

  rollups(way: string, text: string, at: Instant, sheltersOf: (code: string) => readonly number[] | null): void {
    for (const { code, needs } of (JSON.parse(text) as Rollups).units) {
      const shelters = sheltersOf(code);
      if (shelters !== null) this.tallies(way, needs, at, shelters);
    }
  }

  /** Of a hidden value what was shown before is told too: of its own time. */
  private cell(way: string, { level, code, needs, threshold, period }: NeedsProperties): void {
    const published = needs[this.need];
    if (published === undefined) return;
    const shelters = level === 'shelter' ? [indexOf(code)] : this.all();
    const [least, most] = needRange(published, threshold, period.from);
    this.claims.push({ way, at: period.from, shelters, least, most });
  }

  private impact(way: string, { of, needs = {} }: ImpactProperties, at: Instant): void {
    const shelters = this.under(of);
    if (shelters !== null) this.tallies(way, needs, at, shelters);
  }

  private tallies(way: string, needs: NeedTallies, at: Instant, shelters: readonly number[]): void {
    const tally = needs[this.need];
    if (tally !== undefined) this.claims.push({ way, at, shelters, least: tally.atLeast, most: tally.atMost });
  }

  private all(): number[] {
    return Array.from({ length: this.shelters }, (_, index) => index);
  }
}

export function agrees(world: readonly number[], { shelters, least, most }: Claim): boolean {
  const sum = shelters.reduce((all, index) => all + (world[index] ?? 0), 0);
  return sum >= least && (most === null || sum <= most);
}

/** Every world of so many shelters with at most so many persons together. */
export function allWorlds(shelters: number, most: number): number[][] {
  if (shelters === 0) return [[]];
  return Array.from({ length: most + 1 }, (_, count) => count).flatMap((count) =>
    allWorlds(shelters - 1, most - count).map((world) => [count, ...world]),
  );
}

/** `…/s2` is the third shelter. */
export function indexOf(code: string): number {
  return Number(/s(\d+)$/.exec(code)![1]);
}

function* propertiesIn(value: unknown): Generator<Properties> {
  if (typeof value !== 'object' || value === null) return;
  if ('type' in value && (value.type === 'needs' || value.type === 'impact')) yield value as Properties;
  for (const each of Object.values(value)) yield* propertiesIn(each);
}
