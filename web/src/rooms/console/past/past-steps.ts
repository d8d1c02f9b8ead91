/** One press of the arrows beside the play button; the keys `,` and `.` do the same. */
export const STEP_MS = 600_000;
