import { z } from 'zod';

const ULID = /^[0-9A-HJKMNP-TV-Z]{26}$/;

/** One drawing on the map of a headquarters, through all its versions. */
export const DrawingId = z.string().regex(ULID, 'expected a ULID').brand<'DrawingId'>();
export type DrawingId = z.infer<typeof DrawingId>;

/** One act of drawing: sent twice it is the same. */
export const DrawingWriteId = z.string().regex(ULID, 'expected a ULID').brand<'DrawingWriteId'>();
export type DrawingWriteId = z.infer<typeof DrawingWriteId>;
