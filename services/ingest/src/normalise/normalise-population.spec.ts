import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import {
  decodeEvent,
  encodeEvent,
  populationCounted,
  type EventId,
  type HubEvent,
  type Instant,
  type PopulationCountedV1,
  type RunId,
  type SourceId,
} from '@hinomi/contracts';
import { normaliseReport } from './normalise-report.js';
import type { SourceContext } from './source-context.js';

const census = readFileSync(
  new URL('../../../../libs/formats/fixtures/population-csv/census-1km.csv', import.meta.url),
);
const context: SourceContext = {
  source: { id: 'census' as SourceId, attribution: 'Statistics bureau' },
  exercise: null,
  rawId: 'raw/1' as EventId,
  trace: 't',
  receivedAt: '2026-09-01T00:00:00.000Z' as Instant,
};

describe('a census', () => {
  const { events, problems } = normaliseReport('population-csv', census, context);
  const counted = events as HubEvent<PopulationCountedV1>[];

  it('speaks of the whole first-level square: where it names nobody, nobody lives', () => {
    expect(problems).toEqual([]);
    expect(counted).toHaveLength(64);
    const inhabited = counted.filter(({ data }) => Object.keys(data.people).length > 0);
    expect(inhabited.map(({ data }) => [data.secondLevel, data.people])).toEqual([
      ['563646', { '56364610': 312, '56364611': 1804 }],
    ]);
  });

  it('becomes valid events, each of its own', () => {
    expect(new Set(counted.map(({ id }) => id)).size).toBe(64);
    for (const event of counted) {
      const record = { ...encodeEvent(populationCounted, event), topic: 'reference', offset: 0, partition: 0 };
      expect(decodeEvent(populationCounted, { ...record, appendedAt: context.receivedAt } as never).data).toEqual(
        event.data,
      );
    }
  });

  it('is no part of an exercise', () => {
    expect(() => normaliseReport('population-csv', census, { ...context, exercise: 'run-a' as RunId })).toThrow(
      /no population of its own/,
    );
  });
});
