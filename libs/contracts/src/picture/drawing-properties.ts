import { z } from 'zod';
import { DrawingColor, DrawingDash, DrawingKind } from '../drawings/drawing-style.js';

/** What headquarters drew, as it stands; its geometry is the feature's. Who drew it is not for the picture. */
export const DrawingProperties = z.object({
  type: z.literal('drawing'),
  drawingId: z.string().brand<'DrawingId'>(),
  /** The version that stands: whoever writes the next one names it. */
  writeId: z.string().brand<'DrawingWriteId'>(),
  revision: z.int().positive(),
  kind: DrawingKind,
  color: DrawingColor,
  dash: DrawingDash,
  text: z.string(),
});
export type DrawingProperties = z.infer<typeof DrawingProperties>;
