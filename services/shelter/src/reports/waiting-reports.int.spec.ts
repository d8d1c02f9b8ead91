import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { NOW_MS, report, ShelterDesk, shelterFeature } from '../shelter-desk.suite.js';
import { WaitingReportList } from './waiting-reports.js';

const desk = new ShelterDesk();
const list = () => new WaitingReportList(desk.known, desk.indexes, { now: () => NOW_MS });
beforeAll(() => desk.start());
afterAll(() => desk.end());

describe('reports of shelters that nobody lists', () => {
  it('are named until one is listed under that id, also after a restart', async () => {
    await desk.send('town/k1', report(1), report(2));
    await desk.send('town/k2', report(3, { device: 2, shelter: 'town/k2' as never }));
    await desk.send('drill:r1:town/k1', report(4, { device: 3, shelter: 'drill:r1:town/k1' as never }));
    const waiting = (inDrill: boolean) =>
      list()
        .list(inDrill)
        .map(({ shelter, reports, taken }) => [shelter, reports, taken]);
    expect(waiting(false)).toEqual([
      ['town/k1', 2, true],
      ['town/k2', 1, true],
    ]);
    expect(waiting(true)).toEqual([['drill:r1:town/k1', 1, true]]);
    await desk.send('town/k1', report(2));
    await desk.restart();
    expect(waiting(false)).toHaveLength(2);
    await desk.show(shelterFeature('town/k1'));
    expect(waiting(false)).toEqual([['town/k2', 1, true]]);
  });

  it('are told also of devices that were turned away, by whom and how often', () => {
    const waiting = list();
    waiting.turnAway('town/k9', '七尾の端末');
    waiting.turnAway('town/k9', '七尾の端末');
    expect(waiting.list(false)).toContainEqual({
      ...{ shelter: 'town/k9', reports: 2, taken: false, by: '七尾の端末' },
      lastAt: new Date(NOW_MS).toISOString(),
    });
    expect(waiting.list(true)).not.toContainEqual(expect.objectContaining({ shelter: 'town/k9' }));
  });
});
