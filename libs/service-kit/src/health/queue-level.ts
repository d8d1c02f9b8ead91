import type { Metric } from './metrics.js';

/** How a queue stands: what `/metrics` says of it. */
export interface QueueState {
  /** Its name in `docs/back-pressure.md`. */
  queue: string;
  size: number;
  /** More than this is never held, but for one entry that is larger by itself. */
  bound: number;
  /** The most that was held since the start. */
  peak: number;
  /** Times that somebody was turned away, or had to wait, because it was full. */
  full: number;
}

/** Counts what a queue holds, in its own unit, against what it may hold. */
export class QueueLevel {
  private held = 0;
  private most = 0;
  private timesFull = 0;

  constructor(
    readonly queue: string,
    readonly bound: number,
  ) {}

  get size(): number {
    return this.held;
  }

  /** There is room for so much more; one entry that is too large by itself fits into an empty queue. */
  fits(more: number): boolean {
    return this.held === 0 || this.held + more <= this.bound;
  }

  add(count: number): void {
    this.set(this.held + count);
  }

  remove(count: number): void {
    this.held -= count;
  }

  set(size: number): void {
    this.held = size;
    if (size > this.most) this.most = size;
  }

  /** Somebody was turned away, or waits. */
  noteFull(): void {
    this.timesFull += 1;
  }

  get state(): QueueState {
    return { queue: this.queue, size: this.held, bound: this.bound, peak: this.most, full: this.timesFull };
  }
}

/** Of several queues of one name the sums: each realm has its own, and a log two. */
export function queueMetrics(states: readonly QueueState[]): Metric[] {
  const byName = new Map<string, QueueState>();
  for (const state of states) {
    const known = byName.get(state.queue);
    byName.set(state.queue, known === undefined ? state : together(known, state));
  }
  const family = (
    name: string,
    type: Metric['type'],
    help: string,
    valueOf: (state: QueueState) => number,
  ): Metric => ({
    ...{ name, type, help },
    samples: [...byName.values()].map((state) => ({ labels: { queue: state.queue }, value: valueOf(state) })),
  });
  return [
    family('queue_size', 'gauge', 'What waits in it now.', ({ size }) => size),
    family('queue_bound', 'gauge', 'What it holds at most.', ({ bound }) => bound),
    family('queue_peak', 'gauge', 'The most that it held since the start.', ({ peak }) => peak),
    family('queue_full_total', 'counter', 'Times that somebody had to wait, or to come again.', ({ full }) => full),
  ];
}

function together(a: QueueState, b: QueueState): QueueState {
  return {
    queue: a.queue,
    size: a.size + b.size,
    bound: a.bound + b.bound,
    peak: a.peak + b.peak,
    full: a.full + b.full,
  };
}
