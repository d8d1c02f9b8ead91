import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AuditEntry, BreakGlassRequest, FeatureId } from '@hinomi/contracts';
import { openTestStore, type TestStore } from '@hinomi/store';
import { Acknowledgements } from '../audit/acknowledgements.js';
import { verifyAudit } from '../audit/verify-audit.js';
import { MasterKeyFile } from '../keys/master-key-file.js';
import { HALL, MEDIC, recordOf, SCHOOL, VaultDesk } from '../vault-desk.suite.js';
import { stranger } from '../vault.suite.js';
import { masterKeyFile, openVaults, rotateMasterKey } from '../vault/open-vaults.js';
import { VAULT_TABLES } from '../vault/vault-tables.js';
import { EMERGENCY_MS } from './care.js';

let store: TestStore;
let desk: VaultDesk;
beforeAll(async () => {
  store = await openTestStore([VAULT_TABLES]);
  desk = await new VaultDesk(store).open();
}, 120_000);
afterAll(async () => {
  await store.remove();
  desk.end();
});

let places = 0;
const place = (): FeatureId => `town/${(places += 1)}` as FeatureId;
const lastEntry = async (): Promise<AuditEntry> => {
  const [row] = await desk.sql<{ entry: string }>('SELECT entry FROM vault.audit ORDER BY seq DESC LIMIT 1');
  return JSON.parse(row!.entry) as AuditEntry;
};

describe('the same person', () => {
  it('counts once for each need, whatever number of documents says so', async () => {
    const [at] = [place()];
    const somebody = stranger(['insulin', 'dialysis']);
    const first = await desk.receive(somebody, { shelter: at });
    const second = await desk.receive(
      { ...somebody, evidence: recordOf({ needs: ['insulin', 'ostomy'] }).evidence },
      { shelter: at },
    );
    expect(second.person).toBe(first.person);
    expect(await desk.toldOf(at)).toEqual({ insulin: 1, dialysis: 1, ostomy: 1 });
  });

  it('is known at another shelter by name and birthday however written, and counts there alone', async () => {
    const [a, b] = [place(), place()];
    const person = { names: ['髙﨑　花子'], kana: ['ﾀｶｻｷ ﾊﾅｺ'], birthDate: '1948-11-03', sex: 'female' } as const;
    const first = await desk.receive(recordOf({ ...person, names: [...person.names], kana: [...person.kana] }), {
      shelter: a,
    });
    const again = { ...person, names: ['高崎花子'], kana: [], sex: 'unknown' as const };
    const second = await desk.receive(recordOf(again), { shelter: b });
    expect(second.person).toBe(first.person);
    expect([await desk.toldOf(a), await desk.toldOf(b)]).toEqual([{}, { insulin: 1 }]);
    const byKana = await desk.receive(recordOf({ ...again, names: [], kana: ['たかさき はなこ'] }), { shelter: a });
    expect(byKana.person).toBe(first.person);
    expect([await desk.toldOf(a), await desk.toldOf(b)]).toEqual([{ insulin: 1 }, {}]);
  });

  it('is known by an identifier; a family that shares one is not one person', async () => {
    const at = place();
    const identifiers = [{ system: 'urn:insurance', value: '12-345 678' }];
    const father = await desk.receive(recordOf({ names: ['父'], birthDate: '1960-01-01', identifiers }), {
      shelter: at,
    });
    const renamed = await desk.receive(
      recordOf({
        names: [],
        birthDate: '1960-01-01',
        identifiers: [{ system: 'urn:insurance', value: '１２３４５６７８' }],
      }),
      { shelter: at },
    );
    const child = await desk.receive(recordOf({ names: ['子'], birthDate: '2015-01-01', identifiers }), {
      shelter: at,
    });
    expect([renamed.person === father.person, child.person === father.person]).toEqual([true, false]);
    expect(await desk.toldOf(at)).toEqual({ insulin: 2 });
  });

  it('is not two namesakes of one birthday whose own numbers differ', async () => {
    const person = { names: ['同姓 同名'], birthDate: '1970-07-07' };
    const one = await desk.receive(recordOf({ ...person, identifiers: [{ system: 'urn:mrn', value: '1' }] }));
    const two = await desk.receive(recordOf({ ...person, identifiers: [{ system: 'urn:mrn', value: '2' }] }));
    expect(two.person).not.toBe(one.person);
  });

  it('moves, leaves and comes back with their count', async () => {
    const [a, b] = [place(), place()];
    const { id, person } = await desk.receive(stranger(['oxygen']), { shelter: a });
    await desk.care.move(desk.real, desk.asked(b), person, b);
    expect([await desk.toldOf(a), await desk.toldOf(b)]).toEqual([{}, { oxygen: 1 }]);
    await expect(desk.read(id, desk.asked(b))).resolves.toMatchObject({ id });
    await desk.care.move(desk.real, desk.asked(b), person, null);
    expect(await desk.toldOf(b)).toEqual({});
    await expect(desk.read(id, desk.asked(b))).rejects.toMatchObject({ code: 'record.closed' });
    await desk.care.move(desk.real, desk.asked(a), person, a);
    await desk.care.move(desk.real, desk.asked(a), person, a);
    expect(await desk.toldOf(a)).toEqual({ oxygen: 1 });
  });
});

describe('whoever revokes', () => {
  it('is out of the counts, their key is gone, and nobody finds or reads them', async () => {
    const at = place();
    const somebody = stranger(['oxygen']);
    const { id, person } = await desk.receive(somebody, { shelter: at });
    await desk.receive(stranger(['oxygen']), { shelter: at });
    await desk.care.erase(desk.real, MEDIC, person, 'revoked');
    expect(await desk.toldOf(at)).toEqual({ oxygen: 1 });
    expect(await lastEntry()).toMatchObject({ action: 'erased', person, purpose: 'revoked' });
    expect(
      await desk.sql('SELECT status, wrapped, sealed, shelter FROM vault.persons WHERE id = $1', [person]),
    ).toEqual([{ status: 'erased', wrapped: null, sealed: null, shelter: null }]);
    for (const table of ['records', 'identifiers', 'requests'])
      expect(await desk.sql(`SELECT 1 FROM vault.${table} WHERE person = $1`, [person])).toEqual([]);
    await expect(desk.read(id, desk.asked(at))).rejects.toMatchObject({ code: 'record.not-found' });
    await expect(desk.care.move(desk.real, desk.asked(at), person, at)).rejects.toMatchObject({
      code: 'record.erased',
    });
    const [name] = somebody.person.names;
    const by = { name: name!, birthDate: somebody.person.birthDate! };
    expect(await desk.care.search(desk.real, 'real', desk.asked(), by)).toEqual([]);
    const anew = await desk.receive(somebody, { shelter: at });
    expect(anew.person).not.toBe(person);
  });
});

describe('a record', () => {
  it('is closed to whoever works elsewhere, has no part in its care, or is not permitted; and that they tried is kept', async () => {
    const { id, person } = await desk.receive(stranger());
    for (const asked of [desk.asked(HALL), desk.asked(SCHOOL, { permitted: false })]) {
      await expect(desk.read(id, asked)).rejects.toMatchObject({ code: 'record.closed' });
      expect(await lastEntry()).toMatchObject({
        action: 'refused',
        person,
        record: id,
        shelter: asked.shelter,
        count: 0,
      });
    }
    await expect(desk.care.list(desk.real, 'real', desk.asked(SCHOOL, { permitted: false }))).rejects.toMatchObject({
      code: 'record.closed',
    });
    expect(await lastEntry()).toMatchObject({ action: 'refused', person: null, shelter: SCHOOL });
  });

  it('opens in an emergency to the one who stated it, for two hours, with every look written down', async () => {
    const { id, person } = await desk.receive(stranger());
    const words = '意識がない。お薬手帳がない。';
    const asked = { purpose: 'treatment', shelter: HALL, reason: 'unconscious', words } as const;
    const { until } = await desk.care.breakGlass(desk.real, MEDIC, person, asked);
    expect(Date.parse(until) - desk.nowMs).toBe(EMERGENCY_MS);
    expect(await lastEntry()).toMatchObject({
      action: 'broke-glass',
      person,
      reason: 'unconscious',
      until,
      shelter: HALL,
    });
    expect(JSON.stringify(await lastEntry())).not.toContain(words);
    expect(await desk.read(id, desk.asked(HALL, { permitted: false }))).toMatchObject({ id, emergencyUntil: until });
    expect(await lastEntry()).toMatchObject({ action: 'opened', reason: 'unconscious', until });
    const other = { ...MEDIC, actor: 'medic-2' };
    await expect(desk.read(id, desk.asked(HALL, { who: other }))).rejects.toMatchObject({ code: 'record.closed' });
    const another = await desk.receive(stranger());
    await expect(desk.read(another.id, desk.asked(HALL))).rejects.toMatchObject({ code: 'record.closed' });
    desk.nowMs += EMERGENCY_MS;
    await expect(desk.read(id, desk.asked(HALL))).rejects.toMatchObject({ code: 'record.closed' });
  });

  it('is known to whoever supervises by the name of who opened it, which no topic hears', async () => {
    const { person } = await desk.receive(stranger());
    const who = { ...MEDIC, name: '医師 太郎' };
    const asked = { purpose: 'treatment', shelter: HALL, reason: 'unconscious', words: '意識がない。お薬手帳がない。' };
    await desk.care.breakGlass(desk.real, who, person, asked as BreakGlassRequest);
    const [missing] = await desk.real.look((change) => new Acknowledgements(change).missing());
    expect(missing).toMatchObject({ action: 'broke-glass', person });
    const supervisor = { actor: 'operator-1', role: 'operator', agency: null, name: '監督 花子' } as const;
    const acknowledge = () =>
      desk.real.change((change) => new Acknowledgements(change).add(supervisor, missing!.seq, () => true));
    expect(await acknowledge()).toMatchObject({ by: '監督 花子' });
    const [row, opened] = await desk.real.look(async (change) => {
      const at = await change.audits.at(missing!.seq);
      return [at!.entry, change.besideOf(at!)] as const;
    });
    expect([row.includes('医師'), opened]).toEqual([false, { words: asked.words, name: '医師 太郎' }]);
    const told = JSON.stringify(
      (await desk.waiting()).map(({ record }) => Buffer.from(record.value!).toString('utf8')),
    );
    expect([told.includes(missing!.person!), /医師 太郎|監督 花子/.test(told)]).toEqual([true, false]);
    expect(await desk.real.look((change) => new Acknowledgements(change).missing())).not.toContainEqual(missing);
    expect(await verifyAudit(desk.real, null)).toMatchObject({ intact: true });
  });

  it('corrected, is found by what it says now only, and counts for that', async () => {
    const at = place();
    const wrong = recordOf({ names: ['誤 字'], kana: [], birthDate: '1951-01-01', needs: ['insulin'] });
    const { id, person } = await desk.receive(wrong, { shelter: at });
    const right = {
      ...wrong,
      person: { ...wrong.person, names: ['正 字'] },
      evidence: recordOf({ needs: ['ostomy'] }).evidence,
    };
    const correct = (record: typeof wrong) =>
      desk.care.withRecord(desk.real, desk.asked(at), id, (change, opened, row) =>
        desk.receiving.correct(change, MEDIC, opened, row, record, 'treatment'),
      );
    await correct(right);
    expect(await desk.toldOf(at)).toEqual({ ostomy: 1 });
    const found = (name: string) =>
      desk.care.search(desk.real, 'real', desk.asked(at), { name, birthDate: '1951-01-01' });
    expect([(await found('誤字')).length, (await found('正字')).map((each) => each.id)]).toEqual([0, [person]]);
    expect(await lastEntry()).toMatchObject({ action: 'searched', count: 1, person: null });
    const somebodyElse = { ...right, person: { ...right.person, birthDate: '1999-09-09' } };
    await expect(correct(somebodyElse)).rejects.toMatchObject({ code: 'record.other-person' });
    expect(await desk.read(id, desk.asked(at))).toMatchObject({ record: right, version: 2 });
  });

  it('is refused whole when it cannot be understood, and nothing of it is kept', async () => {
    const before = await desk.sql('SELECT * FROM vault.head');
    const receiving = desk.receive({ not: 'a record', name: '山田' });
    await expect(receiving).rejects.toMatchObject({ code: 'record.invalid', place: { path: 'line 1' } });
    expect(await desk.sql('SELECT * FROM vault.head')).toEqual(before);
  });

  it('shows a shelter’s team who is there', async () => {
    const at = place();
    const somebody = stranger(['oxygen']);
    const { person, id } = await desk.receive(somebody, {
      shelter: at,
      legalGround: 'vital-interest',
      consentText: undefined,
    });
    expect(await desk.care.list(desk.real, 'real', desk.asked(at))).toMatchObject([
      {
        id: person,
        name: somebody.person.names[0],
        legalGround: 'vital-interest',
        records: [id],
        needs: [{ need: 'oxygen' }],
      },
    ]);
    expect(await lastEntry()).toMatchObject({ action: 'listed', shelter: at, count: 1 });
  });
});

describe('a new master key', () => {
  it('opens everything, and the old one is gone with what only it opened', async () => {
    const { id } = await desk.receive(stranger());
    const file = masterKeyFile(desk.keyDir, 'real');
    const [before] = (await MasterKeyFile.open(file))!.names;
    const place_ = { store, keyDir: desk.keyDir, now: () => desk.nowMs };
    expect(await rotateMasterKey(place_, 'real')).toBeGreaterThan(3);
    desk.vaults = await openVaults(place_);
    expect((await MasterKeyFile.open(file))!.names).not.toContain(before);
    expect(await desk.sql('SELECT 1 FROM vault.persons WHERE master_key = $1', [before])).toEqual([]);
    await expect(desk.read(id)).resolves.toMatchObject({ id });
    expect(await verifyAudit(desk.real, null)).toMatchObject({ intact: true });
  });
});
