import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { FeatureId } from '@hinomi/contracts';
import { openTestStore, type TestStore } from '@hinomi/store';
import { CHAIN_START, chained } from './audit/audit-chain.js';
import { verifyAudit } from './audit/verify-audit.js';
import { HALL, recordOf, VaultDesk } from './vault-desk.suite.js';
import { stranger } from './vault.suite.js';
import { VAULT_TABLES } from './vault/vault-tables.js';

const PERSON = 'version, status, shelter, legal_ground, consent_text, ground_at, master_key, wrapped, sealed, mac';

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

const TAMPERED = { code: 'vault.tampered' };
const untouched = async (id: string) => expect(await desk.read(id)).toMatchObject({ id });

/** Somebody with every right on the database, and without the master key, does something between two looks at a record. */
describe('rows that somebody else wrote', () => {
  it.each([
    ['records', 'the record', 'r.id = $1'],
    ['persons', 'the person', 'r.id = $2'],
  ])('are not shown when a bit of %s was changed (%s)', async (table, _what, where) => {
    const { id, person } = await desk.receive(stranger());
    await untouched(id);
    const [{ length }] = (await desk.sql(
      `SELECT length(sealed) AS length FROM vault.${table} r WHERE ${where} AND $1 <> $2`,
      [id, person],
    )) as [{ length: number }];
    for (const at of [0, 5, Math.floor(length / 2), length - 1]) {
      const flip = `UPDATE vault.${table} r SET sealed = set_byte(sealed, ${at}, get_byte(sealed, ${at}) # 1) WHERE ${where} AND $1 <> $2`;
      await desk.sql(flip, [id, person]);
      await expect(desk.read(id)).rejects.toMatchObject(TAMPERED);
      await desk.sql(flip, [id, person]);
    }
    await untouched(id);
  });

  it('are not shown when two persons were swapped: their content, their keys, or all of it', async () => {
    const [a, b] = [await desk.receive(stranger(['insulin'])), await desk.receive(stranger(['dialysis']))];
    const swap = async (table: string, columns: string, [x, y]: [string, string]) => {
      const pairs = columns.split(', ').map((column) => `${column} = other.${column}`);
      await desk.sql(
        `UPDATE vault.${table} mine SET ${pairs.join(', ')} FROM vault.${table} other
         WHERE (mine.id = $1 AND other.id = $2) OR (mine.id = $2 AND other.id = $1)`,
        [x, y],
      );
    };
    const persons: [string, string] = [a.person, b.person];
    for (const [table, columns, ids] of [
      ['persons', 'sealed', persons],
      ['persons', 'wrapped', persons],
      ['persons', 'wrapped, sealed', persons],
      ['persons', PERSON, persons],
      ['records', 'sealed', [a.id, b.id]],
      ['records', 'person', [a.id, b.id]],
      ['records', 'person, version, format, received_at, sealed', [a.id, b.id]],
    ] as const) {
      await swap(table, columns, [...ids] as [string, string]);
      await expect(desk.read(a.id)).rejects.toMatchObject(TAMPERED);
      await expect(desk.read(b.id)).rejects.toMatchObject(TAMPERED);
      await swap(table, columns, [...ids] as [string, string]);
    }
    await untouched(a.id);
    await untouched(b.id);
  });

  it('are not shown when old rows were put back: a record, a person, or both with the identifiers', async () => {
    const record = stranger(['insulin']);
    const { id, person } = await desk.receive(record);
    await desk.sql('CREATE TABLE old_person AS SELECT * FROM vault.persons WHERE id = $1'.replace('$1', `'${person}'`));
    await desk.sql(`CREATE TABLE old_record AS SELECT * FROM vault.records WHERE id = '${id}'`);
    const better = { ...record, evidence: recordOf({ needs: ['dialysis'] }).evidence };
    await desk.care.withRecord(desk.real, desk.asked(), id, (change, opened, row) =>
      desk.receiving.correct(change, desk.asked().who, opened, row, better, 'treatment'),
    );
    expect(await desk.read(id)).toMatchObject({ record: better, version: 2 });
    await desk.sql('CREATE TABLE new_person AS SELECT * FROM vault.persons WHERE id = $1'.replace('$1', `'${person}'`));
    await desk.sql(`CREATE TABLE new_record AS SELECT * FROM vault.records WHERE id = '${id}'`);
    const put = async (which: 'old' | 'new', table: 'person' | 'record') => {
      const columns = table === 'person' ? PERSON : 'version, format, received_at, sealed';
      const set = columns.split(', ').map((column) => `${column} = o.${column}`);
      await desk.sql(`UPDATE vault.${table}s p SET ${set.join(', ')} FROM ${which}_${table} o WHERE o.id = p.id`);
    };
    for (const tables of [['record'], ['person'], ['record', 'person']] as const) {
      for (const table of tables) await put('old', table);
      await expect(desk.read(id)).rejects.toMatchObject(TAMPERED);
      for (const table of tables) await put('new', table);
      await untouched(id);
    }
  });

  it('bring nobody back who was erased', async () => {
    const { id, person } = await desk.receive(stranger());
    for (const table of ['persons', 'records']) {
      const where = table === 'persons' ? `id = '${person}'` : `id = '${id}'`;
      await desk.sql(`CREATE TABLE erased_${table} AS SELECT * FROM vault.${table} WHERE ${where}`);
    }
    await desk.care.erase(desk.real, desk.asked().who, person, 'revoked');
    const set = PERSON.split(', ').map((column) => `${column} = o.${column}`);
    await desk.sql(`UPDATE vault.persons p SET ${set.join(', ')} FROM erased_persons o WHERE o.id = p.id`);
    await desk.sql('INSERT INTO vault.records SELECT * FROM erased_records');
    await expect(desk.read(id)).rejects.toMatchObject(TAMPERED);
    await desk.sql(`DELETE FROM vault.records WHERE id = '${id}'`);
  });

  it('are not shown when a row was taken away or added', async () => {
    const { id, person } = await desk.receive(
      recordOf({ ...stranger().person, identifiers: [{ system: 'urn:i', value: '77' }] }),
    );
    const rows = await desk.sql<{ hash: Buffer; kind: string }>(
      'SELECT hash, kind FROM vault.identifiers WHERE person = $1',
      [person],
    );
    for (const { hash, kind } of rows) {
      await desk.sql('DELETE FROM vault.identifiers WHERE person = $1 AND hash = $2', [person, hash]);
      await expect(desk.read(id)).rejects.toMatchObject(TAMPERED);
      await desk.sql(`INSERT INTO vault.identifiers (hash, person, kind) VALUES ($2, $1, 'other')`, [person, hash]);
      await expect(desk.read(id)).rejects.toMatchObject(TAMPERED);
      await desk.sql('UPDATE vault.identifiers SET kind = $3 WHERE person = $1 AND hash = $2', [person, hash, kind]);
    }
    await desk.sql('INSERT INTO vault.identifiers (hash, person, kind) VALUES ($2, $1, $3)', [
      person,
      Buffer.alloc(32),
      'identifier',
    ]);
    await expect(desk.read(id)).rejects.toMatchObject(TAMPERED);
    await desk.sql('DELETE FROM vault.identifiers WHERE person = $1 AND hash = $2', [person, Buffer.alloc(32)]);
    await untouched(id);
    await desk.sql(`UPDATE vault.persons SET shelter = $2 WHERE id = $1`, [person, HALL]);
    await expect(desk.read(id, desk.asked(HALL))).rejects.toMatchObject(TAMPERED);
    await expect(desk.care.list(desk.real, 'real', desk.asked(HALL))).rejects.toMatchObject(TAMPERED);
    await desk.sql(`UPDATE vault.persons SET shelter = 'town/school' WHERE id = $1`, [person]);
    await untouched(id);
  });

  it('do not keep anybody from being erased, and out of the counts', async () => {
    const at = 'town/erased' as FeatureId;
    const gone = await desk.receive(stranger(['suction']), { shelter: at });
    await desk.receive(stranger(['suction']), { shelter: at });
    await desk.sql(`UPDATE vault.persons SET sealed = set_byte(sealed, 20, get_byte(sealed, 20) # 1) WHERE id = $1`, [
      gone.person,
    ]);
    await expect(desk.read(gone.id, desk.asked(at))).rejects.toMatchObject(TAMPERED);
    desk.nowMs += 1_000;
    await desk.care.erase(desk.real, desk.asked().who, gone.person, 'revoked');
    expect(await desk.toldOf(at)).toEqual({ suction: 1 });
    expect(await desk.sql('SELECT status, wrapped FROM vault.persons WHERE id = $1', [gone.person])).toEqual([
      { status: 'erased', wrapped: null },
    ]);
    expect(await desk.sql('SELECT 1 FROM vault.records WHERE person = $1', [gone.person])).toEqual([]);
  });

  it('do not change a count', async () => {
    await desk.receive(stranger(['ventilator']), { shelter: HALL });
    const flip = `UPDATE vault.tallies SET sealed = set_byte(sealed, 20, get_byte(sealed, 20) # 1) WHERE shelter = '${HALL}'`;
    await desk.sql(flip);
    await expect(desk.receive(stranger(['ventilator']), { shelter: HALL })).rejects.toMatchObject(TAMPERED);
    await desk.sql(flip);
    await desk.receive(stranger(['ventilator']), { shelter: HALL });
    expect(await desk.toldOf(HALL)).toMatchObject({ ventilator: 2 });
  });
});

describe('the chain of the audit', () => {
  /** What somebody may do who owns the database, trigger and all. */
  const asOwner = async (...statements: string[]) => {
    await desk.sql('ALTER TABLE vault.audit DISABLE TRIGGER audit_append_only');
    for (const statement of statements) await desk.sql(statement);
    await desk.sql('ALTER TABLE vault.audit ENABLE TRIGGER audit_append_only');
  };
  const whole = async () => expect(await verifyAudit(desk.real, null)).toMatchObject({ intact: true, faults: [] });
  const broken = async (fault: RegExp) => {
    const { intact, faults } = await verifyAudit(desk.real, null);
    expect([intact, faults.join('; ')]).toEqual([false, expect.stringMatching(fault)]);
  };
  beforeAll(() => desk.sql('CREATE TABLE kept AS SELECT * FROM vault.audit'));
  const restore = () => asOwner('DELETE FROM vault.audit', 'INSERT INTO vault.audit SELECT * FROM kept');

  it('is whole before', whole);

  it.each([
    [
      'an edited entry',
      `UPDATE vault.audit SET entry = replace(entry, 'medic-1', 'medic-2') WHERE seq = 4`,
      /entry 4 was edited/,
    ],
    [
      'an entry edited with its hash',
      `UPDATE vault.audit SET entry = replace(entry, 'medic-1', 'medic-2'),
         hash = sha256(convert_to(replace(entry, 'medic-1', 'medic-2'), 'UTF8')) WHERE seq = 4`,
      /entry 4 was edited/,
    ],
    ['a removed entry', 'DELETE FROM vault.audit WHERE seq = 5', /entry 5 is missing; the next one is 6/],
    ['a removed first entry', 'DELETE FROM vault.audit WHERE seq = 1', /entry 1 is missing/],
    ['a removed end', 'DELETE FROM vault.audit WHERE seq > 6', /entries after 6 are missing/],
    ['everything removed', 'DELETE FROM vault.audit', /entries after 0 are missing/],
    [
      'an entry under another action',
      `UPDATE vault.audit SET action = 'listed' WHERE seq = 3`,
      /entry 3 is shown under another/,
    ],
    [
      'an entry under another person',
      `UPDATE vault.audit SET person = 'x' WHERE seq = 3`,
      /entry 3 is shown under another/,
    ],
    [
      'an entry written twice',
      `INSERT INTO vault.audit SELECT 1000000, person, action, entry, hash, mac, sealed FROM vault.audit WHERE seq = 3`,
      /is missing; the next one is 1000000/,
    ],
  ])('shows %s', async (_what, statement, fault) => {
    await asOwner(statement);
    await broken(fault);
    await restore();
    await whole();
  });

  it('shows an entry forged by somebody without the key', async () => {
    const [{ seq, hash }] = (await desk.sql('SELECT seq, hash FROM vault.audit ORDER BY seq DESC LIMIT 1')) as [
      { seq: string; hash: Buffer },
    ];
    const [{ entry }] = (await desk.sql('SELECT entry FROM vault.audit WHERE seq = 2')) as [{ entry: string }];
    const forged = chained(Buffer.alloc(32, 7), { seq: Number(seq), hash }, JSON.parse(entry));
    await desk.sql('INSERT INTO vault.audit (seq, person, action, entry, hash, mac) VALUES ($1, $2, $3, $4, $5, $6)', [
      ...[forged.seq, forged.person, forged.action, forged.entry, forged.hash, forged.mac],
    ]);
    await broken(/was edited/);
    await restore();
    await whole();
  });

  it('ends where its head says, and the head is proven too', async () => {
    const [head] = (await desk.sql('SELECT chain_seq, chain_hash FROM vault.head')) as {
      chain_seq: string;
      chain_hash: Buffer;
    }[];
    await desk.sql('UPDATE vault.head SET chain_seq = 0, chain_hash = $1', [CHAIN_START]);
    await expect(desk.receive(stranger())).rejects.toMatchObject(TAMPERED);
    await desk.sql('UPDATE vault.head SET chain_seq = $1, chain_hash = $2', [head!.chain_seq, head!.chain_hash]);
    await whole();
  });
});
