import {
  encodeEvent,
  hazardExpired,
  hazardExpiredId,
  HubError,
  millisOf,
  topicIn,
  type EventId,
  type HazardExpiredV1,
  type NewRecord,
  type Realm,
} from '@hinomi/contracts';
import type { EventLog } from '@hinomi/event-log';
import type { HazardEnd } from '../hazards/hazard-feature.js';
import type { Clock } from '../realm/clock.js';

/** Timers overflow beyond 24.8 days, and a sleeping machine wakes late: look again at least this often. */
const LOOK_AGAIN_MS = 3_600_000;
const RETRY_MS = 1_000;

/**
 * Says on the log that a stated end has passed. The event's id depends only on hazard and end, so saying it twice is
 * saying it once; the picture changes only when the event comes back as an input.
 */
export class ExpiryTimer {
  private callOff: () => void = () => undefined;
  private readonly said = new Set<EventId>();
  private saying: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(
    private readonly parts: {
      realm: Realm;
      log: EventLog;
      clock: Clock;
      ends: () => Iterable<HazardEnd>;
      onFailure: (cause: unknown) => void;
    },
  ) {}

  /** Sets the timer to the earliest end ahead; called after every change. */
  schedule(): void {
    this.callOff();
    if (this.stopped) return;
    const { clock, ends } = this.parts;
    const ahead = new Map([...ends()].map((end) => [idOf(end), millisOf(end.end)]));
    for (const id of this.said) if (!ahead.delete(id)) this.said.delete(id);
    if (ahead.size === 0) return;
    const wait = Math.max(0, Math.min(...ahead.values()) - millisOf(clock.now()));
    this.callOff = clock.after(Math.min(wait, LOOK_AGAIN_MS), () => {
      this.saying = this.saying.then(() => this.sayDue());
    });
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.callOff();
    await this.saying;
  }

  private async sayDue(): Promise<void> {
    const { clock, ends, realm, log, onFailure } = this.parts;
    const now = clock.now();
    const due = latestPerHazard([...ends()].filter((ahead) => ahead.end <= now && !this.said.has(idOf(ahead))));
    try {
      for (const expired of due) {
        await log.append(topicIn(realm, hazardExpired.topic(expired)), [expiredRecord(expired)]);
        this.said.add(hazardExpiredId(expired));
      }
      this.schedule();
    } catch (cause) {
      onFailure(cause);
      if (!(cause instanceof HubError) || !cause.retryable || this.stopped) return;
      this.callOff = clock.after(RETRY_MS, () => this.schedule());
    }
  }
}

function idOf({ hazardId, end }: HazardEnd): EventId {
  return hazardExpiredId({ hazardId, end });
}

function latestPerHazard(due: readonly HazardEnd[]): HazardExpiredV1[] {
  const latest = new Map<string, HazardEnd>();
  for (const ahead of due) {
    const known = latest.get(ahead.hazardId);
    if (known === undefined || known.end < ahead.end) latest.set(ahead.hazardId, ahead);
  }
  return [...latest.values()];
}

function expiredRecord(data: HazardExpiredV1): NewRecord {
  const id = hazardExpiredId(data);
  return encodeEvent(hazardExpired, {
    id,
    source: 'hub:aggregator',
    subject: data.hazardId,
    time: data.end,
    exercise: data.exercise,
    trace: id,
    data,
  });
}
