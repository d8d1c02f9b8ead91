import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  instantFromMillis,
  type ChronologyPage,
  type ChronologyReceipt,
  type DemoClient,
  type LogText,
  type Problem,
} from '@hinomi/contracts';
import { ulid } from 'ulid';
import { TestHub } from '../test-hub.suite.js';

const hub = new TestHub();
beforeAll(() => hub.start());
afterAll(() => hub.stop());

const text = (content: string, over: Partial<LogText> = {}): LogText => ({
  at: instantFromMillis(Date.UTC(2026, 10, 23)),
  ...{ from: '消防', to: '', content, status: 'open', handler: '', place: null },
  ...over,
});
async function ask<T>(method: string, path: string, body?: unknown, client: DemoClient = 'demo-operator') {
  const authorization = `Bearer ${await hub.tokenOf(client)}`;
  const reply = await fetch(`${hub.base}/api/v1/chronology${path}`, {
    method,
    headers: { authorization, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const said = await reply.text();
  return { status: reply.status, headers: reply.headers, said, json: () => JSON.parse(said) as T };
}
const wish = (content: string, over: object = {}) => ({
  ...{ entryId: ulid(), writeId: ulid(), version: 1, exercise: null, text: text(content) },
  ...over,
});
const write = async (body: unknown, client?: DemoClient) =>
  (await ask<ChronologyReceipt>('POST', '', body, client)).json();
const read = async (query = '') => (await ask<ChronologyPage>('GET', query)).json();

describe('the log book', () => {
  it('has an entry once, however often it is sent, and tells it to whoever waits', async () => {
    const { cursor } = await read();
    const waiting = read(`?since=${encodeURIComponent(cursor)}&wait=20`);
    const first = wish('橋が通れない');
    const written = await write(first);
    expect(written).toMatchObject({ outcome: 'written', entry: { count: 1, standing: first.writeId } });
    expect((await waiting).entries).toMatchObject([{ entryId: first.entryId }]);
    expect(await write(first)).toEqual({ ...written, outcome: 'known' });
    const records = [];
    for await (const { headers, key } of hub.log.read('incidents', [])) records.push([headers['ce_type'], key]);
    expect(records.filter(([, key]) => key === first.entryId)).toEqual([['log-entry.written.v1', first.entryId]]);
  });

  it('keeps both of two edits, and tells the second writer', async () => {
    const { entryId } = (await write(wish('避難者50人'))).entry!;
    const edit = (content: string) => ({ ...wish(content), entryId, version: 2 });
    const [one, other] = await Promise.all([write(edit('避難者60人')), write(edit('避難者70人'), 'demo-admin')]);
    const entry = (await read()).entries.find((each) => each.entryId === entryId)!;
    expect(entry.versions.map(({ text: said }) => said.content).sort()).toEqual(
      ['避難者50人', '避難者60人', '避難者70人'].sort(),
    );
    expect(entry.beside).toHaveLength(1);
    const toldOf = [one, other].map((receipt) => receipt.entry!.beside);
    // Whoever came second hears of it in the answer; whoever came first could not know.
    expect(toldOf.flat()).toContain(entry.beside[0]);
    const settled = await write({ ...wish('避難者65人'), entryId, version: 4 });
    expect(settled.entry).toMatchObject({ beside: [], count: 4 });
  });

  it('of an exercise is apart from the real one', async () => {
    const { entry } = await write(wish('訓練の記録', { exercise: 'r1' }));
    expect(entry!.exercise).toBe('r1');
    const contents = async (query: string) =>
      (await read(query)).entries.map(({ versions }) => versions[0]!.text.content);
    expect(await contents('?exercise=r1')).toEqual(['訓練の記録']);
    expect(await contents('?exercise=false')).not.toContain('訓練の記録');
    expect(await contents('?exercise=r2')).toEqual([]);
  });

  it('is told page by page, and from its beginning to whoever comes with another log’s cursor', async () => {
    const whole = await read();
    expect(await read(`?since=${encodeURIComponent(whole.cursor)}`)).toMatchObject({ entries: [], reset: false });
    expect(await read('?since=another:7')).toMatchObject({ entries: whole.entries, reset: true });
    expect(await read('?since=nonsense')).toMatchObject({ reset: true });
  });

  it('waits for what another gateway was ahead with, and then says that there is nothing yet', async () => {
    const { cursor } = await read();
    const [logId, position] = [
      cursor.slice(0, cursor.lastIndexOf(':')),
      Number(cursor.slice(cursor.lastIndexOf(':') + 1)),
    ];
    const ahead = `${logId}:${position + 1}`;
    expect(await read(`?since=${encodeURIComponent(ahead)}&wait=0`)).toMatchObject({ entries: [], cursor: ahead });
    const waiting = read(`?since=${encodeURIComponent(ahead)}&wait=20`);
    await write(wish('一つ目'));
    await write(wish('二つ目'));
    expect((await waiting).entries.map(({ versions }) => versions[0]!.text.content)).toEqual(['二つ目']);
  });

  it('goes out as a table that Excel opens', async () => {
    await write(wish('=1+1'));
    const { status, headers, said } = await ask('GET', '/export?exercise=false');
    expect([status, headers.get('content-type'), headers.get('content-disposition')]).toEqual([
      200,
      'text/csv; charset=utf-8',
      expect.stringContaining('.csv'),
    ]);
    expect(said).toContain(",'=1+1,");
    expect((await ask('GET', '/export?exercise=false&versions=all')).said).toContain('避難者50人');
  });

  it.each([
    ['nothing to say', wish(' '), '/text/content'],
    ['an id of its own making', wish('x', { entryId: 'mine' }), '/entryId'],
    ['more than it may', wish('x', { auto: null }), '/auto'],
    ['no known status', { ...wish('x'), text: { ...text('x'), status: 'later' } }, '/text/status'],
    ['a broken line', { ...wish('x'), text: text('x', { from: 'a\nb' }) }, '/text/from'],
    [
      'a place off the globe',
      { ...wish('x'), text: text('x', { place: { name: '', lngLat: [200, 0] } }) },
      '/text/place/lngLat/0',
    ],
  ])('refuses an entry with %s, and says where', async (_what, body, path) => {
    const { status, json } = await ask<Problem>('POST', '', body);
    expect([status, json().code, json().place]).toEqual([400, 'request.invalid', { path }]);
  });

  it('is for headquarters', async () => {
    for (const client of ['demo-public', 'demo-agency', 'demo-shelter', 'demo-medic'] as const) {
      expect((await ask('GET', '', undefined, client)).status).toBe(403);
      expect((await ask('POST', '', wish('x'), client)).status).toBe(403);
      expect((await ask('GET', '/export', undefined, client)).status).toBe(403);
    }
    expect((await ask('GET', '?exercise=true')).status).toBe(400);
    expect((await ask('GET', '?wait=99')).status).toBe(400);
  });
});
