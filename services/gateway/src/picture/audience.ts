import { IMMEDIATE_SEVERITY, type Cursor, type Heartbeat, type PictureDeltaV1 } from '@hinomi/contracts';
import { type AppliedChange, mergeInto, type Operations, type Sees, toUpsertsAndRemoves } from '@hinomi/interest';
import type { QueueLevel } from '@hinomi/service-kit';

/** Held for one slow socket: a storm's changes of some seconds; whoever is further behind asks again (delta rule D3). */
export const MOST_HELD_OF_ONE = 5_000;

/** One socket, as far as an audience needs it. */
export interface AudienceMember {
  readonly id: string;
  /** It does not keep up: what was sent to it before still waits here. */
  isFull(): boolean;
  send(delta: PictureDeltaV1): void;
}

/** Sends one message, encoded once, to every member of the audience but some. */
export type Broadcast = (
  audienceKey: string,
  message: { event: 'delta'; payload: PictureDeltaV1 } | { event: 'heartbeat'; payload: Heartbeat },
  except: readonly string[],
) => void;

interface Place {
  member: AudienceMember;
  /** What a slow member has not been sent yet, merged, and the cursor it has (delta rule D8); null operations = too many to hold. */
  held: { from: Cursor; operations: Operations | null } | null;
}

/** What a change means to an audience. */
export type Noted = 'nothing' | 'in-batch' | 'at-once';

/**
 * Everyone with one interest and one set of attributes. Invariant: every member without held operations has, or is about
 * to have by messages already sent, exactly the picture of `cursor`; one with held operations has it after them.
 */
export class Audience {
  private readonly places = new Map<string, Place>();
  private pending: Operations = new Map();

  constructor(
    readonly key: string,
    private readonly sees: Sees,
    private readonly cursorAt: (position: number) => Cursor,
    private readonly broadcast: Broadcast,
    private lastPosition: number,
    private readonly held: QueueLevel,
  ) {}

  get size(): number {
    return this.places.size;
  }

  get heldCount(): number {
    let count = 0;
    for (const place of this.places.values()) if (place.held !== null) count++;
    return count;
  }

  get cursor(): Cursor {
    return this.cursorAt(this.lastPosition);
  }

  get position(): number {
    return this.lastPosition;
  }

  /** The caller has flushed first, so that the newcomer and the others share one cursor. */
  add(member: AudienceMember): void {
    this.places.set(member.id, { member, held: null });
  }

  remove(memberId: string): void {
    this.held.remove(this.places.get(memberId)?.held?.operations?.size ?? 0);
    this.places.delete(memberId);
  }

  /** Takes a change into the next delta: leaving the interest, or the permission, is a remove (delta rule D7). */
  note({ id, before, after }: AppliedChange): Noted {
    const was = before !== null && this.sees(before) ? before : null;
    const is = after !== null && this.sees(after) ? after : null;
    if (was === null && is === null) return 'nothing';
    this.pending.set(id, is);
    return isUrgent({ id, before: was, after: is }) ? 'at-once' : 'in-batch';
  }

  /** Sends what is pending, as one delta; `even-empty` moves the cursor on without a change. */
  flush(position: number, mode: 'if-changed' | 'even-empty' = 'if-changed'): void {
    if (this.pending.size === 0 && mode === 'if-changed') return;
    const from = this.cursor;
    const operations = this.pending;
    this.pending = new Map();
    this.lastPosition = position;
    const waiting: string[] = [];
    for (const [id, place] of this.places) {
      if (place.held === null && !place.member.isFull()) continue;
      place.held ??= { from, operations: new Map() };
      this.hold(place.held, operations);
      waiting.push(id);
    }
    if (waiting.length === this.places.size) return;
    const payload = { from, cursor: this.cursor, ...toUpsertsAndRemoves(operations) };
    this.broadcast(this.key, { event: 'delta', payload }, waiting);
  }

  /** A slow member has room again. */
  drained(memberId: string): void {
    const place = this.places.get(memberId);
    if (!place?.held || place.member.isFull()) return;
    const { from, operations } = place.held;
    place.held = null;
    this.held.remove(operations?.size ?? 0);
    const { cursor } = this;
    // One that begins where the member is not makes it ask for what it lacks (delta rule D3).
    if (operations === null) place.member.send({ from: cursor, cursor, upserts: [], removes: [] });
    else place.member.send({ from, cursor, ...toUpsertsAndRemoves(operations) });
  }

  private hold(held: NonNullable<Place['held']>, more: Operations): void {
    if (held.operations === null) return;
    const before = held.operations.size;
    mergeInto(held.operations, more);
    const after = held.operations.size;
    this.held.add(after - before);
    if (after <= MOST_HELD_OF_ONE && this.held.size <= this.held.bound) return;
    held.operations = null;
    this.held.remove(after);
    this.held.noteFull();
  }

  /** Says which cursor a member should have now; a slow member is not told, and will read "not live" in time. */
  beat(rest: Omit<Heartbeat, 'cursor'>): void {
    const waiting = [...this.places].filter(([, place]) => place.held !== null || place.member.isFull());
    if (waiting.length === this.places.size) return;
    const payload = { cursor: this.cursor, ...rest };
    this.broadcast(
      this.key,
      { event: 'heartbeat', payload },
      waiting.map(([id]) => id),
    );
  }
}

/** First reports, ends, and changes of severity or level, where the severity is or was high (delta rule D9). */
function isUrgent({ before, after }: AppliedChange): boolean {
  const was = before?.feature;
  const is = after?.feature;
  if (Math.max(was?.severity ?? 0, is?.severity ?? 0) < IMMEDIATE_SEVERITY) return false;
  return (
    was?.severity !== is?.severity || was?.alertLevel !== is?.alertLevel || was?.levelEquivalent !== is?.levelEquivalent
  );
}
