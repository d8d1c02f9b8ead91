import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { FeatureV1, Geometry } from '@hinomi/contracts';
import { about, area, CapHub, info, inMinutes, message, SQUARE } from './cap-hub.suite.js';

let hub: CapHub;
beforeEach(async () => {
  hub = new CapHub();
  await hub.open();
});
afterEach(() => hub.close());

/** Which messages stand, by identifier. */
async function standing(): Promise<string[]> {
  return [...new Set((await hub.picture()).map(({ id }) => id.split(',')[1] ?? ''))];
}
async function shown(xml: string | Uint8Array): Promise<FeatureV1> {
  await hub.post(xml);
  const [only, ...more] = await hub.picture();
  if (!only || more.length > 0) throw new Error(`${more.length + (only ? 1 : 0)} features`);
  return only;
}
const said = ({ properties }: FeatureV1) => {
  if (properties.type !== 'alert') throw new Error(`is ${properties.type}`);
  return properties;
};
const ringsOf = (geometry: Geometry | null): number[][][] => {
  if (geometry?.type === 'Polygon') return geometry.coordinates;
  return geometry?.type === 'MultiPolygon' ? geometry.coordinates.flat() : [];
};

describe('a CAP alert as it is written somewhere', () => {
  const plain = message('a');
  const prefixed = plain.replaceAll(/<(\/?)(?=[a-z])/gi, '<$1cap:').replace('xmlns=', 'xmlns:cap=');
  const latin = plain
    .replace('UTF-8', 'ISO-8859-1')
    .replaceAll('大雨', 'Überschwemmung')
    .replaceAll('見本市', 'Münchën');
  it.each<[string, string | Uint8Array, string]>([
    ['prefixes', prefixed, '大雨'],
    ['CDATA', plain.replaceAll('大雨</event>', '<![CDATA[大雨]]></event>'), '大雨'],
    ['a byte order mark', `\uFEFF${plain}`, '大雨'],
    ['UTF-16', Buffer.from(`\uFEFF${plain.replace('UTF-8', 'UTF-16')}`, 'utf16le'), '大雨'],
    ['ISO-8859-1', Buffer.from(latin, 'latin1'), 'Überschwemmung'],
    ['CAP 1.1', plain.replace('cap:1.2', 'cap:1.1'), '大雨'],
    ['CAP 1.0', plain.replace('urn:oasis:names:tc:emergency:cap:1.2', 'http://www.incident.com/cap/1.0'), '大雨'],
    ['a style sheet and comments', plain.replace('<alert', '<?xml-stylesheet href="a.xsl"?><!-- a --><alert'), '大雨'],
  ])('with %s is on the map', async (_what, xml, event) => {
    const feature = await shown(xml);
    expect(feature).toMatchObject({ severity: 4, label: { classification: 'public' }, geometry: { type: 'Polygon' } });
    expect(said(feature).title).toBe(event);
  });

  it('with nothing but what it must have is listed, and says that nothing more is known', async () => {
    const bare = `<category>Met</category><event>大雨</event><urgency/><severity></severity><certainty/><expires/>`;
    const feature = await shown(message('a', { note: '' }, bare));
    expect(feature).toMatchObject({ geometry: null, area: null, severity: 1 });
    expect(said(feature)).toMatchObject({ urgency: 'Unknown', severityAsGiven: 'Unknown', certainty: 'Unknown' });
  });

  it('reads UTC and fractions of a second', async () => {
    const sent = new Date(Date.now() - 60_000).toISOString();
    const feature = await shown(
      message('a', { sent }, info({ expires: new Date(Date.now() + 3_600_000).toISOString() })),
    );
    expect(feature.issuedAt).toBe(sent);
  });
});

describe('where a CAP alert is', () => {
  it('is its circles', async () => {
    const feature = await shown(message('a', {}, info({ area: area('<circle>35.1,139.2 5</circle>') })));
    expect(feature.geometry?.type).toBe('Polygon');
  });

  it('is its geocodes where it draws nothing', async () => {
    const coded = area('<polygon/><geocode><valueName>JISX0402</valueName><value>131016</value></geocode>');
    const feature = await shown(message('a', {}, info({ area: coded })));
    expect(feature).toMatchObject({ geometry: null, areaCodes: ['13', '13101'], area: { codes: ['1310100'] } });
  });

  it('is on both sides of the 180th meridian, and within the world', async () => {
    const ring = '-16,178 -16,-178 -18,-178 -18,178 -16,178';
    const feature = await shown(message('a', {}, info({ area: area(`<polygon>${ring}</polygon>`) })));
    expect(feature.geometry?.type).toBe('MultiPolygon');
    expect(
      ringsOf(feature.geometry)
        .flat()
        .every(([lng = 999]) => Math.abs(lng) <= 180),
    ).toBe(true);
  });

  it('is every polygon: one within another is no hole', async () => {
    const inner = '35.05,139.1 35.1,139.1 35.1,139.2 35.05,139.2 35.05,139.1';
    const both = area(`<polygon>${SQUARE}</polygon><polygon>${inner}</polygon>`);
    const { geometry } = await shown(message('a', {}, info({ area: both })));
    expect(geometry).toMatchObject({ type: 'MultiPolygon', coordinates: [[expect.any(Array)], [expect.any(Array)]] });
  });

  it('may have ten thousand points', async () => {
    const points = Array.from({ length: 10_000 }, (_, index) => {
      const angle = (index / 10_000) * 2 * Math.PI;
      return `${(35 + Math.sin(angle) * 0.5).toFixed(6)},${(139 + Math.cos(angle) * 0.5).toFixed(6)}`;
    });
    const ring = [...points, points[0]].join(' ');
    const feature = await shown(message('a', {}, info({ area: area(`<polygon>${ring}</polygon>`) })));
    expect(ringsOf(feature.geometry)[0]?.length).toBeGreaterThan(100);
  });
});

describe('what a CAP alert says', () => {
  it('is one feature for several languages, and one for each severity', async () => {
    const infos = [info(), info({ language: 'en', event: 'Heavy rain' }), info({ severity: 'Minor' })];
    await hub.post(message('a', {}, ...infos));
    const features = await hub.picture();
    expect(features.map((feature) => [feature.severity, said(feature).texts.map(({ language }) => language)])).toEqual([
      [4, ['ja', 'en']],
      [2, ['ja']],
    ]);
  });

  it.each([
    ['Restricted', { scope: 'Restricted', restriction: '関係機関限り' }],
    ['Private', { scope: 'Private', addresses: 'a@town.example' }],
  ])('is not for the public when it is %s', async (_scope, head) => {
    const feature = await shown(message('a', head));
    expect(feature.label.classification).toBe('responders');
    expect(JSON.stringify(feature)).not.toContain('a@town.example');
  });

  it.each(['Exercise', 'System', 'Test', 'Draft'])('never is real when it is %s', async (status) => {
    await hub.post(message('a', { status }));
    expect(await hub.picture()).toEqual([]);
    expect(await hub.picture('drill')).toMatchObject([{ exercise: expect.stringMatching(/^cap-(exercise|test)$/) }]);
  });

  it.each(['Ack', 'Error'])('is nothing when it is an %s', async (msgType) => {
    await hub.post(message('a'));
    expect(await hub.post(message('b', { msgType, references: about('a') }))).toMatchObject({ accepted: [] });
    expect(await standing()).toEqual(['a']);
  });

  it.each<Record<string, string>>([{ responseType: 'AllClear' }, { urgency: 'Past' }])(
    'is no alarm when it is %j',
    async (words) => {
      expect(await shown(message('a', {}, info({ severity: 'Extreme', ...words })))).toMatchObject({ severity: 1 });
    },
  );

  it('is over when it has expired, before it came or before it was sent', async () => {
    const over = await hub.post(message('a', {}, info({ expires: inMinutes(-5) })));
    const never = await hub.post(message('b', {}, info({ expires: inMinutes(-600) })));
    expect([over, never].flatMap(({ accepted }) => accepted.map(({ effect }) => effect))).toEqual(['past', 'past']);
    expect(await standing()).toEqual([]);
  });

  it('keeps two senders apart who use one identifier', async () => {
    await hub.post(message('a'));
    await hub.post(message('a', { sender: 'other@town.example' }));
    await hub.post(message('b', { msgType: 'Cancel', references: about('a') }));
    expect((await hub.picture()).map(({ id }) => id.split(',')[0])).toEqual(['cap:other@town.example']);
  });
});

describe('CAP messages about others', () => {
  const first = message('1');
  const update = (id: string, ...of: string[]): string => message(id, { msgType: 'Update', references: about(...of) });
  const cancel = (id: string, ...of: string[]): string => message(id, { msgType: 'Cancel', references: about(...of) });
  /** Sent five minutes after the others. */
  const later = (id: string, references: string): string =>
    message(id, { msgType: 'Update', references, sent: inMinutes(-25) });
  const aboutLater = (id: string): string => `alerts@town.example,${id},${inMinutes(-25)}`;
  it.each<[string, string[], string[]]>([
    ['an Update of an Update', [first, update('2', '1'), update('3', '2')], ['3']],
    ['an Update of all before', [first, update('2', '1'), update('3', '1', '2')], ['3']],
    ['a Cancel of an Update', [first, update('2', '1'), cancel('3', '2')], []],
    ['a Cancel of the first alone', [first, update('2', '1'), cancel('3', '1')], ['2']],
    ['a Cancel of what nobody knows', [cancel('3', 'x')], []],
    ['an Update of what nobody knows', [update('2', 'x')], ['2']],
    [
      'an Update that has expired',
      [first, message('2', { msgType: 'Update', references: about('1') }, info({ expires: inMinutes(-1) }))],
      [],
    ],
    [
      'two Updates that name each other',
      [later('1', about('2')), message('2', { msgType: 'Update', references: aboutLater('1') })],
      ['1'],
    ],
    ['a Cancel that an Update takes back', [first, cancel('2', '1'), update('3', '2')], ['3']],
  ])('%s ends the same in every order', async (_what, messages, end) => {
    for (const order of permutations(messages)) {
      const fresh = new CapHub();
      await fresh.open();
      for (const xml of [...order, ...order]) await fresh.post(xml);
      const ids = (await fresh.picture()).map(({ id }) => id.split(',')[1]);
      await fresh.close();
      expect(ids).toEqual(end);
    }
  });
});

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length <= 1) return [[...items]];
  return items.flatMap((item, at) =>
    permutations(items.filter((_, other) => other !== at)).map((rest) => [item, ...rest]),
  );
}
