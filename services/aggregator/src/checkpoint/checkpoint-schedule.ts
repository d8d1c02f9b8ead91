import type { Clock } from '../realm/clock.js';

/** Soon enough that a restart has little to read again, rarely enough that a storm is not spent on writing files. */
const AFTER_BATCHES = 1_000;
const AFTER_MS = 5_000;
/** A nation's places are a large file: writing it takes no more than a part of the time in so many. */
const REST = 20;

/** Decides when a checkpoint is due: so many batches, or so long after a change; never two at a time. */
export class CheckpointSchedule {
  private batches = 0;
  private callOff: (() => void) | null = null;
  private saving: Promise<void> | null = null;
  /** Until then the last one is fresh enough for what it cost. */
  private restUntilMs = 0;

  constructor(
    private readonly clock: Clock,
    private readonly save: () => Promise<void>,
    private readonly onFailure: (cause: unknown) => void,
  ) {}

  /** A batch of inputs was worked in. */
  changed(): void {
    this.batches += 1;
    if (this.batches >= AFTER_BATCHES && performance.now() >= this.restUntilMs) void this.now();
    else this.soon();
  }

  /** Writes what changed since the last one. A failure is told and the next change tries again. */
  now(): Promise<void> {
    this.callOff?.();
    this.callOff = null;
    if (this.saving !== null) return this.saving;
    if (this.batches === 0) return Promise.resolve();
    this.batches = 0;
    const begunMs = performance.now();
    this.saving = this.save()
      .catch(this.onFailure)
      .finally(() => {
        this.saving = null;
        const endedMs = performance.now();
        this.restUntilMs = endedMs + REST * (endedMs - begunMs);
        if (this.batches > 0) this.soon();
      });
    return this.saving;
  }

  private soon(): void {
    const pauseMs = Math.max(AFTER_MS, this.restUntilMs - performance.now());
    this.callOff ??= this.clock.after(pauseMs, () => {
      this.callOff = null;
      void this.now();
    });
  }

  /** The last one before the process ends. */
  async finish(): Promise<void> {
    await this.saving;
    await this.now();
    this.callOff?.();
  }
}
