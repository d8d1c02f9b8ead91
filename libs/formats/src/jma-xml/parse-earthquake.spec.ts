import { describe, expect, it } from '@jest/globals';
import type { EarthquakeStatement } from '@hinomi/contracts';
import { fixture, fixtureBytes } from './fixture.suite.js';
import { parseJmaXml } from './parse.js';

function statementOf(name: string): EarthquakeStatement {
  const { body } = fixture(name);
  if (body.family !== 'earthquake' || body.statement === null) throw new Error(`${name} states no earthquake`);
  return body.statement;
}

const classesOf = ({ intensities }: EarthquakeStatement): Record<string, string> =>
  Object.fromEntries((intensities ?? []).map(({ code, intensity }) => [code, intensity]));

describe('VXSE62', () => {
  it('gives a class per area and the highest, and no intensity', () => {
    const statement = statementOf('VXSE62_long-period');
    expect(statement).toMatchObject({
      report: 'VXSE62',
      hypocentre: { code: '495' },
      maxIntensity: null,
      intensities: null,
      comments: ['高いビルでは長く続くゆっくりとした揺れに注意してください。'],
    });
    expect(statement.longPeriod).toEqual({
      max: 3,
      areas: [
        { code: '390', name: '石川県能登', longPeriodClass: 3 },
        { code: '381', name: '富山県西部', longPeriodClass: 2 },
        { code: '380', name: '富山県東部', longPeriodClass: 1 },
      ],
    });
  });

  it('states nothing when it is taken back', () => {
    expect(fixture('VXSE62_cancel').body).toMatchObject({
      telegram: 'VXSE62',
      eventId: '20250410140112',
      statement: null,
    });
  });

  it('is refused without a class', () => {
    expect(() => fixture('VXSE62_no-class')).toThrow('there is no class of long-period motion');
  });

  it('is in no other report', () => {
    expect(statementOf('VXSE53_missing-reading').longPeriod).toBeUndefined();
  });
});

describe('a hypocentre in two units', () => {
  const xml = new TextDecoder().decode(fixtureBytes('VXSE61_degrees-and-minutes'));
  const read = (text: string) => {
    const { body } = parseJmaXml(new TextEncoder().encode(text));
    return body.family === 'earthquake' ? body.statement?.hypocentre : null;
  };

  it('is the finer one, whichever comes first, with the depth of either', () => {
    const whole = read(xml);
    expect(whole?.depthKm).not.toBeNull();
    const [degrees = '', minutes = ''] =
      xml.match(/<(?:jmx_eb:)?Coordinate[^>]*>[^<]*<\/(?:jmx_eb:)?Coordinate>/g) ?? [];
    expect(read(xml.replace(degrees, '§').replace(minutes, degrees).replace('§', minutes))).toEqual(whole);
    const flat = minutes.replace(/(>[^<-]*)-\d+\//, '$1/');
    expect(flat).not.toBe(minutes);
    expect(read(xml.replace(minutes, flat))).toMatchObject({ lngLat: whole?.lngLat, depthKm: expect.any(Number) });
  });
});

describe('the envelope', () => {
  it('gives times as instants and empty elements as null', () => {
    expect(fixture('VXSE51_flash')).toMatchObject({
      control: { title: '震度速報', dateTime: '2025-04-10T05:03:20.000Z', status: '通常', publishingOffice: '気象庁' },
      head: {
        reportDateTime: '2025-04-10T05:03:00.000Z',
        targetDateTime: '2025-04-10T05:01:00.000Z',
        validDateTime: null,
        eventId: '20250410140112',
        infoType: '発表',
        serial: null,
        infoKind: '震度速報',
      },
    });
  });

  it('tells a correction from its original by the time it was sent', () => {
    const [flash, correction] = [fixture('VXSE51_flash'), fixture('VXSE51_correction')];
    expect(correction.head).toMatchObject({ infoType: '訂正', reportDateTime: flash.head.reportDateTime });
    expect(correction.control.dateTime > flash.control.dateTime).toBe(true);
  });

  it('keeps the full-width space that a headline begins with', () => {
    expect(fixture('VXSE52_hypocentre').head.headline.text).toBe('　１０日１４時０１分ころ、地震がありました。');
  });

  it('reads Shift_JIS when the telegram declares it', () => {
    expect(fixture('VXSE51_shift-jis')).toEqual(fixture('VXSE51_flash'));
  });
});

describe('VXSE51', () => {
  it('gives areas with their class, and no hypocentre', () => {
    const statement = statementOf('VXSE51_flash');
    expect(statement).toMatchObject({ report: 'VXSE51', hypocentre: null, magnitude: null, maxIntensity: '4' });
    expect(statement.intensities).toEqual([
      { code: '390', name: '石川県能登', level: 'area', intensity: '4' },
      { code: '391', name: '石川県加賀', level: 'area', intensity: '3' },
      { code: '381', name: '富山県西部', level: 'area', intensity: '3' },
    ]);
  });

  it('states nothing when it takes back', () => {
    const report = fixture('VXSE51_cancel');
    expect(report.body).toMatchObject({ telegram: 'VXSE51', eventId: '20250410140112', statement: null });
    expect(report.texts).toEqual(['先の震度速報は誤りでした。取り消します。']);
  });
});

describe('VXSE52 and VXSE61', () => {
  it('gives the hypocentre, its depth in kilometres and the note on tsunami', () => {
    expect(statementOf('VXSE52_hypocentre')).toMatchObject({
      originTime: '2025-04-10T05:01:00.000Z',
      hypocentre: { name: '能登半島沖', code: '495', lngLat: [136.7, 37.4], depthKm: 10 },
      magnitude: { value: 5.4, type: 'Mj', description: 'Ｍ５．４' },
      maxIntensity: null,
      intensities: null,
      comments: ['津波の心配はありません。'],
    });
  });

  it('keeps an unknown place and an unknown magnitude unknown', () => {
    expect(statementOf('VXSE52_test-unknown')).toMatchObject({
      hypocentre: { name: '北海道東方沖', lngLat: null, depthKm: null },
      magnitude: { value: null, description: 'Ｍ不明' },
    });
  });

  it('prefers degrees and minutes where both are given', () => {
    expect(statementOf('VXSE61_degrees-and-minutes')).toMatchObject({
      report: 'VXSE61',
      hypocentre: { lngLat: [136.69, 37.41], depthKm: 12 },
    });
  });
});

describe('VXSE53', () => {
  it('shows a missing reading as severe and unknown, also beside a weaker one', () => {
    expect(classesOf(statementOf('VXSE53_missing-reading'))).toMatchObject({
      '1720200': '4',
      '1720400': '5-?',
      '1720500': '5-?',
    });
  });

  it('counts a missing reading in the strongest class', () => {
    expect(statementOf('VXSE53_missing-reading').maxIntensity).toBe('5-?');
  });

  it('takes a class that an area or city lacks from what lies within', () => {
    expect(classesOf(statementOf('VXSE53_missing-reading'))).toMatchObject({ '390': '4', '391': '3', '1720100': '3' });
  });

  it('tells "nothing felt" from "not said"', () => {
    expect(statementOf('VXSE53_late-not-felt')).toMatchObject({ intensities: [], maxIntensity: null, distant: false });
    expect(statementOf('VXSE53_distant')).toMatchObject({ intensities: null, maxIntensity: null, distant: true });
  });

  it('reads a distant earthquake south of the equator and west of Greenwich', () => {
    expect(statementOf('VXSE53_distant')).toMatchObject({
      hypocentre: { name: '南太平洋（トンガ諸島）', code: '950', lngLat: [-176, -18.1], depthKm: null },
      magnitude: { value: 7.3, type: 'Mw' },
      comments: ['日本への津波の有無を調べています。', '次の情報は１７時ころの予定です。\nご注意ください。'],
    });
    expect(fixture('VXSE53_distant').texts).toContain('震源要素：ＰＴＷＣ');
  });

  it('reads what is there when much is missing', () => {
    const report = fixture('VXSE53_missing-elements');
    expect(report).toMatchObject({
      control: { dateTime: report.head.reportDateTime, publishingOffice: null },
      head: { serial: null, targetDateTime: null },
    });
    expect(statementOf('VXSE53_missing-elements')).toMatchObject({
      originTime: null,
      hypocentre: { code: null, lngLat: null, depthKm: null },
      magnitude: null,
      maxIntensity: '1',
      intensities: [
        { code: '390', intensity: '1' },
        { code: '穴水町', name: '穴水町', intensity: '1' },
      ],
    });
  });

  it('is known by its InfoKind when its title is wrong', () => {
    expect(fixture('VXSE53_wrong-title').body).toMatchObject({ telegram: 'VXSE53' });
  });
});
