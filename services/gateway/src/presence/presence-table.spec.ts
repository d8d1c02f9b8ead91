import { describe, expect, it } from '@jest/globals';
import { PresenceNews, type PresenceEntry, type PresenceId } from '@hinomi/contracts';
import { packNews } from './pack-news.js';
import { PresenceBatch } from './presence-batch.js';
import { FORGOTTEN_AFTER_MS, PresenceTable } from './presence-table.js';

const idOf = (count: number): PresenceId => count.toString(16).padStart(16, '0') as PresenceId;
const entry = (count: number, over: Partial<PresenceEntry> = {}): PresenceEntry => ({
  ...{ id: idOf(count), subject: 'kato', name: '加藤', role: 'operator', jurisdiction: null },
  ...{ centre: [136.9, 37.4], zoom: 9, bounds: [136, 37, 138, 38], moment: null, realm: 'real', run: null },
  ...{ following: null, municipality: null, idleSince: null },
  ...over,
});

describe('the table of who is here', () => {
  it('holds no more than it may, of all and of one', () => {
    const table = new PresenceTable(2);
    table.put(entry(1), 'a', 0);
    expect(table.hasRoomFor(entry(2), 1)).toBe(false);
    expect(table.hasRoomFor(entry(1), 1)).toBe(true);
    table.put(entry(2, { subject: 'mori' }), 'b', 0);
    expect(table.hasRoomFor(entry(3, { subject: 'sato' }), 1)).toBe(false);
    expect(table.put(entry(3), 'b', 0)).toEqual({ before: null, after: null });
    expect(table.size).toBe(2);
  });

  it('believes of a console only the gateway it is at now', () => {
    const table = new PresenceTable(9);
    table.put(entry(1), 'a', 0);
    table.put(entry(1), 'b', 0);
    expect(table.remove(idOf(1), 'a').before).toBeNull();
    expect(table.remove(idOf(1), 'b').before).toEqual(entry(1));
    expect(table.size).toBe(0);
  });

  it('forgets the consoles of a gateway that is silent, and never its own', () => {
    const table = new PresenceTable(9);
    for (const [count, home] of [
      [1, 'a'],
      [2, 'b'],
      [3, 'b'],
    ] as const)
      table.put(entry(count), home, 0);
    table.put(entry(3), 'b', 1);
    expect(table.forget('a', FORGOTTEN_AFTER_MS).map(({ before }) => before?.id)).toEqual([idOf(2)]);
    expect(table.all().map(({ id }) => id)).toEqual([idOf(1), idOf(3)]);
  });

  it('knows who follows whom, also around a circle', () => {
    const table = new PresenceTable(9);
    table.put(entry(1, { following: idOf(2) }), 'a', 0);
    table.put(entry(2, { following: idOf(3) }), 'a', 0);
    expect([table.follows(idOf(1), idOf(3)), table.follows(idOf(3), idOf(1))]).toEqual([true, false]);
    expect(table.followersOf(idOf(2))).toEqual([{ id: idOf(1), name: '加藤', role: 'operator', jurisdiction: null }]);
    table.put(entry(3, { following: idOf(2) }), 'a', 0);
    expect(table.follows(idOf(3), idOf(1))).toBe(false);
  });
});

describe('a batch', () => {
  const sees =
    (...mine: string[]) =>
    (place: string | null) =>
      mine.includes(place ?? 'none');

  it('tells each console once, as it is in the end, and only to who sees it', () => {
    const batch = new PresenceBatch();
    const last = entry(1, { jurisdiction: '17204', zoom: 12 });
    batch.note({ before: null, after: entry(1, { jurisdiction: '17204' }) });
    batch.note({ before: entry(1, { jurisdiction: '17204' }), after: last });
    expect(batch.seenBy(sees('17204'), () => last)).toEqual({ here: [last], gone: [] });
    expect(batch.seenBy(sees('17202'), () => last)).toBeNull();
  });

  it('takes away who left, and who belongs elsewhere now, from who saw them', () => {
    const batch = new PresenceBatch();
    const moved = entry(1, { jurisdiction: '17202' });
    batch.note({ before: entry(1, { jurisdiction: '17204' }), after: null });
    batch.note({ before: null, after: moved });
    expect(batch.seenBy(sees('17204'), () => moved)).toEqual({ here: [], gone: [idOf(1)] });
    expect(batch.seenBy(sees('17202'), () => moved)).toEqual({ here: [moved], gone: [] });
  });

  it('names whose followers are others now', () => {
    const batch = new PresenceBatch();
    batch.note({ before: entry(1, { following: idOf(2) }), after: entry(1, { following: idOf(3) }) });
    expect(batch.followedIds).toEqual([idOf(2), idOf(3)]);
  });
});

describe('news between gateways', () => {
  it('are cut at entries, keep their order, and lose nothing', () => {
    const here = Array.from({ length: 40 }, (_, count) => entry(count, { name: '加'.repeat(count) }));
    const texts = packNews({ gateway: 'a', hello: true, here, gone: [idOf(77)] }, 2_000);
    expect(texts.length).toBeGreaterThan(1);
    expect(texts.every((text) => Buffer.byteLength(text) <= 2_000)).toBe(true);
    const read = texts.map((text) => PresenceNews.parse(JSON.parse(text)));
    expect(read.flatMap((news) => news.here)).toEqual(here);
    expect(read.flatMap((news) => news.gone)).toEqual([idOf(77)]);
    expect(read.map(({ hello }) => hello)).toEqual([true, ...texts.slice(1).map(() => false)]);
    expect(packNews({ gateway: 'a', hello: true, here: [], gone: [] }, 2_000)).toHaveLength(1);
  });
});
