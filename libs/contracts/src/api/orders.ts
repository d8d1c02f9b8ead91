import { z } from 'zod';
import { type EvacuationOrderStatement, OrderLevel } from '../hazards/evacuation-order-statement.js';
import { PolygonGeometry } from '../hazards/geometry.js';
import { type HazardId, RunId } from '../ids.js';
import { Instant } from '../instant.js';
import type { OrderStepKind } from '../hazards/evacuation-order-statement.js';

const Ulid = z.string().regex(/^[0-9A-HJKMNP-TV-Z]{26}$/, 'expected a ULID');
const LONGEST_TEXT = 2_000;
const LONGEST_DISTRICTS = 1_000;

const Content = {
  level: OrderLevel,
  /** JIS code, 5 digits. */
  municipality: z.string().regex(/^\d{5}$/, 'expected 5 digits'),
  districts: z.string().trim().max(LONGEST_DISTRICTS),
  area: PolygonGeometry.nullable(),
  /** Public, as it is written. */
  reason: z.string().trim().min(1, 'say why').max(LONGEST_TEXT),
  households: z.int().nonnegative().nullable(),
  persons: z.int().nonnegative().nullable(),
};

/** Made where it is entered, so that a request sent again is the same step. */
const Step = {
  stepId: Ulid,
  /** When the municipality said so, as it is to be told. */
  issuedAt: Instant,
};

/** The step that whoever enters this one saw last: nobody changes what they have not seen. */
const After = { after: Ulid };

/** `POST /api/v1/orders`. */
export const IssueOrderRequest = z.strictObject({
  orderId: Ulid,
  ...Step,
  ...Content,
  /** The run of an exercise; null = the real world. */
  exercise: RunId.nullable(),
});
export type IssueOrderRequest = z.infer<typeof IssueOrderRequest>;

/** `POST /api/v1/orders/{id}/steps`. The municipality of an order never changes. */
export const OrderStepRequest = z.discriminatedUnion('step', [
  z.strictObject({ step: z.literal('change'), ...Step, ...After, ...without(Content) }),
  z.strictObject({ step: z.literal('correct'), ...Step, ...After, ...without(Content) }),
  z.strictObject({ step: z.literal('lift'), ...Step, ...After, reason: Content.reason }),
  z.strictObject({ step: z.literal('withdraw'), ...Step, ...After, reason: Content.reason }),
]);
export type OrderStepRequest = z.infer<typeof OrderStepRequest>;

/** One step of an order as it stands on the log. */
export interface OrderStep {
  stepId: string;
  step: OrderStepKind;
  issuedAt: Instant;
  recordedAt: Instant;
  /** Null for what ends it. */
  content: Omit<EvacuationOrderStatement, 'hazard' | 'step' | 'municipality'> | null;
  reason: string;
  by: { subject: string; name: string };
}

/** An order with all its steps, the first one first. */
export interface OrderEntry {
  id: HazardId;
  municipality: { code: string; name: string };
  /** In force now. */
  stands: boolean;
  exercise: RunId | null;
  steps: OrderStep[];
  /** Whoever asks may enter its next step. */
  mayChange: boolean;
}

function without<T extends typeof Content>({ municipality: _municipality, ...rest }: T): Omit<T, 'municipality'> {
  return rest;
}

/** The id of the feature and of the hazard on the log. */
export function orderHazardId(orderId: string, run: RunId | null): HazardId {
  return `${run === null ? '' : `drill:${run}:`}order:${orderId}` as HazardId;
}
