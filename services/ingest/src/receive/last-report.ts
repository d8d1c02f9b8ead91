import { Instant, topicIn } from '@hinomi/contracts';
import type { EventLog } from '@hinomi/event-log';

/** More records than anybody else writes to `raw` by mistake between two reports of ours. */
const LOOK_BACK = 100;

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
    const topic = topicIn('real', 'raw');
    const from = (await log.end(topic)).map((end) => Math.max(0, end - LOOK_BACK));
    for await (const { headers } of log.read(topic, from)) {
      const receivedAt = Instant.safeParse(headers['ce_time']);
      if (receivedAt.success) this.observe(receivedAt.data);
    }
  }
}

/** No record ever stood on the real topics: ends only grow, also where old records are dropped. */
export async function neverHeldReal(log: EventLog): Promise<boolean> {
  for (const topic of ['raw', 'hazards', 'hazards-urgent'] as const) {
    if ((await log.end(topicIn('real', topic))).some((end) => end > 0)) return false;
  }
  return true;
}
