import { Instant, topicIn, type LogRecord } from '@hinomi/contracts';
import { tailToEnd, type EventLog, type Subscription } from '@hinomi/event-log';

/** More records than anybody else writes to `raw` by mistake between two reports of ours. */
const LOOK_BACK = 100;
/** What is told of it is told by the second. */
const REST_MS = 1_000;

/** When the newest real report of any feed was received. */
export class LastReport {
  private newest: Instant | null = null;

  /** Null on a hub that never received one. */
  get at(): Instant | null {
    return this.newest;
  }

  observe(receivedAt: Instant): void {
    if (this.newest === null || receivedAt > this.newest) this.newest = receivedAt;
  }

  /** Reads it from the end of `raw`, for a hub that starts again; a record the hub did not write is passed over. */
  async preload(log: EventLog): Promise<void> {
    for await (const record of log.read(RAW, await lookBack(log))) this.take(record);
  }

  /** For a process without ingest: knows what `raw` says by the time this resolves, and from then on what comes. */
  async follow(log: EventLog): Promise<Subscription> {
    return tailToEnd(log, RAW, await lookBack(log), (record) => this.take(record), { restMs: REST_MS });
  }

  private take({ headers }: LogRecord): void {
    const receivedAt = Instant.safeParse(headers['ce_time']);
    if (receivedAt.success) this.observe(receivedAt.data);
  }
}

const RAW = topicIn('real', 'raw');

async function lookBack(log: EventLog): Promise<number[]> {
  return (await log.end(RAW)).map((end) => Math.max(0, end - LOOK_BACK));
}

/** No record ever stood on the real topics: ends only grow, also where old records are dropped. */
export async function neverHeldReal(log: EventLog): Promise<boolean> {
  for (const topic of ['raw', 'hazards', 'hazards-urgent', 'shelters'] as const) {
    if ((await log.end(topicIn('real', topic))).some((end) => end > 0)) return false;
  }
  return true;
}
