import { z } from 'zod';
import { type EventId, RunId, Subject } from '../ids.js';
import { Instant } from '../instant.js';
import { eventType } from './event.js';

/** A ULID: what a person did has an id of its own, in the order it was done (design section 3). */
export const DecisionId = z
  .string()
  .regex(/^[0-9A-HJKMNP-TV-Z]{26}$/, 'expected a ULID')
  .brand<'DecisionId'>();
export type DecisionId = z.infer<typeof DecisionId>;

/** More reports of one thing were never seen. */
const MOST_MEMBERS = 50;

export const ThingDecision = z.discriminatedUnion('is', [
  /** These are one thing, whatever their names and places say. */
  z.object({ is: z.literal('same'), things: z.array(Subject).min(2).max(MOST_MEMBERS) }),
  /** This is none of those, whatever their names and places say. */
  z.object({ is: z.literal('never-same'), thing: Subject, from: z.array(Subject).min(1).max(MOST_MEMBERS) }),
  /** An attribute is so, whatever reports say, until this is withdrawn. */
  z.object({
    is: z.literal('pin'),
    thing: Subject,
    attribute: z.string().min(1).max(64),
    value: z.union([z.string().max(2_000), z.number(), z.boolean()]).nullable(),
  }),
  /**
   * What a shelter asked for in these words is done. It counts while the note says these words, whatever its reports repeat; other
   * words are another need.
   */
  z.object({
    is: z.literal('handled'),
    thing: Subject,
    words: z.string().trim().min(1).max(1_000),
    /** Who says so: headquarters, or somebody at the shelter, on whatever device. */
    from: z.enum(['headquarters', 'shelter']),
  }),
  /**
   * Somebody at headquarters has taken note of an alarm: of a shelter's as it was when it was last seen, said anew later it is another;
   * of a hazard's at the severity it had, a worse one is another. Nothing of the picture follows from it.
   */
  z
    .object({
      is: z.literal('acknowledged'),
      /** A thing, or a hazard by its hazard id. */
      thing: Subject,
      alarm: z.enum(['power-for-devices', 'water', 'food', 'need', 'hazard']),
      since: Instant,
      /** Of a hazard alone, and always: at most so severe. */
      severity: z.int().min(1).max(5).optional(),
    })
    .refine(({ alarm, severity }) => (alarm === 'hazard') === (severity !== undefined), {
      path: ['severity'],
      message: 'expected for a hazard, and for nothing else',
    }),
  /** The hub itself: a hazard that was noted is less severe now, and the note holds for nothing worse than that; 0: it is over. */
  z.object({ is: z.literal('eased'), decisionId: DecisionId, severity: z.int().min(0).max(5) }),
  /** An earlier decision counts no more. */
  z.object({ is: z.literal('withdraw'), decisionId: DecisionId }),
]);
export type ThingDecision = z.infer<typeof ThingDecision>;

/** What an operator decided about things; of two decisions on the same the later one in force counts. */
export const ThingDecidedV1 = z.object({
  decisionId: DecisionId,
  decision: ThingDecision,
  /** Why, in the operator's own words. */
  note: z.string().max(1_000),
  /** Who, by the id of their account and the name it shows. */
  by: z.object({ subject: z.string(), name: z.string() }),
  at: Instant,
  exercise: RunId.nullable(),
});
export type ThingDecidedV1 = z.infer<typeof ThingDecidedV1>;

export const thingDecided = eventType({
  type: 'thing.decided.v1',
  topic: 'decisions',
  schema: ThingDecidedV1,
  key: ({ decisionId }) => decisionId,
});

export function thingDecidedId({ decisionId }: Pick<ThingDecidedV1, 'decisionId'>): EventId {
  return `decision/${decisionId}` as EventId;
}

/** Decisions from the first to the last: by time, then by id. */
export function compareDecisions(a: ThingDecidedV1, b: ThingDecidedV1): number {
  const [x, y] = [`${a.at} ${a.decisionId}`, `${b.at} ${b.decisionId}`];
  return x < y ? -1 : x > y ? 1 : 0;
}
