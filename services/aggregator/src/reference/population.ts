import {
  populationCountedId,
  populationRank,
  type FeatureV1,
  type Instant,
  type PopulationCountedV1,
  type Subject,
} from '@hinomi/contracts';
import { SquareCounts, type PreparedArea } from '@hinomi/geo';

/** What the log says of the people of one second-level square. */
export interface KnownPopulation {
  counted: PopulationCountedV1;
  appendedAt: Instant;
}

/** How many people live in an area, as far as a census is here. */
export interface Residents {
  people: number;
  /** When the log learned the newest part of the census. */
  recordedAt: Instant;
  /** Who counted: the newest statement of each. */
  sources: FeatureV1['sources'];
}

/** The census in force: of each second-level square what was said last. */
export class Population {
  private readonly known = new Map<string, KnownPopulation & { rank: string }>();
  private readonly squares = new SquareCounts();
  private recordedAt: Instant | null = null;
  private sources: FeatureV1['sources'] | null = null;

  /** False when it is no news. */
  count(counted: PopulationCountedV1, appendedAt: Instant): boolean {
    const { secondLevel } = counted;
    const before = this.known.get(secondLevel);
    const rank = populationRank(counted);
    if (before !== undefined && before.rank >= rank) return false;
    if (before !== undefined) {
      const { level, people } = before.counted;
      for (const code of Object.keys(people)) this.squares.set({ level, code }, 0);
    }
    for (const [code, people] of Object.entries(counted.people))
      this.squares.set({ level: counted.level, code }, people);
    this.known.set(secondLevel, { counted, appendedAt, rank });
    if (this.recordedAt === null || this.recordedAt < appendedAt) this.recordedAt = appendedAt;
    this.sources = null;
    return true;
  }

  facts(): KnownPopulation[] {
    return [...this.known.values()].map(({ counted, appendedAt }) => ({ counted, appendedAt }));
  }

  /** Null while no census is here. */
  residentsIn(areas: readonly PreparedArea[]): Residents | null {
    if (this.recordedAt === null) return null;
    this.sources ??= sourcesOf(this.facts());
    return { people: this.squares.sumIn(areas), recordedAt: this.recordedAt, sources: this.sources };
  }
}

function sourcesOf(known: readonly KnownPopulation[]): FeatureV1['sources'] {
  const newest = new Map<string, PopulationCountedV1>();
  const order = (counted: PopulationCountedV1): string => `${counted.at} ${populationCountedId(counted)}`;
  for (const { counted } of known) {
    const before = newest.get(counted.source.id);
    if (before === undefined || order(before) < order(counted)) newest.set(counted.source.id, counted);
  }
  return [...newest.values()]
    .map((counted) => {
      const { id: source, agency, attribution } = counted.source;
      const subject = `population/${counted.secondLevel}` as Subject;
      return { source, agency, attribution, subject, event: populationCountedId(counted), issuedAt: counted.at };
    })
    .sort((a, b) => (a.source < b.source ? -1 : 1));
}
