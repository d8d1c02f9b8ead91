import { z } from 'zod';
import { DrawingId, DrawingWriteId } from '../drawings/drawing-id.js';
import { DrawingContent } from '../drawings/drawing.js';
import { RunId, type EventId, type FeatureId } from '../ids.js';
import { Instant } from '../instant.js';
import { eventType } from './event.js';

/**
 * One version of a drawing. Nothing is taken off: what is removed is a version without a drawing, what is undone is another version
 * that says what stood before. The highest version counts; of two with the same number the one that is first on the log.
 */
export const DrawingWrittenV1 = z.object({
  drawingId: DrawingId,
  writeId: DrawingWriteId,
  /** One more than what it replaces. */
  version: z.int().min(1).max(100_000),
  /** The version that its writer had seen; null for the first. */
  replaces: DrawingWriteId.nullable(),
  /** Null = removed. */
  drawing: DrawingContent.nullable(),
  /** Whose headquarters began it, as a JIS code; null = that of the whole hub. It stays through all versions. */
  jurisdiction: z.string().nullable(),
  /** Who, by the id of their account and the name it shows. Never in the picture. */
  by: z.object({ subject: z.string(), name: z.string() }),
  writtenAt: Instant,
  exercise: RunId.nullable(),
});
export type DrawingWrittenV1 = z.infer<typeof DrawingWrittenV1>;

export const drawingWritten = eventType({
  type: 'drawing.written.v1',
  topic: 'incidents',
  schema: DrawingWrittenV1,
  key: ({ drawingId }) => drawingId,
});

export function drawingWrittenId({ writeId }: Pick<DrawingWrittenV1, 'writeId'>): EventId {
  return `drawing/${writeId}` as EventId;
}

/** Whether a record takes the place of what its drawing's earlier records say. Their topic has one partition: all readers agree. */
export function isLaterDrawing(
  { version }: Pick<DrawingWrittenV1, 'version'>,
  known: Pick<DrawingWrittenV1, 'version'> | undefined,
): boolean {
  return known === undefined || version > known.version;
}

/** Under which id a drawing is in the picture. */
export function drawingFeatureId({ drawingId, exercise }: Pick<DrawingWrittenV1, 'drawingId' | 'exercise'>): FeatureId {
  return `${exercise === null ? '' : `drill:${exercise}:`}drawing:${drawingId}` as FeatureId;
}
