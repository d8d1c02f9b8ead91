import { z } from 'zod';
import { contentDigest } from '../canonical-json.js';
import { SourceId, type EventId } from '../ids.js';
import { Instant } from '../instant.js';
import { eventType } from './event.js';

/** Grid squares that people are counted in (JIS X 0410): 1 km, 500 m, 250 m. */
export const POPULATION_LEVELS = ['third', 'half', 'quarter'] as const;

/** How many people live in the squares of one second-level square (10 km); it replaces what was said of that one before. */
export const PopulationCountedV1 = z.object({
  secondLevel: z.string().regex(/^\d{4}[0-7]{2}$/),
  level: z.enum(POPULATION_LEVELS),
  /**
   * People by square code. A square that is absent has none, or a count too small to be published, which its publisher added to a
   * neighbour's.
   */
  people: z.record(z.string().regex(/^\d{4}[0-7]{2}\d{2}[1-4]{0,2}$/), z.int().nonnegative()),
  source: z.object({ id: SourceId, agency: z.string(), attribution: z.string() }),
  /** When it was put in force. */
  at: Instant,
});
export type PopulationCountedV1 = z.infer<typeof PopulationCountedV1>;

export const populationCounted = eventType({
  type: 'population.counted.v1',
  topic: 'reference',
  schema: PopulationCountedV1,
  key: ({ secondLevel }) => `population/${secondLevel}`,
});

export function populationCountedId({ secondLevel, level, people, at }: PopulationCountedV1): EventId {
  return `population/${secondLevel}/${at}/${contentDigest([level, people])}` as EventId;
}

/** Orders the statements about one square: the greatest is in force, whatever order they come in. */
export function populationRank({ at, level, people }: PopulationCountedV1): string {
  return `${at} ${contentDigest([level, people])}`;
}
