import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  Catalogue,
  CATALOGUE_ENTRIES,
  CatalogueDetail,
  ENDPOINTS,
  MESSAGE_SCHEMAS,
  NAMED_SCHEMAS,
  NOTHING_THERE,
  PAGES,
  type FeatureV1,
  type Instant,
  type RunId,
  type SchemaName,
  type SourceId,
  type SubscriptionChanges,
  type SubscriptionReply,
} from '@hinomi/contracts';
import { pictureFeature } from '@hinomi/testing';
import { TestDelivery, TestWorld, until } from '../test-delivery.suite.js';
import { DeliveredPictures } from '../picture/delivered-pictures.js';

const LONG_MS = 120_000;
const SOON = '2026-12-01T00:00:09.000Z' as Instant;
const world = new TestWorld();
const delivery = new TestDelivery(world, { licences: () => Promise.resolve(new Map([['pref', 'CC BY 4.0']])) });

const shelter = (id: string, over: Partial<Omit<FeatureV1, 'id'>> = {}): FeatureV1 => {
  const feature = pictureFeature({ id, layer: 'shelter', kind: 'shelter', ...over });
  const credit = { source: 'pref' as SourceId, agency: '石川県', attribution: '出典：石川県' };
  return { ...feature, sources: [{ ...feature.sources[0]!, ...credit }] };
};

beforeAll(async () => {
  await world.open();
  await delivery.start();
  await world.write(
    shelter('open', { recordedAt: SOON }),
    shelter('kept', { label: { classification: 'responders', jurisdiction: null } }),
  );
  await world.write({ ...shelter('drilled'), exercise: 'run-1' as RunId });
  const pictures = delivery.get(DeliveredPictures);
  await until(() => pictures.of('real').memory.size === 2 && pictures.of('drill').memory.size === 1);
}, LONG_MS);
afterAll(async () => {
  await delivery.stop();
  await world.close();
}, LONG_MS);

const list = async (as: string, query = ''): Promise<Catalogue> =>
  Catalogue.parse((await delivery.ask('GET', `/api/v1/catalogue${query}`, { as })).json());
const shelters = (catalogue: Catalogue) => catalogue.entries.find(({ id }) => id === 'layer:shelter')!;

describe('the catalogue', () => {
  it('has every entry, with credits, licence and freshness', async () => {
    const catalogue = await list('demo-agency');
    expect(catalogue.entries.map(({ id }) => id)).toEqual(CATALOGUE_ENTRIES.map(({ id }) => id));
    const { credits, freshness } = shelters(catalogue);
    expect(credits).toEqual([
      expect.objectContaining({ source: 'pref', attribution: '出典：石川県', licence: 'CC BY 4.0' }),
    ]);
    expect(freshness).toMatchObject({ newestRecordedAt: SOON });
  });

  it('counts only what the asker may see', async () => {
    const seen = await Promise.all(['demo-agency', 'demo-public'].map((as) => list(as)));
    const [agency, everybody] = seen.map((catalogue) => shelters(catalogue).freshness!.features);
    expect(agency! - everybody!).toBe(1);
  });

  it('tells of the drill where that is asked for', async () => {
    const { exercise, entries } = await list('demo-public', '?exercise=true');
    expect(exercise).toBe(true);
    expect(entries.reduce((sum, { freshness }) => sum + (freshness?.features ?? 0), 0)).toBe(1);
  });

  it('shows one with its schema and sample, and neither of a topic that is not open', async () => {
    const show = async (id: string) =>
      CatalogueDetail.parse((await delivery.ask('GET', `/api/v1/catalogue/${id}`)).json());
    const layer = await show('layer:shelter');
    expect(layer.formats).toMatchObject([
      { name: 'feature.v1', schema: { type: 'object' }, sample: { type: 'Feature', properties: { layer: 'shelter' } } },
    ]);
    expect((await show('topic:hazards')).formats.map(({ name }) => name)).toEqual([
      'hazard.reported.v1',
      'hazard.expired.v1',
    ]);
    const audit = await show('topic:audit');
    expect([audit.formats, audit.closed?.en]).toEqual([[], expect.stringContaining('supervise')]);
  });

  it('refuses what it does not know, and whoever has no token', async () => {
    const answers = await Promise.all([
      delivery.ask('GET', '/api/v1/catalogue/layer:none'),
      delivery.ask('GET', '/api/v1/catalogue?exercise=maybe'),
      delivery.ask('GET', '/api/v1/catalogue?layer=road'),
      delivery.ask('GET', '/api/v1/catalogue', { as: null }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([404, 400, 400, 401]);
  });
});

describe('the documents', () => {
  it.each(['/openapi.json', '/asyncapi.json'])('%s is there for everybody, and kept by browsers', async (path) => {
    const first = await delivery.ask('GET', path, { as: null });
    expect([first.status, first.headers.get('cache-control')]).toEqual([200, 'public, max-age=3600']);
    expect(first.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(first.text).toContain(new URL(delivery.base).host);
    const tag = first.headers.get('etag')!;
    const again = await delivery.ask('GET', path, { as: null, headers: { 'if-none-match': tag } });
    expect([again.status, again.text]).toEqual([304, '']);
  });

  it('describe every route of this service, and none that is not there', () => {
    const routes = delivery.routes.filter((route) => !route.startsWith('HEAD '));
    const pages = [...PAGES, ...Object.keys(NOTHING_THERE)];
    const described = ENDPOINTS.map(({ method, path }) => `${method} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`);
    expect(routes.filter((route) => !described.includes(route) && !pages.includes(route))).toEqual([]);
    const isOurs = (door: string): boolean =>
      / \/(api\/v1\/(subscriptions|catalogue|cap|sip4d-zip)|ogc|openapi\.json|asyncapi\.json|catalogue)/.test(door);
    expect([...described, ...pages].filter(isOurs).filter((door) => !routes.includes(door))).toEqual([]);
  });
});

describe('the answers of subscriptions', () => {
  const follows = (name: SchemaName, answer: { json: <T>() => T }): void => {
    const body = answer.json<unknown>();
    expect(NAMED_SCHEMAS[name].parse(body)).toEqual(body);
  };

  it.each(['cloudevents', 'geojson'])('follow the schemas that describe them (%s)', async (format) => {
    const owner = { organisation: '石川県', purpose: '避難所の状況', contact: 'bosai@pref.example' };
    const body = { interest: { exercise: false }, owner, format };
    const made = await delivery.ask('POST', '/api/v1/subscriptions', { body });
    follows('SubscriptionReply', made);
    const at = `/api/v1/subscriptions/${made.json<SubscriptionReply>().subscription.id}`;
    await world.write(shelter(`new-${format}`));
    const changes = await delivery.ask('GET', `${at}/changes?wait=10`);
    expect(changes.json<SubscriptionChanges>().changes).toHaveLength(1);
    follows('SubscriptionChanges', changes);
    follows('SubscriptionState', await delivery.ask('GET', `${at}/state`));
    follows('Subscription', await delivery.ask('GET', at));
    follows('DeliveryRecord', await delivery.ask('GET', `${at}/deliveries`));
    follows('Subscription', await delivery.ask('POST', `${at}/pause`));
    follows('Subscriptions', await delivery.ask('GET', '/api/v1/subscriptions'));
    follows('Problem', await delivery.ask('GET', `${at}/changes?since=x`));
  });
});

describe('the messages of subscriptions', () => {
  it.each(['cloudevents', 'geojson'])(
    'follow the schemas that describe them, as they are streamed (%s)',
    async (format) => {
      const owner = { organisation: '石川県', purpose: '避難所の状況', contact: 'bosai@pref.example' };
      const body = { interest: { exercise: false }, owner, format };
      const made = await delivery.ask('POST', '/api/v1/subscriptions', { body });
      const { id } = made.json<SubscriptionReply>().subscription;
      const headers = { authorization: `Bearer ${await delivery.tokenOf('demo-agency')}` };
      const leave = new AbortController();
      const stream = await fetch(`${delivery.base}/api/v1/subscriptions/${id}/events`, {
        headers,
        signal: leave.signal,
      });
      const heard = new Map<string, unknown>();
      let text = '';
      for await (const bytes of stream.body!.pipeThrough(new TextDecoderStream())) {
        text += bytes;
        const events = text.split('\n\n');
        text = events.pop()!;
        for (const event of events) {
          const [, name = '', data = 'null'] = /^event: (.*)\n(?:id: .*\n)?data: (.*)$/.exec(event) ?? [];
          heard.set(name, JSON.parse(data));
          if (name === 'state-end') await world.write(shelter(`streamed-${format}`));
        }
        if (heard.has('upsert')) break;
      }
      leave.abort();
      const follows = (name: string, said: unknown): void => expect(MESSAGE_SCHEMAS[name]!.parse(said)).toEqual(said);
      follows(format === 'cloudevents' ? 'DeliveredEvent' : 'DeliveredFeature', heard.get('upsert'));
      follows(format === 'cloudevents' ? 'DeliveredState' : 'DeliveredStateFeatures', heard.get('state'));
    },
  );
});

describe('the page', () => {
  const page = (path: string) => delivery.ask('GET', path, { as: null });

  it.each([
    ['', 'ja', 'データの一覧', '避難所・避難場所'],
    ['?lang=en', 'en', 'Catalogue of data', 'Shelters'],
    ['?lang=easy', 'ja', 'データの いちらん', 'ひなんじょ'],
    ['/', 'ja', 'データの一覧', '避難所・避難場所'],
    ['?lang=xx', 'ja', 'データの一覧', '避難所・避難場所'],
  ])('/catalogue%s is in its language, open to everybody, and whole', async (query, tag, title, name) => {
    const { status, headers, text } = await page(`/catalogue${query}`);
    expect([status, headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(headers.get('cache-control')).toBe('public, max-age=3600');
    expect(text).toContain(`<html lang="${tag}">`);
    expect(text).toContain(title);
    expect(text).toContain(name);
    for (const { id } of CATALOGUE_ENTRIES) expect(text).toContain(`id="${id}"`);
  });

  it.each(['/catalogue', '/catalogue/layer:shelter', '/catalogue/topic:hazards'])(
    '%s needs nothing that the content security policy forbids',
    async (path) => {
      const { text } = await page(path);
      expect(text).not.toMatch(/<script|<style|\sstyle=|\son\w+=/);
      expect(text).toMatch(/href="\/catalogue\/catalogue\.css\?v=[0-9a-f]{12}"/);
    },
  );

  it('shows sample and schema of one, in words whatever is asked for', async () => {
    const { text } = await page('/catalogue/layer:road');
    expect(text.match(/<details/g)).toHaveLength(2);
    expect(text).toContain('01-005-01, 01-005-02');
    expect(text).toContain('国道249号');
    const none = await page('/catalogue/%3Cb%3E');
    expect([none.status, none.text.includes('<b>')]).toEqual([404, false]);
    expect((await page('/catalogue/topic:audit')).text).not.toContain('<details');
  });

  it('has its style, to be kept for ever', async () => {
    const { status, headers } = await page('/catalogue/catalogue.css');
    expect([status, headers.get('content-type')]).toEqual([200, 'text/css; charset=utf-8']);
    expect(headers.get('cache-control')).toContain('immutable');
  });
});
