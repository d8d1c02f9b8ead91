import { z } from 'zod';
import { eventType } from '../events/event.js';
import { FeatureId, RunId, type EventId } from '../ids.js';
import { Instant } from '../instant.js';
import { NeedCode, RulesVersion } from './derived-need.js';

/** From fine to coarse. */
export const NEED_LEVELS = ['shelter', 'municipality', 'prefecture'] as const;
export const NeedLevel = z.enum(NEED_LEVELS);
export type NeedLevel = z.infer<typeof NeedLevel>;

/** An area that needs are published for: a shelter's feature, a municipality (JIS, 5 digits), a prefecture (2 digits). */
export const NeedArea = z.discriminatedUnion('level', [
  z.strictObject({ level: z.literal('shelter'), code: FeatureId }),
  z.strictObject({ level: z.literal('municipality'), code: z.string().regex(/^\d{5}$/) }),
  z.strictObject({ level: z.literal('prefecture'), code: z.string().regex(/^\d{2}$/) }),
]);
export type NeedArea = z.infer<typeof NeedArea>;

/** A number of persons from the threshold up; fewer than that, none included; or not shown here, whatever it is. */
export const PublishedValue = z.union([z.int().positive(), z.enum(['below', 'hidden'])]);
export type PublishedValue = z.infer<typeof PublishedValue>;

export const PublishedNeed = z.strictObject({
  value: PublishedValue,
  /** Since when it says so. A small change since then is held back. */
  asOf: Instant,
  /** Of a hidden value: what was shown last, from which a change is counted when it is shown again. */
  last: z.strictObject({ value: z.union([z.int().positive(), z.literal('below')]), asOf: Instant }).optional(),
});
export type PublishedNeed = z.infer<typeof PublishedNeed>;

/** How many shelters the numbers of an area come from. */
export const NeedsCoverage = z
  .strictObject({
    /** Open shelters at the publication's time. */
    open: z.int().nonnegative(),
    /** Of these, those where somebody's record has been received, now or earlier: the others have no number at all. */
    counting: z.int().nonnegative(),
  })
  .refine(({ open, counting }) => counting <= open, { message: 'more count than are open', path: ['counting'] });
export type NeedsCoverage = z.infer<typeof NeedsCoverage>;

/** What one area shows of one publication; it replaces the one before. */
export const NeedsPublishedV1 = z
  .strictObject({
    area: NeedArea,
    /** The publication's fixed time and the next one. */
    period: z.strictObject({ from: Instant, until: Instant }),
    /** k: no smaller number is shown. */
    threshold: z.int().min(2).max(100),
    /** A need that is not listed is hidden. */
    needs: z.record(NeedCode, PublishedNeed),
    /** Of a municipality or prefecture. */
    coverage: NeedsCoverage.optional(),
    /** Of a shelter: the municipality whose number it is part of. */
    within: z
      .string()
      .regex(/^\d{5}$/)
      .optional(),
    rulesVersion: RulesVersion,
    exercise: RunId.nullable(),
  })
  .refine(
    ({ needs, threshold }) =>
      Object.values(needs).every(({ value }) => typeof value !== 'number' || value >= threshold),
    { message: 'a number below the threshold', path: ['needs'] },
  );
export type NeedsPublishedV1 = z.infer<typeof NeedsPublishedV1>;

export const needsPublished = eventType({
  type: 'needs.published.v1',
  topic: 'needs-published',
  schema: NeedsPublishedV1,
  key: ({ area }) => `${area.level}/${area.code}`,
});

export function needsPublishedId({ area, period, exercise }: NeedsPublishedV1): EventId {
  const run = exercise === null ? '' : `drill:${exercise}:`;
  return `${run}needs-published/${area.level}/${area.code}/${period.from}` as EventId;
}
