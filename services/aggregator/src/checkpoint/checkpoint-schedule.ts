import type { Clock } from '../realm/clock.js';

/** Soon enough that a restart has little to read again, rarely enough that a storm is not spent on writing files. */
const AFTER_BATCHES = 1_000;
const AFTER_MS = 5_000;
/** With many sensors there is much to write all the time: at most a twentieth of it is spent on that. */
const SHARE = 20;

/** Decides when a checkpoint is due: so many batches, or so long after a change; never two at a time. */
export class CheckpointSchedule {
  private batches = 0;
  private callOff: (() => void) | null = null;
  private saving: Promise<void> | null = null;
  private lastTookMs = 0;
  private lastEndedMs = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly clock: Clock,
    private readonly save: () => Promise<void>,
    private readonly onFailure: (cause: unknown) => void,
  ) {}

  /** A batch of inputs was worked in. */
  changed(): void {
    this.batches += 1;
    const rested = this.clock.elapsed() - this.lastEndedMs >= this.pauseMs;
    if (this.batches >= AFTER_BATCHES && rested) void this.now();
    else this.callOff ??= this.clock.after(this.pauseMs, () => void this.now());
  }

  private get pauseMs(): number {
    return Math.max(AFTER_MS, SHARE * this.lastTookMs);
  }

  /** Writes what changed since the last one. A failure is told and the next change tries again. */
  now(): Promise<void> {
    this.callOff?.();
    this.callOff = null;
    if (this.saving !== null) return this.saving;
    if (this.batches === 0) return Promise.resolve();
    this.batches = 0;
    const begunMs = this.clock.elapsed();
    this.saving = this.save()
      .catch(this.onFailure)
      .finally(() => {
        this.saving = null;
        this.lastEndedMs = this.clock.elapsed();
        this.lastTookMs = this.lastEndedMs - begunMs;
        if (this.batches > 0) this.callOff ??= this.clock.after(this.pauseMs, () => void this.now());
      });
    return this.saving;
  }

  /** The last one before the process ends. */
  async finish(): Promise<void> {
    await this.saving;
    await this.now();
    this.callOff?.();
  }
}
