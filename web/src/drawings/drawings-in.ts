import { DrawingContent, type DrawingId, type DrawingWriteId, type FeatureV1 } from '@hinomi/contracts';

/** A drawing as it stands for this page. */
export interface StandingDrawing {
  drawingId: DrawingId;
  content: DrawingContent;
  writeId: DrawingWriteId;
  revision: number;
  /** The hub does not have it yet. */
  unsent: boolean;
}

/** What a feature of the layer draws; null for every other. */
export function drawingOf({ geometry, properties }: FeatureV1): StandingDrawing | null {
  if (properties.type !== 'drawing') return null;
  const { drawingId, writeId, revision, kind, color, dash, text } = properties;
  const content = DrawingContent.safeParse({ kind, geometry, color, dash, text });
  return content.success ? { drawingId, content: content.data, writeId, revision, unsent: false } : null;
}

const seen = new WeakMap<FeatureV1, StandingDrawing | null>();

/** The drawings of a picture, in the order they were begun. */
export function drawingsIn(features: ReadonlyMap<string, FeatureV1>): Map<DrawingId, StandingDrawing> {
  const all: StandingDrawing[] = [];
  for (const feature of features.values()) {
    if (feature.layer !== 'drawing') continue;
    const drawing = seen.has(feature) ? seen.get(feature) : drawingOf(feature);
    seen.set(feature, drawing ?? null);
    if (drawing) all.push(drawing);
  }
  return new Map(all.sort((a, b) => (a.drawingId < b.drawingId ? -1 : 1)).map((one) => [one.drawingId, one]));
}
