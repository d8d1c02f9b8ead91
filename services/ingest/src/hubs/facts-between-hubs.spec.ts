import { describe, expect, it } from '@jest/globals';
import { factOf, type Fact, type LogRecord } from '@hinomi/contracts';
import {
  BUILDER_EPOCH,
  drillChange,
  drillRecord,
  expired,
  observation,
  observedTogether,
  reported,
  riverReport,
  thingReport,
  toldThing,
  type Addressed,
} from '@hinomi/testing';
import { parseFacts, runOfFacts } from '@hinomi/formats';

const READER = 'reader-log';
const onLog = ({ topic, record }: Addressed): LogRecord => ({
  ...{ ...record, topic, partition: 0, offset: 0, appendedAt: BUILDER_EPOCH },
});
const fact = (addressed: Addressed): Fact => factOf(onLog(addressed), READER)!;
const page = (facts: readonly unknown[], more: object = {}): Uint8Array =>
  new TextEncoder().encode(JSON.stringify({ hub: 'told-by', cursor: 'c', more: false, facts, ...more }));

const RIVER = riverReport('820209', { '8202090001': 2 });
const quake = reported(RIVER);

describe('factOf', () => {
  it('tells an event with all its attributes, and none that went through the reader', () => {
    const { headers } = quake.record;
    expect(fact(quake)).toMatchObject({
      ...{ specversion: '1.0', id: headers['ce_id'], type: headers['ce_type'], source: headers['ce_source'] },
      ...{ subject: headers['ce_subject'], time: headers['ce_time'], trace: headers['ce_trace'] },
    });
    const through = (hubs: string): LogRecord =>
      onLog({ ...quake, record: { ...quake.record, headers: { ...headers, ce_hubs: hubs } } });
    expect(factOf(through('a b'), READER)).toMatchObject({ hubs: 'a b' });
    expect(factOf(through(`a ${READER} b`), READER)).toBeNull();
  });

  it('names nobody: who entered or sent it, and the row it was read from, stay where they are', () => {
    const said = { ...thingReport(), original: { account: 'demo-shelter', accountName: '見本 太郎' } };
    const entered = { stepId: 's', step: 'report', by: { subject: 'x', name: '見本 花子' }, reason: '' };
    const { topic, record } = toldThing(said);
    const value = new TextEncoder().encode(JSON.stringify({ ...said, entered }));
    const told = factOf(onLog({ topic, record: { ...record, value } }), READER);
    expect(told?.data).toEqual({ ...thingReport(), original: {} });
  });

  it('leaves out photos, which are files of the hub that has them', () => {
    expect(factOf(onLog(toldThing(thingReport({ content: { theme: 'shelter-photo' } }))), READER)).toBeNull();
  });

  it('is silent about what a hub finds by itself', () => {
    expect(factOf(onLog(expired(RIVER, BUILDER_EPOCH)), READER)).toBeNull();
  });
});

describe('parseFacts', () => {
  it('reads what another hub told as it is there, and notes that it came through there', () => {
    const shelter = toldThing(thingReport());
    const { hub, facts, problems } = parseFacts(page([fact(quake), { ...fact(shelter), hubs: 'first' }]));
    expect([hub, problems]).toEqual(['told-by', []]);
    expect(facts.map(({ event, topic, path }) => [event.id, event.hubs, topic, path])).toEqual([
      [quake.record.headers['ce_id'], ['told-by'], 'hazards-urgent', '/facts/0'],
      [shelter.record.headers['ce_id'], ['first', 'told-by'], 'shelters', '/facts/1'],
    ]);
    expect(facts[0]?.event.data).toEqual(RIVER);
  });

  it('reads readings that were told together one by one', () => {
    const together = observedTogether(observation('a', 1, 1.5), observation('b', 1, null));
    const { facts } = parseFacts(page([fact(together)]));
    expect(facts.map(({ event, path }) => [event.type, path])).toEqual([
      ['observation.reported.v1', '/facts/0'],
      ['observation.reported.v1', '/facts/0'],
    ]);
    expect(new Set(facts.map(({ event }) => event.id)).size).toBe(2);
  });

  it.each([
    ['an envelope without an id', { ...fact(quake), id: '' }, '/facts/1/id'],
    ['an event that is no fact', { ...fact(quake), type: 'thing.decided.v1' }, '/facts/1/type'],
    ['data that break their contract', { ...fact(quake), data: { hazardId: 1 } }, '/facts/1/data/hazardId'],
    ['a drill that says it is real', { ...fact(quake), exercise: 'a-run' }, '/facts/1/exercise'],
    ['what is no object', 7, '/facts/1'],
  ])('names %s and uses the others', (_what, wrong, path) => {
    const { facts, problems } = parseFacts(page([fact(quake), wrong, fact(quake)]));
    expect([facts.length, problems.map((problem) => problem.path)]).toEqual([2, [path]]);
  });

  it('refuses what is no page of facts', () => {
    for (const wrong of [page([], { hub: 'two words' }), page([], { facts: 'none' }), new TextEncoder().encode('[]')]) {
      expect(() => parseFacts(wrong)).toThrow(expect.objectContaining({ code: 'report.invalid' }));
    }
    expect(() => parseFacts(new TextEncoder().encode('{'))).toThrow(
      expect.objectContaining({ code: 'report.unreadable' }),
    );
  });
});

describe('runOfFacts', () => {
  it('says of which exercise a page is', () => {
    expect(runOfFacts(page([fact(drillRecord(drillChange('a-run', 1)))]))).toBe('a-run');
    expect(runOfFacts(page([fact(quake)]))).toBeNull();
    expect(runOfFacts(new TextEncoder().encode('{'))).toBeNull();
  });
});
