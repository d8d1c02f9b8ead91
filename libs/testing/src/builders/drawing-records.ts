import {
  drawingWritten,
  drawingWrittenId,
  encodeEvent,
  realmOf,
  topicIn,
  type DrawingContent,
  type DrawingId,
  type DrawingWriteId,
  type DrawingWrittenV1,
  type RunId,
} from '@hinomi/contracts';
import { minute } from './hazard-reports.js';
import type { Addressed } from './hub-records.js';

/** A line over the middle of Wajima. */
export const drawnLine = (over: Partial<DrawingContent> = {}): DrawingContent =>
  ({
    kind: 'line',
    geometry: {
      type: 'LineString',
      coordinates: [
        [136.89, 37.39],
        [136.9, 37.395],
      ],
    },
    color: 'vermilion',
    dash: 'solid',
    text: '',
    ...over,
  }) as DrawingContent;

/** A version of the drawing `name` (one character), which follows the one before it. */
export function drawingWrite(
  name: string,
  version: number,
  over: { drawing?: DrawingContent | null; run?: string | null; writer?: string; jurisdiction?: string | null } = {},
): DrawingWrittenV1 {
  const { drawing = drawnLine(), run = null, writer = 'A', jurisdiction = null } = over;
  return {
    drawingId: `01${name.padEnd(24, '0')}` as DrawingId,
    writeId: drawingWriteId(name, version, writer),
    version,
    replaces: version === 1 ? null : drawingWriteId(name, version - 1),
    ...{ drawing, jurisdiction },
    by: { subject: `account:${writer}`, name: `本部 ${writer}` },
    writtenAt: minute(version),
    exercise: run as RunId | null,
  };
}

export function drawingWriteId(name: string, version: number, writer = 'A'): DrawingWriteId {
  return `02${name}${writer}${String(version).padStart(22, '0')}` as DrawingWriteId;
}

/** As the gateway appends it. */
export function toldDrawing(data: DrawingWrittenV1): Addressed {
  const id = drawingWrittenId(data);
  const { drawingId: subject, writtenAt: time, exercise } = data;
  return {
    topic: topicIn(realmOf(data), 'incidents'),
    record: encodeEvent(drawingWritten, { id, source: 'hub:gateway', subject, time, exercise, trace: id, data }),
  };
}
