import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { HazardReportedV1, HubError, type EventId, type Instant, type SourceId } from '@hinomi/contracts';
import { parseJmaXml } from '@hinomi/formats';
import { normaliseJmaXml } from './normalise-jma-xml.js';

const folder = new URL('../../../../libs/formats/fixtures/jma-xml/', import.meta.url);
const names = readdirSync(folder)
  .filter((name) => name.endsWith('.xml') && !/^hostile|shift-jis/.test(name))
  .sort();
const read = (name: string): string => readFileSync(new URL(name, folder), 'utf8');

/** What became of a telegram: its events, all as the contract says, or the code it was refused with. */
function outcomeOf(xml: string | Uint8Array): HazardReportedV1[] | string {
  const bytes = typeof xml === 'string' ? new TextEncoder().encode(xml) : xml;
  try {
    const events = normaliseJmaXml(parseJmaXml(bytes), {
      source: { id: 'jma-test' as SourceId, attribution: '気象庁' },
      exercise: null,
      rawId: 'raw/jma-test/1' as EventId,
      trace: 'trace-1',
      receivedAt: '2026-11-23T00:00:00.000Z' as Instant,
    });
    expect(events.length).toBeGreaterThan(0);
    return events.map(({ data }) => HazardReportedV1.parse(data));
  } catch (error) {
    if (error instanceof HubError) return error.code;
    throw error;
  }
}

/** Where each element without children stands. */
function leavesOf(xml: string): { start: number; end: number; name: string }[] {
  return [...xml.matchAll(/<([\w:]+)(?: [^<>]*)?(?:\/>|>[^<]*<\/\1>)/g)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    name: match[1] ?? '',
  }));
}

describe('a telegram with one element missing', () => {
  it.each(names)('%s is read as the contract says, or refused by code', (name) => {
    const xml = read(name);
    for (const { start, end } of leavesOf(xml)) outcomeOf(xml.slice(0, start) + xml.slice(end));
  });

  it('is never taken as real when its status is gone', () => {
    for (const name of names) {
      const xml = read(name);
      const status = leavesOf(xml).find((leaf) => leaf.name === 'Status');
      if (status === undefined) continue;
      expect(outcomeOf(xml.slice(0, status.start) + xml.slice(status.end))).toMatch(/^report\.(invalid|unsupported)$/);
    }
  });

  it('never loses a coast or a city that is in force', () => {
    for (const name of ['VTSE41_unknown-heights.xml', 'VPWW55_heavy-rain.xml', 'VPWW61_many-kinds.xml']) {
      const xml = read(name);
      const whole = inForce(outcomeOf(xml));
      for (const { start, end } of leavesOf(xml)) {
        const outcome = outcomeOf(xml.slice(0, start) + xml.slice(end));
        if (typeof outcome !== 'string') expect(inForce(outcome)).toBeGreaterThanOrEqual(whole);
      }
    }
  });
});

describe('a telegram with anything else wrong', () => {
  it('is read as the contract says, or refused by code', () => {
    const damage = fc.record({
      name: fc.constantFrom(...names),
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      cut: fc.nat(40),
      put: fc.oneof(
        fc.string({ maxLength: 12 }),
        fc.constantFrom('NaN', '<Item/>', '<Kind/>', '<Area><Code>1</Code></Area>', '</Item>', '９'.repeat(600)),
      ),
    });
    fc.assert(
      fc.property(damage, ({ name, at, cut, put }) => {
        const xml = read(name);
        const start = Math.floor(at * xml.length);
        outcomeOf(xml.slice(0, start) + put + xml.slice(start + cut));
      }),
      { numRuns: 400 },
    );
  });
});

function inForce(outcome: HazardReportedV1[] | string): number {
  if (typeof outcome === 'string') throw new Error(`refused: ${outcome}`);
  return outcome.reduce((sum, { statement }) => {
    if (statement?.hazard === 'tsunami') return sum + statement.coasts.filter((c) => c.category !== 'none').length;
    return statement?.hazard === 'weather-warning' ? sum + statement.cities.length : sum;
  }, 0);
}
