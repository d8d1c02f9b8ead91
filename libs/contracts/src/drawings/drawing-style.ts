import { z } from 'zod';

export const DRAWING_KINDS = ['point', 'line', 'area', 'arrow', 'text', 'measure'] as const;
export const DrawingKind = z.enum(DRAWING_KINDS);
export type DrawingKind = z.infer<typeof DrawingKind>;

/** Told apart by whoever cannot tell red from green, and dark enough on white (Okabe and Ito, Color Universal Design 2008). */
export const DRAWING_COLORS = ['black', 'blue', 'vermilion', 'green', 'purple'] as const;
export const DrawingColor = z.enum(DRAWING_COLORS);
export type DrawingColor = z.infer<typeof DrawingColor>;

export const DRAWING_DASHES = ['solid', 'dashed', 'dotted'] as const;
export const DrawingDash = z.enum(DRAWING_DASHES);
export type DrawingDash = z.infer<typeof DrawingDash>;
