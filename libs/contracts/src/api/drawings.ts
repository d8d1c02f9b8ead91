import { z } from 'zod';
import { AskedDrawing } from '../drawings/drawing.js';
import { DrawingId, DrawingWriteId } from '../drawings/drawing-id.js';
import { RunId, type FeatureId } from '../ids.js';
import type { Instant } from '../instant.js';

/** `POST /api/v1/drawings`: a new drawing, its next version, or its removal. Sent again with the same `writeId` it is the same. */
export const DrawingRequest = z.strictObject({
  drawingId: DrawingId,
  writeId: DrawingWriteId,
  /** The version that its writer saw last; null for a new drawing. */
  replaces: DrawingWriteId.nullable(),
  /** Null = it is removed. */
  drawing: AskedDrawing.nullable(),
  exercise: RunId.nullable(),
});
export type DrawingRequest = z.infer<typeof DrawingRequest>;

/** What a version did to its drawing. */
export type DrawingAct = 'drawn' | 'changed' | 'removed' | 'restored';

export interface DrawingVersion {
  writeId: DrawingWriteId;
  act: DrawingAct;
  by: { subject: string; name: string };
  writtenAt: Instant;
}

/** Who drew what: a drawing with its versions. What stands of it is in the picture. */
export interface DrawingEntry {
  drawingId: DrawingId;
  featureId: FeatureId;
  exercise: RunId | null;
  removed: boolean;
  /** How many versions there are; `versions` lacks the first of them where there are more than are kept in memory. */
  count: number;
  /** In the order of the log; the last one stands. */
  versions: DrawingVersion[];
}

export interface DrawingReceipt {
  /** `known`: it was written before. */
  outcome: 'written' | 'known';
  entry: DrawingEntry;
}
