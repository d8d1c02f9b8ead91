import { instantFromMillis } from '@hinomi/contracts';
import type { HistoryMonths } from './history-months.js';
import { monthOf, monthsLater } from './months.js';

/** Often enough that a month begins with its partition made, and a missed turn costs nothing. */
const TEND_EVERY_MS = 6 * 3_600_000;
/** A store that is away is asked again sooner. */
const RETRY_MS = 60_000;
const MONTHS_AHEAD = 2;

export interface KeeperOptions {
  /** Whole months kept before the present one; 0 = all. */
  retentionMonths: number;
  now: () => number;
  tell: (text: string) => void;
  warn: (text: string) => void;
}

/** Makes the months of the history ahead, and drops those nobody wants any more. */
export class HistoryKeeper {
  private timer: NodeJS.Timeout | undefined;
  private tending: Promise<void> = Promise.resolve();
  private stopped = false;
  private dropped = 0;

  constructor(
    private readonly months: HistoryMonths,
    private readonly options: KeeperOptions,
  ) {}

  /** Versions that this process dropped as too old. */
  get droppedCount(): number {
    return this.dropped;
  }

  start(): void {
    this.tending = this.tend().then(
      () => this.again(TEND_EVERY_MS),
      (error: unknown) => {
        this.options.warn(`The months of the history are looked after later: ${String(error)}`);
        this.again(RETRY_MS);
      },
    );
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.tending;
  }

  async tend(): Promise<void> {
    const { retentionMonths, now, tell } = this.options;
    const present = monthOf(instantFromMillis(now()));
    await this.months.make(Array.from({ length: MONTHS_AHEAD + 1 }, (_, ahead) => monthsLater(present, ahead)));
    if (retentionMonths === 0) return;
    const edge = monthsLater(present, -retentionMonths);
    const dropped = await this.months.dropBefore(edge);
    this.dropped += dropped;
    if (dropped > 0) tell(`The history begins at ${edge} now: ${dropped} older versions were dropped.`);
  }

  private again(afterMs: number): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => this.start(), afterMs);
    this.timer.unref();
  }
}
