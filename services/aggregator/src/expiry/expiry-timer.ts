import {
  encodeEvent,
  hazardExpired,
  hazardExpiredId,
  HubError,
  millisOf,
  topicIn,
  traceIdOf,
  type EventId,
  type HazardExpiredV1,
  type Instant,
  type NewRecord,
  type Realm,
} from '@hinomi/contracts';
import type { EventLog } from '@hinomi/event-log';
import type { HazardEnd } from '../hazards/hazard-feature.js';
import type { EndsAhead } from './ends-ahead.js';
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
      ends: EndsAhead;
      /** Another writer is at work; expiries are its to say. */
      passive: () => boolean;
      onFailure: (cause: unknown) => void;
    },
  ) {}

  /** Sets the timer to the earliest end ahead; called after every change. */
  schedule(): void {
    this.callOff();
    if (this.stopped || this.parts.passive()) return;
    const { clock, ends } = this.parts;
    const now = clock.now();
    const { earliest } = ends;
    // Ends that were said stay ahead until the event has come back as an input.
    const next =
      earliest !== null && earliest <= now && this.unsaid(now).length === 0 ? ends.earliestAfter(now) : earliest;
    if (next === null) return;
    const wait = Math.max(0, millisOf(next) - millisOf(now));
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
    const { clock, realm, log, onFailure } = this.parts;
    const due = this.parts.passive() ? [] : this.unsaid(clock.now());
    try {
      for (const expired of latestPerHazard(due)) {
        await log.append(topicIn(realm, hazardExpired.topic(expired)), [expiredRecord(expired)]);
        // The latest end says the earlier ones of its hazard as well.
        for (const one of due) if (one.hazardId === expired.hazardId) this.said.add(hazardExpiredId(one));
      }
      this.schedule();
    } catch (cause) {
      onFailure(cause);
      if (!(cause instanceof HubError) || !cause.retryable || this.stopped) return;
      this.callOff = clock.after(RETRY_MS, () => this.schedule());
    }
  }

  /** The ends that have passed and were not said yet; what was said and has taken effect is forgotten. */
  private unsaid(now: Instant): HazardEnd[] {
    const passed = this.parts.ends.upTo(now);
    const waiting = new Set(passed.map((ahead) => hazardExpiredId(ahead)));
    for (const id of this.said) if (!waiting.has(id)) this.said.delete(id);
    return passed.filter((ahead) => !this.said.has(hazardExpiredId(ahead)));
  }
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
    trace: traceIdOf(id),
    data,
  });
}
