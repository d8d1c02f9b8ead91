import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import {
  compareReports,
  HubError,
  type EventId,
  type HazardReportedV1,
  type Instant,
  type SourceId,
} from '@hinomi/contracts';
import { normaliseReport } from './normalise-report.js';

const folder = new URL('../../../../libs/formats/fixtures/jma-xml/', import.meta.url);

function read(xml: string): HazardReportedV1[] {
  return normaliseReport('jma-xml', new TextEncoder().encode(xml), {
    source: { id: 'jma-test' as SourceId, attribution: '気象庁' },
    exercise: null,
    rawId: 'raw/jma-test/1' as EventId,
    trace: 'trace-1',
    receivedAt: '2026-11-23T00:00:00.000Z' as Instant,
  }).events.map((event) => event.data as HazardReportedV1);
}

/** The telegram with another InfoType, sent an hour later. */
function retyped(xml: string, infoType: string): string {
  const sent = /<DateTime>([^<]+)</.exec(xml)?.[1] ?? '';
  const later = new Date(Date.parse(sent) + 3_600_000).toISOString();
  return xml.replace(/<InfoType>[^<]+</, `<InfoType>${infoType}<`).replace(sent, later);
}

/** A 取消 says nothing but that it is one. */
const emptied = (xml: string): string =>
  xml.replace(/(<Body[^>]*>)[\s\S]*(<\/Body>)/, '$1<Text>先の電文を取り消します。</Text>$2');

/** Every telegram of the project that states something as it is. */
const stating = readdirSync(folder)
  .filter((name) => name.endsWith('.xml') && !/^hostile|^other|shift-jis/.test(name))
  .sort()
  .flatMap((name) => {
    const xml = readFileSync(new URL(name, folder), 'utf8');
    try {
      const events = read(xml);
      return /<InfoType>発表</.test(xml) && /<DateTime>/.test(xml) && events.every(({ effect }) => effect === 'states')
        ? [{ name, xml, events }]
        : [];
    } catch (error) {
      if (error instanceof HubError) return [];
      throw error;
    }
  });

const subjectsOf = (events: readonly HazardReportedV1[]): string[] => events.map(({ subject }) => subject).sort();

describe('every family of telegrams', () => {
  it('is there', () => {
    expect(new Set(stating.map(({ events }) => events[0]?.family)).size).toBeGreaterThanOrEqual(12);
  });

  it.each(stating)('$name: 遅延 states the same', ({ xml, events }) => {
    const late = read(retyped(xml, '遅延'));
    expect(late.map(({ subject, effect, statement }) => ({ subject, effect, statement }))).toEqual(
      events.map(({ subject, effect, statement }) => ({ subject, effect, statement })),
    );
  });

  it.each(stating)('$name: 訂正 stands above what it corrects', ({ xml, events }) => {
    const corrected = read(retyped(xml, '訂正'));
    expect(subjectsOf(corrected)).toEqual(subjectsOf(events));
    for (const event of corrected) {
      const original = events.find(({ subject }) => subject === event.subject);
      expect(event.effect).toBe('states');
      expect(original && compareReports(event.order, original.order)).toBeGreaterThan(0);
    }
  });

  it.each(stating)('$name: 取消 takes back every subject it stated', ({ xml, events }) => {
    let voids: HazardReportedV1[];
    try {
      voids = read(emptied(retyped(xml, '取消')));
    } catch (error) {
      // Warnings have no id: without a place in the headline nobody could say which one.
      expect(error).toMatchObject({ code: 'report.invalid', message: expect.stringContaining('府県予報区') });
      return;
    }
    expect(voids.every(({ effect, statement }) => effect !== 'states' && statement === null)).toBe(true);
    for (const { subject, order } of events) {
      const taken = voids.find((event) => event.subject === subject);
      expect([subject, taken !== undefined && compareReports(taken.order, order) > 0]).toEqual([subject, true]);
    }
  });
});
