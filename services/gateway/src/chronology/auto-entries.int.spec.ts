import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  encodeClaim,
  encodeEvent,
  encodeRemove,
  encodeUpsert,
  instantFromMillis,
  logEntryWritten,
  LogEntryWrittenV1,
  thingDecided,
  type FeatureId,
  type FeatureV1,
  type Instant,
  type LogRecord,
  type RunId,
  type ThingDecidedV1,
} from '@hinomi/contracts';
import { MemoryEventLog, pictureFeature as feature } from '@hinomi/testing';
import { DeltaJournal } from '../picture/delta-journal.js';
import { OnPictureEvent } from '../picture/on-picture-event.js';
import { Pictures } from '../picture/pictures.js';
import { boundaries, STATUS } from '../test-hub.suite.js';
import { AutoEntries } from './auto-entries.js';
import { Chronology } from './chronology.js';

const NOW = '2026-11-23T09:00:00.000Z' as Instant;

/** Ends by itself where it never comes true. */
async function eventually(isTrue: () => boolean): Promise<void> {
  for (let tries = 0; !isTrue(); tries += 1) {
    if (tries === 1_000) throw new Error('it never came true');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** One gateway's part in the log book, on a log that others write to as well. */
class Gateway {
  readonly pictures: Pictures;
  readonly chronology: Chronology;
  private readonly events: OnPictureEvent;
  private readonly autos: AutoEntries;
  constructor(log: MemoryEventLog, homeArea: string | null = null) {
    this.pictures = new Pictures(log, boundaries);
    this.chronology = new Chronology(log);
    this.events = new OnPictureEvent(log, this.pictures, new DeltaJournal());
    this.autos = new AutoEntries(log, this.chronology, this.pictures, {
      ...{ status: () => ({ ...STATUS, homeArea }), attachments: { dir: '', limitBytes: 0 } },
    });
  }
  async start(): Promise<this> {
    // All at once, as a host starts them.
    await Promise.all([this.autos.onModuleInit(), this.events.onModuleInit(), this.chronology.onModuleInit()]);
    return this;
  }
  async stop(): Promise<void> {
    await Promise.all([this.events.onModuleDestroy(), this.chronology.onModuleDestroy(), this.autos.onModuleDestroy()]);
  }
  said(exercise: RunId | null = null): string[] {
    const book = this.chronology.of(exercise === null ? 'real' : 'drill');
    return [...book.touchedSince(0, exercise)].map(({ entry }) => entry.versions[0]!.text.content);
  }
  /** Until it has read the picture, and what is to be written of it is in the log and in its book. */
  async isThrough(log: MemoryEventLog): Promise<void> {
    await eventually(() => this.pictures.of('real').memory.position === log.recordsOf('picture').length);
    await eventually(() => this.autos.isIdle);
    await eventually(() => this.chronology.of('real').position === log.recordsOf('incidents').length);
  }
}

let log: MemoryEventLog;
const running: Gateway[] = [];
const gateway = async (homeArea?: string): Promise<Gateway> => {
  const one = await new Gateway(log, homeArea).start();
  running.push(one);
  return one;
};
const put = (...features: FeatureV1[]) =>
  log.append(
    'picture',
    features.map((one) => encodeUpsert(one, 0)),
  );
const gone = (id: string) => log.append('picture', [encodeRemove(id as FeatureId, 0)]);

beforeEach(async () => {
  log = new MemoryEventLog('log', () => NOW);
  await log.append('picture', [encodeClaim('test')]);
  await log.append('drill.picture', [encodeClaim('test')]);
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((one) => one.stop()));
});

const shelter = (state: string, over: Partial<FeatureV1> = {}): FeatureV1 =>
  feature({
    ...{ id: 'town/1' as FeatureId, layer: 'shelter', kind: 'shelter', severity: 0 },
    properties: {
      ...{ type: 'thing', theme: 'shelter', name: '見本小学校', nameKana: null, identifiers: [], aliases: [] },
      attributes: { eststts: { value: state, observedAt: NOW, source: 's' as never, agency: '町' } },
      oldestObservedAt: NOW,
    },
    ...over,
  } as never);
const warning = (code: string, level: number): FeatureV1 =>
  feature({
    ...{ id: `w:${code}` as FeatureId, layer: 'weather-warning', severity: level as never, levelEquivalent: level },
    properties: {
      ...{ type: 'weather-warning', hazardId: 'w' as never, main: true, title: '', headline: '', text: '', agency: '' },
      ...{ telegram: 'VPWW55', kindOfWarning: { code, name: `警報${code}` }, divisions: [], coastSections: [] },
      ...{ forecastArea: { code: '170000', name: '石川県' }, additions: [] },
    },
  } as never);

describe('what the hub writes into the log book by itself', () => {
  it('is there once: with two gateways, after a restart of both, and with a third that comes later', async () => {
    const [one, two] = [await gateway(), await gateway()];
    await put(shelter('notopen'), shelter('open'), shelter('open', { version: 3 }), warning('43', 4));
    await Promise.all([one.isThrough(log), two.isThrough(log)]);
    const said = ['避難所　開設　見本小学校', expect.stringContaining('警戒レベル4相当　石川県 警報43')];
    expect([one.said(), two.said()]).toEqual([said, said]);
    await Promise.all(running.splice(0).map((each) => each.stop()));
    const written = log.recordsOf('incidents').length;

    const [again, third] = [await gateway(), await gateway()];
    await Promise.all([again.isThrough(log), third.isThrough(log)]);
    expect([again.said(), third.said(), log.recordsOf('incidents').length]).toEqual([said, said, written]);
    await put(shelter('close'));
    await Promise.all([again.isThrough(log), third.isThrough(log)]);
    expect(again.said()).toEqual([...said, '避難所　閉鎖　見本小学校']);
  });

  it('catches up with what happened while no gateway ran, and writes when the log can be written again', async () => {
    await put(shelter('open'));
    let refusals = 1;
    log.onAppend = (topic) => {
      if (topic === 'incidents' && refusals-- > 0) throw new Error('no log');
    };
    const one = await gateway();
    await one.isThrough(log);
    expect(one.said()).toEqual(['避難所　開設　見本小学校']);
  });

  it('tells the level of an alert as it rises and falls, not each of its parts, and its end', async () => {
    const one = await gateway();
    await put(warning('43', 4));
    await put(warning('33', 5));
    await gone('w:43');
    await put(warning('43', 4));
    await gone('w:33');
    await put(warning('03', 3));
    await gone('w:43');
    await gone('w:03');
    await one.isThrough(log);
    expect(one.said().map((each) => each.split('　')[0])).toEqual([
      '警戒レベル4相当',
      '警戒レベル5相当',
      '警戒レベル4相当',
      '解除・終了',
    ]);
  });

  it('is what touches the home area, and what an operator decided, in the realm it belongs to', async () => {
    const one = await gateway('17');
    await put(
      shelter('open', { areaCodes: ['13101'] }),
      shelter('open', { id: 'town/2' as FeatureId, areaCodes: ['17204'] }),
    );
    const decided = {
      ...{ decisionId: '01KB0G2V6J8Y3QK1T5ZC4WX7RA', note: '電話で確認', at: NOW, exercise: null },
      ...{ decision: { is: 'same', things: ['town/1', 'town/2'] }, by: { subject: 'u', name: '操作員' } },
    } as unknown as ThingDecidedV1;
    const attributes = { source: 'hub', subject: 'd', time: NOW, exercise: null, trace: 't' };
    const record = encodeEvent(thingDecided, { id: 'd' as never, ...attributes, data: decided });
    await log.append('decisions', [record, record]);
    await eventually(() => one.said().length === 2);
    await one.isThrough(log);
    expect(one.said()).toEqual([
      '避難所　開設　見本小学校',
      '判断：「見本小学校」「見本小学校」を同じものとした　備考：電話で確認',
    ]);
    const run = 'r1' as RunId;
    await log.append('drill.picture', [encodeUpsert(shelter('open', { exercise: run, areaCodes: ['17204'] }), 0)]);
    await eventually(() => one.said(run).length === 1);
    expect(one.said()).toHaveLength(2);
  });

  it('follows the contract, whatever a source calls things', async () => {
    const one = await gateway();
    const odd = shelter('open');
    if (odd.properties.type !== 'thing') throw new Error('no thing');
    const long = `a\u0007b\n${'😀'.repeat(3_000)}`;
    await put({ ...odd, properties: { ...odd.properties, name: long } });
    await one.isThrough(log);
    const [record] = log.recordsOf('incidents') as LogRecord[];
    expect(record!.headers['ce_type']).toBe(logEntryWritten.type);
    const read = LogEntryWrittenV1.parse(JSON.parse(Buffer.from(record!.value!).toString('utf8')));
    expect(read.writtenAt).toBe(instantFromMillis(Date.parse(NOW)));
  });
});
