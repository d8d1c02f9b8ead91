import { cpSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { decodeEvent, NeedsCatalogue, needsCounted, vaultAudited } from '@hinomi/contracts';
import { PhrApp, shelterFeature, type Reply } from './phr-app.suite.js';
import { recordOf } from './vault-desk.suite.js';

let phr: PhrApp;
beforeAll(async () => {
  phr = await new PhrApp().start();
  await phr.show(shelterFeature('town/school', '17204'), shelterFeature('town/hall', '17204'));
}, 120_000);
afterAll(() => phr.end());

let sent = 0;
const query = (parts: Record<string, string>): string => `?${new URLSearchParams(parts).toString()}`;
const sending = (over: Record<string, string> = {}): string => {
  sent += 1;
  const consent: Record<string, string> =
    over['legalGround'] === undefined ? { legalGround: 'consent', consentText: '2026-11' } : {};
  return query({ format: 'stated', shelter: 'town/school', requestId: `request-${sent}`, ...consent, ...over });
};
const post = (record: unknown, over: Record<string, string> = {}, client?: string): Promise<Reply> =>
  phr.call('POST', `/api/v1/phr/records${sending(over)}`, record, client);
const CARE = query({ purpose: 'treatment', shelter: 'town/school' });
const somebody = (n: number, needs = ['insulin']) =>
  recordOf({ names: [`人 ${n}号`], kana: [], birthDate: `1960-01-${String(n).padStart(2, '0')}`, needs });

describe('the doors of the vault', () => {
  it('take a record, say what follows, and show it to its care team, with everything on the topics once', async () => {
    const record = somebody(1, ['insulin', 'dialysis']);
    const reply = await post(record, { requestId: 'first-request' });
    expect(reply).toMatchObject({
      status: 201,
      body: { needs: [{ need: 'insulin' }, { need: 'dialysis' }], findings: [] },
    });
    const { id } = reply.body;
    expect(await post(record, { requestId: 'first-request' })).toMatchObject({ status: 200, body: { id } });
    expect(await phr.call('GET', `/api/v1/phr/records/${id}${CARE}`)).toMatchObject({
      status: 200,
      body: { id, record },
    });
    await phr.sent();
    const told = (await phr.records('needs')).map((each) => decodeEvent(needsCounted, each).data);
    expect(told).toHaveLength(1);
    expect(told[0]).toMatchObject({
      shelterId: 'town/school',
      needs: { insulin: { count: 1 }, dialysis: { count: 1 } },
    });
    const all = (await phr.records('audit')).map((each) => decodeEvent(vaultAudited, each).data.entry);
    // What the hub itself does at its start comes sooner or later.
    const audit = all.filter(({ actor }) => actor !== 'hub:phr');
    expect(audit.map(({ action, record: of }) => [action, of])).toEqual([
      ['received', id],
      ['opened', id],
    ]);
    expect(audit[1]).toMatchObject({
      actor: 'demo-medic',
      role: 'medic',
      purpose: 'treatment',
      shelter: 'town/school',
    });
  });

  it('let people be moved, leave and be forgotten', async () => {
    const { person, id } = (await post(somebody(2, ['ostomy']))).body;
    const at = (path: string, body: unknown, method = 'POST') =>
      phr.call(method, `/api/v1/phr/persons/${person}${path}`, body);
    expect(await at('/move', { shelter: 'town/hall' })).toMatchObject({ status: 200, body: { shelter: 'town/hall' } });
    expect(await at('/leave', { shelter: 'town/school' })).toMatchObject({
      status: 403,
      body: { code: 'record.closed' },
    });
    expect(await at('/leave', { shelter: 'town/hall' })).toMatchObject({ status: 200, body: { status: 'left' } });
    expect(await at('/move', { shelter: 'drill:x:town/hall' })).toMatchObject({ status: 400 });
    expect(await at('?because=revoked', undefined, 'DELETE')).toMatchObject({ status: 204 });
    expect(await at('/move', { shelter: 'town/hall' })).toMatchObject({ status: 410, body: { code: 'record.erased' } });
    expect(await phr.call('GET', `/api/v1/phr/records/${id}${CARE}`)).toMatchObject({ status: 404 });
  });

  it('find somebody by what is only kept as a hash, and list who is here', async () => {
    const { person, id } = (await post(somebody(3))).body;
    const search = (by: object) =>
      phr.call('POST', '/api/v1/phr/search', { shelter: 'town/school', purpose: 'treatment', by });
    expect((await search({ name: '人３号', birthDate: '1960-01-03' })).body).toEqual([
      { id: person, status: 'here', shelter: 'town/school', records: [id] },
    ]);
    expect((await search({ name: '人３号', birthDate: '1960-01-04' })).body).toEqual([]);
    const list = await phr.call('GET', `/api/v1/phr/persons${CARE}`);
    expect(list.body).toContainEqual(expect.objectContaining({ id: person, name: '人 3号', birthDate: '1960-01-03' }));
  });

  it('open in an emergency, which whoever supervises sees with its words', async () => {
    const { person, id } = (await post(somebody(4), { shelter: 'town/hall' })).body;
    const read = () => phr.call('GET', `/api/v1/phr/records/${id}${CARE}`);
    expect(await read()).toMatchObject({ status: 403, body: { code: 'record.closed' } });
    const words = '意識がなく、薬がわからない。';
    const asked = { purpose: 'treatment', shelter: 'town/school', reason: 'unconscious', words };
    expect(
      await phr.call('POST', `/api/v1/phr/persons/${person}/break-glass`, { ...asked, words: 'short' }),
    ).toMatchObject({ status: 400 });
    expect(await phr.call('POST', `/api/v1/phr/persons/${person}/break-glass`, asked)).toMatchObject({ status: 200 });
    expect(await read()).toMatchObject({ status: 200, body: { emergencyUntil: '2026-11-26T05:00:00.000Z' } });
    const seen = await phr.call('GET', '/api/v1/phr/audit?action=broke-glass', undefined, 'demo-operator');
    expect(seen.body.entries).toMatchObject([{ actor: 'demo-medic', reason: 'unconscious', words, person }]);
    const [{ seq }] = seen.body.entries;
    const missing = async (client: string) =>
      (await phr.call('GET', '/api/v1/phr/audit/unacknowledged', undefined, client)).body;
    const entries = async () => (await phr.call('GET', '/api/v1/phr/audit/verification', undefined, 'demo-admin')).body;
    const before = (await entries()).entries;
    expect([await missing('demo-operator'), (await entries()).entries]).toEqual([{ seqs: [seq] }, before]);
    const acknowledge = (of: number, client = 'demo-operator') =>
      phr.call('POST', `/api/v1/phr/audit/${of}/acknowledge`, {}, client);
    const first = await acknowledge(seq);
    expect(first).toMatchObject({ status: 200, body: { by: expect.any(String), at: expect.any(String) } });
    expect((await acknowledge(seq, 'demo-admin')).body).toEqual(first.body);
    expect((await entries()).entries).toBe(before + 1);
    expect(await missing('demo-admin')).toEqual({ seqs: [] });
    for (const other of [seq + 1, 99_999])
      expect(await acknowledge(other)).toMatchObject({ status: 404, body: { code: 'record.not-found' } });
    expect(await acknowledge(seq, 'demo-medic')).toMatchObject({ status: 403 });
    const again = await phr.call('GET', '/api/v1/phr/audit?action=broke-glass', undefined, 'demo-operator');
    expect(again.body.entries).toMatchObject([{ seq, acknowledged: first.body, name: expect.any(String) }]);
    await phr.sent();
    const onTopic = (await phr.records('audit')).map(({ value }) => Buffer.from(value!).toString('utf8')).join('\n');
    expect([onTopic.includes('broke-glass'), onTopic.includes(words)]).toEqual([true, false]);
    expect(onTopic).toContain(`"about":${seq}`);
    const verified = await phr.call('GET', '/api/v1/phr/audit/verification', undefined, 'demo-admin');
    expect(verified.body).toMatchObject({ intact: true, faults: [] });
  });

  it('have needs whose codes anybody may look up', async () => {
    const { status, body } = await phr.call('GET', '/api/v1/needs/catalogue', undefined, 'demo-public');
    expect([status, NeedsCatalogue.parse(body)]).toEqual([200, body]);
    const insulin = body.needs.find(({ need }: { need: string }) => need === 'insulin');
    expect(insulin).toMatchObject({ name: { en: 'Insulin' }, urgency: { step: 'hours', hours: 6 } });
    expect(insulin.rules).toContainEqual(expect.objectContaining({ id: 'insulin-drug', reviewed: false }));
    expect(insulin.rules).toContainEqual(expect.objectContaining({ id: 'insulin-stated', reviewed: true }));
  });

  it('show exact counts to the health desk, with an entry in the audit, and what was published to everybody else', async () => {
    const exact = await phr.call('GET', '/api/v1/needs', undefined, 'demo-operator');
    expect(exact.body.exact).toBe(true);
    expect(exact.body.shelters).toContainEqual(expect.objectContaining({ shelter: 'town/school' }));
    for (const client of ['demo-public', 'demo-agency', 'demo-shelter', 'demo-admin']) {
      const { text, body } = await phr.call('GET', '/api/v1/needs', undefined, client);
      expect([client, body.exact, text.includes('"count"')]).toEqual([client, false, false]);
    }
    const { body } = await phr.call('GET', '/api/v1/phr/audit?action=read-needs', undefined, 'demo-admin');
    expect(body.entries).toMatchObject([{ actor: 'demo-operator', purpose: 'supply' }]);
  });

  it.each(['demo-admin', 'demo-operator', 'demo-shelter', 'demo-pharmacist', 'demo-agency', 'demo-public'])(
    'stay shut to %s',
    async (client) => {
      const { person, id } = (await post(somebody(5))).body;
      const asks: [string, string, unknown?][] = [
        ['POST', `/api/v1/phr/records${sending()}`, somebody(6)],
        ['GET', `/api/v1/phr/records/${id}${CARE}`],
        ['PUT', `/api/v1/phr/records/${id}${CARE}&format=stated`, somebody(5)],
        ['GET', `/api/v1/phr/persons${CARE}`],
        [
          'POST',
          '/api/v1/phr/search',
          { shelter: 'town/school', purpose: 'treatment', by: { name: 'x', birthDate: '1960-01-01' } },
        ],
        ['POST', `/api/v1/phr/persons/${person}/move`, { shelter: 'town/hall' }],
        ['POST', `/api/v1/phr/persons/${person}/leave`, { shelter: 'town/school' }],
        ['POST', `/api/v1/phr/persons/${person}/break-glass`, {}],
        ['DELETE', `/api/v1/phr/persons/${person}?because=revoked`],
        ['POST', `/api/v1/phr/persons/${person}/needs`, {}],
        ['POST', `/api/v1/phr/persons/${person}/tasks`, {}],
        ['GET', `/api/v1/phr/tasks${CARE}`],
        ['POST', `/api/v1/phr/tasks/${person}`, {}],
      ];
      for (const [method, path, body] of asks) {
        const reply = await phr.call(method, path, body, client);
        expect([method, path, reply.status, reply.body.code]).toEqual([method, path, 403, 'access.denied']);
      }
    },
  );

  it('close needs and ask pharmacies, who are told what to bring and not for whom', async () => {
    const { person } = (await post(somebody(12, ['insulin']))).body;
    const at = `/api/v1/phr/persons/${person}`;
    const said = (requestId: string) => ({ requestId, purpose: 'treatment', shelter: 'town/school' });
    const goods = {
      need: 'insulin',
      goods: 'インスリン',
      amount: '3本',
      note: null,
      wantedBy: '2026-11-26T09:00:00.000Z',
    };
    const asked = await phr.call('POST', `${at}/tasks`, { ...said('ask-a-pharmacy'), ...goods });
    expect(asked).toMatchObject({ status: 201, body: { state: 'asked', person, shelterName: '避難所' } });
    const { id, number } = asked.body;
    const pharmacy = (method: string, path: string, body?: object, client = 'demo-pharmacist') =>
      phr.call(method, `/api/v1/phr/pharmacy/tasks${path}`, body, client);
    const list = await pharmacy('GET', '');
    expect(list.body.tasks).toMatchObject([{ id, number, goods: 'インスリン', shelter: 'town/school' }]);
    expect([list.text.includes(person), list.text.includes('人 12号')]).toEqual([false, false]);
    expect((await pharmacy('GET', `?mark=${list.body.mark}`)).body).toEqual({ mark: list.body.mark, tasks: null });
    for (const client of ['demo-admin', 'demo-operator', 'demo-shelter', 'demo-medic', 'demo-agency', 'demo-public']) {
      expect([client, (await pharmacy('GET', '', undefined, client)).status]).toEqual([client, 403]);
      const act = { act: 'take', requestId: 'take-it-anyway' };
      expect([client, (await pharmacy('POST', `/${id}`, act, client)).status]).toEqual([client, 403]);
    }
    expect(await pharmacy('POST', `/${id}`, { act: 'take', requestId: 'take-it-now' })).toMatchObject({
      status: 200,
      body: { state: 'taken', steps: [{ by: { role: 'medic' } }, { by: { role: 'pharmacist' } }] },
    });
    for (const wrong of [{ act: 'fly' }, { act: 'hand-over' }, { act: 'take', requestId: 'x' }, { act: 'undo' }])
      expect(await pharmacy('POST', `/${id}`, { requestId: 'wrong-acts', ...wrong })).toMatchObject({ status: 400 });
    const over = { ...said('hand-it-over'), act: 'hand-over', days: 3 };
    expect(await phr.call('POST', `/api/v1/phr/tasks/${id}`, over)).toMatchObject({ body: { state: 'handed-over' } });
    const persons = (await phr.call('GET', `/api/v1/phr/persons${CARE}`)).body as { id: string; decisions: unknown }[];
    expect(persons.find((each) => each.id === person)).toMatchObject({ decisions: [{ closed: true, days: 3 }] });
    const reopen = { ...said('open-it-again'), act: 'reopen', need: 'insulin' };
    expect(await phr.call('POST', `${at}/needs`, reopen)).toMatchObject({ status: 200, body: { open: true } });
    phr.nowMs += 1_000;
  });

  it('want to know the purpose, the ground and the place, and nothing they do not know', async () => {
    const { id } = (await post(somebody(7))).body;
    for (const asked of [
      '',
      query({ purpose: 'treatment' }),
      query({ purpose: 'curiosity', shelter: 'town/school' }),
      `${CARE}&x=1`,
    ])
      expect([asked, (await phr.call('GET', `/api/v1/phr/records/${id}${asked}`)).status]).toEqual([asked, 400]);
    for (const over of [
      { legalGround: 'consent' },
      { legalGround: 'vital-interest', consentText: 'x' },
      { legalGround: 'because' },
    ])
      expect([over, (await post(somebody(8), over as unknown as Record<string, string>)).status]).toEqual([over, 400]);
    expect(await post(somebody(8), { legalGround: 'vital-interest' })).toMatchObject({ status: 201 });
    expect(await phr.call('GET', `/api/v1/phr/records/${'x'.repeat(22)}${CARE}`)).toMatchObject({ status: 404 });
  });

  it('answer a wrong bundle with an OperationOutcome that names the path, and keep nothing of it', async () => {
    const before = await phr.store.dataSource.query('SELECT count(*) FROM vault.audit');
    const reply = await post(
      Buffer.from('{"resourceType":"Bundle","type":"collection","entry":[{"resource":{"resourceType":7}}]}'),
      { format: 'fhir-json' },
    );
    expect(reply).toMatchObject({ status: 422, body: { resourceType: 'OperationOutcome' } });
    expect(reply.type).toContain('application/fhir+json');
    expect(reply.body.issue[0]).toMatchObject({ severity: 'error', expression: [expect.stringMatching(/^Bundle/)] });
    expect(await post(Buffer.from('{"name": "山田'), { format: 'fhir-json' })).toMatchObject({ status: 422 });
    expect(await post(Buffer.from('JAHISTC99\r\n'), { format: 'jahis-notebook' })).toMatchObject({
      status: 422,
      body: { code: 'record.invalid' },
    });
    expect(await phr.store.dataSource.query('SELECT count(*) FROM vault.audit')).toEqual(before);
    expect(await phr.records('quarantine')).toEqual([]);
  });

  it('start again with everything, and erase again whom an old copy of the database brought back', async () => {
    const [kept, revoked] = [
      (await post(somebody(9, ['ventilator']))).body,
      (await post(somebody(10, ['ventilator']))).body,
    ];
    await phr.sent();
    const copy = path.join(phr.folder, 'copy');
    await phr.stop();
    cpSync(path.join(phr.folder, 'store'), copy, { recursive: true });
    await phr.start();
    await phr.call('DELETE', `/api/v1/phr/persons/${revoked.person}?because=revoked`);
    await post(somebody(11, ['ventilator']));
    await phr.sent();
    await phr.stop();
    rmSync(path.join(phr.folder, 'store'), { recursive: true });
    renameSync(copy, path.join(phr.folder, 'store'));
    await phr.start();
    const read = async (id: string) => (await phr.call('GET', `/api/v1/phr/records/${id}${CARE}`)).status;
    expect([await read(kept.id), await read(revoked.id)]).toEqual([200, 404]);
    await phr.sent();
    const last = decodeEvent(needsCounted, (await phr.records('needs')).at(-1)!).data;
    expect(last.needs).toMatchObject({ ventilator: { count: 1 } });
    const { body } = await phr.call('GET', '/api/v1/phr/audit/verification', undefined, 'demo-admin');
    expect([body.intact, body.faults.join()]).toEqual([false, expect.stringMatching(/topic audit/)]);
  });
});
