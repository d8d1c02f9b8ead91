import { populationRank, type Instant, type PopulationCountedV1 } from '@hinomi/contracts';
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
}

/** The census in force: of each second-level square what was said last. */
export class Population {
  private readonly known = new Map<string, KnownPopulation & { rank: string }>();
  private readonly squares = new SquareCounts();
  private recordedAt: Instant | null = null;

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
    return true;
  }

  facts(): KnownPopulation[] {
    return [...this.known.values()].map(({ counted, appendedAt }) => ({ counted, appendedAt }));
  }

  /** Null while no census is here. */
  residentsIn(areas: readonly PreparedArea[]): Residents | null {
    return this.recordedAt === null ? null : { people: this.squares.sumIn(areas), recordedAt: this.recordedAt };
  }
}
