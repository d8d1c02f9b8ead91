/** How often this source was evaluated in this worker is in what it leaves behind. */
const counts = globalThis as { hinomiCounted?: number };
counts.hinomiCounted = (counts.hinomiCounted ?? 0) + 1;

export const evaluations = (): number | undefined => counts.hinomiCounted;
