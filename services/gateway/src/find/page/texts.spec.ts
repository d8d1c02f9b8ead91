import { describe, expect, it } from '@jest/globals';
import type { FeatureId, Instant, PublicHazard, PublicPlace } from '@hinomi/contracts';
import { Words } from '../words/words.js';
import { hazardText, threatTexts, toldHazards } from './hazard-text.js';
import { FIND_SCRIPT } from './script.js';
import { sketch, sketchBounds } from './sketch.js';
import { ageText, clockText } from './time-text.js';

const [ja, en, pt] = [new Words('ja'), new Words('en'), new Words('pt')];
const NOW = Date.parse('2026-11-26T01:00:00.000Z');
const at = (text: string) => text as Instant;

function hazard(over: Partial<PublicHazard> = {}): PublicHazard {
  return {
    feature: 'h:1' as FeatureId,
    topic: 'heavy-rain',
    severity: 4,
    intensity: null,
    title: null,
    agency: '',
    issuedAt: at('2026-11-26T00:00:00.000Z'),
    kinds: ['flood', 'inland_flood'],
    ...over,
  };
}

const threatened = (suits: PublicPlace['suits'], ...threats: PublicPlace['threats']) =>
  ({ suits, threats }) as PublicPlace;

describe('a time', () => {
  it.each([
    ['2026-11-26T00:40:00.000Z', ja, '9:40'],
    // The day is Japan's.
    ['2026-11-25T15:00:00.000Z', ja, '0:00'],
    ['2026-11-25T14:59:00.000Z', ja, '11月25日23:59'],
    ['2026-11-25T14:59:00.000Z', en, '11/25 23:59'],
    ['2026-11-25T14:59:00.000Z', pt, '25/11 23:59'],
  ])('%s is told as of Japan', (instant, words, text) => {
    expect(clockText(at(instant), NOW, words)).toBe(text);
  });

  it.each([
    ['2026-11-26T01:05:00.000Z', 'just now'],
    ['2026-11-26T00:59:01.000Z', 'just now'],
    ['2026-11-26T00:38:30.000Z', '21 min ago'],
    ['2026-11-25T18:00:00.000Z', '7 h ago'],
    ['2026-11-20T01:00:00.000Z', '6 d ago'],
  ])('%s is %s', (instant, text) => {
    expect(ageText(at(instant), NOW, en)).toBe(text);
  });
});

describe('a hazard', () => {
  it.each([
    [hazard(), ja, '大雨（危険）'],
    [hazard({ topic: 'earthquake', intensity: '6+' }), ja, '地震（震度6強）'],
    [hazard({ topic: 'earthquake', intensity: '5-?' }), en, 'earthquake (intensity 5 Lower)'],
    [hazard({ topic: 'earthquake', intensity: '7' }), en, 'earthquake (intensity 7)'],
    [hazard({ topic: 'notice', title: '避難指示', severity: 1 }), en, 'notice “避難指示”'],
  ])('%# is named with how bad it is', (each, words, text) => {
    expect(hazardText(each, words)).toBe(text);
  });

  it('is told once a topic, the worst first; notices each by themselves', () => {
    const told = toldHazards([
      hazard({ severity: 3 }),
      hazard({ severity: 5, feature: 'h:2' as FeatureId }),
      hazard({ topic: 'notice', feature: 'h:3' as FeatureId }),
      hazard({ topic: 'notice', feature: 'h:4' as FeatureId }),
    ]);
    expect(told.map(({ topic, severity }) => [topic, severity])).toEqual([
      ['heavy-rain', 5],
      ['notice', 4],
      ['notice', 4],
    ]);
  });
});

describe('why one should go there or not', () => {
  const wind = { hazard: hazard({ topic: 'wind', kinds: [] }), designated: 'unknown', covers: true } as const;

  it('is said with the kinds that the place is not for, whether the area covers it or not', () => {
    const no = { hazard: hazard(), designated: 'no', covers: true } as const;
    expect(threatTexts(threatened('avoid', no, wind), ja)).toEqual([
      '大雨（危険）の区域の中にあります。ここは洪水、内水氾濫のときの避難先に指定されていません。',
    ]);
    expect(threatTexts(threatened('avoid', { ...no, covers: false }), en)).toEqual([
      'In force: heavy rain (danger). This place is not designated for: Flood, Flooding in town.',
    ]);
  });

  it('is said where nobody knows, where it suits, and not at all where nothing is in force', () => {
    const yes = { hazard: hazard(), designated: 'yes', covers: true } as const;
    expect(threatTexts(threatened('suited', yes, wind), en)).toEqual(['Designated for: heavy rain.']);
    expect(threatTexts(threatened('unsure', { ...yes, designated: 'unknown' }), en)).toEqual([
      'Not known whether it can be used in case of: heavy rain.',
    ]);
    expect(threatTexts(threatened('suited', wind), en)).toEqual([]);
  });
});

describe('the sketch', () => {
  const place = (lng: number, lat: number, suits: PublicPlace['suits'] = 'suited') =>
    ({ lngLat: [lng, lat], suits, state: { is: 'open', seenAt: null, isOld: false } }) as unknown as PublicPlace;

  it('has every place and the asker in view, and is no narrower than a kilometre', () => {
    expect(sketchBounds([], null)).toBeNull();
    const [west = 0, south = 0, east = 0, north = 0] =
      sketchBounds([place(137.02, 37), place(137, 37.01)], [137, 37]) ?? [];
    expect(west).toBeLessThanOrEqual(136.98);
    expect(east).toBeGreaterThanOrEqual(137.02);
    expect([south < 37, north > 37.01]).toEqual([true, true]);
    const single = sketchBounds([place(137, 37)], null) ?? [0, 0, 0, 0];
    expect(single[3] - single[1]).toBeCloseTo(0.01, 6);
  });

  it('numbers them as the list, tells those to avoid by shape, and leaves out borders beyond the view', () => {
    const border = (lng: number) => ({
      type: 'Polygon',
      coordinates: [
        [
          [lng, 36.9],
          [lng, 37.1],
          [lng + 1, 37.1],
          [lng, 36.9],
        ],
      ],
    });
    const drawn = (...lngs: number[]) =>
      sketch([place(137, 37.005), place(137.005, 37, 'avoid')], [137, 37], lngs.map(border) as never, ja).text;
    const pathOf = (text: string) => /<path\s+d="([^"]*)"/.exec(text)?.[1];
    const text = drawn(137.002, 150);
    expect([...text.matchAll(/>\s*(\d)\s*<\/text\s*>/g)].map(([, number]) => number)).toEqual(['2', '1']);
    expect(text.match(/<rect/g)).toHaveLength(1);
    expect(pathOf(text)).toMatch(/^M/);
    expect(pathOf(text)).toBe(pathOf(drawn(137.002)));
    expect(pathOf(drawn(150))).toBe('');
  });
});

describe('the script', () => {
  it('is what browsers of 2015 read: no word or sign of a later language', () => {
    expect(FIND_SCRIPT).not.toMatch(/=>|`|\?\.|\?\?|\b(let|const|class|async|await|import|export)\b|\.\.\./);
    // It is read as a script, not as a module.
    expect(() => new Function(FIND_SCRIPT)).not.toThrow();
  });
});
