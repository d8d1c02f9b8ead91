import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AuditEntry } from '@hinomi/contracts';
import type { Store } from '@hinomi/store';
import { verifyAudit } from './audit/verify-audit.js';
import { HALL, MEDIC, recordOf, SCHOOL, VaultDesk } from './vault-desk.suite.js';

let born = 0;
/** Somebody nobody else is in this file. */
export const stranger = (needs: readonly string[] = ['insulin']) => {
  born += 1;
  return recordOf({ names: [`避難 ${born}号`], kana: [], birthDate: `19${String(10 + born).slice(-2)}-02-03`, needs });
};

/** What the vault does on both databases alike. */
export function vaultSuite(title: string, open: () => Promise<Store>): void {
  describe(title, () => {
    let store: Store;
    let desk: VaultDesk;
    beforeAll(async () => {
      store = await open();
      desk = await new VaultDesk(store).open();
    }, 180_000);
    afterAll(async () => {
      await store.close();
      desk.end();
    });

    const entries = async (): Promise<AuditEntry[]> => {
      const rows = await desk.sql<{ entry: string }>('SELECT entry FROM vault.audit ORDER BY seq');
      return rows.map(({ entry }) => JSON.parse(entry) as AuditEntry);
    };

    it('shows a record to whoever cares for the person, and has written down who, why and where before', async () => {
      const record = stranger();
      const { id, person, needs } = await desk.receive(record);
      expect(needs.map(({ need }) => need)).toEqual(['insulin']);
      const answer = await desk.read(id);
      expect(answer).toMatchObject({ id, person, record, emergencyUntil: null });
      expect((await entries()).slice(-2)).toMatchObject([
        { action: 'received', person, record: id, shelter: SCHOOL, actor: 'medic-1', purpose: 'reception/consent' },
        {
          action: 'opened',
          person,
          record: id,
          purpose: 'treatment',
          shelter: SCHOOL,
          role: 'medic',
          agency: 'dmat',
          count: 1,
        },
      ]);
    });

    it('shows nothing when the entry of the audit cannot be written', async () => {
      const { id } = await desk.receive(stranger());
      await desk.sql(
        `CREATE FUNCTION vault.full() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'disk full'; END $$`,
      );
      await desk.sql('CREATE TRIGGER no_room BEFORE INSERT ON vault.audit FOR EACH ROW EXECUTE FUNCTION vault.full()');
      await expect(desk.read(id)).rejects.toThrow('disk full');
      await desk.sql('DROP TRIGGER no_room ON vault.audit');
      await expect(desk.read(id)).resolves.toMatchObject({ id });
    });

    it('keeps no word of a record in any column of any table', async () => {
      const mark = 'MARKEDNAME';
      const record = recordOf({
        names: [mark, '目印 太郎'],
        address: '目印町',
        identifiers: [{ system: 'urn:x', value: mark }],
      });
      await desk.receive(record, { requestId: 'request-MARKED' });
      const tables = await desk.sql<{ name: string }>(
        `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'vault'`,
      );
      expect(tables.length).toBeGreaterThan(8);
      for (const { name } of tables) {
        const rows = await desk.sql<{ text: string }>(`SELECT t::text AS text FROM vault.${name} t`);
        const hex = (text: string) => Buffer.from(text).toString('hex');
        for (const word of [
          mark,
          '目印',
          'insulin',
          '1950-04-01',
          'request-MARKED',
          hex(mark),
          hex('目印'),
          hex('insulin'),
        ])
          expect([name, word, rows.some(({ text }) => text.includes(word))]).toEqual([name, word, false]);
      }
    });

    it('receives a document once, however often it is sent', async () => {
      const record = stranger(['dialysis']);
      const first = await desk.receive(record, { requestId: 'once-and-again' });
      const before = (await entries()).length;
      const again = await desk.receive(record, { requestId: 'once-and-again' });
      expect(again).toMatchObject({ outcome: 'already-known', id: first.id, person: first.person, needs: first.needs });
      expect((await entries()).length).toBe(before);
      await expect(desk.receive(stranger(), { requestId: 'once-and-again' })).rejects.toMatchObject({
        code: 'record.repeated',
      });
      await expect(
        desk.receive(record, { requestId: 'once-and-again' }, { ...MEDIC, actor: 'medic-2' }),
      ).resolves.toMatchObject({
        outcome: 'received',
      });
    });

    it('opens nothing with another master key, and makes no new one over old records', async () => {
      const other = new VaultDesk(store);
      await expect(other.open()).rejects.toMatchObject({ code: 'vault.key-missing', retryable: false });
      other.end();
    });

    it('keeps exercises in tables of their own', async () => {
      const sending = {
        format: 'stated',
        shelter: `drill:x:${SCHOOL}`,
        requestId: 'drill-1',
        legalGround: 'legal-duty',
        disaster: 'x',
      };
      const bytes = Buffer.from(JSON.stringify(stranger()));
      const before = await desk.sql('SELECT id FROM vault.persons');
      const { id, person } = await desk.receiving.receive(desk.vaults.drill, MEDIC, sending as never, bytes);
      expect([id, person].every((each) => each.startsWith('drill:x:'))).toBe(true);
      expect(await desk.sql('SELECT id FROM vault.persons')).toEqual(before);
      const topics = new Set((await desk.waiting('drill')).map(({ topic }) => topic));
      expect(topics).toEqual(new Set(['drill.audit', 'drill.needs']));
      expect((await desk.waiting('drill')).every(({ record }) => record.headers['ce_exercise'] === 'x')).toBe(true);
    });

    it('has a chain that verifies', async () => {
      expect(await verifyAudit(desk.real, null)).toMatchObject({ intact: true, faults: [] });
      expect((await entries()).length).toBeGreaterThan(5);
    });

    it('refuses to change the audit, whoever asks', async () => {
      await expect(desk.sql(`UPDATE vault.audit SET action = 'listed'`)).rejects.toThrow('append-only');
      await expect(desk.sql('DELETE FROM vault.audit')).rejects.toThrow('append-only');
      await expect(desk.sql('TRUNCATE vault.audit')).rejects.toThrow('append-only');
    });

    it('lets one change after the other, so that nobody is counted wrongly', async () => {
      await Promise.all(Array.from({ length: 20 }, () => desk.receive(stranger(['ostomy']), { shelter: HALL })));
      expect(await desk.toldOf(HALL)).toMatchObject({ ostomy: 20 });
      expect(await verifyAudit(desk.real, null)).toMatchObject({ intact: true });
    });
  });
}
