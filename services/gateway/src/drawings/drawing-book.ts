import {
  drawingFeatureId,
  isLaterDrawing,
  type DrawingAct,
  type DrawingEntry,
  type DrawingWrittenV1,
  type RunId,
} from '@hinomi/contracts';

/** Versions of one drawing kept in memory; who moves a corner makes one each time. */
export const MOST_DRAWING_VERSIONS = 50;

/** A drawing as the log has it, and whose it is. */
export interface KnownDrawing extends DrawingEntry {
  jurisdiction: string | null;
}

/**
 * Who drew what, as the records of one realm's topic tell it in their order: the same in every gateway, and the same versions count as
 * for the picture. What is drawn is not kept here.
 */
export class DrawingBook {
  private readonly known = new Map<string, KnownDrawing>();
  private next = 0;

  /** The record at an offset; null = it is of no drawing. */
  take(offset: number, written: DrawingWrittenV1 | null): void {
    if (offset < this.next) return;
    this.next = offset + 1;
    if (written === null) return;
    const id = drawingFeatureId(written);
    const before = this.known.get(id);
    const entry = withDrawing(before, written);
    if (entry !== before) this.known.set(id, entry);
  }

  find(asked: Pick<DrawingWrittenV1, 'drawingId' | 'exercise'>): KnownDrawing | undefined {
    return this.known.get(drawingFeatureId(asked));
  }

  /** Of the real world or one run, in the order they were begun. */
  list(exercise: RunId | null): KnownDrawing[] {
    return [...this.known.values()].filter((entry) => entry.exercise === exercise);
  }
}

/** The same object when the record does not count. */
export function withDrawing(known: KnownDrawing | undefined, written: DrawingWrittenV1): KnownDrawing {
  const { drawingId, writeId, version, drawing, by, writtenAt, exercise, jurisdiction } = written;
  if (known !== undefined && !isLaterDrawing(written, { version: known.count })) return known;
  const act: DrawingAct =
    drawing === null ? 'removed' : known === undefined ? 'drawn' : known.removed ? 'restored' : 'changed';
  const versions = [...(known?.versions ?? []), { writeId, act, by, writtenAt }];
  return {
    ...{ drawingId, featureId: drawingFeatureId(written), exercise },
    jurisdiction: known === undefined ? jurisdiction : known.jurisdiction,
    removed: drawing === null,
    count: version,
    versions: versions.slice(-MOST_DRAWING_VERSIONS),
  };
}
