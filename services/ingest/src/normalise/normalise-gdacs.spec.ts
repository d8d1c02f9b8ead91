import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import {
  HazardReportedV1,
  type EventId,
  type HubEvent,
  type Instant,
  type RunId,
  type SourceId,
} from '@hinomi/contracts';
import { parseGdacs } from '@hinomi/formats';
import { deriveAbsent, knownFrom, NOTHING_LISTED, type KnownList } from './derive-absent.js';
import { normaliseGdacs } from './normalise-gdacs.js';
import type { SourceContext } from './source-context.js';

const root = new URL('../../../../', import.meta.url).pathname;
const list = readFileSync(`${root}libs/formats/fixtures/gdacs/list_three.xml`, 'utf8');
const context = (over: Partial<SourceContext> = {}): SourceContext => ({
  source: { id: 'gdacs' as SourceId, attribution: 'GDACS' },
  exercise: null,
  rawId: 'raw/gdacs/1' as EventId,
  trace: 'trace',
  receivedAt: '2026-09-12T23:00:00.000Z' as Instant,
  ...over,
});
type Reported = HubEvent<HazardReportedV1>;
const read = (xml: string, over?: Partial<SourceContext>): Reported[] =>
  normaliseGdacs(parseGdacs(new TextEncoder().encode(xml)), context(over));
const ids = (events: readonly Reported[]): string[] => events.map(({ data }) => data.hazardId);
const statement = ({ data }: Reported) => {
  if (data.statement?.hazard !== 'gdacs') throw new Error('not of GDACS');
  return data.statement;
};

describe('normaliseGdacs', () => {
  it('names an event by its type and number, whatever its episode', () => {
    const [cyclone] = read(list);
    expect(HazardReportedV1.parse(cyclone?.data)).toEqual(cyclone?.data);
    expect(cyclone).toMatchObject({ subject: 'gdacs:TC1009001', type: 'hazard.reported.v1' });
    expect(cyclone?.data).toMatchObject({
      hazardId: 'gdacs:TC1009001',
      family: 'gdacs',
      effect: 'states',
      order: { version: 0, issuedAt: '2026-09-12T05:40:00.000Z' },
      title: 'Orange alert for tropical cyclone MIHON-26.',
      source: { agency: 'GDACS' },
      validFrom: '2026-09-09T12:00:00.000Z',
      validTo: '2026-10-13T05:40:00.000Z',
      statement: { hazard: 'gdacs', alertLevel: 'Orange', episodeId: '3', isCurrent: true },
    });
    const fourth = read(list.replace('episodeid>3', 'episodeid>4').replace('05:40:00', '11:40:00'));
    expect(fourth[0]?.data).toMatchObject({
      hazardId: 'gdacs:TC1009001',
      order: { issuedAt: '2026-09-12T11:40:00.000Z' },
    });
  });

  it('ends what is no longer current', () => {
    expect(read(list)[1]?.data).toMatchObject({
      hazardId: 'gdacs:EQ1500001',
      validTo: '2026-09-11T03:10:00.000Z',
      statement: { isCurrent: false },
    });
  });

  it('says the same of the same list, and keeps a drill apart', () => {
    expect(read(list).map(({ id }) => id)).toEqual(read(list, { rawId: 'raw/gdacs/2' as EventId }).map(({ id }) => id));
    expect(ids(read(list, { exercise: 'training' as RunId }))[0]).toBe('drill:training:gdacs:TC1009001');
  });

  it('refuses a list of bad items only, with the place of the first', () => {
    const bad = '<rss><channel><item xmlns:g="http://www.gdacs.org"><g:eventid>1</g:eventid></item></channel></rss>';
    expect(() => read(bad)).toThrow(expect.objectContaining({ code: 'report.invalid', place: expect.anything() }));
  });
});

describe('deriveAbsent', () => {
  const at = (hour: number): Instant => `2026-09-12T${String(hour).padStart(2, '0')}:00:00.000Z` as Instant;
  const all = read(list);
  const [cyclone, quake, drought] = all as [Reported, Reported, Reported];
  const next = (
    known: KnownList,
    events: readonly Reported[],
    published: Instant | null,
    over?: Partial<SourceContext>,
  ) => deriveAbsent(known, events, published, context(over));
  const first = next(NOTHING_LISTED, all, at(6));

  it('says nothing beside the first list', () => {
    expect(first.events).toEqual(all);
  });

  it('ends a current event that the next list leaves out, once', () => {
    const second = next(first.known, [quake, drought], at(7));
    expect(ids(second.events)).toEqual(['gdacs:EQ1500001', 'gdacs:DR1010101', 'gdacs:TC1009001']);
    const ended = second.events[2] as Reported;
    expect(HazardReportedV1.parse(ended.data)).toEqual(ended.data);
    expect(statement(ended)).toMatchObject({ isCurrent: false, absent: true, eventId: '1009001' });
    expect(ended.data).toMatchObject({ validTo: at(7), order: { issuedAt: cyclone.data.issuedAt, sentAt: at(7) } });
    expect(next(second.known, [quake, drought], at(8)).events).toEqual([quake, drought]);
  });

  it('leaves alone what was over before', () => {
    expect(ids(next(first.known, [cyclone, drought], at(7)).events)).toEqual(ids([cyclone, drought]));
  });

  it('says the same when the same list is read again', () => {
    const second = next(first.known, [quake], at(7));
    const again = next(second.known, [quake], at(7));
    expect(new Set(again.events.map(({ id }) => id))).toEqual(new Set(second.events.map(({ id }) => id)));
  });

  it('takes up an event that comes back as it was, after its end', () => {
    const gone = next(first.known, [quake, drought], at(7));
    const back = next(gone.known, all, at(8));
    const stands = back.events[0] as Reported;
    expect(statement(stands)).toEqual(statement(cyclone));
    expect(stands.data.order).toMatchObject({ issuedAt: cyclone.data.issuedAt, sentAt: at(8) });
    expect(ids(next(back.known, [quake, drought], at(9)).events)).toContain('gdacs:TC1009001');
  });

  it.each([
    ['an older list', [quake], at(5)],
    ['an empty list', [], at(7)],
    ['a list without a time', [quake], null],
    ['a list from the future', [quake], '2026-09-13T06:00:00.000Z' as Instant],
  ] as const)('ends nothing by %s', (_what, events, published) => {
    const { events: said, known } = next(first.known, events, published);
    expect(said).toEqual(events);
    expect(known).toBe(first.known);
  });

  it('knows after a restart what an earlier run has put on the log', () => {
    const gone = next(first.known, [quake, drought], at(7));
    const again = knownFrom([...first.events, ...gone.events]);
    expect(next(again, [quake, drought], at(8)).events).toEqual([quake, drought]);
    expect(ids(next(knownFrom(first.events), [quake, drought], at(7)).events)).toContain('gdacs:TC1009001');
  });
});
