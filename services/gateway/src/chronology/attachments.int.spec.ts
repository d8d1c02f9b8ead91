import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AttachmentReceipt, ChronologyReceipt, DemoClient, LogAttachment, Problem } from '@hinomi/contracts';
import { jpegWithPlace } from '@hinomi/testing';
import { ulid } from 'ulid';
import { TestHub } from '../test-hub.suite.js';

const hub = new TestHub();
beforeAll(() => hub.start());
afterAll(() => hub.stop());

const PDF = Buffer.from('%PDF-1.7\n1 0 obj\nendobj\n%%EOF\n');

async function ask(method: string, path: string, body?: BodyInit, client: DemoClient = 'demo-operator', type = '') {
  const authorization = `Bearer ${await hub.tokenOf(client)}`;
  const headers: Record<string, string> = { authorization, ...(type === '' ? {} : { 'content-type': type }) };
  const reply = await fetch(`${hub.base}/api/v1/chronology${path}`, { method, headers, ...(body && { body }) });
  const bytes = Buffer.from(await reply.arrayBuffer());
  return { status: reply.status, headers: reply.headers, bytes, json: <T>() => JSON.parse(bytes.toString()) as T };
}
const send = (id: string, bytes: Uint8Array, { exercise = 'false', client = 'demo-operator' as DemoClient } = {}) =>
  ask('POST', `/attachments?attachment=${id}&exercise=${exercise}`, new Uint8Array(bytes), client, 'image/gif');

function entry(attachments: LogAttachment[], over: object = {}) {
  const text = { at: '2026-11-23T00:00:00.000Z', from: '', to: '', content: '写真', status: 'note', handler: '' };
  return {
    entryId: ulid(),
    writeId: ulid(),
    version: 1,
    exercise: null,
    text: { ...text, place: null, attachments },
    ...over,
  };
}
const write = (body: object, client?: DemoClient) => ask('POST', '', JSON.stringify(body), client, 'application/json');
async function sent(bytes: Uint8Array, name: string): Promise<LogAttachment> {
  return { ...(await send(ulid(), bytes)).json<AttachmentReceipt>(), name } as LogAttachment;
}
const filesIn = (folder: string): string[] => readdirSync(join(hub.folder, 'attachments', folder));

describe('a file beside an entry', () => {
  it('is the picture alone, is fetched with its entry, and is never on the log', async () => {
    const photo = await sent(jpegWithPlace(), '崩れた道');
    expect(photo.kind).toBe('jpeg');
    const body = entry([photo]);
    expect((await write(body)).json<ChronologyReceipt>().entry!.versions[0]!.text.attachments).toEqual([photo]);
    const got = await ask('GET', `/${body.entryId}/attachments/${photo.id}?exercise=false`);
    expect([got.status, got.headers.get('content-type'), got.bytes.length]).toEqual([200, 'image/jpeg', photo.bytes]);
    expect(got.headers.get('content-security-policy')).toBe("sandbox; default-src 'none'; frame-ancestors 'none'");
    expect(got.bytes.toString('latin1')).not.toContain('SECRET');
    expect(readFileSync(join(hub.folder, 'attachments/real', `${photo.id}.bin`)).equals(got.bytes)).toBe(true);
    for await (const { value } of hub.log.read('incidents', []))
      expect(Buffer.from(value!).toString()).not.toContain(got.bytes.toString('base64').slice(20, 60));
  });

  it('is handed over, not shown, where it is a PDF', async () => {
    const plan = await sent(PDF, '避難計画(案)');
    const body = entry([plan]);
    await write(body);
    const got = await ask('GET', `/${body.entryId}/attachments/${plan.id}`);
    expect(got.headers.get('content-disposition')).toBe(
      `attachment; filename="document.pdf"; filename*=UTF-8''${encodeURIComponent('避難計画')}%28${encodeURIComponent('案')}%29.pdf`,
    );
    expect(got.bytes.equals(PDF)).toBe(true);
  });

  it('sent again is the same, whatever comes then', async () => {
    const id = ulid();
    const [one, two] = await Promise.all([send(id, PDF), send(id, PDF)]);
    const three = await send(id, jpegWithPlace());
    expect([two.json(), three.json()]).toEqual([one.json(), one.json()]);
    expect(filesIn('real').filter((file) => file.startsWith(id))).toHaveLength(2);
  });

  it('stays with the version that had it, and an edit may keep or leave it out', async () => {
    const photo = await sent(jpegWithPlace(), '現場');
    const first = entry([photo]);
    await write(first);
    // Another account keeps what stands there already.
    const kept = await write({ ...entry([photo]), entryId: first.entryId, version: 2 }, 'demo-admin');
    expect(kept.status).toBe(201);
    const left = await write({ ...entry([]), entryId: first.entryId, version: 3 });
    expect(left.json<ChronologyReceipt>().entry!.versions.map(({ text }) => text.attachments?.length)).toEqual([
      1, 1, 0,
    ]);
    expect((await ask('GET', `/${first.entryId}/attachments/${photo.id}`)).status).toBe(200);
  });

  it('is named only by who sent it, as what it is, in the world it was sent to', async () => {
    const photo = await sent(jpegWithPlace(), '現場');
    const refused = async (body: object, client?: DemoClient) => (await write(body, client)).json<Problem>().place;
    const place = { path: '/text/attachments/0' };
    expect(await refused(entry([photo]), 'demo-admin')).toEqual(place);
    expect(await refused(entry([{ ...photo, kind: 'pdf' }]))).toEqual(place);
    expect(await refused(entry([photo], { exercise: 'r1' }))).toEqual(place);
    expect(await refused(entry([{ ...photo, id: ulid() as LogAttachment['id'] }]))).toEqual(place);
    expect(await refused(entry(Array.from({ length: 7 }, () => photo)))).toEqual({ path: '/text/attachments' });
    expect((await write(entry([photo]))).status).toBe(201);
  });

  it('of a drill is apart', async () => {
    const id = ulid();
    await send(id, PDF, { exercise: 'r7' });
    const body = entry([{ id, kind: 'pdf', bytes: PDF.length, name: '訓練' } as LogAttachment], { exercise: 'r7' });
    expect((await write(body)).status).toBe(201);
    expect(filesIn('drill/r7')).toHaveLength(2);
    expect((await ask('GET', `/${body.entryId}/attachments/${id}?exercise=r7`)).status).toBe(200);
    expect((await ask('GET', `/${body.entryId}/attachments/${id}?exercise=false`)).status).toBe(404);
  });

  it('is refused with a reason where it is none that is taken, or has no name', async () => {
    const page = await send(ulid(), Buffer.from('<script>alert(1)</script>'));
    expect([page.status, page.json<Problem>().code]).toEqual([422, 'attachment.unreadable']);
    const none = await send('../../x', PDF);
    expect([none.status, none.json<Problem>().place]).toEqual([400, { path: '/attachment' }]);
    expect((await send(ulid(), PDF, { exercise: '../x' })).status).toBe(400);
    const full = await send(ulid(), Buffer.concat([PDF.subarray(0, 20), Buffer.alloc(1_000_000, 32), PDF]));
    expect([full.status, full.json<Problem>().code]).toEqual([507, 'attachment.store-full']);
  });

  it('is for headquarters', async () => {
    const photo = await sent(jpegWithPlace(), '現場');
    const body = entry([photo]);
    await write(body);
    for (const client of ['demo-public', 'demo-agency', 'demo-shelter', 'demo-medic'] as const) {
      expect((await ask('GET', `/${body.entryId}/attachments/${photo.id}`, undefined, client)).status).toBe(403);
      expect((await send(ulid(), PDF, { client })).status).toBe(403);
    }
  });
});
