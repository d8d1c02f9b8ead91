import { describe, expect, it } from '@jest/globals';
import type { SourceId } from '../ids.js';
import { instantFromMillis, millisOf, type Instant } from '../instant.js';
import type { ThingProperties } from '../picture/thing-properties.js';
import { lastHeardAt, shelterSilentFrom, silenceLimitHours, silentFromMs } from './shelter-silence.js';

const OPENED = '2026-11-26T00:00:00.000Z' as Instant;
const at = (hour: number): Instant => instantFromMillis(millisOf(OPENED) + hour * 3_600_000);
const hourOf = (ms: number): number => (ms - millisOf(OPENED)) / 3_600_000;

type Said = Record<string, [value: string | number | null, hour: number, label?: string]>;
const told = (said: Said): ThingProperties['attributes'] =>
  Object.fromEntries(
    Object.entries(said).map(([name, [value, hour, label]]) => [
      name,
      { value, ...(label && { label }), observedAt: at(hour), source: 'test' as SourceId, agency: '' },
    ]),
  );

describe('the silence of a shelter', () => {
  it.each([
    [0, 6],
    [41, 47],
    [42.5, 54.5],
    [50, 62],
    [83, 95],
    [85, 109],
    [200, 224],
  ])('that last spoke %d hours after it opened begins after %d', (heard, from) => {
    expect(hourOf(silentFromMs({ heardAt: at(heard), openedAt: OPENED }))).toBe(from);
  });

  it('does not end by itself when the next phase would allow more', () => {
    const fromMs = silentFromMs({ heardAt: at(41), openedAt: OPENED });
    for (const hour of [47, 48, 52, 96, 300]) expect(fromMs <= millisOf(at(hour))).toBe(true);
    expect(silenceLimitHours(OPENED, fromMs)).toBe(6);
  });

  it('is judged by the shortest limit where nobody says since when it is open, and by the hours that are asked for', () => {
    expect(hourOf(silentFromMs({ heardAt: at(100), openedAt: null }))).toBe(106);
    expect(hourOf(silentFromMs({ heardAt: at(100), openedAt: OPENED }, 3))).toBe(103);
    expect(hourOf(silentFromMs({ heardAt: null, openedAt: OPENED }))).toBe(6);
    expect(silentFromMs({ heardAt: null, openedAt: null })).toBe(Number.NEGATIVE_INFINITY);
  });

  it('is since the newest word of its state, which no registry speaks', () => {
    expect(lastHeardAt(told({ eststts: ['open', 3], evacueeno: [12, 5], capacity: [300, 8] }))).toBe(at(5));
    expect(lastHeardAt(told({ eststts: ['unknown', 9], evacueeno: [null, 9] }))).toBeNull();
    expect(lastHeardAt(told({ eststts: [null, 9, '様子見'] }))).toBe(at(9));
  });

  it('is none of a shelter that is not open', () => {
    expect(shelterSilentFrom(told({ eststts: ['open', 3] }))).toBe(at(9));
    expect(shelterSilentFrom(told({ eststts: ['permanent', 3] }))).toBe(at(9));
    for (const state of ['close', 'notopen', 'unknown'])
      expect(shelterSilentFrom(told({ eststts: [state, 1] }))).toBeNull();
    expect(shelterSilentFrom({})).toBeNull();
  });

  it('is not put off by a start that is no date', () => {
    const values = {
      ...told({ eststts: ['open', 3] }),
      starttime: { ...told({ a: ['2026-13-45T00:00:00.000Z', 0] })['a']! },
    };
    expect(shelterSilentFrom(values)).toBe(at(9));
  });
});
