import { setTimeout as delay } from 'node:timers/promises';
import type { Policies } from '@hinomi/access';
import { HubError, traceIdOf, type Instant, type LogRecord, type Realm, type SubscriptionId } from '@hinomi/contracts';
import { InterestIndex, type AppliedChange } from '@hinomi/interest';
import { logOf, QueueLevel, Waiting, type QueueState } from '@hinomi/service-kit';
import type { EntityManager } from 'typeorm';
import { deriveChanges, STATE_LINE, type HeardChange, type Listening, type NewChange } from './derive-changes.js';
import type { JournalPosition, JournalRepository, NumberedChange } from './journal.repository.js';
import { RecentLines } from './recent-lines.js';
import { accessKeyOf, holderPrincipal, sightOf } from './sight-of.js';
import { SubscriptionRow } from './subscription.entity.js';
import { Touches } from './touches.js';

/** Records of one transaction: a sync is paid once for all of them. */
const MAX_BATCH = 2_000;
/** Of the records, as the log has them: what is held of each is also what it was before. */
const MAX_BATCH_BYTES = 16 * 2 ** 20;
const RETRY_MS = 1_000;
/** While nobody subscribes only the position is kept, and that can wait. */
const UNHEARD_MS = 500;
/** Of `listening`, as long as nobody looked. */
const NOT_LOOKED_YET = -1;
/**
 * A journal that stood still for longer is not continued: what compaction took since then may have been the end of what somebody
 * still holds. A day less than `TOPICS.picture.retentionDays`.
 */
const LONGEST_BREAK_MS = 6 * 24 * 3_600_000;

const log = logOf('delivery');

/**
 * Writes one realm's journal: what each record of the picture means to each subscription, in one transaction with the position.
 * Hears records from the first of the log on, since what a change means depends on what was there before it.
 */
export class JournalWriter {
  readonly recent = new RecentLines();
  readonly touches = new Touches();
  private batch: HeardChange[] = [];
  private readonly waiting = new QueueLevel('journal.waiting', MAX_BATCH);
  private readonly waitingBytes = new QueueLevel('journal.waiting-bytes', MAX_BATCH_BYTES);
  /** Of the records on their way into the journal, by offset; only while somebody reads such lines. */
  private traces = new Map<number, { trace: string; event: string }>();
  private next = 0;
  private from: number | null = null;
  private firstAt: Instant | null = null;
  private writing: Promise<void> | null = null;
  private readonly stopping = new AbortController();
  private readonly gathering = new Waiting();
  private readonly written = new Waiting();
  /** Records up to here are not waited with. */
  private hurriedTo = 0;
  private listening: { revision: number; all: readonly Listening[]; byPlace: InterestIndex<Listening> } = {
    ...{ revision: NOT_LOOKED_YET, all: [], byPlace: new InterestIndex<Listening>([]) },
  };
  private failures = 0;

  constructor(
    readonly realm: Realm,
    private readonly rows: JournalRepository,
    private readonly policies: Policies,
    private readonly now: () => number,
  ) {}

  /** Times the store did not take a step; it was tried again. */
  get failureCount(): number {
    return this.failures;
  }

  /** Records of the topic that are in the journal. */
  get position(): number {
    return this.from ?? 0;
  }

  /** Called before the first record is heard. Whoever subscribed under other rules fetches the state anew. */
  async open(end: number): Promise<void> {
    const { nextOffset } = await this.rows.open(this.realm, end);
    this.from = nextOffset;
    await this.rows.change(this.realm, async (rows) => {
      for (const row of await this.rows.listening(rows, this.realm)) {
        const accessKey = accessKeyOf(holderPrincipal(row.holder), this.policies);
        if (row.accessKey === accessKey) continue;
        await rows.update(SubscriptionRow, { id: row.id }, { accessKey });
        await this.rows.needState(rows, row.id as SubscriptionId, this.now());
      }
    });
  }

  /** Takes in a record; while the journal is behind by a whole batch, the log waits for it. */
  hear(applied: AppliedChange | null, record: LogRecord): Promise<void> | undefined {
    if (this.from === null || record.offset < this.from) return undefined;
    this.firstAt ??= record.appendedAt;
    this.next = record.offset + 1;
    if (applied !== null) this.hold({ ...applied, offset: record.offset, at: record.appendedAt }, record);
    const { ce_trace: trace, cause = '' } = record.headers;
    if (trace !== undefined && log.isOn('debug')) {
      this.traces.set(record.offset, { trace: traceIdOf(trace), event: cause });
    }
    this.writing ??= this.write();
    if (!this.isFull()) return undefined;
    this.waiting.noteFull();
    this.gathering.wake();
    return this.writing;
  }

  get queues(): QueueState[] {
    return [this.waiting.state, this.waitingBytes.state, this.recent.state];
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    this.gathering.wake();
    await this.writing;
  }

  /**
   * Resolves once all that was heard until now is in the journal, or after the limit in ms: a store may be away. The next record
   * is not waited with, since somebody is about to listen.
   */
  async caughtUp(limitMs: number): Promise<void> {
    const { next } = this;
    this.hurriedTo = next + 1;
    this.gathering.wake();
    await this.written.until(() => this.position >= next, limitMs);
  }

  /** Something of one subscription is another than this writer wrote: whoever waits for it looks again. */
  otherwise(id: SubscriptionId): void {
    this.recent.forget(id);
    this.touches.touch([id]);
  }

  private hold(heard: HeardChange, { value }: LogRecord): void {
    this.batch.push(heard);
    this.waiting.add(1);
    this.waitingBytes.add(value?.byteLength ?? 0);
  }

  private async write(): Promise<void> {
    while (this.next > (this.from ?? 0) && !this.stopping.signal.aborted) {
      await this.gather();
      if (this.stopping.signal.aborted) break;
      const { batch, next, firstAt, traces } = this;
      this.batch = [];
      this.waiting.set(0);
      this.waitingBytes.set(0);
      this.traces = new Map();
      this.firstAt = null;
      const written = await this.patiently(() =>
        this.rows.step(this.realm, next, (from, rows) => this.derive(from, rows, batch, firstAt)),
      );
      if (written === undefined) break;
      this.from = next;
      this.written.wake();
      this.tell(written);
      for (const { offset, subscriptionId: subscription, sequence, featureId: feature } of written ?? []) {
        if (offset === null) continue;
        const of = traces.get(offset);
        if (of === undefined) continue;
        log.debug('noted a change for a subscriber', {
          ...of,
          realm: this.realm,
          offset,
          feature,
          subscription,
          sequence,
        });
      }
    }
    this.writing = null;
  }

  private isFull(): boolean {
    return this.waiting.size >= MAX_BATCH || this.waitingBytes.size >= MAX_BATCH_BYTES;
  }

  private async gather(): Promise<void> {
    // What arrives at the same moment goes into one step.
    await delay(0);
    const { all, revision } = this.listening;
    if (all.length > 0 || revision === NOT_LOOKED_YET) return;
    const isDue = (): boolean => this.isFull() || this.position < this.hurriedTo || this.stopping.signal.aborted;
    await this.gathering.until(isDue, UNHEARD_MS);
  }

  private tell(written: readonly NumberedChange[] | null): void {
    if (written === null) {
      this.recent.clear();
      this.touches.touchAll();
      return;
    }
    this.recent.note(written);
    this.touches.touch(new Set(written.map(({ subscriptionId }) => subscriptionId)));
  }

  private async derive(
    { nextOffset, revision }: JournalPosition,
    rows: EntityManager,
    batch: readonly HeardChange[],
    firstAt: Instant | null,
  ): Promise<NewChange[]> {
    if (this.listening.revision !== revision) {
      const found = await this.rows.listening(rows, this.realm);
      // Somebody may have other rights: what was written for those of before is not told from memory.
      this.recent.clear();
      const all = found.map((row) => [row.interest, this.listener(row)] as const);
      this.listening = { revision, all: all.map(([, each]) => each), byPlace: new InterestIndex(all) };
    }
    const { all, byPlace } = this.listening;
    if (firstAt !== null && this.now() - Date.parse(firstAt) > LONGEST_BREAK_MS) {
      return all.map(({ id }) => stateLine(id, firstAt));
    }
    return deriveChanges(
      batch.filter(({ offset }) => offset >= nextOffset),
      ({ before, after }) => [
        ...(before === null ? [] : byPlace.near(before.feature, before.place)),
        ...(after === null ? [] : byPlace.near(after.feature, after.place)),
      ],
    );
  }

  private listener(row: SubscriptionRow): Listening {
    return { id: row.id as SubscriptionId, sees: sightOf(row.interest, holderPrincipal(row.holder), this.policies) };
  }

  /** Undefined once it is to stop. */
  private async patiently<T>(work: () => Promise<T>): Promise<T | undefined> {
    for (let attempt = 1; !this.stopping.signal.aborted; attempt++) {
      try {
        return await work();
      } catch (error) {
        this.failures++;
        if (attempt === 1) log.warn('the journal waits for the store', { realm: this.realm, why: whyOf(error) });
        await delay(RETRY_MS, undefined, { signal: this.stopping.signal }).catch(() => undefined);
      }
    }
    return undefined;
  }
}

function whyOf(error: unknown): string {
  return error instanceof HubError ? error.message : String(error);
}

function stateLine(subscriptionId: SubscriptionId, at: Instant): NewChange {
  return { subscriptionId, ...STATE_LINE, at };
}
