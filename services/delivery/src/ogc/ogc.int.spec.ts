import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LAYERS, type FeatureV1, type Instant, type RunId } from '@hinomi/contracts';
import { pictureFeature } from '@hinomi/testing';
import { TestDelivery, TestWorld, until } from '../test-delivery.suite.js';
import { DeliveredPictures } from '../picture/delivered-pictures.js';
import { CONFORMANCE, CRS84, type OgcLink } from './ogc-vocabulary.js';

const world = new TestWorld();
const delivery = new TestDelivery(world);

const day = (date: number): Instant => `2026-11-${date}T00:00:00.000Z` as Instant;
const point = (lng: number, lat: number): FeatureV1['geometry'] => ({ type: 'Point', coordinates: [lng, lat] });
const of = (id: string, over: Partial<Omit<FeatureV1, 'id'>> = {}): FeatureV1 => pictureFeature({ id, ...over });

/** Earthquakes of every sort that the parameters tell apart. */
const QUAKES = [
  of('q:noto', { severity: 4, geometry: point(136.9, 37.4), valid: { from: day(20), to: day(22) } }),
  of('q:fiji', { severity: 2, geometry: point(179.5, -17), valid: { from: day(21), to: null } }),
  of('q:samoa', { severity: 1, geometry: point(-172, -13), valid: { from: day(24), to: null } }),
  of('q:nowhere', { severity: 5, geometry: null, valid: { from: day(10), to: day(11) } }),
  of('q:responders', { geometry: point(10, 10), label: { classification: 'responders', jurisdiction: null } }),
];
const WARNING = of('w:wajima', {
  layer: 'weather-warning',
  severity: 3,
  levelEquivalent: 3,
  geometry: null,
  area: { edition: 'jma-city@test-1', codes: ['1720400', '1720500'], names: ['輪島市', '珠洲市'], approximate: true },
  areaCodes: ['17204', '17205'],
});
const DRILL = of('drill:run:q', { exercise: 'run-1' as RunId, geometry: point(0, 0) });

beforeAll(async () => {
  await world.open();
  await world.write(...QUAKES, WARNING);
  await world.write(DRILL);
  await delivery.start();
});
afterAll(async () => {
  await delivery.stop();
  await world.close();
});

interface Items {
  type: string;
  features: { id: string; geometry: { type: string; coordinates: unknown[] } | null; properties: FeatureV1 }[];
  links: OgcLink[];
  numberMatched: number;
  numberReturned: number;
  timeStamp: string;
}

const get = (path: string, as?: string, headers?: Record<string, string>) =>
  delivery.ask('GET', path, { ...(as && { as }), ...(headers && { headers }) });

async function items(query: string | Record<string, string> = '', layer = 'earthquake', as?: string): Promise<Items> {
  const text = typeof query === 'string' ? query : new URLSearchParams(query).toString();
  const reply = await get(`/ogc/collections/${layer}/items?${text}`, as);
  expect([reply.status, reply.text]).toEqual([200, expect.anything()]);
  return reply.json<Items>();
}
const ids = ({ features }: Items): string[] => features.map(({ id }) => id);
const idsOf = async (query: string | Record<string, string>, layer?: string, as?: string) =>
  ids(await items(query, layer, as));
const pathOf = (link: OgcLink | undefined): string => link!.href.slice(delivery.base.length);

describe('the landing page', () => {
  it('links to the two descriptions, the conformance classes and the data', async () => {
    const reply = await get('/ogc');
    const { links } = reply.json<{ links: OgcLink[] }>();
    expect(reply.headers.get('content-type')).toMatch('application/json');
    expect(links.map(({ rel }) => rel)).toEqual(['self', 'service-desc', 'service-desc', 'conformance', 'data']);
    expect(links[2]).toMatchObject({
      href: `${delivery.base}/asyncapi.json`,
      type: 'application/vnd.aai.asyncapi+json',
    });
  });

  it.each(['', '?exercise=true'])('leads to everything: each link is answered, with its type: %s', async (asked) => {
    const seen = new Set<string>();
    const waiting = [`/ogc${asked}`];
    for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
      if (seen.has(path)) continue;
      seen.add(path);
      const reply = await get(path);
      expect([path, reply.status]).toEqual([path, 200]);
      const found = [...reply.text.matchAll(/\{"href":"[^}]*\}/g)].map(([text]) => JSON.parse(text) as OgcLink);
      for (const link of found) {
        if (link.href.endsWith('/asyncapi.json')) continue;
        expect(link.href).toMatch(new RegExp(`^${delivery.base}/ogc(/[^?]*)?${asked.replace('?', '[?]')}$`));
        waiting.push(pathOf(link));
        if (seen.has(pathOf(link))) continue;
        const { headers } = await get(pathOf(link));
        expect([link.href, headers.get('content-type')]).toEqual([link.href, expect.stringContaining(link.type)]);
      }
    }
    expect(seen.size).toBe(4 + 3 * LAYERS.length);
  });

  it('names the conformance classes that the tests below are about', async () => {
    const { conformsTo } = (await get('/ogc/conformance')).json<{ conformsTo: string[] }>();
    expect(conformsTo).toEqual(CONFORMANCE);
    expect(conformsTo).toContain('http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core');
  });

  it('describes every path and parameter in OpenAPI, with nothing that leads nowhere', async () => {
    const reply = await get('/ogc/api');
    expect(reply.headers.get('content-type')).toBe('application/vnd.oai.openapi+json;version=3.0');
    interface Api {
      openapi: string;
      servers: [{ url: string }];
      paths: Record<string, { get: { operationId: string; parameters: { $ref: string }[] } }>;
    }
    const api = reply.json<Api>();
    expect(api.openapi).toMatch(/^3\.0/);
    for (const [, reference] of reply.text.matchAll(/"\$ref":"#\/([^"]+)"/g)) {
      const found = reference!.split('/').reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], api);
      expect([reference, found]).toEqual([reference, expect.any(Object)]);
    }
    for (const [path, { get: operation }] of Object.entries(api.paths)) {
      const address = path.replace('{collectionId}', 'earthquake').replace('{featureId}', 'q:noto');
      const answer = await get(`${api.servers[0].url}${address}`.slice(delivery.base.length));
      expect([path, answer.status]).toEqual([path, 200]);
      expect(operation.parameters.length).toBeGreaterThan(0);
    }
  });
});

describe('the collections', () => {
  it('are one per layer, with links to what is in them and what may be asked', async () => {
    const { collections } = (await get('/ogc/collections')).json<{ collections: { id: string; links: OgcLink[] }[] }>();
    expect(collections.map(({ id }) => id)).toEqual([...LAYERS]);
    for (const { id, links } of collections) {
      expect(links.map(({ rel }) => rel)).toEqual([
        'self',
        'items',
        'http://www.opengis.net/def/rel/ogc/1.0/queryables',
      ]);
      expect((await get(`/ogc/collections/${id}`)).json()).toMatchObject({ id, itemType: 'feature', crs: [CRS84] });
    }
  });

  it('say where and when their features are, of those alone that the asker may see', async () => {
    const extent = async (as: string) =>
      (await get('/ogc/collections/earthquake', as)).json<{ extent: { spatial: object; temporal: object } }>().extent;
    const world84 = { bbox: [[-172, -17, 179.5, 37.4]], crs: CRS84 };
    expect(await extent('demo-operator')).toMatchObject({
      spatial: world84,
      temporal: { interval: [[day(10), null]] },
    });
    await world.write(
      of('q:secret', { geometry: point(20, 80), label: { classification: 'headquarters', jurisdiction: null } }),
    );
    const { memory } = delivery.get(DeliveredPictures).of('real');
    await until(() => memory.find('q:secret') !== undefined);
    expect((await extent('demo-operator')).spatial).toMatchObject({ bbox: [[-172, -17, 179.5, 80]] });
    expect((await extent('demo-public')).spatial).toMatchObject({ bbox: [[-172, -17, 179.5, 37.4]] });
    await world.remove('q:secret');
    await until(() => memory.find('q:secret') === undefined);
  });

  it('have no extent while nothing is in them', async () => {
    expect((await get('/ogc/collections/typhoon')).json()).not.toHaveProperty('extent');
  });

  it('have queryables as JSON Schema, each with a type', async () => {
    const reply = await get('/ogc/collections/sensor/queryables');
    expect(reply.headers.get('content-type')).toMatch('application/schema+json');
    const schema = reply.json<{ $id: string; properties: Record<string, Record<string, unknown>> }>();
    expect(schema).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      $id: `${delivery.base}/ogc/collections/sensor/queryables`,
      type: 'object',
      additionalProperties: false,
    });
    const { geometry, ...plain } = schema.properties;
    expect(geometry).toMatchObject({ format: 'geometry-any' });
    expect(geometry).not.toHaveProperty('type');
    expect(Object.keys(plain)).toContain('detail.value');
    for (const property of Object.values(plain)) expect(property).toHaveProperty('type');
  });
});

describe('the items', () => {
  it('are GeoJSON with counts, a time and links', async () => {
    const reply = await get('/ogc/collections/earthquake/items?limit=2');
    expect(reply.headers.get('content-type')).toMatch('application/geo+json');
    expect(reply.headers.get('content-crs')).toBe(`<${CRS84}>`);
    const page = reply.json<Items>();
    expect(page).toMatchObject({ type: 'FeatureCollection', numberMatched: 5, numberReturned: 2 });
    expect(page.timeStamp).toMatch(/Z$/);
    expect(page.links.map(({ rel }) => rel)).toEqual(['self', 'next', 'collection']);
    expect(page.features[0]).toMatchObject({ type: 'Feature', properties: { layer: 'earthquake', detail: {} } });
  });

  it('come ten at a time unless told, and never more than ten thousand', async () => {
    expect((await items('limit=99999')).numberReturned).toBe(5);
    const many = Array.from({ length: 12 }, (_, index) => of(`r:${index}`, { layer: 'road' }));
    await world.write(...many);
    await until(async () => (await items('', 'road')).numberMatched === 12);
    expect((await items('', 'road')).numberReturned).toBe(10);
  });

  it('are visited once each by the next links, whatever comes and goes meanwhile', async () => {
    const stay = Array.from({ length: 25 }, (_, index) => `p:${String(index).padStart(2, '0')}`);
    await world.write(...stay.map((id) => of(id, { layer: 'facility' })));
    const { memory } = delivery.get(DeliveredPictures).of('real');
    await until(() => memory.find('p:24') !== undefined);
    const visited: string[] = [];
    let path: string | undefined = '/ogc/collections/facility/items?limit=4&severity=2';
    for (let page = 0; path !== undefined && page < 50; page++) {
      const { features, links, numberReturned }: Items = (await get(path)).json<Items>();
      expect(numberReturned).toBe(features.length);
      visited.push(...features.map(({ id }) => id));
      // One before and one behind every page, a change, and the last feature of the page goes.
      await world.write(
        of(`a:${page}`, { layer: 'facility' }),
        of(`z:${page % 3}`, { layer: 'facility' }),
        of('p:10', { layer: 'facility', version: page + 2 }),
      );
      if (page === 2) await world.remove(visited.at(-1)!);
      const { position } = memory;
      await until(() => memory.position >= position + 3 || memory.find(`a:${page}`) !== undefined);
      const next = links.find(({ rel }) => rel === 'next');
      path = next && pathOf(next);
    }
    expect(visited.filter((id) => id.startsWith('p:'))).toEqual(stay);
    expect(new Set(visited).size).toBe(visited.length);
    expect(visited.filter((id) => id.startsWith('a:'))).toEqual([]);
  });

  it.each([
    ['130,30,140,40', ['q:noto', 'q:nowhere']],
    ['136.9,37.4,136.9,37.4', ['q:noto', 'q:nowhere']],
    ['130,30,-100,140,40,100', ['q:noto', 'q:nowhere']],
    ['170,-20,-170,-10', ['q:fiji', 'q:nowhere', 'q:samoa']],
    ['-180,-90,180,90', ['q:fiji', 'q:noto', 'q:nowhere', 'q:responders', 'q:samoa']],
  ])('are in the box %s: %j, with those whose place is unknown', async (bbox, found) => {
    expect(await idsOf({ bbox, 'bbox-crs': CRS84, crs: CRS84 })).toEqual(found);
  });

  it.each([
    ['2026-11-20T00:00:00Z', ['q:noto']],
    ['2026-11-21T23:59:59.999Z', ['q:fiji', 'q:noto']],
    ['2026-11-22T09:00:00+09:00', ['q:fiji']],
    ['2026-11-01T00:00:00Z/2026-11-20T00:00:00Z', ['q:noto', 'q:nowhere']],
    ['../2026-11-10T00:00:00Z', ['q:nowhere']],
    ['2026-11-24T00:00:00Z/..', ['q:fiji', 'q:responders', 'q:samoa']],
    ['2026-11-24T00:00:00Z/', ['q:fiji', 'q:responders', 'q:samoa']],
    ['../..', ['q:fiji', 'q:noto', 'q:nowhere', 'q:responders', 'q:samoa']],
  ])('are in force at %s: %j', async (datetime, found) => {
    expect(await idsOf({ datetime })).toEqual(found);
  });

  it('are told apart by simple properties', async () => {
    expect(await idsOf('severity=4')).toEqual(['q:noto']);
    expect(await idsOf('kind=shelter')).toEqual([]);
    expect(await idsOf('levelEquivalent=3&areaCodes=17204', 'weather-warning')).toEqual(['w:wajima']);
    expect(await idsOf('areaCodes=13101,17', 'weather-warning')).toEqual(['w:wajima']);
    expect(await idsOf('areaCodes=13101', 'weather-warning')).toEqual([]);
    expect(await idsOf('alertLevel=3', 'weather-warning')).toEqual([]);
  });

  it('have the shapes of their areas, joined', async () => {
    const [warning] = (await items('', 'weather-warning')).features;
    expect(warning!.geometry).toMatchObject({ type: 'MultiPolygon' });
    expect(warning!.geometry!.coordinates).toHaveLength(2);
    expect(await idsOf('bbox=136.9,37.3,136.95,37.4', 'weather-warning')).toEqual(['w:wajima']);
    expect(await idsOf('bbox=100,30,110,40', 'weather-warning')).toEqual([]);
  });

  it('are not fetched again while nothing changed', async () => {
    const first = await get('/ogc/collections/earthquake/items');
    const tag = first.headers.get('etag')!;
    expect(first.headers.get('cache-control')).toMatch(/^private, max-age=\d$/);
    expect(first.headers.get('vary')).toBe('authorization');
    const again = (as: string) => get('/ogc/collections/earthquake/items', as, { 'if-none-match': tag });
    expect([(await again('demo-agency')).status, (await again('demo-agency')).text]).toEqual([304, '']);
    expect((await again('demo-public')).status).toBe(200);
    await world.write(of('q:noto', { ...QUAKES[0]!, version: 2 }));
    await until(async () => (await again('demo-agency')).status === 200);
  });
});

const FILTERS: readonly [text: string, json: unknown, found: string[]][] = [
  ['severity >= 4', op('>=', p('severity'), 4), ['q:noto', 'q:nowhere']],
  [
    'severity = 4 OR severity = 1',
    op('or', op('=', p('severity'), 4), op('=', p('severity'), 1)),
    ['q:noto', 'q:samoa'],
  ],
  ['NOT severity < 5', op('not', op('<', p('severity'), 5)), ['q:nowhere']],
  [
    'severity <> 2 AND alertLevel IS NULL',
    op('and', op('<>', p('severity'), 2), op('isNull', p('alertLevel'))),
    ['q:noto', 'q:nowhere', 'q:samoa'],
  ],
  ['severity BETWEEN 4 AND 5', op('between', p('severity'), 4, 5), ['q:noto', 'q:nowhere']],
  ["id IN ('q:fiji', 'q:x')", op('in', p('id'), ['q:fiji', 'q:x']), ['q:fiji']],
  ["id LIKE 'q:no%'", op('like', p('id'), 'q:no%'), ['q:noto', 'q:nowhere']],
  ["CASEI(id) LIKE CASEI('Q:NO%')", op('like', op('casei', p('id')), op('casei', 'Q:NO%')), ['q:noto', 'q:nowhere']],
  [
    "detail.type = 'earthquake' AND severity = 5",
    op('and', op('=', p('detail.type'), 'earthquake'), op('=', p('severity'), 5)),
    ['q:nowhere'],
  ],
  [
    '"valid.from" > TIMESTAMP(\'2026-11-23T18:00:00Z\')',
    op('>', p('valid.from'), { timestamp: '2026-11-23T18:00:00Z' }),
    ['q:samoa'],
  ],
  ["valid.from < DATE('2026-11-20')", op('<', p('valid.from'), { date: '2026-11-20' }), ['q:nowhere']],
  ["T_AFTER(valid.from, DATE('2026-11-23'))", op('t_after', p('valid.from'), { date: '2026-11-23' }), ['q:samoa']],
  [
    "T_INTERSECTS(INTERVAL(valid.from, valid.to), INTERVAL('2026-11-20T12:00:00Z', '2026-11-21'))",
    op(
      't_intersects',
      { interval: [p('valid.from'), p('valid.to')] },
      { interval: ['2026-11-20T12:00:00Z', '2026-11-21'] },
    ),
    ['q:fiji', 'q:noto'],
  ],
  [
    'S_INTERSECTS(geometry, BBOX(170, -20, -170, -10))',
    op('s_intersects', p('geometry'), { bbox: [170, -20, -170, -10] }),
    ['q:fiji', 'q:samoa'],
  ],
  ['S_INTERSECTS(geometry, POINT(136.9 37.4))', op('s_intersects', p('geometry'), point(136.9, 37.4)), ['q:noto']],
  [
    'S_INTERSECTS(geometry, GEOMETRYCOLLECTION(POINT(136.9 37.4), POLYGON((9 9, 11 9, 11 11, 9 11, 9 9))))',
    op('s_intersects', p('geometry'), {
      type: 'GeometryCollection',
      geometries: [
        point(136.9, 37.4),
        {
          type: 'Polygon',
          coordinates: [
            [
              [9, 9],
              [11, 9],
              [11, 11],
              [9, 11],
              [9, 9],
            ],
          ],
        },
      ],
    }),
    ['q:noto', 'q:responders'],
  ],
  ['geometry IS NULL', op('isNull', p('geometry')), ['q:nowhere']],
  ['FALSE', false, []],
];

function p(property: string): object {
  return { property };
}
function op(name: string, ...args: unknown[]): object {
  return { op: name, args };
}

describe('a filter', () => {
  it.each(FILTERS)('finds by %s the same as its JSON', async (filter, json, found) => {
    expect(await idsOf({ filter, 'filter-crs': CRS84 })).toEqual(found);
    expect(await idsOf({ filter: JSON.stringify(json), 'filter-lang': 'cql2-json' })).toEqual(found);
  });

  it('holds together with every other parameter', async () => {
    expect(
      await idsOf({ filter: 'severity >= 2', bbox: '170,-20,-170,-10', datetime: '../2026-11-23T00:00:00Z' }),
    ).toEqual(['q:fiji', 'q:nowhere']);
  });
});

describe('what is wrong', () => {
  it.each([
    ['', 'colour=red', '/colour'],
    ['/conformance', 'limit=1', '/limit'],
    ['/collections', 'bbox=1,2,3,4', '/bbox'],
    ['/collections/earthquake', 'f=html', '/f'],
    ['/collections/earthquake/queryables', 'exercise=1', '/exercise'],
    ['/collections/earthquake/items/q:noto', 'limit=1', '/limit'],
    ...[
      ['limit=0', '/limit'],
      ['limit=ten', '/limit'],
      ['limit=1&limit=2', '/limit'],
      ['page=x', '/page'],
      ['page=', '/page'],
      ['bbox=1,2,3', '/bbox'],
      ['bbox=1,2,3,x', '/bbox'],
      ['bbox=1,3,3,2', '/bbox'],
      ['bbox=181,2,182,3', '/bbox'],
      ['bbox-crs=http://www.opengis.net/def/crs/EPSG/0/3857', '/bbox-crs'],
      ['crs=EPSG:4326', '/crs'],
      ['filter-crs=EPSG:4326', '/filter-crs'],
      ['datetime=yesterday', '/datetime'],
      ['datetime=..', '/datetime'],
      ['datetime=/', '/datetime'],
      ['datetime=2026-11-22T00:00:00Z/2026-11-21T00:00:00Z', '/datetime'],
      ['severity=6', '/severity'],
      ['alertLevel=0', '/alertLevel'],
      ['levelEquivalent=x', '/levelEquivalent'],
      ['kind=castle', '/kind'],
      ['areaCodes=Tokyo', '/areaCodes'],
      ['exercise=maybe', '/exercise'],
      ['f=xml', '/f'],
      ['filter-lang=ecql&filter=TRUE', '/filter-lang'],
      ['filter=severity+>', '/filter'],
      ['filter=colour=3', '/filter'],
      ['filter=label.classification=3', '/filter'],
      ['filter={&filter-lang=cql2-json', '/filter'],
      ['filter={"op":"=","args":[1]}&filter-lang=cql2-json', '/filter/args'],
    ].map(([query, place]) => ['/collections/earthquake/items', query!, place!] as const),
  ])('is told with its name: %s?%s', async (path, query, place) => {
    const reply = await get(`/ogc${path}?${query}`);
    expect([reply.status, reply.headers.get('content-type')]).toEqual([400, expect.stringContaining('problem+json')]);
    expect(reply.json()).toMatchObject({ code: 'request.invalid', place: { path: place } });
    expect(reply.headers.get('etag')).toBeNull();
  });

  it('is told with the character, in a filter', async () => {
    const reply = await get('/ogc/collections/earthquake/items?filter=severity%20=%203%20AND');
    expect(reply.json()).toMatchObject({ place: { path: '/filter', column: 17 } });
  });

  it.each([
    '/collections/castle',
    '/collections/castle/items',
    '/collections/castle/queryables',
    '/collections/castle/items/q:noto',
    '/collections/earthquake/items/q:none',
    '/collections/typhoon/items/q:noto',
    '/elsewhere',
  ])('is not there: %s', async (path) => {
    expect((await get(`/ogc${path}`)).status).toBe(404);
  });
});

describe('who asks', () => {
  it('sees what is theirs to see, and is told of nothing else by any count', async () => {
    expect(await idsOf('', 'earthquake', 'demo-operator')).toContain('q:responders');
    const publicly = await items('limit=4', 'earthquake', 'demo-public');
    expect([publicly.numberMatched, publicly.links.some(({ rel }) => rel === 'next')]).toEqual([4, false]);
    expect(ids(publicly)).not.toContain('q:responders');
    expect(await idsOf("filter=id='q:responders'", 'earthquake', 'demo-public')).toEqual([]);
    const one = '/ogc/collections/earthquake/items/q:responders';
    expect([(await get(one, 'demo-operator')).status, (await get(one, 'demo-public')).status]).toEqual([200, 404]);
  });

  it.each(['', '/api', '/conformance', '/collections', '/collections/earthquake/items'])(
    'has a token, at /ogc%s',
    async (path) => {
      expect((await delivery.ask('GET', `/ogc${path}`, { as: null })).status).toBe(401);
    },
  );

  it('gets one feature with links to itself and its collection', async () => {
    const reply = await get('/ogc/collections/weather-warning/items/w:wajima');
    expect(reply.headers.get('content-type')).toMatch('application/geo+json');
    expect(reply.json()).toMatchObject({
      type: 'Feature',
      id: 'w:wajima',
      geometry: { type: 'MultiPolygon' },
      links: [{ rel: 'self' }, { rel: 'collection' }],
    });
  });
});

describe('the drill', () => {
  it('is shown to whoever asks for it, and never beside the real world', async () => {
    expect(await idsOf('')).not.toContain('drill:run:q');
    const drill = await items('exercise=true');
    expect(ids(drill)).toEqual(['drill:run:q']);
    expect(drill.features[0]!.properties.exercise).toBe('run-1');
    for (const { href } of drill.links) expect(href).toContain('exercise=true');
    const at = '/ogc/collections/earthquake';
    expect((await get(`${at}/items/drill:run:q`)).status).toBe(404);
    expect((await get(`${at}/items/drill:run:q?exercise=true`)).status).toBe(200);
    expect((await get(`${at}?exercise=true`)).json()).toMatchObject({ extent: { spatial: { bbox: [[0, 0, 0, 0]] } } });
  });
});
