import {
  encodeEvent,
  HubError,
  realmOf,
  reportEventId,
  thingReported,
  topicIn,
  traceIdOf,
  type NewRecord,
  type ThingReportedV1,
} from '@hinomi/contracts';
import type { EventLog } from '@hinomi/event-log';
import { QueueLevel, type QueueState } from '@hinomi/service-kit';
import { MADE, type KnownReports } from './known-reports.js';

/** What one report says, in the order in which it must be on the log: only with the last of it is the report known. */
export interface ToAppend {
  /** The device's ULID. */
  made: string;
  beside: ThingReportedV1 | null;
  thing: ThingReportedV1;
}

interface Waiting {
  all: readonly ToAppend[];
  done: () => void;
  failed: (cause: unknown) => void;
}

/** Requests of one append, of at most 50 reports each: some megabytes. */
const AT_ONCE = 40;
/** Every tablet of a prefecture after a day without a network, some tens of megabytes. */
const MOST_WAITING = 50_000;

/**
 * Appends what many devices send at once together, so that they share one sync. What comes first is appended first. A call
 * resolves when all of it is on the log, and rejects when some of it may not be: then the device sends it again.
 */
export class ReportQueue {
  private readonly waiting: Waiting[] = [];
  private running: Promise<void> | null = null;
  private readonly inFlight = new Map<string, Promise<void>>();
  private readonly beside = new Set<string>();
  private readonly level: QueueLevel;

  constructor(
    private readonly log: EventLog,
    private readonly known: KnownReports,
    mostWaiting = MOST_WAITING,
  ) {
    this.level = new QueueLevel('shelter.reports', mostWaiting);
  }

  get state(): QueueState {
    return this.level.state;
  }

  /** Being written: whoever sends it again waits for this, so that nobody hears "known" of what is not on the log. */
  writing(made: string): Promise<void> | undefined {
    return this.inFlight.get(made);
  }

  /** Something is about to be told under this subject. */
  isWriting(subject: string): boolean {
    return this.beside.has(subject);
  }

  /** `shelter.unavailable`, retryable, when too many wait: none of these was taken. */
  async append(all: readonly ToAppend[]): Promise<void> {
    if (all.length === 0) return;
    if (!this.level.fits(all.length)) {
      this.level.noteFull();
      throw new HubError('shelter.unavailable', 'Many devices send at this moment: send it again.', {
        retryable: true,
      });
    }
    this.level.add(all.length);
    const written = new Promise<void>((done, failed) => this.waiting.push({ all, done, failed }));
    for (const { made, beside } of all) {
      this.inFlight.set(made, written);
      if (beside !== null) this.beside.add(beside.subject);
    }
    this.running ??= this.run();
    try {
      await written;
    } finally {
      this.level.remove(all.length);
      for (const { made, beside } of all) {
        this.inFlight.delete(made);
        if (beside !== null) this.beside.delete(beside.subject);
      }
    }
  }

  private async run(): Promise<void> {
    while (this.waiting.length > 0) {
      const turn = this.waiting.splice(0, AT_ONCE);
      const all = turn.flatMap((each) => each.all);
      try {
        await this.write(
          all.flatMap(({ made, beside }) => (beside === null ? [] : [recordOf(beside, `beside ${made}`)])),
        );
        await this.write(all.map(({ made, thing }) => recordOf(thing, made)));
        for (const { done } of turn) done();
      } catch (cause) {
        for (const { failed } of turn) failed(cause);
      }
    }
    this.running = null;
  }

  private async write(told: readonly { topic: string; record: NewRecord }[]): Promise<void> {
    for (const topic of new Set(told.map((each) => each.topic))) {
      const records = told.filter((each) => each.topic === topic).map(({ record }) => record);
      await this.log.append(topic, records);
      for (const record of records) this.known.add(record);
    }
  }
}

function recordOf(data: ThingReportedV1, made: string): { topic: string; record: NewRecord } {
  const id = reportEventId(data.subject, data.order);
  const { subject, exercise, source, issuedAt: time } = data;
  const record = encodeEvent(thingReported, {
    ...{ id, subject, time, exercise, data },
    source: source.id,
    trace: traceIdOf(id),
  });
  return {
    topic: topicIn(realmOf(data), thingReported.topic(data)),
    record: { ...record, headers: { ...record.headers, [MADE]: made } },
  };
}
