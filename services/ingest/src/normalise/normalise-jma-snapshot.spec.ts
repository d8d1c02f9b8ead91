import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { HazardReportedV1, hazardReported, HubError, WARNING_TELEGRAMS, type HubEvent } from '@hinomi/contracts';
import type { EventId, Instant, SourceId } from '@hinomi/contracts';
import { normaliseReport } from './normalise-report.js';
import type { ReportProblem } from './normalised.js';

const fixtures = new URL('../../../../libs/formats/fixtures/jma-xml/', import.meta.url);
const textOf = (name: string): string => readFileSync(new URL(`${name}.xml`, fixtures), 'utf8');

const read = (xml: string): HubEvent<HazardReportedV1>[] => readAll(xml).events;

function readAll(xml: string): { events: HubEvent<HazardReportedV1>[]; problems: readonly ReportProblem[] } {
  const { events, problems } = normaliseReport('jma-xml', new TextEncoder().encode(xml), {
    source: { id: 'jma-snapshot' as SourceId, attribution: '気象庁' },
    exercise: null,
    rawId: 'raw/jma-snapshot/1' as EventId,
    trace: 'trace-1',
    receivedAt: '2026-11-23T00:00:00.000Z' as Instant,
  });
  const hazards = events as HubEvent<HazardReportedV1>[];
  for (const { data } of hazards) expect(HazardReportedV1.parse(data)).toEqual(data);
  return { events: hazards, problems };
}

/** What a snapshot says of one element in one 府県予報区; undefined when it says nothing of it. */
function stated(events: readonly HubEvent<HazardReportedV1>[], hazardId: string): string[] | undefined {
  const statement = events.find(({ data }) => data.hazardId === hazardId)?.data.statement;
  if (statement?.hazard !== 'weather-warning') return undefined;
  return [...statement.cities, ...statement.divisions].map(({ kind, area }) => `${kind.code} ${area.name}`);
}

const WHOLE = textOf('VPWS50_nationwide');

describe('the nationwide snapshot of warnings', () => {
  const events = read(WHOLE);

  it('is one report for every element in every 府県予報区 it names, of the telegrams own hazards', () => {
    expect(events.map(({ data }) => data.hazardId).sort()).toEqual(
      ['011000', '170000', '471000']
        .flatMap((area) => WARNING_TELEGRAMS.map((one) => `jma-warning:${one}:${area}`))
        .sort(),
    );
    expect(events[0]).toMatchObject({
      subject: 'jma:VPWS50:VPWW55:011000',
      data: {
        family: 'weather-warning',
        effect: 'states',
        order: { version: 0, issuedAt: '2026-07-08T22:30:00.000Z', sentAt: '2026-07-08T22:30:59.000Z' },
        validTo: '2026-07-15T22:30:00.000Z',
      },
    });
    expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
    expect(hazardReported.topic(events[0]!.data)).toBe('hazards-urgent');
  });

  it('says of each what its telegram would', () => {
    expect(stated(events, 'jma-warning:VPWW55:170000')).toEqual(['03 金沢市', '10 七尾市', '03 加賀', '10 能登']);
    expect(stated(events, 'jma-warning:VPWW61:170000')).toEqual(['14 金沢市', '14 加賀']);
    expect(stated(events, 'jma-warning:VPWW59:011000')).toEqual(['16 稚内市', '16 宗谷地方']);
  });

  it('says that nothing is in force where it lists nothing', () => {
    expect(stated(events, 'jma-warning:VPWW57:170000')).toEqual([]);
    expect(stated(events, 'jma-warning:VPWW55:471000')).toEqual([]);
  });

  it('says nothing of a 府県予報区 it does not name', () => {
    expect(stated(events, 'jma-warning:VPWW55:200000')).toBeUndefined();
  });

  it('says nothing where a part of it could not be read', () => {
    const { events: some, problems } = readAll(textOf('VPWS50_broken-item'));
    expect(problems).toMatchObject([{ message: expect.stringContaining('七尾市'), place: { line: 84 } }]);
    expect(readAll(WHOLE).problems).toEqual([]);
    expect(stated(some, 'jma-warning:VPWW55:170000')).toBeUndefined();
    expect(stated(some, 'jma-warning:VPWW59:011000')).toEqual(['16 稚内市', '16 宗谷地方']);
  });

  it('puts a municipality that no table knows into the only 府県予報区 of its prefecture', () => {
    const renamed = WHOLE.replace('<Name>七尾市</Name><Code>1720200</Code>', '<Name>新市</Name><Code>1729900</Code>');
    expect(stated(read(renamed), 'jma-warning:VPWW55:170000')).toContain('10 新市');
  });

  it('says nothing of a prefecture in whose parts a municipality could be', () => {
    const both = WHOLE.replace(
      '<Area><Name>宗谷地方</Name><Code>011000</Code></Area>\n      </Item>',
      '<Area><Name>宗谷地方</Name><Code>011000</Code></Area></Item><Item><Area><Name>十勝地方</Name><Code>014030</Code></Area></Item>',
    );
    const { events: unknown, problems } = readAll(both.replace('<Code>0121400</Code>', '<Code>0199900</Code>'));
    expect(problems).toMatchObject([{ message: expect.stringContaining('0199900') }]);
    expect(stated(unknown, 'jma-warning:VPWW59:011000')).toBeUndefined();
    expect(stated(unknown, 'jma-warning:VPWW59:014030')).toBeUndefined();
    expect(stated(unknown, 'jma-warning:VPWW55:170000')).toHaveLength(4);
  });

  it('is refused when it warns where it has no 府県予報区', () => {
    const lost = (): unknown => read(WHOLE.replaceAll('<Code>170000</Code>', '<Code>200000</Code>'));
    expect(lost).toThrow(HubError);
    expect(lost).toThrow(/加賀|金沢市/);
  });

  it('takes back the snapshot before it, everywhere', () => {
    const voided = read(textOf('VPWS50_cancel'));
    expect(voided).toHaveLength(58 * WARNING_TELEGRAMS.length);
    expect(voided.find(({ subject }) => subject === 'jma:VPWS50:VPWW55:170000')?.data).toMatchObject({
      effect: 'voids-previous',
      statement: null,
    });
  });
});
