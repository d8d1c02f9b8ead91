import { describe, expect, it } from '@jest/globals';
import type { FeatureV1, Instant } from '@hinomi/contracts';
import { parseCap } from './parse-cap.js';
import { deriveCap } from './derive-cap.js';
import { foreignAlert, message, shelterThing, SQUARE, warning } from './write-cap.suite.js';
import { writeCap } from './write-cap.js';

const read = (feature: FeatureV1, over: Parameters<typeof message>[0] = {}) =>
  parseCap(new TextEncoder().encode(writeCap(feature, message(over))));
const EARLIER = {
  sender: 'bosai@example.jp',
  identifier: 'hub.example.jp.a.1.20260901020000000',
  sent: '2026-09-01T02:00:00.000Z' as Instant,
};
const square = () => ({ type: 'Polygon', coordinates: [SQUARE] }) as const;

describe('writeCap', () => {
  it('says of a warning what the feature says, in both languages', () => {
    const alert = read(warning(), { shapeOf: square });
    expect(alert).toEqual(deriveCap(warning(), message({ shapeOf: square })));
    expect(alert).toMatchObject({
      identifier: 'hub.example.jp.jma-warning:170000:landslide:49.1.20260901030025120',
      sender: 'bosai@example.jp',
      sent: '2026-09-01T03:00:30.000Z',
      status: 'Actual',
      msgType: 'Alert',
      scope: 'Public',
      references: [],
    });
    expect(alert.infos).toMatchObject([
      {
        language: 'ja-JP',
        categories: ['Met'],
        event: '土砂災害危険警報',
        responseTypes: ['Evacuate'],
        urgency: 'Immediate',
        severity: 'Severe',
        certainty: 'Likely',
        effective: '2026-09-01T03:00:20.000Z',
        onset: '2026-09-01T03:00:00.000Z',
        expires: '2026-09-01T09:00:00.000Z',
        senderName: '気象庁',
        headline: '能登では、土砂災害に警戒してください。',
        description: '命に危険が及ぶ土砂災害が、いつ発生してもおかしくない状況です。',
      },
      { language: 'en-US', event: 'Weather warning', headline: 'Weather warning (equivalent to alert level 4)' },
    ]);
    expect(alert.infos[1]?.areas).toEqual(alert.infos[0]?.areas);
  });

  it('gives each coded area its shape and its codes, with the check digit of JIS X 0402', () => {
    expect(read(warning(), { shapeOf: square }).infos[0]?.areas[0]).toEqual({
      description: '輪島市',
      rings: [SQUARE],
      circles: [],
      geocodes: [
        { valueName: 'JIS-X0402', value: '172049' },
        { valueName: 'jma-city', value: '1720400' },
      ],
      altitudeFeet: null,
      ceilingFeet: null,
    });
  });

  it('names codes plainly that are none of JIS X 0402', () => {
    const area = { edition: 'jma-tsunami-coast@1', codes: ['370'], names: ['石川県能登'], approximate: false };
    const line = () => ({ type: 'LineString', coordinates: [[136, 37], [137, 38]] }) as const; // prettier-ignore
    expect(read(warning({ area }), { shapeOf: line }).infos[0]?.areas).toMatchObject([
      { rings: [], circles: [], geocodes: [{ valueName: 'jma-tsunami-coast', value: '370' }] },
    ]);
  });

  it('writes times with an offset and positions with the latitude first', () => {
    const xml = writeCap(warning(), message({ shapeOf: square }));
    expect(xml).toContain('<sent>2026-09-01T12:00:30+09:00</sent>');
    expect(xml).toContain('<polygon>37,136.5 37,137 37.5,137 37.5,136.5 37,136.5</polygon>');
    expect(xml).not.toMatch(/<(sent|effective|onset|expires)>[^<]*(Z|\.\d+[+-])/);
  });

  it('updates what it references, and cancels what is over', () => {
    expect(read(warning({ version: 2 }), { references: [EARLIER] })).toMatchObject({
      msgType: 'Update',
      references: [EARLIER],
    });
    const over = read(warning(), { references: [EARLIER], isOver: true });
    expect(over).toMatchObject({ msgType: 'Cancel', references: [EARLIER] });
    expect(over.identifier).toMatch(/\.end$/);
    expect(over.infos[0]).toMatchObject({
      urgency: 'Past',
      responseTypes: ['AllClear'],
      expires: '2026-09-01T09:00:30.000Z',
    });
    expect(() => writeCap(warning(), message({ isOver: true }))).toThrow(
      expect.objectContaining({ code: 'request.invalid' }),
    );
  });

  it('is never older than what it references, and never references itself', () => {
    const later = { ...EARLIER, sent: '2026-09-01T03:00:40.000Z' as Instant };
    const alert = read(warning({ version: 2 }), { references: [later] });
    expect(alert).toMatchObject({ sent: later.sent, references: [later] });
    const { identifier, sender, sent } = read(warning());
    const itself = [{ identifier, sender, sent }];
    expect(read(warning(), { references: itself })).toMatchObject({ msgType: 'Alert', references: [] });
  });

  it('marks an exercise everywhere it can be seen', () => {
    const alert = read(warning({ exercise: 'noto-1' }));
    expect(alert).toMatchObject({ status: 'Exercise', note: '訓練 EXERCISE noto-1' });
    expect(alert.infos.map(({ headline }) => headline)).toEqual([
      '【訓練】能登では、土砂災害に警戒してください。',
      'EXERCISE: Weather warning (equivalent to alert level 4)',
    ]);
    expect(read(warning()).status).toBe('Actual');
  });

  it('always expires', () => {
    const open = warning({ valid: { from: '2026-09-01T03:00:00.000Z', to: null } });
    expect(read(open).infos.map(({ expires }) => expires)).toEqual([
      '2026-09-01T09:00:30.000Z',
      '2026-09-01T09:00:30.000Z',
    ]);
  });

  it('keeps what a CAP sender said, and adds the language that is missing', () => {
    const { infos } = read(foreignAlert());
    expect(infos).toMatchObject([
      {
        language: 'en-US',
        event: 'Flood Warning',
        headline: 'Floods along the river',
        instruction: 'Move to higher ground.',
        urgency: 'Future',
        severity: 'Moderate',
        certainty: 'Possible',
        responseTypes: ['Avoid'],
        areas: [{ description: 'Lower basin', rings: [SQUARE], geocodes: [{ valueName: 'EMMA_ID', value: 'PL805' }] }],
      },
      { language: 'ja-JP', event: '警報・注意情報', severity: 'Moderate', instruction: null },
    ]);
  });

  it.each([
    [5, 'Extreme', 'Immediate', 'Evacuate'],
    [4, 'Severe', 'Immediate', 'Evacuate'],
    [3, 'Moderate', 'Expected', 'Prepare'],
    [2, 'Minor', 'Future', 'Monitor'],
  ])('maps level %d', (level, severity, urgency, response) => {
    const order = { severity: 1, levelEquivalent: null, alertLevel: level };
    expect(read(warning(order)).infos[0]).toMatchObject({ severity, urgency, responseTypes: [response] });
  });

  it('takes the level of an order before what JMA calls equivalent', () => {
    const both = { alertLevel: 3, levelEquivalent: 5, severity: 5 };
    expect(read(warning(both)).infos[0]).toMatchObject({ severity: 'Moderate', responseTypes: ['Prepare'] });
  });

  it('tells people to go up for a tsunami without a level, and to watch after an earthquake', () => {
    const major = warning({ layer: 'tsunami', severity: 5, levelEquivalent: null });
    expect(read(major).infos[0]).toMatchObject({ severity: 'Extreme', responseTypes: ['Evacuate'] });
    const quake = warning({ layer: 'earthquake', severity: 4, levelEquivalent: null });
    expect(read(quake).infos[0]).toMatchObject({ certainty: 'Observed', responseTypes: ['Monitor'] });
  });

  it('restricts what not everybody may see', () => {
    const label = { classification: 'responders', jurisdiction: null };
    expect(read(warning({ label }))).toMatchObject({ scope: 'Restricted', restriction: '災害対応機関限り' });
  });

  it('tells of a place only what it is and where, never its attributes', () => {
    const xml = writeCap(shelterThing(), message());
    expect(xml).toContain('<circle>37.0431,136.9675 0</circle>');
    expect(xml).toContain('見本小学校');
    expect(xml).not.toMatch(/山田|090-/);
  });

  it('names a feature with odd or endless ids so that references hold', () => {
    const odd = read(warning({ id: 'jma-quake:20250410140112:intensity:5-?, <&>見' })).identifier;
    expect(odd).toBe(
      'hub.example.jp.jma-quake:20250410140112:intensity:5-~3f~2c~20~3c~26~3e~e8a68b.1.20260901030025120',
    );
    const [a, b] = ['a', 'b'].map((end) => read(warning({ id: `${'x'.repeat(590)}${end}` })).identifier);
    expect(a?.length).toBe(180);
    expect(a).not.toBe(b);
  });

  it('refuses a sender that would break references', () => {
    expect(() => writeCap(warning(), message({ sender: 'a, b' }))).toThrow(
      expect.objectContaining({ code: 'request.invalid', place: { path: '/sender' } }),
    );
  });
});
