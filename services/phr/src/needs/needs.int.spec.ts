import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AuditEntry, DerivedNeed, FeatureId, Instant, RulesVersion } from '@hinomi/contracts';
import { openTestStore, type TestStore } from '@hinomi/store';
import { verifyAudit } from '../audit/verify-audit.js';
import { ageNeed } from '../derive/age-needs.js';
import { HALL, recordOf, STATED_RULES, VaultDesk } from '../vault-desk.suite.js';
import { stranger } from '../vault.suite.js';
import { VAULT_TABLES } from '../vault/vault-tables.js';
import { DeriveAnew } from './sweep-needs.js';
import type { Deriving } from './stands.js';

const DAY_MS = 86_400_000;
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
const place = (): FeatureId => `town/n${(places += 1)}` as FeatureId;
const lastEntry = async (): Promise<AuditEntry> => {
  const [row] = await desk.sql<{ entry: string }>('SELECT entry FROM vault.audit ORDER BY seq DESC LIMIT 1');
  return JSON.parse(row!.entry) as AuditEntry;
};
const instant = (ms: number) => new Date(ms).toISOString() as Instant;

describe('a need', () => {
  it('that is met counts no more, and is open again when the supply given has run out, by itself', async () => {
    const at = place();
    const { person } = await desk.receive(stranger(['insulin', 'ostomy']), { shelter: at });
    const answer = await desk.decide(person, { act: 'met', need: 'insulin', until: { days: 14 } }, desk.asked(at));
    const until = instant(desk.nowMs + 14 * DAY_MS);
    expect(answer).toMatchObject({ open: false, decision: { state: 'met', days: 14, until, closed: true } });
    expect(await desk.toldOf(at)).toEqual({ ostomy: 1 });
    expect(await lastEntry()).toMatchObject({ action: 'need-closed', person, shelter: at, actor: 'medic-1' });
    expect(JSON.stringify(await lastEntry())).not.toContain('insulin');
    expect(desk.real.due()).not.toContain(person);
    desk.nowMs += 14 * DAY_MS;
    expect(desk.real.due()).toContain(person);
    expect(await desk.deriving.due(desk.real)).toMatchObject({ changed: 1, failed: 0 });
    expect(await desk.toldOf(at)).toEqual({ insulin: 1, ostomy: 1 });
    expect(await lastEntry()).toMatchObject({ action: 'derived-anew', person, actor: 'hub:phr' });
    expect(await desk.deriving.all(desk.real)).toMatchObject({ changed: 0 });
  });

  it('is met for good or not needed until somebody opens it again; the last word can be taken back', async () => {
    const at = place();
    const { person } = await desk.receive(stranger(['insulin']), { shelter: at });
    const asked = desk.asked(at);
    await desk.decide(person, { act: 'met', need: 'insulin', until: { forGood: true } }, asked);
    const slip = await desk.decide(person, { act: 'not-needed', need: 'insulin', reason: 'stopped' }, asked);
    expect([slip.open, await desk.toldOf(at)]).toEqual([false, {}]);
    const undo = { act: 'undo', need: 'insulin', decision: slip.decision!.id } as const;
    expect(await desk.decide(person, undo, asked)).toMatchObject({
      open: false,
      decision: { state: 'met', until: null },
    });
    await expect(desk.decide(person, undo, asked)).rejects.toMatchObject({ code: 'need.overtaken' });
    expect(await desk.decide(person, { act: 'reopen', need: 'insulin' }, asked)).toMatchObject({ open: true });
    expect(await desk.toldOf(at)).toEqual({ insulin: 1 });
    expect((await desk.care.list(desk.real, 'real', asked))[0]).toMatchObject({
      decisions: [{ need: 'insulin', state: 'open', closed: false }],
    });
  });

  it('is closed once however often it is asked, only by whoever cares for the person, and only where there is one', async () => {
    const at = place();
    const { person } = await desk.receive(stranger(['insulin']), { shelter: at });
    const met = { act: 'met', need: 'insulin', until: { days: 3 } } as const;
    const first = await desk.decide(person, met, desk.asked(at), 'close-once');
    const seq = (await lastEntry()).seq;
    expect(await desk.decide(person, met, desk.asked(at), 'close-once')).toEqual(first);
    expect((await lastEntry()).seq).toBe(seq);
    await expect(
      desk.decide(person, { ...met, until: { days: 4 } }, desk.asked(at), 'close-once'),
    ).rejects.toMatchObject({ code: 'record.repeated' });
    await expect(desk.decide(person, met, desk.asked(HALL))).rejects.toMatchObject({ code: 'record.closed' });
    expect(await lastEntry()).toMatchObject({ action: 'refused', person, shelter: HALL });
    await expect(desk.decide(person, met, desk.asked(at, { permitted: false }))).rejects.toMatchObject({
      code: 'record.closed',
    });
    await expect(desk.decide(person, { ...met, need: 'dialysis' }, desk.asked(at))).rejects.toMatchObject({
      code: 'need.not-found',
    });
    const past = { ...met, until: { at: instant(desk.nowMs) } };
    await expect(desk.decide(person, past, desk.asked(at))).rejects.toMatchObject({ code: 'request.invalid' });
  });

  it('stays closed through another document and another shelter', async () => {
    const [a, b] = [place(), place()];
    const somebody = stranger(['insulin']);
    const { person } = await desk.receive(somebody, { shelter: a });
    await desk.decide(person, { act: 'met', need: 'insulin', until: { days: 2 } }, desk.asked(a));
    await desk.receive({ ...somebody, evidence: recordOf({ needs: ['insulin', 'ostomy'] }).evidence }, { shelter: a });
    expect(await desk.toldOf(a)).toEqual({ ostomy: 1 });
    await desk.care.move(desk.real, desk.asked(b), person, b);
    expect([await desk.toldOf(a), await desk.toldOf(b)]).toEqual([{}, { ostomy: 1 }]);
    await desk.care.move(desk.real, desk.asked(b), person, null);
    desk.nowMs += 3 * DAY_MS;
    await desk.care.move(desk.real, desk.asked(b), person, b);
    expect(await desk.toldOf(b)).toEqual({ ostomy: 1, insulin: 1 });
  });
});

/** A supply of medicine that ends: what is needed within 6 hours after it. */
const SUPPLY: Deriving['derive'] = (record, rules, at) =>
  record.evidence.map(({ codes: [code], until }, index): DerivedNeed => {
    const supplyUntil = until === null ? null : (`${until}T00:00:00.000Z` as Instant);
    const need = {
      ...{ need: code!.code, kind: 'goods', urgencyHours: 6, urgency: 'hours', certainty: 'stated' },
      ...{ rule: `${code!.code}-stated`, rulesVersion: rules.version, reviewed: false, supplyUntil },
      ...{ reasons: [{ rule: `${code!.code}-stated`, evidence: [index], certainty: 'stated' }], evidence: [index] },
    } as DerivedNeed;
    if (supplyUntil === null) return need;
    const start = instant(Date.parse(supplyUntil) - 1000 * DAY_MS);
    return ageNeed({ ...need, urgencyHours: 6 + 24_000 }, start, at);
  });

describe('needs as time passes and rules change', () => {
  let own: TestStore;
  let later: VaultDesk;
  beforeAll(async () => {
    own = await openTestStore([VAULT_TABLES]);
    later = await new VaultDesk(own, { ...STATED_RULES, derive: SUPPLY }).open();
  }, 120_000);
  afterAll(async () => {
    await own.remove();
    later.end();
  });
  const needsAt = async (at: FeatureId) => {
    const tallies = await later.real.look((change) => change.tallies.all('real'));
    return tallies.find(({ shelter }) => shelter === at)?.tally;
  };

  it('get urgent as a supply runs out: shown at once, counted when the hour comes, once', async () => {
    const at = place();
    const somebody = recordOf({ names: ['薬 七日'], birthDate: '1940-01-01', needs: ['insulin'] });
    const evidence = somebody.evidence.map((one) => ({ ...one, kind: 'medicine' as const, until: '2026-12-03' }));
    const { person } = await later.receive({ ...somebody, evidence }, { shelter: at });
    const shown = async () => (await later.care.list(later.real, 'real', later.asked(at)))[0]!.needs[0]!;
    expect(await shown()).toMatchObject({ urgencyHours: 6 * 24 + 21 + 6, urgency: 'later' });
    expect((await needsAt(at))!.needs).toEqual({ insulin: { count: 1, possible: 0, withinDay: 0 } });
    later.nowMs += 5 * DAY_MS;
    expect(await shown()).toMatchObject({ urgencyHours: 24 + 21 + 6, urgency: 'days' });
    later.nowMs += 1.2 * DAY_MS;
    expect(later.real.due()).toEqual([person]);
    expect(await later.deriving.due(later.real)).toMatchObject({ changed: 1 });
    expect((await needsAt(at))!.needs).toEqual({ insulin: { count: 1, possible: 0, withinDay: 1 } });
    expect(await later.deriving.due(later.real)).toMatchObject({ looked: 0 });
    const told = (await later.waiting()).length;
    expect(await later.deriving.all(later.real)).toMatchObject({ changed: 0, failed: 0 });
    expect((await later.waiting()).length).toBe(told);
  });

  it('follow another edition of the rules once, in every process; an older one beside it changes nothing back', async () => {
    const at = place();
    await later.receive(stranger(['suction']), { shelter: at });
    const derive: Deriving['derive'] = (record, rules, moment) =>
      SUPPLY(record, rules, moment).map((need) => (need.need === 'suction' ? { ...need, need: 'ventilator' } : need));
    const version = '2026-12.1' as RulesVersion;
    const newer = { derive, rules: { ...STATED_RULES.rules, version } };
    const swept = await new DeriveAnew(newer, true).all(later.real);
    expect([swept.changed, swept.failed]).toEqual([swept.looked, 0]);
    expect(await needsAt(at)).toMatchObject({ needs: { ventilator: { count: 1 } }, rulesVersion: version });
    expect(await new DeriveAnew(newer, true).all(later.real)).toMatchObject({ changed: 0 });
    const older = new DeriveAnew({ derive: SUPPLY, rules: STATED_RULES.rules }, true);
    expect(await older.all(later.real)).toMatchObject({ changed: 0 });
    expect(await needsAt(at)).toMatchObject({ needs: { ventilator: { count: 1 } }, rulesVersion: version });
    // Alone, whoever keeps the folder decides which edition it is.
    await later.deriving.all(later.real);
    expect(await needsAt(at)).toMatchObject({ needs: { suction: { count: 1 } } });
    expect(await verifyAudit(later.real, null)).toMatchObject({ intact: true });
  });

  it('are not held up by somebody whose rows were changed', async () => {
    const at = place();
    const [broken, whole] = [
      await later.receive(stranger(), { shelter: at }),
      await later.receive(stranger(), { shelter: at }),
    ];
    await later.decide(whole.person, { act: 'met', need: 'insulin', until: { days: 1 } }, later.asked(at));
    const flip = `UPDATE vault.persons SET sealed = set_byte(sealed, 20, get_byte(sealed, 20) # 1) WHERE id = '${broken.person}'`;
    await later.sql(flip);
    later.nowMs += DAY_MS;
    expect(await later.deriving.all(later.real)).toMatchObject({ failed: 1 });
    expect((await needsAt(at))!.needs['insulin']).toMatchObject({ count: 2 });
    await later.sql(flip);
  });
});
