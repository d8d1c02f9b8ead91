import { capIdentifier, writeCap, type CapMessageName, type ShapeOf } from '@hinomi/formats';
import type { FeatureV1, Instant } from '@hinomi/contracts';

/** How long an alert holds where the feature does not say: CAP wants an end, and readers drop what has none. */
const EXPIRES_AFTER_MS = 24 * 3_600_000;

export interface AlertOrigin {
  /** The hub's host name: it leads every identifier. */
  hub: string;
  shapeOf: ShapeOf;
}

/** A version of a feature as a CAP 1.2 alert; `before` is what the reader had of it, and this one is in its place. */
export function deriveAlert(feature: FeatureV1, before: FeatureV1 | null, { hub, shapeOf }: AlertOrigin): string {
  return writeCap(feature, {
    ...{ hub, sender: senderOf(hub), sent: feature.recordedAt, shapeOf, expiresAfterMs: EXPIRES_AFTER_MS },
    references: before === null ? [] : [nameOf(before, hub)],
  });
}

/** The reader is to drop what it had. */
export function deriveCancel(before: FeatureV1, sent: Instant, { hub, shapeOf }: AlertOrigin): string {
  return writeCap(before, {
    ...{ hub, sender: senderOf(hub), sent, shapeOf, expiresAfterMs: EXPIRES_AFTER_MS },
    references: [nameOf(before, hub)],
    isOver: true,
  });
}

function nameOf(feature: FeatureV1, hub: string): CapMessageName {
  return { sender: senderOf(hub), identifier: capIdentifier(hub, feature, false), sent: feature.recordedAt };
}

function senderOf(hub: string): string {
  return `hinomi@${hub}`;
}
