import { describe, expect, it } from '@jest/globals';
import type { PresenceEntry, PresenceId } from '@hinomi/contracts';
import { areaOf, colorOf, frameFeatures, initialsOf, inOrder } from './presence-parts.js';
import {
  afterWaiting,
  BACK_WITHIN_MS,
  mayFollow,
  NOBODY,
  withChange,
  withFollowing,
  withList,
  withoutFollowing,
  withoutLine,
  type PresenceState,
} from './presence-state.js';
import { NOT_TOLD, tellIn } from './report-pace.js';

const idOf = (name: string): PresenceId => name as PresenceId;
const entry = (id: string, over: Partial<PresenceEntry> = {}): PresenceEntry => ({
  ...{ id: idOf(id), subject: id, name: id, role: 'operator', jurisdiction: null },
  ...{ centre: [136.9, 37.4], zoom: 9, bounds: [136, 37, 138, 38], moment: null, realm: 'real', run: null },
  ...{ following: null, municipality: '17204', idleSince: null },
  ...over,
});
const me = idOf('me');
const listed = (...present: PresenceEntry[]): PresenceState => withList(NOBODY, { you: me, present }, 0);

describe('when a console tells its view', () => {
  it('is at once, then a second after the last word, and never without a change', () => {
    expect(tellIn(NOT_TOLD, 'a', 0)).toBe(0);
    expect(tellIn({ text: 'a', atMs: 1000 }, 'b', 1300)).toBe(700);
    expect(tellIn({ text: 'a', atMs: 1000 }, 'b', 9000)).toBe(0);
    expect(tellIn({ text: 'a', atMs: 1000 }, 'a', 9000)).toBeNull();
    expect(tellIn({ text: 'a', atMs: 9000 }, 'b', 1000)).toBe(1000);
  });
});

describe('who is here', () => {
  it('is what the hub said last, without this console', () => {
    const state = withChange(
      listed(entry('me'), entry('kato'), entry('mori')),
      {
        here: [entry('kato', { zoom: 12 }), entry('sato'), entry('me')],
        gone: [idOf('mori'), idOf('nobody')],
      },
      0,
    );
    expect([...state.others].map(([id, { zoom }]) => [id, zoom])).toEqual([
      ['kato', 12],
      ['sato', 9],
    ]);
  });

  it('stays, and is not up to date, while there is no line', () => {
    const state = withoutLine(listed(entry('kato')));
    expect([state.connected, state.known, state.others.size]).toEqual([false, true, 1]);
    expect(withoutLine(state)).toBe(state);
  });
});

describe('following', () => {
  const followed = withFollowing(listed(entry('kato')), idOf('kato'), 'real');

  it('goes along, and outlasts a break that is short', () => {
    const moved = withChange(followed, { here: [entry('kato', { zoom: 12 })], gone: [] }, 0);
    expect(moved.following?.entry.zoom).toBe(12);
    const away = withChange(moved, { here: [], gone: [idOf('kato')] }, 1000);
    expect(away.following).toMatchObject({ name: 'kato', missingSinceMs: 1000 });
    expect(afterWaiting(away, 1000 + BACK_WITHIN_MS - 1)).toBe(away);
    expect(withChange(away, { here: [entry('kato')], gone: [] }, 5000).following?.missingSinceMs).toBeNull();
  });

  it('ends with a word when they do not come back, but not for a cut line of one’s own', () => {
    const away = withChange(followed, { here: [], gone: [idOf('kato')] }, 1000);
    expect(afterWaiting(away, 1000 + BACK_WITHIN_MS)).toMatchObject({
      following: null,
      ended: { name: 'kato', why: 'left' },
    });
    expect(afterWaiting(withoutLine(away), 999_999).following).not.toBeNull();
  });

  it('ends by one’s own hand once, and begins with a clean slate', () => {
    const ended = withoutFollowing(followed, 'own-move');
    expect(ended.ended).toEqual({ name: 'kato', why: 'own-move' });
    expect(withoutFollowing(ended, 'stopped')).toBe(ended);
    expect(withFollowing(ended, idOf('kato'), 'real').ended).toBeNull();
  });

  it('leads into no other world', () => {
    const state = listed(entry('kato', { realm: 'drill' }));
    expect(withFollowing(state, idOf('kato'), 'real')).toBe(state);
    const left = withChange(followed, { here: [entry('kato', { realm: 'drill' })], gone: [] }, 0);
    expect(left.ended?.why).toBe('other-realm');
  });

  it('runs in no circle, however long', () => {
    const kato = entry('kato', { following: idOf('mori') });
    expect(mayFollow(listed(kato, entry('mori', { following: me })), kato, 'real')).toBe(false);
    expect(mayFollow(listed(kato, entry('mori', { following: idOf('kato') })), kato, 'real')).toBe(true);
    const both = withChange(followed, { here: [entry('kato', { following: me })], gone: [] }, 0);
    expect(both).toMatchObject({ following: null, ended: { why: 'circle' } });
    expect(withFollowing(listed(), idOf('gone'), 'real').following).toBeNull();
  });
});

describe('how somebody is shown', () => {
  it('is by two letters, in a colour of their own', () => {
    expect(['加藤 花子', '加藤', 'demo-operator', 'x', ''].map(initialsOf)).toEqual(['加花', '加藤', 'DO', 'X', '?']);
    expect(colorOf(entry('kato'))).toBe(colorOf(entry('kato', { name: 'other' })));
    expect(colorOf(entry('kato'))).toMatch(/^#/);
  });

  it('is at a municipality from near, at a prefecture from further off, and nowhere from afar', () => {
    expect([12, 7, 5].map((zoom) => areaOf(entry('kato', { zoom })))).toEqual(['17204', '17', null]);
    expect(areaOf(entry('kato', { municipality: null }))).toBeNull();
  });

  it('is in one order, each with a frame and a name on the map', () => {
    const both = [entry('b', { name: '森' }), entry('a', { name: '森' })];
    expect(inOrder(both).map(({ id }) => id)).toEqual(['a', 'b']);
    const [frame, name] = frameFeatures([entry('kato')]);
    expect(frame?.geometry).toMatchObject({
      type: 'Polygon',
      coordinates: [
        expect.arrayContaining([
          [136, 37],
          [138, 38],
        ]),
      ],
    });
    expect(name).toMatchObject({ geometry: { coordinates: [136, 38] }, properties: { name: 'kato' } });
  });
});
