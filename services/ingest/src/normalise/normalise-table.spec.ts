import { describe, expect, it } from '@jest/globals';
import {
  DatasetListedV1,
  ThingReportedV1,
  type EventId,
  type Instant,
  type RunId,
  type SourceId,
} from '@hinomi/contracts';
import { Mapping, type MappedRow } from '@hinomi/formats';
import { normaliseMapped } from './normalise-mapped.js';
import { normaliseTable, type ReportedTable } from './normalise-table.js';
import type { SourceContext } from './source-context.js';

const T1 = '2026-09-01T03:00:00.000Z' as Instant;
const T2 = '2026-09-01T03:05:00.000Z' as Instant;
const context: SourceContext = {
  source: { id: 'town' as SourceId, attribution: '出典：見本市', rank: 3 },
  exercise: null,
  rawId: 'raw/town/1' as EventId,
  trace: 'trace-1',
  receivedAt: T2,
};
const mapping = Mapping.parse({ theme: 'shelter', key: ['id'], revision: 2 });
const row = (key: string, over: Partial<MappedRow> = {}): MappedRow => ({
  key,
  place: { line: 2 },
  identifiers: [],
  name: '見本小学校',
  nameKana: null,
  geometry: null,
  geometryObservedAt: null,
  municipality: null,
  observedAt: null,
  endedAt: null,
  attributes: { evacueeno: { value: 12 } },
  original: { id: key },
  dataset: null,
  ...over,
});
const table = (over: Partial<ReportedTable> = {}): ReportedTable => ({
  dataset: 'table:town',
  listedAt: T1,
  sentAt: T1,
  agency: '見本市',
  attribution: '出典：見本市',
  rows: [row('1'), row('2')],
  ...over,
});
const normalised = (over: Partial<ReportedTable> = {}, map = mapping, exercise: string | null = null) => {
  const events = normaliseTable(table(over), map, { ...context, exercise: exercise as RunId | null });
  for (const { type, data } of events) (type === 'thing.reported.v1' ? ThingReportedV1 : DatasetListedV1).parse(data);
  return events;
};
const reports = (...of: Parameters<typeof normalised>) =>
  normalised(...of).flatMap(({ data }) => ('subject' in data ? [data] : []));
const listings = (...of: Parameters<typeof normalised>) =>
  normalised(...of).flatMap(({ data }) => ('rows' in data ? [data] : []));

describe('normaliseTable', () => {
  it('reports each row, then what the table holds', () => {
    expect(reports()).toMatchObject([
      { subject: 'table:town/1', dataset: 'table:town', theme: 'shelter', effect: 'states', source: { rank: 3 } },
      { subject: 'table:town/2' },
    ]);
    const [first, second] = reports();
    expect(listings()).toMatchObject([
      {
        dataset: 'table:town',
        listedAt: T1,
        part: 1,
        parts: 1,
        rows: { 1: first?.order.digest, 2: second?.order.digest },
      },
    ]);
  });

  it('gives unchanged rows the digest they had, whatever the time of the table', () => {
    const [before] = reports();
    const [after] = reports({ listedAt: T2, sentAt: T2 });
    expect(after?.order.digest).toBe(before?.order.digest);
    expect(after?.order.issuedAt).not.toBe(before?.order.issuedAt);
    const [changed] = reports({ rows: [row('1', { attributes: { evacueeno: { value: 13 } } })] });
    expect(changed?.order.digest).not.toBe(before?.order.digest);
  });

  it('orders what a revised mapping reads above what the old one read', () => {
    const [before] = reports();
    const [after] = reports({}, { ...mapping, revision: 3 });
    expect(after?.order.parserRevision).toBeGreaterThan(before?.order.parserRevision ?? 0);
  });

  it('takes back what ended, and not what will', () => {
    const [gone, later] = reports({ rows: [row('1', { endedAt: T1 }), row('2', { endedAt: T2 })] });
    expect([gone?.effect, later?.effect]).toEqual(['voids-subject', 'states']);
  });

  it('lists nothing for a table that only adds to what was told', () => {
    const map = { ...mapping, complete: false };
    expect(listings({}, map)).toEqual([]);
    expect(reports({}, map)[0]?.dataset).toBeNull();
  });

  it('lists an empty table: nothing of it is left', () => {
    expect(listings({ rows: [] })).toMatchObject([{ rows: {}, parts: 1 }]);
  });

  it('keeps the datasets of an exercise apart', () => {
    expect(reports({}, mapping, 'sip4d-training')[0]).toMatchObject({
      subject: 'drill:sip4d-training:table:town/1',
      exercise: 'sip4d-training',
    });
  });

  it('lists a large table in parts that the log takes', () => {
    const rows = Array.from({ length: 12_000 }, (_, index) => row(`k${index}`.padEnd(120, 'x')));
    const parts = listings({ rows });
    expect(parts.map(({ part, parts: of }) => [part, of])).toEqual([
      [1, 3],
      [2, 3],
      [3, 3],
    ]);
    expect(new Set(parts.map(({ digest }) => digest)).size).toBe(1);
    for (const part of parts) expect(JSON.stringify(part).length).toBeLessThan(800 * 1024);
  });

  it('lets an attribute keep its own time over that of the row', () => {
    const attributes = { a: { value: 1 }, b: { value: 2, observedAt: T1 } };
    expect(reports({ rows: [row('1', { observedAt: T2, attributes })] })[0]?.attributes).toEqual({
      a: { value: 1, observedAt: T2 },
      b: { value: 2, observedAt: T1 },
    });
  });
});

describe('normaliseMapped', () => {
  const csv = new TextEncoder().encode('一覧\nid,name\n1,見本小学校\n,港\n');
  const named = Mapping.parse({ theme: 'shelter', key: ['id'], name: 'name' });

  it('reads a table by the mapping of its source, and tells what it could not use', () => {
    const { events, problems } = normaliseMapped('csv', csv, {
      ...context,
      source: { ...context.source, mapping: named },
    });
    expect(events.map(({ type }) => type)).toEqual(['thing.reported.v1', 'dataset.listed.v1']);
    expect(problems).toMatchObject([
      { level: 'refused', place: { line: 4 }, message: expect.stringContaining('row.no-key') },
    ]);
  });

  it('refuses a table whose source has none, saying what to do', () => {
    expect(() => normaliseMapped('csv', csv, context)).toThrow(
      expect.objectContaining({ code: 'report.unsupported', message: expect.stringContaining('?source=') }),
    );
  });
});
