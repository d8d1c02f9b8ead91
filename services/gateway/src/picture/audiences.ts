import { BATCH_MS, type Cursor, type Heartbeat } from '@hinomi/contracts';
import type { AppliedChange, Sees } from '@hinomi/interest';
import { QueueLevel } from '@hinomi/service-kit';
import { Audience, type AudienceMember, type Broadcast } from './audience.js';
import type { FlushSchedule } from './flush-schedule.js';

/**
 * A quiet audience's cursor is moved on by an empty delta when it is this far behind: whoever comes back with it would
 * otherwise be told of every feature touched since.
 */
const QUIET_RECORDS = 1000;
/** Held for all slow sockets together. */
const MOST_HELD = 200_000;

/** What an audience has in common. */
export interface AudienceKind {
  key: string;
  sees: Sees;
  cursorAt: (position: number) => Cursor;
}

/** All audiences of one realm, and when each hears of what changed. */
export class Audiences {
  private readonly audiences = new Map<string, Audience>();
  private readonly urgent = new Set<Audience>();
  readonly held = new QueueLevel('sockets.held-operations', MOST_HELD);
  private batchIsDue = false;
  private urgentIsDue = false;

  constructor(
    private readonly position: () => number,
    private readonly schedule: FlushSchedule,
    private readonly broadcast: Broadcast,
  ) {}

  get all(): readonly Audience[] {
    return [...this.audiences.values()];
  }

  note(change: AppliedChange): void {
    for (const audience of this.audiences.values()) {
      const noted = audience.note(change);
      if (noted === 'in-batch') this.flushInBatch();
      if (noted === 'at-once') this.flushAtOnce(audience);
    }
  }

  /** What the others wait for goes out first, so that one cursor is true for all. */
  join(kind: AudienceKind, member: AudienceMember): Audience {
    let audience = this.audiences.get(kind.key);
    if (audience === undefined) {
      audience = new Audience(kind.key, kind.sees, kind.cursorAt, this.broadcast, this.position(), this.held);
      this.audiences.set(kind.key, audience);
    }
    audience.flush(this.position());
    audience.add(member);
    return audience;
  }

  leave(audience: Audience, memberId: string): void {
    audience.remove(memberId);
    if (audience.size > 0) return;
    this.audiences.delete(audience.key);
    this.urgent.delete(audience);
  }

  beat(rest: Omit<Heartbeat, 'cursor'>): void {
    const position = this.position();
    for (const audience of this.audiences.values()) {
      audience.flush(position, position - audience.position > QUIET_RECORDS ? 'even-empty' : 'if-changed');
      audience.beat(rest);
    }
  }

  private flushInBatch(): void {
    if (this.batchIsDue) return;
    this.batchIsDue = true;
    this.schedule.later(() => {
      this.batchIsDue = false;
      for (const audience of this.audiences.values()) audience.flush(this.position());
    }, BATCH_MS);
  }

  /** Everything pending of this audience goes, so that order holds. */
  private flushAtOnce(audience: Audience): void {
    this.urgent.add(audience);
    if (this.urgentIsDue) return;
    this.urgentIsDue = true;
    this.schedule.soon(() => {
      this.urgentIsDue = false;
      const due = [...this.urgent];
      this.urgent.clear();
      for (const each of due) each.flush(this.position());
    });
  }
}
