import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DerivedNeed, FeatureId, HealthRecord, Instant, RulesVersion } from '@hinomi/contracts';
import { openTestStore, type TestStore } from '@hinomi/store';
import fc from 'fast-check';
import { verifyAudit } from '../audit/verify-audit.js';
import { roundHours, stepOf } from '../derive/age-needs.js';
import { HALL, MEDIC, recordOf, SCHOOL, STATED_RULES, VaultDesk } from '../vault-desk.suite.js';
import { VAULT_TABLES } from '../vault/vault-tables.js';
import { DeriveAnew } from './sweep-needs.js';
import type { Deriving } from './stands.js';

const ROUNDS = Math.max(2, Math.min(200, Number(process.env['HINOMI_ROUNDS'] ?? 6)));
const [HOUR_MS, DAY_MS] = [3_600_000, 86_400_000];
const NEEDS = ['insulin', 'dialysis', 'ostomy'];
const SHELTERS = [SCHOOL, HALL];

/** Needs as stated; a supply that ends makes one urgent, and the second edition of the rules knows dialysis as transport. */
const derive: Deriving['derive'] = ({ evidence }, { version }, at) =>
  evidence.map(({ codes: [code], until }, index): DerivedNeed => {
    const supplyUntil = until === null ? null : (`${until}T00:00:00.000Z` as Instant);
    const left = supplyUntil === null ? 0 : Math.max(0, (Date.parse(supplyUntil) - Date.parse(at)) / HOUR_MS);
    const hours = roundHours(6 + left);
    const need = code!.code === 'dialysis' && version !== STATED_RULES.rules.version ? 'transport' : code!.code;
    return {
      ...{
        need,
        kind: 'goods',
        urgencyHours: hours,
        urgency: stepOf(hours),
        certainty: 'stated',
        rule: `${need}-stated`,
      },
      ...{ rulesVersion: version, reviewed: false, supplyUntil, evidence: [index] },
      reasons: [{ rule: `${need}-stated`, evidence: [index], certainty: 'stated' }],
    };
  });

/** A person as a list on paper would have them. */
interface OnPaper {
  id: string;
  shelter: FeatureId | null;
  record: HealthRecord;
  /** By need, until when it does not count; what stood before the last word is for whoever takes it back. */
  closed: Map<string, { untilMs: number; id: string | null; task: string | null; before: number | null }>;
  task: { id: string; need: string; step: string; state: string } | null;
}

const who = fc.nat({ max: 4 });
const act = fc.oneof(
  fc.record({
    does: fc.constant('register' as const),
    needs: fc.subarray(NEEDS, { minLength: 1 }),
    days: fc.integer({ min: 0, max: 6 }),
    at: fc.constantFrom(...SHELTERS),
  }),
  fc.record({ does: fc.constant('move' as const), who, to: fc.constantFrom(...SHELTERS, null) }),
  fc.record({
    does: fc.constant('close' as const),
    who,
    need: fc.constantFrom(...NEEDS),
    days: fc.constantFrom(1, 2, 5, null),
  }),
  fc.record({ does: fc.constantFrom('reopen' as const, 'undo' as const), who, need: fc.constantFrom(...NEEDS) }),
  fc.record({ does: fc.constant('ask' as const), who, need: fc.constantFrom(...NEEDS) }),
  fc.record({
    does: fc.constantFrom('take' as const, 'hand-over' as const, 'take-back' as const),
    who,
    days: fc.integer({ min: 1, max: 4 }),
  }),
  fc.record({ does: fc.constant('wait' as const), hours: fc.integer({ min: 1, max: 60 }) }),
  fc.record({ does: fc.constant('erase' as const), who }),
  fc.constant({ does: 'new-edition' as const }),
);
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never;

let store: TestStore;
beforeAll(async () => {
  store = await openTestStore([VAULT_TABLES]);
}, 120_000);
afterAll(() => store.remove());

/** Lives through it in the vault and on paper. */
class Both {
  readonly people: OnPaper[] = [];
  version: RulesVersion = STATED_RULES.rules.version;
  private born = 0;

  constructor(
    readonly desk: VaultDesk,
    readonly disaster: string,
  ) {}

  get rules(): Deriving {
    return { derive, rules: { ...STATED_RULES.rules, version: this.version } };
  }

  /** Everybody's needs from their own records, by hand: nothing of it is taken from what the vault counted. */
  onPaper(): Record<string, Record<string, { count: number; withinDay: number }>> {
    const now = this.desk.nowMs;
    const found: Record<string, Record<string, { count: number; withinDay: number }>> = {};
    for (const { shelter, record, closed } of this.people) {
      if (shelter === null) continue;
      for (const { need, urgencyHours } of derive(record, this.rules.rules, new Date(now).toISOString() as Instant)) {
        if ((closed.get(need)?.untilMs ?? -Infinity) > now) continue;
        const of = ((found[shelter] ??= {})[need] ??= { count: 0, withinDay: 0 });
        of.count += 1;
        of.withinDay += Number(urgencyHours! <= 24);
      }
    }
    return found;
  }

  async inVault(): Promise<ReturnType<Both['onPaper']>> {
    const tallies = await this.desk.real.look((change) => change.tallies.all(this.disaster));
    const counted = tallies.map(({ shelter, tally }) => [
      shelter,
      Object.fromEntries(
        Object.entries(tally.needs).map(([need, { count, withinDay }]) => [need, { count, withinDay }]),
      ),
    ]);
    return Object.fromEntries(counted.filter(([, needs]) => Object.keys(needs as object).length > 0)) as never;
  }

  sweep(whose: 'all' | 'due') {
    return new DeriveAnew(this.rules, false)[whose](this.desk.real);
  }

  async does(one: Act): Promise<void> {
    const { desk } = this;
    desk.nowMs += 1_000;
    if (one.does === 'register') return this.register(one);
    if (one.does === 'wait') {
      desk.nowMs += one.hours * HOUR_MS;
      expect((await this.sweep('due')).failed).toBe(0);
      return;
    }
    if (one.does === 'new-edition') {
      this.version = '2026-12.1' as RulesVersion;
      await this.sweep('all');
      return;
    }
    const person = this.people[one.who];
    if (person === undefined) return;
    if (one.does === 'erase') {
      await desk.care.erase(desk.real, MEDIC, person.id, 'revoked');
      this.people.splice(one.who, 1);
    } else if (one.does === 'move') {
      const asked = desk.asked(one.to ?? person.shelter ?? SCHOOL);
      if (one.to === null && person.shelter === null) return;
      await desk.care.move(desk.real, asked, person.id, one.to);
      person.shelter = one.to;
      if (one.to === null && person.task?.state !== 'handed-over') person.task = null;
    } else if (person.shelter !== null) await this.inCare(person, person.shelter, one);
  }

  private async register({ needs, days, at }: Extract<Act, { does: 'register' }>): Promise<void> {
    if (this.people.length > 4) return;
    this.born += 1;
    const name = `${this.disaster} ${this.born}`;
    const record = recordOf({ names: [name], kana: [], birthDate: '1950-01-01', needs });
    const until = days === 0 ? null : new Date(this.desk.nowMs + days * DAY_MS).toISOString().slice(0, 10);
    const whole = { ...record, evidence: record.evidence.map((each) => ({ ...each, until })) };
    const { person } = await this.desk.receive(whole, { shelter: at, disaster: this.disaster });
    this.people.push({ id: person, shelter: at, record: whole, closed: new Map(), task: null });
    // The reception of this process has the first edition only; the sweep puts that right.
    await this.sweep('all');
  }

  private async inCare(person: OnPaper, shelter: FeatureId, one: Act): Promise<void> {
    const { desk } = this;
    const asked = desk.asked(shelter);
    const has = (need: string) =>
      derive(person.record, this.rules.rules, '2026-11-26T00:00:00.000Z' as Instant).some((each) => each.need === need);
    const standing = (need: string) => person.closed.get(need)?.untilMs ?? null;
    if (one.does === 'close' && has(one.need)) {
      const until = one.days === null ? { forGood: true as const } : { days: one.days };
      const answer = await desk.decide(person.id, { act: 'met', need: one.need, until }, asked);
      const untilMs = one.days === null ? Infinity : desk.nowMs + one.days * DAY_MS;
      person.closed.set(one.need, { untilMs, id: answer.decision!.id, task: null, before: standing(one.need) });
    } else if (one.does === 'reopen' && has(one.need)) {
      const answer = await desk.decide(person.id, { act: 'reopen', need: one.need }, asked);
      person.closed.set(one.need, {
        untilMs: -Infinity,
        id: answer.decision!.id,
        task: null,
        before: standing(one.need),
      });
    } else if (one.does === 'undo' && has(one.need)) {
      const last = person.closed.get(one.need);
      if (last === undefined || last.id === null || last.task !== null) return;
      await desk.decide(person.id, { act: 'undo', need: one.need, decision: last.id }, asked);
      this.takenBack(person, one.need);
    } else if (one.does === 'ask' && has(one.need) && person.task === null) {
      const { id, steps } = await desk.ask(person.id, { need: one.need }, asked);
      person.task = { id, need: one.need, step: steps[0]!.id, state: 'asked' };
    } else if (person.task !== null) await this.onTask(person, person.task, one);
  }

  private async onTask(person: OnPaper, task: NonNullable<OnPaper['task']>, one: Act): Promise<void> {
    const { desk } = this;
    if (one.does === 'take' && task.state === 'asked') {
      const after = await desk.pharmacy(task.id, { act: 'take' });
      person.task = { ...task, state: 'taken', step: after.steps.at(-1)!.id };
    } else if (one.does === 'hand-over' && task.state === 'taken') {
      const after = await desk.pharmacy(task.id, { act: 'hand-over', days: one.days });
      const before = person.closed.get(task.need)?.untilMs ?? null;
      person.closed.set(task.need, { untilMs: desk.nowMs + one.days * DAY_MS, id: null, task: task.id, before });
      person.task = { ...task, state: 'handed-over', step: after.steps.at(-1)!.id };
    } else if (one.does === 'take-back' && task.state === 'handed-over') {
      await desk.pharmacy(task.id, { act: 'undo', step: task.step });
      if (person.closed.get(task.need)?.task === task.id) this.takenBack(person, task.need);
      person.task = null;
    }
  }

  private takenBack(person: OnPaper, need: string): void {
    const before = person.closed.get(need)?.before ?? null;
    if (before === null) person.closed.delete(need);
    // What stood then stands again; nothing older is known.
    else person.closed.set(need, { untilMs: before, id: null, task: null, before: null });
  }
}

describe('what the vault counts', () => {
  it(
    `is what counting everybody from their records would find, whatever happened in between (${ROUNDS} lives; HINOMI_ROUNDS)`,
    async () => {
      const desk = await new VaultDesk(store, { ...STATED_RULES, derive }).open();
      let lives = 0;
      await fc.assert(
        fc.asyncProperty(fc.array(act, { minLength: 15, maxLength: 40 }), async (acts) => {
          const both = new Both(desk, `life-${(lives += 1)}`);
          await both.does({ does: 'register', needs: NEEDS, days: 3, at: SCHOOL });
          for (const one of acts) {
            await both.does(one);
            expect([one, await both.inVault()]).toEqual([one, both.onPaper()]);
          }
          expect(await both.sweep('all')).toMatchObject({ failed: 0 });
          expect(await both.inVault()).toEqual(both.onPaper());
          for (const { id } of both.people) await desk.care.erase(desk.real, MEDIC, id, 'deleted');
          expect(await both.inVault()).toEqual({});
        }),
        { numRuns: ROUNDS, endOnFailure: true },
      );
      expect(await verifyAudit(desk.real, null)).toMatchObject({ intact: true });
      desk.end();
    },
    120_000 + ROUNDS * 30_000,
  );
});
