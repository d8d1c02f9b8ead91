import { describe, expect, it } from '@jest/globals';
import type { TsunamiStatement } from '@hinomi/contracts';
import { fixture } from './fixture.suite.js';

function statementsOf(name: string): readonly TsunamiStatement[] {
  const { body } = fixture(name);
  if (body.family !== 'tsunami') throw new Error(`${name} is no tsunami telegram`);
  return body.statements;
}

function statementOf(name: string): TsunamiStatement {
  const [first] = statementsOf(name);
  if (!first) throw new Error(`${name} states nothing`);
  return first;
}

const categoriesOf = (name: string): Record<string, string> =>
  Object.fromEntries(statementOf(name).coasts.map(({ code, category }) => [code, category]));

describe('VTSE41', () => {
  it('gives every coast its category', () => {
    expect(categoriesOf('VTSE41_unknown-heights')).toEqual({
      '210': 'major-warning',
      '220': 'major-warning',
      '300': 'warning',
      '330': 'advisory',
      '600': 'forecast',
    });
  });

  it('keeps heights that have no number in words', () => {
    const heights = statementOf('VTSE41_unknown-heights').coasts.map(({ maxHeight }) => maxHeight);
    expect(heights).toEqual([
      { meters: null, over: false, description: '巨大', condition: '不明' },
      { meters: 10, over: true, description: '１０ｍ超' },
      { meters: null, over: false, description: '高い', condition: '不明' },
      { meters: null, over: false, description: '不明', condition: '不明' },
      { meters: 0.2, over: false, description: '０．２ｍ未満' },
    ]);
  });

  it('gives an arrival as a time or as words', () => {
    const [iwate, miyagi, , , kochi] = statementOf('VTSE41_unknown-heights').coasts;
    expect(iwate?.firstWave).toEqual({ arrivalTime: null, condition: '津波到達中と推測' });
    expect(miyagi?.firstWave).toEqual({ arrivalTime: '2025-06-01T18:40:00.000Z', condition: null });
    expect(kochi?.firstWave).toBeNull();
  });

  it('names the earthquakes and says what the telegram says', () => {
    expect(statementOf('VTSE41_unknown-heights')).toMatchObject({
      part: 'warning',
      eventIds: ['20250602031045'],
      earthquakes: [
        {
          hypocentre: { name: '三陸沖', depthKm: 20 },
          magnitude: { value: null, description: 'Ｍ８を超える巨大地震' },
        },
      ],
      comments: ['＜大津波警報＞\n高いところへ逃げてください。'],
    });
  });

  it('lists every earthquake of the event id', () => {
    expect(statementOf('VTSE41_slight-change').eventIds).toEqual(['20250703101500', '20250703093012']);
    expect(fixture('VTSE41_slight-change').head.validDateTime).toBe('2025-07-03T07:20:00.000Z');
  });

  it('says when 若干の海面変動 is over, also beside what does not end by itself', () => {
    expect(statementOf('VTSE41_advisory-with-end').slightChangeUntil).toBe('2025-07-03T07:20:00.000Z');
    expect(statementOf('VTSE41_slight-change').slightChangeUntil).toBe('2025-07-03T07:20:00.000Z');
    expect(statementOf('VTSE41_unknown-heights').slightChangeUntil).toBeUndefined();
  });

  it('keeps lifted coasts, as nothing in force, also when only the name says so', () => {
    expect(categoriesOf('VTSE41_lifted')).toEqual({ '210': 'none', '300': 'none' });
  });
});

describe('VTSE51', () => {
  it('gives high tide and arrival per station', () => {
    expect(statementsOf('VTSE51_arrival').map(({ part }) => part)).toEqual(['arrival']);
    expect(statementOf('VTSE51_arrival').coasts[0]?.stations).toEqual([
      {
        code: '21001',
        name: '宮古',
        highTideAt: '2025-06-01T22:25:00.000Z',
        firstWave: { arrivalTime: '2025-06-01T18:50:00.000Z', condition: null },
      },
      {
        code: '21002',
        name: '大船渡',
        highTideAt: '2025-06-01T22:20:00.000Z',
        firstWave: { arrivalTime: null, condition: '津波到達中と推測' },
      },
    ]);
  });

  it('makes two statements of observation and arrival, each with its own part only', () => {
    const [arrival, observation, ...more] = statementsOf('VTSE51_observation-and-arrival');
    expect(more).toEqual([]);
    expect(arrival).toMatchObject({ part: 'arrival', observations: [], coasts: [{ code: '210' }] });
    expect(observation).toMatchObject({ part: 'observation', coasts: [] });
  });

  it('keeps what a gauge says beside the height, and what it says without one', () => {
    const [, observation] = statementsOf('VTSE51_observation-and-arrival');
    expect(observation?.observations.map(({ maxHeight }) => maxHeight)).toEqual([
      { meters: 8.5, over: true, description: '８．５ｍ以上', condition: '重要　欠測' },
      { meters: 1.2, over: false, description: '１．２ｍ', condition: '上昇中' },
      { meters: null, over: false, description: '観測中', condition: '観測中' },
      { meters: null, over: false, description: '微弱', condition: '微弱' },
    ]);
    expect(observation?.observations[0]).toMatchObject({
      coast: { code: '210' },
      station: { code: '21001', name: '宮古' },
      offshore: false,
      firstWave: { arrivalTime: '2025-06-01T18:48:00.000Z', initial: '押し' },
      maxHeightAt: '2025-06-01T19:11:00.000Z',
    });
    expect(observation?.observations[1]?.firstWave).toEqual({
      arrivalTime: null,
      condition: '第１波識別不能',
      initial: null,
    });
  });

  it('states nothing when it takes back', () => {
    expect(statementsOf('VTSE51_cancel')).toEqual([]);
  });
});

describe('VTSE52', () => {
  it('gives offshore gauges no coast, and estimations for coasts', () => {
    expect(statementOf('VTSE52_offshore')).toMatchObject({
      part: 'offshore',
      observations: [{ coast: null, station: { code: '21090', name: '岩手釜石沖' }, offshore: true }],
      estimations: [
        { code: '210', maxHeight: { meters: 10, over: true }, maxHeightAt: '2025-06-01T18:58:00.000Z' },
        { code: '220', firstWave: null, maxHeight: { meters: null, description: '推定中' }, maxHeightAt: null },
      ],
    });
  });

  it('is told from VTSE51 by the title of the head when its own is wrong', () => {
    expect(fixture('VTSE51_wrong-title').body).toMatchObject({ telegram: 'VTSE52' });
  });
});
