import { z } from 'zod';
import { NamedCode } from './area-code.js';
import { PolygonGeometry } from './geometry.js';

/** 高齢者等避難 3, 避難指示 4, 緊急安全確保 5: what a municipality orders (災害対策基本法 56 and 60, as of May 2021). */
export const ORDER_LEVELS = [3, 4, 5] as const;
export const OrderLevel = z.union([z.literal(3), z.literal(4), z.literal(5)]);
export type OrderLevel = z.infer<typeof OrderLevel>;

/** `correct` says what an earlier step should have said; `withdraw` that the order was never meant: neither is a lifting. */
export const ORDER_STEPS = ['issue', 'change', 'correct', 'lift', 'withdraw'] as const;
export const OrderStepKind = z.enum(ORDER_STEPS);
export type OrderStepKind = z.infer<typeof OrderStepKind>;

/** What a municipality orders now; JMA's 警戒レベル相当 is another thing and never becomes one. */
export const EvacuationOrderStatement = z.object({
  hazard: z.literal('evacuation-order'),
  level: OrderLevel,
  /** JIS code, 5 digits. */
  municipality: NamedCode,
  /** Names of its parts in the municipality's own words; empty = all of it. */
  districts: z.string(),
  /** The part as drawn; null = the whole municipality. */
  drawn: PolygonGeometry.nullable(),
  /** To whom it is addressed; null = not known. */
  households: z.int().nonnegative().nullable(),
  persons: z.int().nonnegative().nullable(),
  step: z.enum(['issue', 'change', 'correct']),
});
export type EvacuationOrderStatement = z.infer<typeof EvacuationOrderStatement>;
