import type { Policies, Principal } from '@hinomi/access';
import { WatchRequest, type WatchReply } from '@hinomi/contracts';
import { toUpsertsAndRemoves } from '@hinomi/interest';
import type { Audience, AudienceMember } from './audience.js';
import { decideWatch } from './decide-watch.js';
import type { LivePicture } from './live-picture.js';
import { decodeCursor } from './picture-cursor.js';
import { PictureView } from './picture-view.js';

/** How long a watch may wait for this gateway to catch up: a few batches of a storm, well below a browser's patience. */
export const WATCH_WAIT_MS = 5_000;

/** A socket that can join an audience. */
export interface WatchingMember extends AudienceMember {
  /** Called in the very moment the member joins or leaves, so that no broadcast falls in between. */
  join(audienceKey: string): void;
  leave(audienceKey: string): void;
}

interface Seat {
  member: WatchingMember;
  principal: Principal;
  watching: { picture: LivePicture; audience: Audience } | null;
  /** Counts watches; an older one that is still waiting gives way. */
  turn: number;
  /** What waits for the member to have room. */
  onDrained: (() => void) | null;
}

/** Answers `watch`: one per socket at a time, a second replaces the first (delta rules D3-D7). */
export class WatchDesk {
  private readonly seats = new Map<string, Seat>();

  constructor(
    private readonly pictureOf: (exercise: boolean) => LivePicture,
    private readonly policies: Policies,
  ) {}

  get size(): number {
    return this.seats.size;
  }

  open(member: WatchingMember, principal: Principal): void {
    this.seats.set(member.id, { member, principal, watching: null, turn: 0, onDrained: null });
  }

  close(memberId: string): void {
    const seat = this.seats.get(memberId);
    if (seat === undefined) return;
    this.leave(seat);
    this.seats.delete(memberId);
    seat.turn++;
    seat.onDrained?.();
  }

  drained(memberId: string): void {
    const seat = this.seats.get(memberId);
    if (seat === undefined) return;
    seat.watching?.audience.drained(memberId);
    if (seat.member.isFull()) return;
    seat.onDrained?.();
    seat.onDrained = null;
  }

  /** `reply` is called once, in the same moment as the member joins: the answer is on its way before any delta. */
  async watch(memberId: string, body: unknown, reply: (answer: WatchReply) => void): Promise<void> {
    const seat = this.seats.get(memberId);
    if (seat === undefined) return reply(refused('access.token-missing', 'The socket is not signed in.'));
    const asked = this.policies.permits(seat.principal, 'picture:read')
      ? readRequest(body)
      : refused('access.denied', 'This role does not see the picture.');
    if ('outcome' in asked) return reply(asked);
    this.leave(seat);
    const turn = ++seat.turn;
    seat.onDrained?.();
    const picture = this.pictureOf(asked.interest.exercise);
    if (!(await picture.reached('caught-up', WATCH_WAIT_MS))) {
      return reply(refused('log.unavailable', 'The picture is still being read from the log.'));
    }
    const view = new PictureView(picture, asked.interest, seat.principal, this.policies);
    const cursor = asked.cursor === null ? 'none' : (decodeCursor(asked.cursor) ?? 'unreadable');
    for (;;) {
      // Only the newest watch may wait for room: there is one place to wait in.
      if (seat.turn === turn) await roomFor(seat);
      if (seat.turn !== turn) return reply(refused('request.invalid', 'A newer watch replaced this one.'));
      const next = decideWatch(cursor, view.ground());
      if (next.decision === 'fetch-snapshot') return reply({ outcome: 'fetch-snapshot', reason: next.reason });
      if (next.decision === 'continue') return this.continueFrom(next.from, seat, picture, view, asked, reply);
      if (!(await picture.reached(next.to, WATCH_WAIT_MS))) {
        return reply({ outcome: 'fetch-snapshot', reason: 'unknown' });
      }
    }
  }

  /** Nothing here waits: the state that is answered, the cursor and the membership belong together. */
  private continueFrom(
    position: number,
    seat: Seat,
    picture: LivePicture,
    view: PictureView,
    { cursor }: WatchRequest,
    reply: (answer: WatchReply) => void,
  ): void {
    const audience = picture.audiences.join(view, seat.member);
    const changes = toUpsertsAndRemoves(picture.memory.changesSince(position, view.sees));
    reply({ outcome: 'watching', delta: { from: cursor!, cursor: audience.cursor, ...changes } });
    seat.member.join(audience.key);
    seat.watching = { picture, audience };
  }

  private leave(seat: Seat): void {
    if (seat.watching === null) return;
    const { picture, audience } = seat.watching;
    picture.audiences.leave(audience, seat.member.id);
    seat.member.leave(audience.key);
    seat.watching = null;
  }
}

function readRequest(body: unknown): WatchRequest | Extract<WatchReply, { outcome: 'refused' }> {
  const parsed = WatchRequest.safeParse(body);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return refused('interest.invalid', `/${issue?.path.join('/') ?? ''}: ${issue?.message ?? 'not a watch'}`);
  }
  const { bbox } = parsed.data.interest;
  if (bbox && bbox[1] > bbox[3]) return refused('interest.invalid', '/interest/bbox: south is above north');
  return parsed.data;
}

/** A member that does not read its answers gets no more of them: asking again and again costs no memory. */
function roomFor(seat: Seat): Promise<void> | undefined {
  if (!seat.member.isFull()) return undefined;
  return new Promise((resolve) => (seat.onDrained = resolve));
}

function refused(
  code: Extract<WatchReply, { outcome: 'refused' }>['code'],
  message: string,
): WatchReply & { outcome: 'refused' } {
  return { outcome: 'refused', code, message };
}
