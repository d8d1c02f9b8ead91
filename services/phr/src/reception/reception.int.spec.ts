import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { decodeEvent, needsCounted, vaultAudited, type ReceptionKey, type SealedEnvelope } from '@hinomi/contracts';
import { principalOf } from '@hinomi/access';
import { startLogging } from '@hinomi/service-kit';
import { PhrApp, shelterFeature, type Reply } from '../phr-app.suite.js';
import { recordOf } from '../vault-desk.suite.js';
import { masterKeyFile, rotateMasterKey } from '../vault/open-vaults.js';
import { MasterKeyFile } from '../keys/master-key-file.js';
import { ReceptionController } from './reception.controller.js';
import { formOf, sealed } from './sealing.suite.js';

const DAY_MS = 86_400_000;

let phr: PhrApp;
let key: ReceptionKey;
const lines: string[] = [];
beforeAll(async () => {
  startLogging({ level: 'debug', format: 'json', destination: { write: (line: string) => void lines.push(line) } });
  phr = await new PhrApp().start();
  await phr.show(shelterFeature('town/school', '17204'), shelterFeature('town/hall', '17204'));
  await phr.show({ ...shelterFeature('drill:x:town/school', '17204'), exercise: 'x' } as never);
  key = await keyOf();
}, 120_000);
afterAll(() => phr.end());

const keyOf = async (query = ''): Promise<ReceptionKey> =>
  (await phr.call('GET', `/api/v1/phr/key${query}`, undefined, 'demo-shelter')).body as ReceptionKey;
const handIn = (envelopes: readonly unknown[], over: object = {}, client = 'demo-shelter'): Promise<Reply> =>
  phr.call('POST', '/api/v1/phr/sealed', { sentAt: '2026-11-26T03:00:00.000Z', envelopes, ...over }, client);
const one = async (envelope: unknown, client?: string): Promise<string> => {
  const { body } = await handIn([envelope], {}, client);
  return body.refused[0]?.code ?? (body.accepted.length === 1 ? 'accepted' : 'duplicate');
};
let born = 0;
const somebody = (needs: readonly string[] = ['insulin']) => {
  born += 1;
  return recordOf({ names: [`受付 ${born}号`], kana: [], birthDate: `19${String(10 + born).slice(-2)}-05-06`, needs });
};
/** What everybody at a shelter counts for, as the topic says last. */
async function toldOf(shelter: string): Promise<Record<string, number>> {
  await phr.sent();
  const told = (await phr.records('needs')).map((each) => decodeEvent(needsCounted, each).data);
  const last = told.filter(({ shelterId }) => shelterId === shelter).at(-1);
  return Object.fromEntries(Object.entries(last?.needs ?? {}).map(([need, { count }]) => [need, count]));
}
const personsAt = async (shelter: string): Promise<{ id: string; name: string | null; needs: { need: string }[] }[]> =>
  (await phr.call('GET', `/api/v1/phr/persons?purpose=treatment&shelter=${encodeURIComponent(shelter)}`)).body;
const audited = async () => {
  await phr.sent();
  return (await phr.records('audit')).map((each) => decodeEvent(vaultAudited, each).data.entry);
};

describe('forms that were sealed on a device', () => {
  it('count as any document, once, and tell whoever hands them in nothing of the person', async () => {
    const envelope = await sealed(key, formOf(somebody(['insulin', 'dialysis'])));
    const { status, text, body } = await handIn([envelope]);
    expect([status, body]).toEqual([
      200,
      { receivedAt: '2026-11-26T03:00:00.000Z', accepted: [envelope.requestId], duplicates: [], refused: [] },
    ]);
    expect(text).not.toMatch(/need|insulin|person/);
    expect((await handIn([envelope, envelope])).body).toMatchObject({ accepted: [], refused: [] });
    expect(await toldOf('town/school')).toEqual({ insulin: 1, dialysis: 1 });
    const [entry] = (await audited()).filter(({ action }) => action === 'received');
    expect(entry).toMatchObject({
      ...{ actor: 'demo-shelter', role: 'shelter', purpose: 'reception/consent', shelter: 'town/school' },
      takenAt: envelope.sealedAt,
    });
    expect(entry).not.toHaveProperty('author');
    // The care team reads what nobody at the desk can.
    expect(await personsAt('town/school')).toMatchObject([{ needs: [{ need: 'insulin' }, { need: 'dialysis' }] }]);
  });

  it('do not open for another shelter, request, device, author, time or key than they were sealed for', async () => {
    const envelope = await sealed(key, formOf(somebody()));
    const edits: Partial<Record<keyof SealedEnvelope, unknown>>[] = [
      { shelter: 'town/hall' },
      { requestId: '01JDFQ8V5X0000000000000009' },
      { device: '01JDFQ8V5X0000000000000001' },
      { author: { subject: 'demo-shelter', name: 'x' } },
      { sealedAt: '2026-11-26T02:59:00.001Z' },
      { enc: (await sealed(key, formOf(somebody()))).enc },
      { data: `${envelope.data.slice(0, -8)}AAAAAAAA` },
    ];
    for (const edit of edits)
      expect([edit, await one({ ...envelope, ...edit })]).toEqual([edit, 'envelope.unreadable']);
    expect(await one({ ...envelope, keyId: '0123456789abcdef' })).toBe('envelope.key-unknown');
    const others = await sealed({ ...key, publicKey: (await keyOf('?exercise=x')).publicKey }, formOf(somebody()));
    expect(await one(others)).toBe('envelope.unreadable');
    expect(await one(envelope)).toBe('accepted');
  });

  it('are judged one by one; a refused one is told by code, place and size, and nothing of it is kept', async () => {
    const rows = () =>
      phr.store.dataSource.query(
        'SELECT (SELECT count(*) FROM vault.persons) AS p, (SELECT count(*) FROM vault.envelopes) AS e',
      );
    const good = await sealed(key, formOf(somebody(['ostomy'])));
    const before = await rows();
    const bad = [
      await sealed(key, formOf({ ...somebody(), consent: '目印の人' })),
      await sealed(key, new TextEncoder().encode('目印の人')),
      await sealed(key, formOf(somebody(), { legalGround: 'because' } as never)),
      await sealed(key, formOf(somebody(), { consentText: undefined })),
      await sealed(key, formOf({ ...somebody(), consent: 'deny' })),
      await sealed(key, formOf(somebody()), { shelter: 'nowhere' as never }),
      { ...good, more: '目印の人' },
      '目印の人',
    ];
    lines.length = 0;
    const { text, body } = await handIn(bad);
    expect(
      body.refused.map(({ code, place }: { code: string; place: { path: string } }) => [code, place.path]),
    ).toEqual([
      ['record.invalid', '/consent'],
      ['envelope.invalid', '/envelopes/1'],
      ['envelope.invalid', '/envelopes/2/legalGround'],
      ['envelope.invalid', '/envelopes/3/consentText'],
      ['record.denied', '/envelopes/4'],
      ['feature.not-found', '/envelopes/5/shelter'],
      ['envelope.invalid', '/envelopes/6'],
      ['envelope.invalid', '/envelopes/7'],
    ]);
    expect(await rows()).toEqual(before);
    expect([
      text.includes('目印'),
      lines.join('').includes('目印'),
      lines.join('').includes('envelope.invalid'),
    ]).toEqual([false, false, true]);
    expect((await handIn([bad[1], good, bad[2]])).body).toMatchObject({
      accepted: [good.requestId],
      refused: [{}, {}],
    });
    expect(await phr.records('quarantine')).toEqual([]);
    expect((await handIn([])).status).toBe(400);
    expect((await handIn(Array.from({ length: 11 }, () => good))).status).toBe(400);
  });

  it('are handed in by their author, or under both names', async () => {
    const author = { subject: 'tablet-7', name: '体育館' };
    const envelope = await sealed(key, formOf(somebody()), { author });
    expect(await one(envelope)).toBe('envelope.other-author');
    expect((await handIn([envelope], { carried: true })).body.accepted).toEqual([envelope.requestId]);
    expect((await audited()).at(-1)).toMatchObject({ actor: 'demo-shelter', author: 'tablet-7' });
    expect((await handIn([envelope], { carried: true }, 'demo-medic')).body.duplicates).toEqual([envelope.requestId]);
  });

  it('bring nobody back who was erased, however often they come', async () => {
    const envelope = await sealed(key, formOf(somebody(['ventilator'])));
    await handIn([envelope]);
    const person = (await personsAt('town/school')).find(({ name }) => name === `受付 ${born}号`);
    expect((await phr.call('DELETE', `/api/v1/phr/persons/${person?.id}?because=revoked`)).status).toBe(204);
    expect((await handIn([envelope])).body.duplicates).toEqual([envelope.requestId]);
    expect(await toldOf('town/school')).not.toHaveProperty('ventilator');
    const other = await sealed(key, formOf(somebody()), { requestId: envelope.requestId });
    expect(await one(other)).toBe('record.repeated');
  });

  it('that come a day late move nobody back, in whichever order they come', async () => {
    const [record, at] = [somebody(['parkinson']), (hour: string) => `2026-11-26T0${hour}:00:00.000Z` as never];
    const [first, second] = [
      await sealed(key, formOf(record), { sealedAt: at('0') }),
      await sealed(key, formOf(record), { sealedAt: at('1'), shelter: 'town/hall' as never }),
    ];
    expect((await handIn([second, first])).body.accepted).toHaveLength(2);
    expect([await toldOf('town/school'), await toldOf('town/hall')]).toMatchObject([{}, { parkinson: 1 }]);
    expect(await toldOf('town/school')).not.toHaveProperty('parkinson');
    const [person] = await personsAt('town/hall');
    await phr.call('POST', `/api/v1/phr/persons/${person?.id}/leave`, { shelter: 'town/hall' });
    await handIn([await sealed(key, formOf(record), { sealedAt: at('2') })]);
    expect([await toldOf('town/school'), await toldOf('town/hall')]).not.toContainEqual(
      expect.objectContaining({ parkinson: 1 }),
    );
  });

  it('count in the exercise they were taken in, under a key of its own', async () => {
    const drill = await keyOf('?exercise=x');
    expect([drill.realm, drill.keyId === key.keyId]).toEqual(['drill', false]);
    const over = { shelter: 'drill:x:town/school' as never };
    expect(await one(await sealed(drill, formOf(somebody(['suction'])), over))).toBe('accepted');
    expect(await one(await sealed(key, formOf(somebody()), over))).toBe('envelope.key-unknown');
    expect(await toldOf('town/school')).not.toHaveProperty('suction');
  });

  it('are taken from a tablet for its own shelters alone, and inside its jurisdiction', async () => {
    const desk = phr.app.get(ReceptionController);
    const expiresAt = '2099-01-01T00:00:00.000Z' as never;
    const envelopes = [
      await sealed(key, formOf(somebody())),
      await sealed(key, formOf(somebody()), { shelter: 'town/hall' as never }),
    ];
    const body = Buffer.from(JSON.stringify({ sentAt: '2026-11-26T03:00:00.000Z', envelopes }));
    const bound = principalOf({ role: 'shelter', expiresAt, shelters: ['town/hall' as never] });
    expect(await desk.receive(body, bound)).toMatchObject({
      accepted: [envelopes[1]?.requestId],
      refused: [{ index: 0, code: 'shelter.not-yours', place: { path: '/envelopes/0/shelter' } }],
    });
    const elsewhere = principalOf({ role: 'shelter', expiresAt, jurisdiction: '13' });
    expect((await desk.receive(body, elsewhere)).refused).toMatchObject([
      { code: 'access.denied' },
      { code: 'access.denied' },
    ]);
  });

  it.each(['demo-admin', 'demo-operator', 'demo-agency', 'demo-public'])(
    'are taken from nobody like %s',
    async (client) => {
      const envelope = await sealed(key, formOf(somebody()));
      expect((await phr.call('GET', '/api/v1/phr/key', undefined, client)).status).toBe(403);
      expect((await handIn([envelope], {}, client)).status).toBe(403);
    },
  );
});

describe('the key that forms are sealed to', () => {
  it('is renewed after a month; the one before opens for half a year, and then is destroyed', async () => {
    const old = key;
    const kept = await sealed(old, formOf(somebody()));
    const late = await sealed(old, formOf(somebody()));
    phr.nowMs += 29 * DAY_MS;
    expect((await keyOf()).keyId).toBe(old.keyId);
    phr.nowMs += 2 * DAY_MS;
    key = await keyOf();
    expect(key.keyId).not.toBe(old.keyId);
    expect((await keyOf()).keyId).toBe(key.keyId);
    phr.nowMs = Date.parse(old.openUntil) - 1;
    expect(await one(kept)).toBe('accepted');
    phr.nowMs += 2;
    expect(await one(late)).toBe('envelope.key-unknown');
    key = await keyOf();
    expect(await phr.store.dataSource.query('SELECT 1 FROM vault.reception_keys WHERE id = $1', [old.keyId])).toEqual(
      [],
    );
  });

  it('is another after the master key was rotated, and what was sealed before opens', async () => {
    const [old, envelope] = [key, await sealed(key, formOf(somebody()))];
    const place = { store: phr.store, keyDir: `${phr.folder}/keys`, now: () => phr.nowMs + 1 };
    await rotateMasterKey(place, 'real');
    const [name] = (await MasterKeyFile.open(masterKeyFile(place.keyDir, 'real')))!.names;
    expect(await phr.store.dataSource.query('SELECT DISTINCT master_key FROM vault.reception_keys')).toEqual([
      { master_key: name },
    ]);
    await phr.stop();
    await phr.start();
    phr.nowMs += 2;
    key = await keyOf();
    expect(key.keyId).not.toBe(old.keyId);
    expect(await one(envelope)).toBe('accepted');
  });

  it('is not told where somebody put their own in its place', async () => {
    const theirs = Buffer.from((await keyOf('?exercise=x')).publicKey, 'base64url');
    await phr.store.dataSource.query('UPDATE vault.reception_keys SET public_key = $1 WHERE id = $2', [
      theirs,
      key.keyId,
    ]);
    const reply = await phr.call('GET', '/api/v1/phr/key', undefined, 'demo-shelter');
    expect([reply.status, reply.body.code]).toEqual([500, 'vault.tampered']);
    const envelope = await sealed({ ...key, publicKey: theirs.toString('base64url') }, formOf(somebody()));
    // The vault's own trouble: the device keeps the envelope.
    expect((await handIn([envelope])).body).toMatchObject({ accepted: [], duplicates: [], refused: [] });
  });
});
