import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { FeatureV1, Instant, RunId } from '@hinomi/contracts';
import { parseAtom, parseCap, type CapAlert, type ListEntry } from '@hinomi/formats';
import { pictureFeature } from '@hinomi/testing';
import { TestDelivery, TestWorld, until } from '../test-delivery.suite.js';
import { MOST_ENTRIES } from './cap-feeds.js';

const world = new TestWorld();
const delivery = new TestDelivery(world);
/** Another process on the same log, with another clock. */
const later = new TestDelivery(world);
/** Nothing is read there without an account. */
const closed = new TestDelivery(world, { publicPage: false });
beforeAll(async () => {
  await world.open();
  await world.write(hazard('old', 1));
  await delivery.start();
});
afterAll(async () => {
  await delivery.stop();
  await later.stop();
  await closed.stop();
  await world.close();
});

const FEED = '/api/v1/cap/feed.atom';
const SEEN = '/api/v1/cap/alerts.atom';

type Over = Partial<Omit<FeatureV1, 'id'>>;
function hazard(id: string, version = 1, over: Over = {}): FeatureV1 {
  const recordedAt = `2026-11-23T09:00:0${version}.500Z` as Instant;
  return pictureFeature({ id, severity: 3, version, recordedAt, ...over });
}

const toAgency = (jurisdiction: string | null): Over => ({ label: { classification: 'responders', jurisdiction } });

async function list(path: string, as: string | null = null, at = delivery): Promise<ListEntry[]> {
  const reply = await at.ask('GET', path, { as });
  expect([reply.status, reply.text]).toEqual([200, expect.anything()]);
  const { entries, problems } = parseAtom(Buffer.from(reply.text));
  expect(problems).toEqual([]);
  return entries;
}

async function alertAt({ link }: ListEntry, as: string | null = null, at = delivery): Promise<CapAlert> {
  const reply = await at.ask('GET', new URL(link).pathname, { as });
  expect([reply.status, reply.headers.get('content-type')]).toEqual([
    200,
    expect.stringContaining('application/cap+xml'),
  ]);
  return parseCap(Buffer.from(reply.text));
}

function about(entries: readonly ListEntry[], id: string): ListEntry[] {
  return entries.filter((entry) => entry.id.startsWith(`127.0.0.1.${id}.`));
}

/** Waits for what was written to be in the list. */
async function listed(id: string, end: string, path = FEED, as: string | null = null): Promise<ListEntry> {
  let found: ListEntry | undefined;
  await until(async () => {
    found = about(await list(path, as), id).find((entry) => entry.id.includes(end));
    return found !== undefined;
  });
  return found!;
}

describe('the CAP feed', () => {
  it('lists what is there, for everybody, and links its document', async () => {
    await world.write(hazard('quake:a/b c'));
    const entry = await listed('quake:a/b~20c', '.1.');
    expect(entry.link).toMatch(/\/api\/v1\/cap\/alerts\/127\.0\.0\.1\.quake:a~2fb~20c\.1\.\d+\.xml$/);
    const alert = await alertAt(entry);
    expect(alert).toMatchObject({
      ...{ identifier: entry.id, sender: 'hinomi@127.0.0.1', status: 'Actual', msgType: 'Alert', scope: 'Public' },
      ...{ sent: '2026-11-23T09:00:01.000Z', references: [] },
    });
    expect(alert.infos[0]).toMatchObject({ language: 'ja-JP', severity: 'Moderate' });
    // What has no end is told again and again to be there still.
    expect(alert.infos[0]!.expires! > new Date().toISOString()).toBe(true);
    const encoded = new URL(entry.link).pathname.replace('~2f', '%2F');
    expect((await delivery.ask('GET', encoded, { as: null })).status).toBe(200);
  });

  it('tells an update that names all before it, and a removal as a cancel', async () => {
    await world.write(hazard('u'), hazard('u', 2, { severity: 4 }));
    const update = await alertAt(await listed('u', '.2.'));
    expect(about(await list(FEED), 'u')).toHaveLength(1);
    expect(update.msgType).toBe('Update');
    expect(update.references).toEqual([
      {
        identifier: '127.0.0.1.u.1.20261123090001500',
        ...{ sender: 'hinomi@127.0.0.1', sent: '2026-11-23T09:00:01.000Z' },
      },
    ]);
    await world.remove('u');
    const entry = await listed('u', '.end');
    const cancel = await alertAt(entry);
    expect(cancel.msgType).toBe('Cancel');
    expect(cancel.references.map(({ identifier }) => identifier.split('.')[5])).toEqual(['1', '2']);
    expect(cancel.infos[0]).toMatchObject({ responseTypes: ['AllClear'], urgency: 'Past' });
    expect(about(await list(FEED), 'u')).toHaveLength(1);
    // A hazard that comes back is a new one, and what was over stays so.
    await world.write(hazard('u', 1, { recordedAt: '2026-11-24T09:00:00.000Z' as Instant }));
    const again = await alertAt(await listed('u', '.1.20261124'));
    expect([again.msgType, again.references]).toEqual(['Alert', []]);
    expect((await alertAt(entry)).msgType).toBe('Cancel');
  });

  it('still tells what fell below the list, so that nobody holds the graver version', async () => {
    await world.write(hazard('low', 1, { severity: 1 }), hazard('falls'), hazard('falls', 2, { severity: 1 }));
    const fallen = await listed('falls', '.2.');
    expect((await alertAt(fallen)).msgType).toBe('Update');
    expect(about(await list(FEED), 'low')).toEqual([]);
    expect(about(await list(`${FEED}?minSeverity=0`), 'low')).toHaveLength(1);
  });

  it('cancels what may not be seen any more', async () => {
    await world.write(hazard('hidden'));
    await listed('hidden', '.1.');
    await world.write(hazard('hidden', 2, toAgency(null)));
    const cancel = await alertAt(await listed('hidden', '.1.20261123090001500.end'));
    expect(cancel).toMatchObject({ msgType: 'Cancel', scope: 'Public' });
    const update = await listed('hidden', '.2.', SEEN, 'demo-agency');
    expect(await alertAt(update, 'demo-agency')).toMatchObject({ msgType: 'Update', scope: 'Restricted' });
  });

  it('tells responders of their place more than everybody, and nobody else', async () => {
    await world.write(hazard('wajima', 1, toAgency('17204')), hazard('for-responders', 1, toAgency(null)));
    const [wajima, elsewhere] = [
      await (await delivery.machine({ jurisdiction: '17204' })).token(),
      await (await delivery.machine({ jurisdiction: '43100' })).token(),
    ];
    const entry = await listed('wajima', '.1.', SEEN, wajima);
    expect(about(await list(SEEN, elsewhere), 'for-responders')).toHaveLength(1);
    expect(about(await list(SEEN, elsewhere), 'wajima')).toEqual([]);
    const open = await list(`${FEED}?minSeverity=0`);
    expect([...about(open, 'wajima'), ...about(open, 'for-responders')]).toEqual([]);
    expect((await alertAt(entry, wajima)).restriction).toBe('災害対応機関限り');
    const { pathname } = new URL(entry.link);
    const statuses = [elsewhere, 'demo-public', null].map((as) => delivery.ask('GET', pathname, { as }));
    expect((await Promise.all(statuses)).map(({ status }) => status)).toEqual([404, 404, 401]);
    const openPath = pathname.replace('/seen/', '/alerts/');
    expect((await delivery.ask('GET', openPath, { as: wajima })).status).toBe(404);
    expect((await delivery.ask('GET', SEEN, { as: null })).status).toBe(401);
  });

  it('keeps a drill apart, and marks it', async () => {
    const exercise = 'noto-1' as RunId;
    await world.write(hazard('drill:noto-1:quake', 1, { exercise }));
    const entry = await listed('drill:noto-1:quake', '.1.', `${FEED}?exercise=true`);
    const alert = await alertAt(entry);
    expect(alert).toMatchObject({ status: 'Exercise', note: '訓練 EXERCISE noto-1' });
    expect(entry.title).toContain('【訓練】');
    expect((await list(`${FEED}?minSeverity=0`)).filter(({ id }) => id.includes('drill:'))).toEqual([]);
    expect(about(await list(`${FEED}?exercise=true`), 'old')).toEqual([]);
  });

  it('has hazards alone, of the layers and areas that are asked for', async () => {
    await world.write(
      hazard('impact', 1, { kind: 'impact', layer: 'impact' }),
      hazard('noto', 1, { layer: 'tsunami', areaCodes: ['17', '17204'] }),
      hazard('kumamoto', 1, { layer: 'tsunami', areaCodes: ['43', '43100'] }),
    );
    await listed('kumamoto', '.1.');
    const ids = async (query: string): Promise<string[]> =>
      (await list(`${FEED}?${query}`)).map(({ id }) => id.split('.')[4]!).sort();
    expect(about(await list(`${FEED}?minSeverity=0`), 'impact')).toEqual([]);
    expect(await ids('layers=tsunami')).toEqual(['kumamoto', 'noto']);
    expect(await ids('layers=tsunami&areaCodes=17')).toEqual(['noto']);
    expect(await ids('layers=')).toEqual([]);
  });

  it('tells the shape of a few areas, and of many only what they are called', async () => {
    const over = (count: number): Over => {
      const codes = Array.from({ length: count }, (_, index) => `17${200 + index}00`);
      return { geometry: null, area: { edition: 'jma-city@test-1', codes, names: codes, approximate: true } };
    };
    await world.write(hazard('few', 1, over(2)), hazard('several', 1, over(6)));
    const entry = await listed('several', '.1.');
    const { text } = await delivery.ask('GET', FEED, { as: null });
    const of = (id: string): string => text.split('<entry>').find((each) => each.includes(`127.0.0.1.${id}.1.`))!;
    expect(of('few').match(/<georss:polygon>/g)).toHaveLength(2);
    expect(of('several')).not.toContain('georss:');
    expect(of('several').match(/<cap:value>17\d+<\/cap:value>/g)).toHaveLength(12);
    expect((await alertAt(entry)).infos[0]!.areas.map(({ rings }) => rings.length)).toEqual([1, 1, 1, 1, 1, 1]);
  });

  it('is not sent again to whoever has it', async () => {
    const first = await delivery.ask('GET', FEED, { as: null });
    expect(first.headers.get('cache-control')).toBe('public, max-age=15');
    const tag = first.headers.get('etag')!;
    const headers = { 'if-none-match': tag };
    expect((await delivery.ask('GET', FEED, { as: null, headers })).status).toBe(304);
    await world.write(hazard('news'));
    await listed('news', '.1.');
    const now = await delivery.ask('GET', FEED, { as: null, headers });
    expect([now.status, now.headers.get('etag') === tag]).toEqual([200, false]);
    const { pathname } = new URL((await list(FEED))[0]!.link);
    const document = await delivery.ask('GET', pathname, { as: null });
    const known = { 'if-none-match': document.headers.get('etag')! };
    expect((await delivery.ask('GET', pathname, { as: null, headers: known })).status).toBe(304);
    const seen = await delivery.ask('GET', SEEN);
    expect([seen.headers.get('cache-control'), seen.headers.get('vary')]).toEqual([
      'private, no-cache',
      'authorization',
    ]);
  });

  it.each([
    ['minSeverity', 'minSeverity=6'],
    ['minSeverity', 'minSeverity=high'],
    ['layers', 'layers=volcanoes'],
    ['areaCodes', 'areaCodes=172'],
    ['areaCodes', `areaCodes=${Array.from({ length: 201 }, () => '17204').join(',')}`],
    ['exercise', 'exercise=yes'],
    ['exercise', 'exercise=true&exercise=false'],
    ['severity', 'severity=3'],
  ])('says that %s is wrong', async (name, query) => {
    const reply = await delivery.ask('GET', `${FEED}?${query}`, { as: null });
    expect([reply.status, reply.text]).toEqual([400, expect.stringContaining(`The parameter ${name} `)]);
  });

  it('has no document of another name', async () => {
    for (const file of ['nothing.xml', '127.0.0.1.old.1.20261123090001500', '..%2F..%2Fetc%2Fpasswd']) {
      expect((await delivery.ask('GET', `/api/v1/cap/alerts/${file}`, { as: null })).status).toBe(404);
    }
  });

  it('makes so many lists for one address and no more, while what is known is free', async () => {
    const codes = Array.from({ length: 99 }, (_, index) => `17${String(index).padStart(3, '0')}`);
    let refused: Awaited<ReturnType<TestDelivery['ask']>> | undefined;
    for (const first of ['17', ...codes]) {
      for (const second of ['01', '02', '03', '04']) {
        const reply = await delivery.ask('GET', `${FEED}?areaCodes=${first},${second}&layers=ash`, { as: null });
        if (reply.status === 429) refused = reply;
        if (refused) break;
      }
      if (refused) break;
    }
    expect(Number(refused!.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await delivery.ask('GET', `${FEED}?areaCodes=01,17&layers=ash`, { as: null })).status).toBe(200);
  });
});

describe('another process', () => {
  it('knows from the log what was there before, and after two days forgets what is over', async () => {
    await later.start();
    const entry = about(await list(FEED, null, later), 'u').find(({ id }) => id.endsWith('.end'))!;
    expect((await alertAt(entry, null, later)).references).toHaveLength(2);
    later.lateMs = 49 * 3_600_000;
    expect(about(await list(FEED, null, later), 'u').map(({ id }) => id.split('.').pop())).toEqual([
      '20261124090000000',
    ]);
    expect((await later.ask('GET', new URL(entry.link).pathname, { as: null })).status).toBe(404);
    expect(about(await list(FEED, null, later), 'falls')).toEqual([]);
  });

  it('lists the newest of very many', async () => {
    const recordedAt = '2026-11-25T09:00:00.000Z' as Instant;
    await world.write(
      ...Array.from({ length: MOST_ENTRIES + 50 }, (_, index) => hazard(`many-${index}`, 1, { recordedAt })),
    );
    let entries: ListEntry[] = [];
    await until(async () => {
      later.lateMs += 2_000;
      entries = await list(FEED, null, later);
      return entries.length === MOST_ENTRIES;
    });
    expect(entries.filter(({ id }) => !id.includes('many-'))).toEqual([]);
  });

  it('publishes nothing where nothing is read without an account', async () => {
    await closed.start();
    expect((await closed.ask('GET', FEED, { as: null })).status).toBe(404);
    expect((await closed.ask('GET', SEEN)).status).toBe(200);
  });
});
