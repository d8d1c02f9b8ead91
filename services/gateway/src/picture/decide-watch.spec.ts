import { describe, expect, it } from '@jest/globals';
import { decideWatch, type WatchGround } from './decide-watch.js';
import { decodeCursor, encodeCursor, type CursorParts } from './picture-cursor.js';

const ground: WatchGround = {
  logId: 'log-1',
  realm: 'real',
  position: 100,
  oldestPosition: 20,
  interest: 'i',
  attributes: 'a',
  policy: 'p',
};
const cursor = (over: Partial<CursorParts> = {}): CursorParts => {
  const { oldestPosition: _, ...parts } = ground;
  return { ...parts, position: 50, ...over };
};

describe('decideWatch', () => {
  it('continues from a cursor of its own (D4)', () => {
    expect(decideWatch(cursor(), ground)).toEqual({ decision: 'continue', from: 50 });
    expect(decideWatch(cursor({ position: 20 }), ground)).toEqual({ decision: 'continue', from: 20 });
    expect(decideWatch(cursor({ position: 100 }), ground)).toEqual({ decision: 'continue', from: 100 });
  });

  it('catches up to a cursor ahead of it (D5), even where it will ask for a snapshot', () => {
    expect(decideWatch(cursor({ position: 101 }), ground)).toEqual({ decision: 'catch-up', to: 101 });
    expect(decideWatch(cursor({ position: 101, interest: 'x' }), ground)).toEqual({ decision: 'catch-up', to: 101 });
  });

  it.each([
    ['no-cursor', 'none'],
    ['unknown', 'unreadable'],
    ['too-old', cursor({ position: 19 })],
    ['other-log', cursor({ logId: 'log-2', position: 999 })],
    ['other-interest', cursor({ interest: 'x' })],
    ['other-interest', cursor({ realm: 'drill' })],
    ['other-access', cursor({ attributes: 'x' })],
    ['other-access', cursor({ policy: 'x' })],
  ] as const)('asks to fetch a snapshot: %s', (reason, shown) => {
    expect(decideWatch(shown, ground)).toEqual({ decision: 'fetch-snapshot', reason });
  });
});

describe('the cursor', () => {
  it('comes back as it was made', () => {
    expect(decodeCursor(encodeCursor(cursor()))).toEqual(cursor());
  });

  it.each(['', 'abc', '{}', '[1,2,3]', '["l","real",-1,"i","a","p"]', '["l","moon",1,"i","a","p"]'])(
    'is not read from %s',
    (text) => {
      expect(decodeCursor(text)).toBeNull();
      expect(decodeCursor(Buffer.from(text).toString('base64url'))).toBeNull();
    },
  );
});
