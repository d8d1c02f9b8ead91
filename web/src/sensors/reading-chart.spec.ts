import { describe, expect, it } from '@jest/globals';
import type { Instant } from '@hinomi/contracts';
import { readingChart } from './reading-chart.js';

const at = (minute: number): Instant => new Date(Date.UTC(2026, 5, 1, 0, minute)).toISOString() as Instant;
const gauge = { thresholds: [], reference: 'stage' as const, intervalSeconds: 600 };

describe('readingChart', () => {
  it('has the newest at the right and the highest water at the top', () => {
    const recent: [Instant, number][] = [
      [at(0), 1],
      [at(10), 3],
      [at(20), 2],
    ];
    const chart = readingChart({ ...gauge, recent });
    expect(chart).toMatchObject({
      lines: [
        [
          [0, 1],
          [0.5, 0],
          [1, 0.5],
        ],
      ],
      least: 1,
      most: 3,
      newest: 2,
    });
    const below = readingChart({ ...gauge, reference: 'below-crest', recent });
    expect(below?.lines[0]?.map(([, y]) => y)).toEqual([0, 1, 0.5]);
  });

  it('leaves a gap where there was no value, and where it was silent for long', () => {
    const recent: [Instant, number | null][] = [
      [at(0), 1],
      [at(10), null],
      [at(20), 1],
      [at(30), 1],
      [at(90), 1],
    ];
    expect(readingChart({ ...gauge, recent })?.lines.map((line) => line.length)).toEqual([1, 2, 1]);
  });

  it('draws the thresholds that are near, not those that would make the course a flat line', () => {
    const recent: [Instant, number][] = [
      [at(0), 1],
      [at(10), 2],
    ];
    const thresholds = [
      { level: 1, value: 1.5 },
      { level: 2, value: 3 },
      { level: 4, value: 40 },
    ];
    expect(readingChart({ ...gauge, recent, thresholds })?.thresholds).toEqual([
      { level: 1, y: 0.75 },
      { level: 2, y: 0 },
    ]);
  });

  it('is none of a single value, and bears readings that are all the same', () => {
    expect(readingChart({ ...gauge, recent: [[at(0), 1]] })).toBeNull();
    expect(
      readingChart({
        ...gauge,
        recent: [
          [at(0), 1],
          [at(10), 1],
        ],
      })?.lines[0],
    ).toEqual([
      [0, 0],
      [1, 0],
    ]);
  });
});
