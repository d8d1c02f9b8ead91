import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { realmOf, type ShelterReportReceipt, type ThingReportedV1 } from '@hinomi/contracts';
import { at, report, SENDER, ShelterDesk, shelterFeature, ulid } from '../shelter-desk.suite.js';
import { MADE } from './known-reports.js';

let desk: ShelterDesk;
beforeEach(async () => {
  desk = await new ShelterDesk().start();
});
afterEach(() => desk.end());

const madeOn = async (): Promise<string[]> => (await desk.records()).map(({ headers }) => headers[MADE] ?? '');
const outcome = ({ accepted, duplicates, refused }: ShelterReportReceipt) => [
  accepted.map(Number),
  duplicates.map(Number),
  refused.map(({ index }) => index),
];
/** The same order for the same seed; no two alike. */
function shuffled<T>(all: readonly T[], seed: number): T[] {
  let state = seed;
  const next = (): number => (state = (state * 48_271) % 2_147_483_647);
  return all
    .map((each) => ({ each, by: next() }))
    .sort((a, b) => a.by - b.by)
    .map(({ each }) => each);
}

describe('the door for reports of shelters', () => {
  it('puts each on the log before it says so, once, whoever sends it again', async () => {
    expect(outcome(await desk.send('town/k1', report(1), report(2)))).toEqual([[1, 2], [], []]);
    expect(outcome(await desk.send('town/k1', report(2), report(3), report(3)))).toEqual([[3], [2, 3], []]);
    await desk.restart();
    expect(outcome(await desk.send('town/k1', report(1), report(2), report(3)))).toEqual([[], [1, 2, 3], []]);
    expect((await madeOn()).map(Number)).toEqual([1, 2, 3]);
  });

  it('tells what is said of the shelter as a report about it, with how wrong the clock is', async () => {
    const future = report(1, { people: 30, attributes: { evacueeno: { value: 30, observedAt: at(90) } } });
    const body = { sentAt: at(60), reports: [future] };
    expect(await desk.door.receive('town/k1', body, SENDER)).toMatchObject({
      clockSkewMs: 3_600_000,
      warnings: { [ulid(1)]: ['seen-in-future'] },
    });
    expect(await desk.told()).toMatchObject([
      {
        subject: `shelter-report:${ulid(900_001)}:town/k1`,
        about: 'town/k1',
        dataset: null,
        order: { version: 1 },
        name: '',
        geometry: null,
        attributes: { evacueeno: { value: 30, observedAt: at(0) } },
        original: { clockSkewMs: 3_600_000, seen: { evacueeno: at(90) }, warnings: ['seen-in-future'] },
      },
    ]);
  });

  it('refuses one with its place, and takes those around it', async () => {
    const seen = { observedAt: at(-60) };
    const wrong = [
      [{ shelter: 'town/k2' }, '/shelter'],
      [{ attributes: { evacueeno: { value: -1, ...seen } } }, '/attributes/evacueeno/value'],
      [{ attributes: { water: { value: 'plenty', ...seen } } }, '/attributes/water/value'],
      [{ attributes: { note: { value: '山田さんは', ...seen } } }, '/attributes/note'],
      [{ attributes: { 'a/b': { value: 1, ...seen } } }, '/attributes/a~1b'],
      [{ attributes: { evacueeno: { value: 1, label: '1人', ...seen } } }, '/attributes/evacueeno/label'],
      [{ attributes: { evacueeno: { value: 1 } } }, '/attributes/evacueeno/observedAt'],
      [{ toldBy: '田中 090-1234-5678' }, '/toldBy'],
      [{ attributes: {} }, '/attributes'],
      [{ person: 'x' }, ''],
    ] as const;
    for (const [index, [over, place]] of wrong.entries()) {
      const bad = report(100 + index, over as never);
      const { accepted, refused } = await desk.send('town/k1', report(2 * index), bad, report(2 * index + 1));
      expect([accepted, refused]).toMatchObject([
        [ulid(2 * index), ulid(2 * index + 1)],
        [{ index: 1, reportId: ulid(100 + index), place: { path: `/reports/1${place}` } }],
      ]);
      expect(JSON.stringify(refused)).not.toMatch(/山田|田中|090/);
    }
    await expect(desk.door.receive('town/k1', { sentAt: at(0), reports: [] }, SENDER)).rejects.toMatchObject({
      code: 'request.invalid',
      place: { path: '/reports' },
    });
  });

  it('calls what a telephone or a paper said by its name, and believes it less', async () => {
    await desk.send(
      'town/k1',
      report(1),
      report(2, { by: 'telephone', toldBy: '山王公民館' }),
      report(3, { by: 'paper' }),
    );
    const sources = (await desk.told()).map(({ source }) => source);
    expect(sources).toMatchObject([
      { id: 'shelter:tablet', agency: '避難所' },
      { id: 'shelter:telephone', agency: '山王公民館（電話）' },
      { id: 'shelter:paper', agency: '紙・FAX' },
    ]);
    expect(sources.map(({ rank }) => rank)).toEqual([3, 5, 6]);
  });

  it('keeps what is urgent for responders, beside the numbers, until the device takes it back', async () => {
    await desk.show(shelterFeature('town/k1'));
    await desk.send('town/k1', report(1, { urgentNeed: null }), report(2, { urgentNeed: '酸素が足りない' }), report(3));
    await desk.restart();
    await desk.send('town/k1', report(4, { urgentNeed: null }));
    const told = await desk.told();
    const isNote = ({ theme }: ThingReportedV1): boolean => theme === 'shelter-note';
    expect(told.filter(isNote)).toMatchObject([
      {
        classification: 'responders',
        effect: 'states',
        name: '七尾市立澤野小學校',
        municipality: '17202',
        geometry: { coordinates: [136.97, 37.04] },
        attributes: { detail: { value: '酸素が足りない' }, shelter: { value: 'town/k1' } },
      },
      { effect: 'voids-subject', classification: 'responders' },
    ]);
    const others = told.filter((each) => !isNote(each));
    expect(others.map(({ classification }) => classification)).toEqual(['public', 'public', 'public', 'public']);
    expect(JSON.stringify(others)).not.toContain('酸素');
  });

  it('takes what another wrote from whoever says that they carry it only, with both names', async () => {
    const author = { subject: 'tablet:1', name: '体育館' };
    const of = (number: number, by: typeof author) => report(number, { author: by });
    const { accepted, refused } = await desk.send('town/k1', of(1, author), of(2, SENDER), report(3));
    expect([accepted, refused]).toMatchObject([
      [ulid(2), ulid(3)],
      [{ index: 0, code: 'report.other-author', place: { path: '/reports/0/author' } }],
    ]);
    const body = { sentAt: at(0), carried: true, reports: [of(1, author)] };
    expect((await desk.door.receive('town/k1', body, SENDER)).accepted).toEqual([ulid(1)]);
    // The author's own device comes back as well.
    expect(outcome(await desk.door.receive('town/k1', { ...body, carried: false }, author))).toEqual([[], [1], []]);
    expect((await desk.told()).map(({ original }) => [original['author'], original['account']])).toEqual([
      [SENDER, SENDER.subject],
      [undefined, SENDER.subject],
      [author, SENDER.subject],
    ]);
  });

  it('tells a drill’s reports in the drill', async () => {
    const shelter = 'drill:r1:town/k1';
    await desk.send(shelter, report(1, { shelter: shelter as never, urgentNeed: '水' }));
    expect(await desk.records('real')).toEqual([]);
    const told = await desk.told('drill');
    expect(told.map(({ subject }) => subject)).toEqual([
      `drill:r1:shelter-note:${ulid(900_001)}:town/k1`,
      `drill:r1:shelter-report:${ulid(900_001)}:town/k1`,
    ]);
    expect(told.every((each) => realmOf(each) === 'drill' && each.exercise === 'r1')).toBe(true);
  });
});

describe('a crash', () => {
  it('between the log and the answer makes the resend a duplicate', async () => {
    desk.fault = () => 'after';
    await expect(desk.send('town/k1', report(1), report(2))).rejects.toThrow('cut after');
    desk.fault = () => null;
    await desk.restart();
    expect(outcome(await desk.send('town/k1', report(1), report(2)))).toEqual([[], [1, 2], []]);
    expect(await madeOn()).toHaveLength(2);
  });

  it('before the log loses nothing that was acknowledged, and the resend is taken', async () => {
    desk.fault = () => 'before';
    await expect(desk.send('town/k1', report(1))).rejects.toThrow('cut before');
    desk.fault = () => null;
    expect(outcome(await desk.send('town/k1', report(1)))).toEqual([[1], [], []]);
    expect(await madeOn()).toHaveLength(1);
  });

  it('between what is urgent and the report beside it leaves neither alone', async () => {
    let appends = 0;
    desk.fault = () => ((appends += 1) === 2 ? 'before' : null);
    await expect(desk.send('town/k1', report(1, { urgentNeed: '薬' }))).rejects.toThrow();
    desk.fault = () => null;
    await desk.restart();
    expect(outcome(await desk.send('town/k1', report(1, { urgentNeed: '薬' })))).toEqual([[1], [], []]);
    const ids = (await desk.records()).map(({ headers }) => headers['ce_id']);
    expect(new Set(ids).size).toBe(2);
  });

  it('while two send the same: nobody hears "known" of what is not on the log', async () => {
    let cut = (): void => undefined;
    const original = desk.log.append.bind(desk.log);
    const gate = new Promise<void>((_, reject) => (cut = () => reject(new Error('cut'))));
    gate.catch(() => undefined);
    desk.log.append = () => gate as never;
    const both = [desk.send('town/k1', report(1)), desk.send('town/k1', report(1))];
    cut();
    expect((await Promise.allSettled(both)).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    desk.log.append = original;
    expect(outcome(await desk.send('town/k1', report(1)))).toEqual([[1], [], []]);
  });
});

describe('tablets that were away', () => {
  it('send in any order, twice, between restarts: each report is there once', async () => {
    const queues = [1, 2].map((device) => Array.from({ length: 12 }, (_, n) => report(100 * device + n, { device })));
    for (let round = 1; round <= 6; round += 1) {
      const sent = shuffled([...queues.flat(), ...queues.flat()], round).slice(0, 20);
      await Promise.all([desk.send('town/k1', ...sent.slice(0, 9)), desk.send('town/k1', ...sent.slice(5))]);
      if (round % 2 === 0) await desk.restart();
    }
    await desk.send('town/k1', ...queues.flat());
    expect([...(await madeOn())].sort()).toEqual(
      queues
        .flat()
        .map(({ reportId }) => String(reportId))
        .sort(),
    );
  });

  it('1,500 at once with 20 reports each, every answer lost once: none is lost, none doubled', async () => {
    const devices = Array.from({ length: 1_500 }, (_, device) => ({
      shelter: `town/${device}`,
      reports: Array.from({ length: 20 }, (_, n) =>
        report(device * 100 + n, { device, shelter: `town/${device}` as never, people: n }),
      ),
    }));
    // Some requests are cut before, some after they are on the log.
    let appends = 0;
    desk.fault = () => ([null, 'after', null, 'before'] as const)[(appends += 1) % 4] ?? null;
    const first = await Promise.allSettled(
      devices.flatMap(({ shelter, reports }) => [
        desk.send(shelter, ...reports.slice(0, 10)),
        desk.send(shelter, ...reports.slice(10)),
      ]),
    );
    expect(new Set(first.map(({ status }) => status)).size).toBe(2);
    desk.fault = () => null;
    await desk.restart();
    const answers = await Promise.all(
      shuffled(devices, 7).map(({ shelter, reports }) => desk.send(shelter, ...reports)),
    );
    expect(answers.every(({ accepted, duplicates }) => accepted.length + duplicates.length === 20)).toBe(true);
    const made = await madeOn();
    expect([made.length, new Set(made).size]).toEqual([30_000, 30_000]);
    const again = await desk.send('town/7', ...(devices[7]?.reports ?? []));
    expect(again.duplicates).toHaveLength(20);
  });
});
