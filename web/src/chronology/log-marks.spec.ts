import { describe, expect, it } from '@jest/globals';
import type { LogEntry, LogPlace, MapSearch } from '@hinomi/contracts';
import { logMarks } from './log-marks.js';
import { placesFound } from './places-found.js';

function entry(id: string, place: LogPlace | null, { auto = null as unknown, at = '2026-11-23T00:00:00.000Z' } = {}) {
  const text = { at, from: '', to: '', content: `${id}の内容`, status: 'note', handler: '', place };
  const version = { writeId: id, text, by: { subject: '', name: '' }, writtenAt: at, crossed: false };
  return {
    entryId: id,
    exercise: null,
    auto,
    count: 1,
    versions: [version],
    standing: id,
    beside: [],
  } as unknown as LogEntry;
}
const there: LogPlace = { name: '鳳至町', lngLat: [136.9, 37.39] };

describe('entries on the map', () => {
  it('are those that somebody wrote and gave a place there', () => {
    const all = [
      entry('a', there),
      entry('b', null),
      entry('c', { ...there, lngLat: null }),
      entry('d', there, { auto: {} }),
    ];
    expect(logMarks(all)).toEqual([{ id: 'a', at: [136.9, 37.39], title: '鳳至町 aの内容' }]);
  });

  it('are the newest 200', () => {
    const all = Array.from({ length: 250 }, (_, index) =>
      entry(String(index), there, { at: new Date(index * 1000).toISOString() }),
    );
    const ids = logMarks(all).map(({ id }) => id);
    expect([ids.length, ids[0], ids.at(-1)]).toEqual([200, '249', '50']);
  });
});

describe('places that an entry may name', () => {
  const nothing: MapSearch = {
    ...{ positions: [], unreadable: null, square: null, areas: [], places: [], more: { areas: 0, places: 0 } },
  };
  it('are municipalities in their middle, with their prefecture where two have one name, and shelters', () => {
    const area = { code: '17204', name: '輪島市', kana: null, en: null, prefecture: '石川県', codes: [] };
    const shape = { edition: 'e', code: '1720400' };
    const found = placesFound({
      ...nothing,
      areas: [
        { ...area, bounds: [136, 37, 137, 38], shape },
        { ...area, prefecture: '別県', bounds: null, shape },
        { ...area, name: '珠洲市', bounds: null, shape },
      ],
      places: [
        { id: 'p', name: '鳳至小学校', kana: null, theme: 'shelter', municipality: null, lngLat: [1, 2] } as never,
      ],
    });
    expect(found).toEqual([
      { name: '石川県輪島市', lngLat: [136.5, 37.5] },
      { name: '別県輪島市', lngLat: null },
      { name: '珠洲市', lngLat: null },
      { name: '鳳至小学校', lngLat: [1, 2] },
    ]);
    expect(placesFound(nothing)).toEqual([]);
  });
});
