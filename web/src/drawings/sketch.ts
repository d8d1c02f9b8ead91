import { DrawingContent, type DrawingColor, type DrawingDash, type DrawingKind, type LngLat } from '@hinomi/contracts';
import { areaSquareMeters, areaText, lengthMeters, lengthText } from './measure.js';

export type DrawingTool = DrawingKind | 'select';

/** What somebody is drawing and has not ended. */
export interface Sketch {
  tool: DrawingTool;
  color: DrawingColor;
  dash: DrawingDash;
  text: string;
  points: readonly LngLat[];
}

export const NEW_SKETCH: Sketch = { tool: 'select', color: 'vermilion', dash: 'solid', text: '', points: [] };

export type SketchAct =
  | { act: 'tool'; tool: DrawingTool }
  | { act: 'style'; part: Partial<Pick<Sketch, 'color' | 'dash' | 'text'>> }
  | { act: 'add'; at: LngLat }
  | { act: 'take-back' }
  /** It is drawn: the tool stays in the hand. */
  | { act: 'ended' }
  /** First what is half drawn, then the tool. */
  | { act: 'cancel' };

export function withSketchAct(sketch: Sketch, act: SketchAct): Sketch {
  switch (act.act) {
    case 'tool':
      return { ...sketch, tool: act.tool, points: [] };
    case 'style':
      return { ...sketch, ...act.part };
    case 'add':
      return sketch.tool === 'select' ? sketch : { ...sketch, points: added(sketch, act.at) };
    case 'take-back':
      return { ...sketch, points: sketch.points.slice(0, -1) };
    case 'ended':
      return { ...sketch, points: [], text: '' };
    case 'cancel':
      return sketch.points.length > 0 ? { ...sketch, points: [] } : { ...sketch, tool: 'select' };
  }
}

/** One position is all that a point has; the second press of a double one is none. */
function added({ tool, points }: Sketch, at: LngLat): readonly LngLat[] {
  if (isSpot(tool)) return [at];
  const last = points.at(-1);
  return last !== undefined && last[0] === at[0] && last[1] === at[1] ? points : [...points, at];
}

export function isSpot(tool: DrawingTool): boolean {
  return tool === 'point' || tool === 'text';
}

/** What is drawn, as it would be sent; null while it lacks something. */
export function contentOf({ tool, color, dash, text, points }: Sketch): DrawingContent | null {
  if (tool === 'select') return null;
  const read = DrawingContent.safeParse({ kind: tool, geometry: geometryOf(tool, points), color, dash, text });
  return read.success ? read.data : null;
}

function geometryOf(kind: DrawingKind, points: readonly LngLat[]): unknown {
  if (isSpot(kind)) return { type: 'Point', coordinates: points[0] };
  if (kind !== 'area') return { type: 'LineString', coordinates: points };
  return { type: 'Polygon', coordinates: [[...points, points[0]]] };
}

/** The positions somebody can move: of a ring each once. */
export function pointsOf({ geometry }: DrawingContent): LngLat[] {
  if (geometry.type === 'Point') return [geometry.coordinates];
  return geometry.type === 'LineString' ? geometry.coordinates : (geometry.coordinates[0] ?? []).slice(0, -1);
}

/** The same drawing through other positions. */
export function movedTo(content: DrawingContent, points: readonly LngLat[]): DrawingContent {
  return DrawingContent.parse({ ...content, geometry: geometryOf(content.kind, points) });
}

/** How long, or how large; null for what has neither. */
export function measured(kind: DrawingTool, points: readonly LngLat[]): string | null {
  if (kind === 'area') return points.length < 3 ? null : areaText(areaSquareMeters(points));
  return kind === 'select' || isSpot(kind) || points.length < 2 ? null : lengthText(lengthMeters(points));
}
