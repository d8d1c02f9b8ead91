import { capIdentifier, writeCap, type CapMessageName, type ShapeOf } from '@hinomi/formats';
import type { FeatureV1, Instant } from '@hinomi/contracts';
import { OVER_FOR_MS } from '../cap-feed/cap-history.js';
import { HOLDS_MS } from '../cap-feed/cap-writer.js';
import type { Publisher } from '../publisher.js';

/** Who says it, as in the feed of alerts: one message has one identifier wherever it is told. */
export interface AlertOrigin {
  publisher: Pick<Publisher, 'host' | 'sender'>;
  shapeOf: ShapeOf;
}

/** A version of a feature as a CAP 1.2 alert; `before` is what the reader had of it, and this one is in its place. */
export function deriveAlert(feature: FeatureV1, before: FeatureV1 | null, { publisher, shapeOf }: AlertOrigin): string {
  const { host: hub, sender } = publisher;
  return writeCap(feature, {
    ...{ hub, sender, sent: feature.recordedAt, shapeOf, expiresAfterMs: HOLDS_MS },
    references: before === null ? [] : [nameOf(before, publisher)],
  });
}

/** The reader is to drop what it had. */
export function deriveCancel(before: FeatureV1, sent: Instant, { publisher, shapeOf }: AlertOrigin): string {
  const { host: hub, sender } = publisher;
  return writeCap(before, {
    ...{ hub, sender, sent, shapeOf, expiresAfterMs: OVER_FOR_MS },
    references: [nameOf(before, publisher)],
    isOver: true,
  });
}

function nameOf(feature: FeatureV1, { host, sender }: AlertOrigin['publisher']): CapMessageName {
  return { sender, identifier: capIdentifier(host, feature, false), sent: feature.recordedAt };
}
