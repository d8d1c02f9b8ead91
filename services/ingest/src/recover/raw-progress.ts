import type { EventLog, TopicPosition } from '@hinomi/event-log';

/** Who reads `raw`: the name its progress is kept under. */
export const INGEST_GROUP = 'ingest';

/** Every so many handled records the position is saved; a restart reads at most about that much again. */
const SAVE_EVERY = 64;

/**
 * How far the raw records of one topic are dealt with, without a gap: reports finish in any order, and the saved position
 * never passes one that is still in work.
 */
export class RawProgress {
  private readonly done: Set<number>[] = [];
  private readonly next: number[];
  private unsaved = 0;
  private saving: Promise<void> = Promise.resolve();

  /** `onFailure` hears of a position that could not be saved: a restart then reads more again, and nothing is lost. */
  constructor(
    private readonly log: EventLog,
    private readonly topic: string,
    from: TopicPosition,
    private readonly onFailure: (cause: unknown) => void,
  ) {
    this.next = [...from];
  }

  /** One past the last record before which everything is dealt with, per partition. */
  get position(): TopicPosition {
    return this.next;
  }

  /** These records are dealt with. Saves the position now and then, which nobody waits for. */
  finished(records: readonly { partition: number; offset: number }[]): void {
    for (const { partition, offset } of records) this.mark(partition, offset);
    this.unsaved += records.length;
    if (this.unsaved >= SAVE_EVERY) this.save().catch(this.onFailure);
  }

  /** Saves never overlap, so an older position cannot overwrite a newer one. */
  async save(): Promise<void> {
    this.unsaved = 0;
    const save = this.saving.then(() => this.log.saveProgress(INGEST_GROUP, this.topic, [...this.next]));
    // The next save must not fail because this one did; the caller of this one hears of it.
    this.saving = save.then(undefined, () => undefined);
    await save;
  }

  private mark(partition: number, offset: number): void {
    const done = (this.done[partition] ??= new Set());
    done.add(offset);
    let next = this.next[partition] ?? 0;
    while (done.delete(next)) next += 1;
    this.next[partition] = next;
    for (let index = 0; index < this.next.length; index++) this.next[index] ??= 0;
  }
}
