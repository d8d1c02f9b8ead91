import { describe, expect, it } from '@jest/globals';
import type { Cursor, PictureDeltaV1 } from '@hinomi/contracts';
import { PictureMemory } from '@hinomi/interest';
import { Audiences, type AudienceKind } from './audiences.js';
import { MOST_HELD_OF_ONE, type AudienceMember } from './audience.js';
import { pictureFeature as feature } from '@hinomi/testing';

type Severity = 0 | 1 | 2 | 3 | 4 | 5;

/** A world with one kind of audience: everything of severity 1 and more. */
function world() {
  const memory = new PictureMemory(() => null);
  const soon: (() => void)[] = [];
  const later: (() => void)[] = [];
  const sent: string[] = [];
  const own: string[] = [];
  const beats: string[] = [];
  const text = ({ from, cursor, upserts, removes }: PictureDeltaV1): string =>
    `${from}>${cursor} ${[...upserts.map(({ id }) => `+${id}`), ...removes.map((id) => `-${id}`)].join(' ')}`.trim();
  const audiences = new Audiences(
    () => memory.position,
    { soon: (action) => void soon.push(action), later: (action) => (later.push(action), () => undefined) },
    (_key, { event, payload }, except) => {
      const to = except.length > 0 ? ` except ${except.join()}` : '';
      if (event === 'delta') sent.push(`${text(payload)}${to}`);
      else beats.push(`${payload.cursor}${to}`);
    },
  );
  const kind: AudienceKind = {
    key: 'k',
    sees: ({ feature: { severity } }) => severity >= 1,
    cursorAt: (position) => `c${position}` as Cursor,
  };
  const run = (actions: (() => void)[]): void => actions.splice(0).forEach((action) => action());
  return {
    audiences,
    sent,
    own,
    beats,
    run: { soon: () => run(soon), later: () => run(later) },
    due: { soon, later },
    member: (id: string, full = { now: false }) => {
      const member: AudienceMember = { id, isFull: () => full.now, send: (delta) => void own.push(text(delta)) };
      return { audience: audiences.join(kind, member), full };
    },
    put: (id: string, severity: Severity, over = {}) => {
      const { position: offset } = memory;
      const applied = memory.apply(offset, { change: 'upsert', feature: feature({ id, severity, ...over }), offset });
      if (applied) audiences.note(applied);
    },
    drop: (id: string) => {
      const { position: offset } = memory;
      const applied = memory.apply(offset, { change: 'remove', id: id as never, offset });
      if (applied) audiences.note(applied);
    },
  };
}

describe('an audience', () => {
  it('hears of small changes in batches, one delta for all members (D8, D9)', () => {
    const { member, put, sent, run, due } = world();
    member('x');
    member('y');
    put('a', 1);
    put('b', 2);
    put('a', 3);
    expect([sent.length, due.later.length, due.soon.length]).toEqual([0, 1, 0]);
    run.later();
    expect(sent).toEqual(['c0>c3 +a +b']);
  });

  it('hears of severe news at once, with everything before it (D9)', () => {
    const { member, put, sent, run } = world();
    member('x');
    put('a', 1);
    put('b', 4);
    run.soon();
    expect(sent).toEqual(['c0>c2 +a +b']);
    run.later();
    expect(sent).toHaveLength(1);
  });

  it('counts a change of severity or level, and an end, as severe news; a new text can wait (D9)', () => {
    const { member, put, drop, run, due } = world();
    member('x');
    const isAtOnce = (change: () => void): boolean => {
      change();
      const atOnce = due.soon.length > 0;
      run.soon();
      run.later();
      return atOnce;
    };
    expect(isAtOnce(() => put('a', 4))).toBe(true);
    expect(isAtOnce(() => put('a', 4, { version: 2 }))).toBe(false);
    expect(isAtOnce(() => put('a', 4, { levelEquivalent: 4 }))).toBe(true);
    expect(isAtOnce(() => put('a', 5, { levelEquivalent: 4 }))).toBe(true);
    expect(isAtOnce(() => put('a', 3))).toBe(true);
    expect(isAtOnce(() => put('a', 2))).toBe(false);
    expect(isAtOnce(() => put('b', 5))).toBe(true);
    expect(isAtOnce(() => drop('b'))).toBe(true);
    expect(isAtOnce(() => drop('a'))).toBe(false);
  });

  it('is told to forget what leaves its interest, and hears nothing of what was never in it (D7)', () => {
    const { member, put, drop, sent, run } = world();
    member('x');
    put('a', 1);
    put('hidden', 0);
    run.later();
    put('a', 0);
    put('hidden', 0);
    drop('hidden');
    run.later();
    expect(sent).toEqual(['c0>c2 +a', 'c2>c5 -a']);
  });

  it('stays quiet when nothing in it changed, and chains from its last cursor', () => {
    const { member, put, sent, run } = world();
    member('x');
    put('hidden', 0);
    run.later();
    expect(sent).toEqual([]);
    put('a', 1);
    run.later();
    expect(sent).toEqual(['c0>c2 +a']);
  });

  it('sends what the others wait for before somebody joins, so that all share one cursor', () => {
    const { member, put, sent, run } = world();
    member('x');
    put('a', 1);
    const { audience } = member('y');
    expect(sent).toEqual(['c0>c1 +a']);
    expect(audience.cursor).toBe('c1');
    put('b', 1);
    run.later();
    expect(sent).toEqual(['c0>c1 +a', 'c1>c2 +b']);
  });

  it('holds and merges for a slow member, and lets the others hear in time (D8)', () => {
    const { member, put, drop, sent, own, run } = world();
    member('fast');
    const { audience, full } = member('slow');
    put('a', 1);
    run.later();
    full.now = true;
    put('b', 1);
    run.later();
    put('a', 2);
    drop('b');
    run.later();
    expect(sent).toEqual(['c0>c1 +a', 'c1>c2 +b except slow', 'c2>c4 +a -b except slow']);
    audience.drained('slow');
    expect(own).toEqual([]);
    full.now = false;
    put('c', 1);
    run.later();
    expect(sent.at(-1)).toBe('c4>c5 +c except slow');
    audience.drained('slow');
    expect(own).toHaveLength(1);
    expect(own[0]).toMatch(/^c1>c5 /);
    expect(new Set(own[0]!.split(' ').slice(1))).toEqual(new Set(['+a', '-b', '+c']));
    put('d', 1);
    run.later();
    expect(sent.at(-1)).toBe('c5>c6 +d');
  });

  it('holds no more than so many changes for a slow member, which then asks for what it lacks (D3)', () => {
    const { member, put, own, run, audiences } = world();
    member('fast');
    const { audience, full } = member('slow');
    put('a', 1);
    run.later();
    full.now = true;
    for (let n = 0; n < MOST_HELD_OF_ONE; n++) put(`x${n}`, 1);
    run.later();
    expect(audiences.held.state).toMatchObject({ size: MOST_HELD_OF_ONE, full: 0 });
    put('one-more', 1);
    run.later();
    expect(audiences.held.state).toMatchObject({ size: 0, full: 1 });
    put('another', 1);
    run.later();
    full.now = false;
    audience.drained('slow');
    const { cursor } = audience;
    expect(own).toEqual([`${cursor}>${cursor}`]);
    put('b', 1);
    run.later();
    expect(own).toHaveLength(1);
  });

  it('counts nothing for a slow member that left', () => {
    const { member, put, run, audiences } = world();
    const { audience } = member('slow', { now: true });
    put('a', 1);
    run.later();
    expect(audiences.held.size).toBe(1);
    audiences.leave(audience, 'slow');
    expect(audiences.held.size).toBe(0);
  });

  it('does not broadcast when every member is slow', () => {
    const { member, put, sent, run } = world();
    member('slow', { now: true });
    put('a', 1);
    run.later();
    expect(sent).toEqual([]);
  });

  it('hears its cursor with each heartbeat, after what was pending', () => {
    const { audiences, member, put, sent, beats } = world();
    member('x');
    const { full } = member('slow');
    full.now = true;
    put('a', 1);
    audiences.beat({ at: 't' as never, lastReportAt: null, lastRealAlertAt: null });
    expect(sent).toEqual(['c0>c1 +a except slow']);
    expect(beats).toEqual(['c1 except slow']);
  });

  it('is moved on by an empty delta when it was quiet for long', () => {
    const { audiences, member, put, sent } = world();
    member('x');
    for (let n = 0; n < 1001; n++) put('hidden', 0);
    audiences.beat({ at: 't' as never, lastReportAt: null, lastRealAlertAt: null });
    expect(sent).toEqual(['c0>c1001']);
  });

  it('ends when its last member left', () => {
    const { audiences, member, put, sent, run } = world();
    const { audience } = member('x');
    put('a', 5);
    audiences.leave(audience, 'x');
    run.soon();
    run.later();
    expect(audiences.all).toEqual([]);
    expect(sent).toEqual([]);
  });
});
