import {
  drawingFeatureId,
  drawingWrittenId,
  type DrawingWrittenV1,
  type Instant,
  type SourceId,
  type Subject,
} from '@hinomi/contracts';
import type { DraftFeature } from '../hazards/hazard-feature.js';

const SOURCE = 'hub:drawings' as SourceId;

/** The version of a drawing that stands. */
export interface KnownDrawing {
  written: DrawingWrittenV1;
  appendedAt: Instant;
}

/** Null when it is removed. */
export function deriveDrawing({ written, appendedAt }: KnownDrawing): DraftFeature | null {
  const { drawing, drawingId, writeId, version, jurisdiction, writtenAt, exercise } = written;
  if (drawing === null) return null;
  const { geometry, kind, color, dash, text } = drawing;
  return {
    id: drawingFeatureId(written),
    layer: 'drawing',
    kind: 'annotation',
    geometry,
    area: null,
    areaCodes: [],
    severity: 0,
    alertLevel: null,
    levelEquivalent: null,
    // Until somebody removes it.
    valid: { from: writtenAt, to: null },
    observedAt: null,
    issuedAt: writtenAt,
    recordedAt: appendedAt,
    properties: { type: 'drawing', drawingId, writeId, revision: version, kind, color, dash, text },
    sources: [
      {
        source: SOURCE,
        agency: '',
        attribution: '',
        subject: `drawing/${drawingId}` as Subject,
        event: drawingWrittenId(written),
        issuedAt: writtenAt,
      },
    ],
    conflicts: [],
    label: { classification: 'headquarters', jurisdiction },
    exercise,
  };
}
