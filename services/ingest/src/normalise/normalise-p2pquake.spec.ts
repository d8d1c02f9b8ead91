import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { HazardReportedV1, type EventId, type Instant, type RunId, type SourceId } from '@hinomi/contracts';
import { parseP2pquake } from '@hinomi/formats';
import { peekExercise } from '../receive/peek-status.js';
import { normaliseP2pquake } from './normalise-p2pquake.js';

const NOW = '2026-09-12T03:00:00.000Z' as Instant;
const fixture = (name: string): string =>
  readFileSync(new URL(`../../../../libs/formats/fixtures/p2pquake/${name}.json`, import.meta.url), 'utf8');

interface Body {
  issue: { time: string };
  points: { scale: number }[];
}
const changed = (name: string, change: (body: Body) => void): string => {
  const body = JSON.parse(fixture(name)) as Body;
  change(body);
  return JSON.stringify(body);
};

const normalise = (text: string, { exercise = null as string | null, receivedAt = NOW } = {}) =>
  normaliseP2pquake(parseP2pquake(new TextEncoder().encode(text)), {
    source: { id: 'p2pquake' as SourceId, attribution: '気象庁、P2P地震情報' },
    exercise: exercise as RunId | null,
    rawId: 'raw/p2pquake/1' as EventId,
    trace: 'trace-1',
    receivedAt,
  });
const read = (...given: Parameters<typeof normalise>) => {
  const { events } = normalise(...given);
  for (const { data } of events) expect(HazardReportedV1.parse(data)).toEqual(data);
  return events;
};
const one = (...given: Parameters<typeof read>) => {
  const [event, ...more] = read(...given);
  if (event === undefined || more.length > 0) throw new Error('not one event');
  return event;
};
const thrownBy = (work: () => unknown): unknown => {
  try {
    return work();
  } catch (error) {
    return error;
  }
};

describe('an earthquake of P2P', () => {
  it('is what JMA says, by P2P, under its own id', () => {
    expect(one(fixture('quake_destination'))).toMatchObject({
      subject: 'p2p-quake:66e1f00000000000000000a2',
      time: '2026-09-11T19:13:00.000Z',
      data: {
        hazardId: 'p2p-quake:66e1f00000000000000000a2',
        order: { version: 0, issuedAt: '2026-09-11T19:13:00.000Z', sentAt: '2026-09-11T19:13:05.004Z' },
        source: { agency: '気象庁', relay: 'P2P地震情報' },
        validFrom: '2026-09-11T19:10:00.000Z',
        validTo: '2026-09-12T19:10:00.000Z',
        statement: {
          report: 'VXSE52',
          originTime: '2026-09-11T19:10:00.000Z',
          hypocentre: { name: '石川県能登地方', code: '390', lngLat: [137.1, 37.4], depthKm: 10 },
          magnitude: { value: 6.4, type: 'Mj', description: 'Ｍ６．４' },
          maxIntensity: null,
          intensities: null,
          comments: [expect.stringContaining('津波警報等')],
          aliases: ['2026-09-11T19:10:00.000Z/石川県能登地方'],
        },
      },
    });
  });

  it('names areas by their codes before anything else is known', () => {
    expect(one(fixture('quake_prompt')).data.statement).toMatchObject({
      report: 'VXSE51',
      originTime: null,
      hypocentre: null,
      magnitude: null,
      maxIntensity: '6-',
      intensities: [
        { code: '390', name: '石川県能登', level: 'area', intensity: '6-' },
        { code: '381', level: 'area', intensity: '4' },
        { code: '375', level: 'area', intensity: '3' },
      ],
      aliases: ['390', '381', '375'].map((code) => `2026-09-11T19:10:00.000Z/${code}`),
    });
  });

  it('gathers stations by municipality and area, the strongest first, and keeps a name that joins nothing', () => {
    const { statement } = one(fixture('quake_detail')).data;
    const found = statement?.hazard === 'earthquake' ? statement.intensities : null;
    expect(found?.map(({ code, intensity }) => [code, intensity])).toEqual([
      ['1720200', '6-'],
      ['390', '6-'],
      ['1720400', '5-?'],
      ['1620500', '4'],
      ['381', '4'],
      ['1522400', '3'],
      ['375', '3'],
      ['無い市どこか', '2'],
    ]);
    expect(statement).toMatchObject({ report: 'VXSE53', unknownPlaces: ['無い市どこか'] });
  });

  it('names a place whose class is none, and states none for it', () => {
    const text = changed('quake_detail', (body) => (body.points[3] = { ...body.points[3], scale: 47 }));
    expect(one(text).data.statement).toMatchObject({ unknownPlaces: ['氷見市加納', '無い市どこか'] });
  });

  it('is distant when it is abroad', () => {
    expect(one(fixture('quake_foreign')).data).toMatchObject({
      title: '遠地地震に関する情報',
      order: { issuedAt: '2026-09-12T00:40:00.000Z' },
      statement: { distant: true, intensities: null, hypocentre: { code: '955', depthKm: null } },
    });
  });
});

describe('a tsunami of P2P', () => {
  it("is the nation's state", () => {
    const { data } = one(fixture('tsunami_warning'));
    expect(data).toMatchObject({
      hazardId: 'jma-tsunami',
      subject: 'p2p-tsunami',
      order: { issuedAt: '2026-09-11T19:13:00.000Z' },
      statement: {
        part: 'warning',
        coasts: [
          { code: '360', category: 'major-warning', firstWave: { condition: 'ただちに津波来襲と予測' } },
          { code: '350', category: 'warning', maxHeight: { meters: null, description: '高い' } },
          { code: '341', category: 'advisory' },
          { code: '架空の沿岸', category: 'advisory', kind: { name: '不明' } },
        ],
        unknownPlaces: ['架空の沿岸'],
      },
    });
  });

  it('is lifted as a whole', () => {
    expect(one(fixture('tsunami_lifted')).data).toMatchObject({ effect: 'states', statement: { coasts: [] } });
  });
});

describe('an early warning of P2P', () => {
  it("is JMA's, by its event and number", () => {
    expect(one(fixture('eew_warning')).data).toMatchObject({
      hazardId: 'jma-eew:20260912041007',
      subject: 'p2p-eew:20260912041007',
      order: { version: 2, issuedAt: '2026-09-11T19:10:18.000Z' },
      statement: {
        telegram: 'VXSE43',
        warning: true,
        maxIntensity: { from: '5+', to: '6-', over: false },
        areas: [
          { code: '390', arrived: true, warned: true },
          { code: '381', arrived: false, intensity: { from: '4', to: null, over: true } },
        ],
      },
    });
  });

  it('is taken back by the same number', () => {
    expect(one(fixture('eew_cancelled')).data).toMatchObject({
      effect: 'voids-subject',
      statement: null,
      order: { version: 2 },
    });
  });

  it('is none of the real world when it is a test, from the first byte', async () => {
    expect(await peekExercise('p2pquake', new TextEncoder().encode(fixture('eew_test')))).toBe('p2p-test');
    expect(await peekExercise('p2pquake', new TextEncoder().encode(fixture('eew_warning')))).toBeNull();
    const { data, exercise } = one(fixture('eew_test'));
    expect({ exercise, id: data.hazardId }).toEqual({
      exercise: 'p2p-test',
      id: 'drill:p2p-test:jma-eew:20260912100000',
    });
  });
});

describe('normaliseP2pquake', () => {
  it('is the same event for the same body, and keeps a drill under its run', () => {
    expect(one(fixture('quake_detail')).id).toBe(one(fixture('quake_detail')).id);
    expect(one(fixture('quake_detail'), { exercise: 'run-1' }).data.hazardId).toMatch(/^drill:run-1:p2p-quake:/);
  });

  it('gives the events of the others beside the problem of the bad one', () => {
    const { events, problems } = normalise(fixture('list_one-bad'));
    expect(events.map(({ subject }) => subject)).toEqual(['p2p-quake:66e1f00000000000000000a3']);
    expect(problems).toEqual([{ place: { path: '/1/issue/time' }, message: expect.any(String) }]);
  });

  it('refuses a body of which nothing can be read', () => {
    expect(thrownBy(() => read(changed('quake_prompt', (body) => (body.issue.time = ''))))).toMatchObject({
      code: 'report.invalid',
      place: { path: '/issue/time' },
    });
  });

  it('refuses what is still ahead, which would outrank JMA until then; a drill may be', () => {
    const ahead = changed('tsunami_lifted', (body) => (body.issue.time = '2099/01/01 00:00:00'));
    expect(thrownBy(() => read(ahead))).toMatchObject({ code: 'report.invalid', place: { path: '/issue/time' } });
    expect(read(ahead, { exercise: 'run-1' })).toHaveLength(1);
    const slightly = changed('tsunami_lifted', (body) => (body.issue.time = '2026/09/12 12:05:00'));
    expect(read(slightly)).toHaveLength(1);
  });

  it('says nothing of what states nothing', () => {
    expect(read('{"id":"a","code":561,"time":"2026/09/12 04:00:00.000","area":250}')).toEqual([]);
  });
});
