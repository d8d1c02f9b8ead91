/** Injection token of the clock: `() => Instant`. */
export const INGEST_CLOCK = Symbol.for('hinomi.ingest-clock');
