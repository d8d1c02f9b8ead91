import { describe, expect, it } from '@jest/globals';
import type { HubError } from '@hinomi/contracts';
import { fixture } from './fixture.suite.js';

function eew(name: string) {
  const { body } = fixture(name);
  if (body.family !== 'eew') throw new Error(`${name} is a ${body.family}`);
  return body.statement;
}

describe('緊急地震速報', () => {
  it('tells hypocentre, number and what is forecast where', () => {
    expect(eew('VXSE45_forecast')).toMatchObject({
      telegram: 'VXSE45',
      serial: 4,
      last: false,
      warning: true,
      assumed: false,
      detectedAt: '2026-09-01T06:00:06.000Z',
      hypocentre: { name: '能登半島沖', lngLat: [137.2, 37.5], depthKm: 10 },
      magnitude: { value: 7.1 },
      maxIntensity: { from: '6-', to: null, over: true },
      comments: ['強い揺れに警戒してください。'],
    });
  });

  it('tells per area whether it is warned, has arrived, or has no estimate', () => {
    const areas = eew('VXSE45_forecast')?.areas ?? [];
    expect(areas.map(({ code, warned, arrived, arrivalAt }) => [code, warned, arrived, arrivalAt])).toEqual([
      ['390', true, true, null],
      ['391', true, false, '2026-09-01T06:00:25.000Z'],
      ['381', true, false, null],
      ['370', false, false, '2026-09-01T06:00:28.000Z'],
    ]);
    expect(areas[1]?.intensity).toEqual({ from: '5-', to: '5+', over: false });
  });

  it('knows an assumed hypocentre, the last report and the warning telegram', () => {
    expect(eew('VXSE45_assumed')).toMatchObject({ assumed: true });
    expect(eew('VXSE45_last')).toMatchObject({ last: true, assumed: false });
    expect(eew('VXSE43_warning')).toMatchObject({ telegram: 'VXSE43', warning: true });
  });

  it('has no statement when it is taken back, and is refused when it says nothing', () => {
    expect(eew('VXSE45_cancel')).toBeNull();
    let refusal: unknown;
    try {
      fixture('VXSE45_nothing');
    } catch (error) {
      refusal = error;
    }
    expect(refusal as HubError).toMatchObject({ code: 'report.invalid', place: { path: '/Report/Body/Earthquake' } });
  });
});
