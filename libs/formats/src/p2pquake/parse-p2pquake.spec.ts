import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { HubError } from '@hinomi/contracts';
import { isP2pTest, parseP2pquake } from './parse-p2pquake.js';
import { readP2pTime } from './p2p-values.js';

const fixture = (name: string): Uint8Array =>
  readFileSync(new URL(`../../fixtures/p2pquake/${name}.json`, import.meta.url));
/** What the cases below change of a fixture. */
interface Body {
  [key: string]: unknown;
  cancelled: boolean;
  earthquake: { hypocenter: { depth: number } };
  points: [{ scale: number }, { scale: number }];
}
const one = (name: string, change: (body: Body) => void = () => undefined) => {
  const body = JSON.parse(Buffer.from(fixture(name)).toString()) as Body;
  change(body);
  return parseP2pquake(bytesOf(body));
};
const bytesOf = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));
const thrownBy = (work: () => unknown): HubError => {
  try {
    work();
  } catch (error) {
    if (error instanceof HubError) return error;
    throw error;
  }
  throw new Error('it was read');
};
const firstOf = (...given: Parameters<typeof one>) => one(...given).reports[0];

describe('a time of P2P', () => {
  it('is that of Japan, with or without a fraction', () => {
    expect(readP2pTime('2024/01/01 16:10:09')).toBe('2024-01-01T07:10:09.000Z');
    expect(readP2pTime('2020/06/11 03:05:18.2')).toBe('2020-06-10T18:05:18.200Z');
    expect(readP2pTime('2024/02/29 00:00:00.249')).toBe('2024-02-28T15:00:00.249Z');
  });

  it.each([
    '2023/02/29 00:00:00',
    '2024/01/01 24:00:00',
    '2024/01/01 16:60:00',
    '0000/01/01 00:00:00',
    '2024-01-01 16:10:00',
    '',
  ])('is not %j', (text) => expect(readP2pTime(text)).toBeNull());
});

describe('551', () => {
  it('tells areas without hypocentre and magnitude', () => {
    expect(firstOf('quake_prompt')).toEqual({
      id: '66e1f00000000000000000a1',
      receivedAt: '2026-09-11T19:11:42.120Z',
      test: false,
      body: {
        code: 551,
        issuedAt: '2026-09-11T19:11:00.000Z',
        type: 'ScalePrompt',
        originTime: '2026-09-11T19:10:00.000Z',
        hypocentre: null,
        maxIntensity: '6-',
        domesticTsunami: 'Checking',
        foreignTsunami: 'Unknown',
        points: [
          { prefecture: '石川県', name: '石川県能登', isArea: true, intensity: '6-' },
          { prefecture: '富山県', name: '富山県西部', isArea: true, intensity: '4' },
          { prefecture: '新潟県', name: '新潟県佐渡', isArea: true, intensity: '3' },
        ],
        comment: '',
      },
    });
  });

  it('tells a hypocentre, a depth that is not known, and one that is very shallow', () => {
    const hypocentre = { name: '石川県能登地方', lngLat: [137.1, 37.4], depthKm: 10, magnitude: 6.4 };
    expect(firstOf('quake_destination')?.body).toMatchObject({ hypocentre, maxIntensity: null, points: [] });
    expect(firstOf('quake_foreign')?.body).toMatchObject({ hypocentre: { depthKm: null, magnitude: 7.3 } });
    const shallow = firstOf('quake_destination', (body) => (body.earthquake.hypocenter.depth = 0));
    expect(shallow?.body).toMatchObject({ hypocentre: { depthKm: 0 } });
  });

  it('keeps a reading that is missing as unknown and severe', () => {
    expect(firstOf('quake_detail')?.body).toMatchObject({
      points: expect.arrayContaining([{ prefecture: '石川県', name: '輪島市鳳至町', isArea: false, intensity: '5-?' }]),
    });
  });

  it('keeps a place whose class is none, and leaves out one where nothing was read', () => {
    const read = firstOf('quake_prompt', (body) => {
      body.points[0].scale = 47;
      body.points[1].scale = -1;
    });
    expect(read?.body).toMatchObject({
      points: [
        { name: '石川県能登', intensity: null },
        { name: '新潟県佐渡', intensity: '3' },
      ],
    });
  });
});

describe('552', () => {
  it('tells every coast', () => {
    expect(firstOf('tsunami_warning')?.body).toMatchObject({
      cancelled: false,
      issuedAt: '2026-09-11T19:13:21.000Z',
      coasts: [
        { grade: 'MajorWarning', immediate: true, arrivalTime: null, maxHeight: { description: '５ｍ', meters: 5 } },
        { grade: 'Warning', arrivalTime: '2026-09-11T19:20:00.000Z', maxHeight: { description: '高い', meters: null } },
        { grade: 'Watch' },
        { grade: 'Unknown', name: '架空の沿岸', maxHeight: null },
      ],
    });
  });

  it('is lifted only when it says so', () => {
    expect(firstOf('tsunami_lifted')?.body).toMatchObject({ cancelled: true, coasts: [] });
    for (const cancelled of [false, true]) {
      const { reports, problems } = one(cancelled ? 'tsunami_warning' : 'tsunami_lifted', (body) => {
        body.cancelled = cancelled;
      });
      expect(reports).toEqual([]);
      expect(problems[0]).toMatchObject({ code: 'report.invalid', place: { path: '/areas' } });
    }
  });
});

describe('556', () => {
  it('tells what is forecast where', () => {
    expect(firstOf('eew_warning')?.body).toMatchObject({
      eventId: '20260912041007',
      serial: 2,
      cancelled: false,
      earthquake: { originTime: '2026-09-11T19:10:03.000Z', hypocentre: { magnitude: 6.1 } },
      areas: [
        { name: '石川県能登', kindCode: '11', intensity: { from: '5+', to: '6-', over: false }, arrivalAt: null },
        { name: '富山県西部', kindCode: '10', intensity: { from: '4', to: null, over: true } },
      ],
    });
  });

  it('may be taken back without anything else, and may not say nothing otherwise', () => {
    expect(firstOf('eew_cancelled')?.body).toMatchObject({ cancelled: true, earthquake: null, areas: [] });
    const { problems } = one('eew_cancelled', (body) => (body.cancelled = false));
    expect(problems[0]).toMatchObject({ place: { path: '/earthquake' } });
  });

  it('calls itself a test, alone or as a whole list', () => {
    expect(firstOf('eew_test')?.test).toBe(true);
    expect(isP2pTest(fixture('eew_test'))).toBe(true);
    expect(isP2pTest(bytesOf([{ test: true }, { test: true }]))).toBe(true);
    expect(isP2pTest(fixture('eew_warning'))).toBe(false);
    expect(isP2pTest(bytesOf([{ test: true }, {}]))).toBe(false);
    expect(isP2pTest(bytesOf([]))).toBe(false);
    expect(isP2pTest(new TextEncoder().encode('{"test":true'))).toBe(false);
  });
});

describe('parseP2pquake', () => {
  it('does not let one bad item cost the others, and names its place', () => {
    const { reports, problems } = parseP2pquake(fixture('list_one-bad'));
    expect(reports.map(({ body }) => body.code)).toEqual([555, 551]);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ code: 'report.invalid', place: { path: '/1/issue/time' } });
  });

  it.each([554, 555, 561, 9611])('takes %i, which states nothing', (code) => {
    expect(parseP2pquake(bytesOf({ id: 'a', code, time: '2026/09/12 04:09:00.000' })).reports).toEqual([
      { id: 'a', receivedAt: '2026-09-11T19:09:00.000Z', test: false, body: { code } },
    ]);
  });

  it('refuses a code that nobody knows, and what is no body', () => {
    expect(parseP2pquake(bytesOf([{ id: 'a', code: 999 }, 1])).problems).toMatchObject([
      { code: 'report.unsupported', place: { path: '/0/code' } },
      { code: 'report.invalid', place: { path: '/1' } },
    ]);
    expect(thrownBy(() => parseP2pquake(bytesOf(1))).code).toBe('report.invalid');
    const cut = thrownBy(() => parseP2pquake(fixture('quake_detail').subarray(0, 300)));
    expect(cut).toMatchObject({ code: 'report.unreadable', place: { line: expect.any(Number) } });
  });

  it('knows a body without code and id by what it holds, the same every time', () => {
    const bare = (name: string) =>
      firstOf(name, (body) => {
        for (const key of ['id', 'code', 'time']) delete body[key];
      });
    expect(['quake_prompt', 'tsunami_warning', 'eew_warning'].map((name) => bare(name)?.body.code)).toEqual([
      551, 552, 556,
    ]);
    expect(bare('quake_prompt')).toMatchObject({ id: bare('quake_prompt')?.id, receivedAt: null });
    expect(bare('quake_prompt')?.id).not.toBe(bare('quake_detail')?.id);
    expect(firstOf('quake_prompt', (body) => Object.assign(body, { id: undefined, _id: 'b' }))?.id).toBe('b');
  });
});
