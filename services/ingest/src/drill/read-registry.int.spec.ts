import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { encodeEvent, thingReported, type RunId, type ThingReportedV1 } from '@hinomi/contracts';
import { openEmbeddedLog, type EventLog } from '@hinomi/event-log';
import { datasetListing, reportAbout, thingReport, toldListing, toldThing, type RowParts } from '@hinomi/testing';
import { inExercise, readRegistry } from './read-registry.js';

let dir: string;
let log: EventLog;
beforeEach(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'hinomi-registry-'));
  log = await openEmbeddedLog({ dir });
});
afterEach(async () => {
  await log.close();
  await rm(dir, { recursive: true, force: true });
});

const { signal } = new AbortController();
const row = (key: string, content: NonNullable<RowParts['content']> = {}, parts: RowParts = {}): ThingReportedV1 =>
  thingReport({ dataset: 'town', key, ...parts, content: { name: key, municipality: '17202', ...content } });
const tell = async (...told: ReturnType<typeof toldThing>[]): Promise<void> => {
  for (const { topic, record } of told) await log.append(topic, [record]);
};
const names = async (...areas: string[]): Promise<string[]> =>
  (await readRegistry(log, areas, signal)).map(({ name }) => name).sort();

describe('the registry that an exercise takes over', () => {
  it('holds the places of the areas, by municipality or prefecture', async () => {
    const [nanao, wajima, toyama] = [
      row('七尾'),
      row('輪島', { municipality: '17204' }),
      row('富山', { municipality: '16201' }),
    ];
    await tell(...[nanao, wajima, toyama].map(toldThing), toldListing(datasetListing([nanao, wajima, toyama])));
    expect(await names('17202')).toEqual(['七尾']);
    expect(await names('17')).toEqual(['七尾', '輪島']);
    expect(await names('17204', '16')).toEqual(['富山', '輪島']);
    expect(await names('01')).toEqual([]);
  });

  it('holds what stands: the newest of a row, nothing that is no longer listed or was taken back', async () => {
    const [kept, gone] = [row('kept', { name: '旧' }), row('gone')];
    await tell(...[kept, gone].map(toldThing), toldListing(datasetListing([kept, gone])));
    const renamed = row('kept', { name: '新' }, { at: 5 });
    await tell(toldThing(renamed), toldListing(datasetListing([renamed], { at: 5 })));
    await tell(toldThing(row('alone', {}, { dataset: null })), toldThing(row('void', {}, { dataset: null })));
    await tell(toldThing(row('void', {}, { dataset: null, at: 3, effect: 'voids-subject' })));
    expect(await names('17')).toEqual(['alone', '新']);
  });

  it('has no news: nothing that was reported, opened on the spot, or is the state of the day', async () => {
    const attributes = {
      address: { value: '七尾市1-1' },
      capacity: { value: 200 },
      designated_flood: { value: 'yes' },
      eststts: { value: 'open' },
      evacueeno: { value: 120 },
      remarks: { value: '体育館のみ' },
    };
    await tell(toldThing(row('小学校', { attributes })));
    await tell(toldThing(row('空き地', { attributes: { placekind: { value: 'provisional' } } })));
    await tell(toldThing(reportAbout('town/小学校', 'd1', { content: { municipality: '17202' } })));
    await tell(toldThing(row('通行止め', { theme: 'road' })));
    const [place, ...others] = await readRegistry(log, ['17'], signal);
    expect(others).toEqual([]);
    expect(Object.keys(place?.attributes ?? {}).sort()).toEqual(['address', 'capacity', 'designated_flood']);
  });

  it('becomes places of the run that the contract takes, apart from a list posted into it', async () => {
    const told = row('小学校');
    await tell(toldThing(told));
    const [place] = await readRegistry(log, ['17202'], signal);
    if (place === undefined) throw new Error('no place');
    const event = inExercise(place, 'run-a' as RunId);
    expect(event.data).toMatchObject({
      subject: `drill:run-a:${told.subject}`,
      dataset: `drill:run-a:${told.dataset}`,
      exercise: 'run-a',
      name: '小学校',
    });
    expect(event.data.order.digest).not.toBe(told.order.digest);
    expect(thingReported.schema.parse(event.data)).toEqual(event.data);
    expect(encodeEvent(thingReported, event).key).toBe(`drill:run-a:${told.dataset}`);
  });

  it('stops reading when the run ends', async () => {
    await tell(toldThing(row('小学校')));
    expect(await readRegistry(log, ['17'], AbortSignal.abort())).toEqual([]);
  });
});
