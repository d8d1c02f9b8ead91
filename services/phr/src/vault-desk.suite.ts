import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  decodeEvent,
  HealthRecord,
  instantFromMillis,
  needsCounted,
  type CarePurpose,
  type CareTaskAct,
  type DerivedNeed,
  type FeatureId,
  type NeedAct,
  type NeedsCountedV1,
  type PharmacyAct,
  type Realm,
  type RulesVersion,
  type TaskRequest,
} from '@hinomi/contracts';
import type { Store } from '@hinomi/store';
import { Care } from './care/care.js';
import type { CareRequest } from './care/refuse.js';
import { ReceiveRecord, type Sending } from './care/receive-record.js';
import { indexRules } from './derive/rule-index.js';
import { DeriveAnew } from './needs/sweep-needs.js';
import { NeedsDesk } from './needs/needs-desk.js';
import type { Waiting } from './outbox/outbox-rows.js';
import type { PhrRules } from './phr-settings.js';
import { TaskDesk, type PharmacyRequest } from './tasks/task-desk.js';
import { openVaults, type Vaults } from './vault/open-vaults.js';
import { REAL_DISASTER, type Actor } from './vault/vault-change.js';

export const MEDIC: Actor = { actor: 'medic-1', role: 'medic', agency: 'dmat' };
export const PHARMACIST: Actor = { actor: 'pharmacist-1', role: 'pharmacist', agency: 'pharmacy' };
export const SCHOOL = 'town/school' as FeatureId;
export const HALL = 'town/hall' as FeatureId;
export const RULES_VERSION = '2026-11.1' as RulesVersion;
const STARTS_MS = Date.parse('2026-11-26T03:00:00.000Z');

/** An act without what the desk says of it. */
type Said<T> = T extends unknown ? Omit<T, 'requestId' | 'purpose' | 'shelter'> : never;

/** A record as a document of any format becomes; needs are those whose codes it states. */
export function recordOf(parts: Partial<HealthRecord['person']> & { needs?: readonly string[] } = {}): HealthRecord {
  const { needs = ['insulin'], ...person } = parts;
  return {
    format: 'stated',
    person: {
      ...{ names: ['火野 見太郎'], kana: ['ヒノ ミタロウ'], birthDate: '1950-04-01', sex: 'male' },
      ...{ phones: [], address: '石川県輪島市河井町1-2-3', identifiers: [], languages: [] },
      ...person,
    },
    evidence: needs.map((code, index) => ({
      ...{ kind: 'stated', codes: [{ system: 'stated', code }], text: null, origin: 'stated', from: null, until: null },
      ...{ status: 'active', route: null, category: null, value: null, where: `line ${index + 1}` },
    })),
    statements: [],
    issuedAt: null,
    consent: null,
  };
}

/** Reads what {@link recordOf} makes; the parsers of real formats have specs of their own. */
const parseStated: PhrRules['parse']['stated'] = (bytes) => {
  try {
    const text = Buffer.from(bytes).toString('utf8');
    return { record: HealthRecord.parse(JSON.parse(text)), findings: [] };
  } catch {
    return {
      record: null,
      findings: [{ severity: 'error', code: 'structure', where: 'line 1', message: 'is no record' }],
    };
  }
};

const deriveStated: PhrRules['derive'] = ({ evidence }) =>
  evidence.map(({ codes: [code] }, index): DerivedNeed => ({
    ...{ need: code!.code, kind: 'goods', urgencyHours: 6, urgency: 'hours', certainty: 'stated' },
    ...{ rule: `${code!.code}-stated`, rulesVersion: RULES_VERSION, reviewed: false, supplyUntil: null },
    ...{ reasons: [{ rule: `${code!.code}-stated`, evidence: [index], certainty: 'stated' }], evidence: [index] },
  }));

export const STATED_RULES: PhrRules = {
  parse: { stated: parseStated, 'fhir-json': parseStated, 'jahis-notebook': parseStated },
  derive: deriveStated,
  suppress: () => {
    throw new Error('not used here');
  },
  rules: { version: RULES_VERSION, needs: new Map(), rules: [], index: indexRules([], new Map()) },
  suppression: { threshold: 5, periodHours: 3 },
};

/** A vault over a real database, as a care team uses it. */
export class VaultDesk {
  readonly keyDir = mkdtempSync(path.join(tmpdir(), 'hinomi-vault-'));
  nowMs = STARTS_MS;
  vaults!: Vaults;
  readonly receiving: ReceiveRecord;
  readonly care: Care;
  readonly needs: NeedsDesk;
  readonly tasks: TaskDesk;
  readonly deriving: DeriveAnew;
  private requests = 0;

  constructor(
    readonly store: Store,
    readonly rules: PhrRules = STATED_RULES,
  ) {
    this.receiving = new ReceiveRecord(rules);
    const { version } = rules.rules;
    this.care = new Care(version);
    this.needs = new NeedsDesk(this.care, version);
    this.tasks = new TaskDesk(this.care, version);
    this.deriving = new DeriveAnew(rules, false);
  }

  async open(): Promise<this> {
    this.vaults = await openVaults({ store: this.store, keyDir: this.keyDir, now: () => this.nowMs });
    return this;
  }

  end(): void {
    rmSync(this.keyDir, { recursive: true, force: true });
  }

  get real() {
    return this.vaults.real;
  }

  receive(record: unknown, over: Partial<Sending> = {}, who = MEDIC) {
    const sending: Sending = {
      ...{ format: 'stated', shelter: SCHOOL, requestId: this.nextRequest(), legalGround: 'consent' },
      ...{ consentText: '2026-11', disaster: REAL_DISASTER },
      ...over,
    };
    return this.receiving.receive(this.real, who, sending, Buffer.from(JSON.stringify(record)));
  }

  asked(shelter: FeatureId = SCHOOL, over: Partial<CareRequest> = {}): CareRequest {
    return { who: MEDIC, purpose: 'treatment' as CarePurpose, shelter, permitted: true, ...over };
  }

  read(id: string, asked = this.asked()) {
    return this.care.read(this.real, asked, id);
  }

  /** Of one person's need, under a request of its own unless `over` names one. */
  decide(person: string, act: Said<NeedAct>, asked = this.asked(), requestId = this.nextRequest()) {
    const { purpose, shelter } = asked;
    return this.needs.decide(this.real, asked, person, { ...act, requestId, purpose, shelter } as NeedAct);
  }

  ask(person: string, over: Partial<TaskRequest> = {}, asked = this.asked()) {
    const { purpose, shelter } = asked;
    return this.tasks.ask(this.real, asked, person, {
      ...{
        requestId: this.nextRequest(),
        purpose,
        shelter,
        need: 'insulin',
        goods: 'インスリン グラルギン',
        amount: '3本',
      },
      ...{ note: null, wantedBy: instantFromMillis(this.nowMs + 6 * 3_600_000) },
      ...over,
    });
  }

  pharmacy(id: string, act: Said<PharmacyAct>, over: Partial<PharmacyRequest> = {}, requestId = this.nextRequest()) {
    const asked = { who: PHARMACIST, permitted: () => true, ...over };
    return this.tasks.pharmacyAct(this.real, asked, id, { ...act, requestId } as PharmacyAct);
  }

  careAct(id: string, act: Said<CareTaskAct>, asked = this.asked(), requestId = this.nextRequest()) {
    const { purpose, shelter } = asked;
    return this.tasks.act(this.real, asked, id, { ...act, requestId, purpose, shelter } as CareTaskAct);
  }

  private nextRequest(): string {
    return `request-${(this.requests += 1)}`;
  }

  /** What waits to be sent, in order. */
  waiting(realm: Realm = 'real'): Promise<Waiting[]> {
    return this.vaults[realm].look((change) => change.outbox.first(10_000));
  }

  /** What the topic `needs` says last of a shelter. */
  async toldOf(shelter: FeatureId): Promise<Record<string, number>> {
    const told = (await this.waiting())
      .filter(({ topic }) => topic === 'needs')
      .map(({ topic, record }) => ({ ...record, topic, partition: 0, offset: 0, appendedAt: instantFromMillis(0) }))
      .map((record): NeedsCountedV1 => decodeEvent(needsCounted, record).data)
      .filter(({ shelterId }) => shelterId === shelter);
    return Object.fromEntries(Object.entries(told.at(-1)?.needs ?? {}).map(([need, { count }]) => [need, count]));
  }

  sql<T>(text: string, values: unknown[] = []): Promise<T[]> {
    return this.store.dataSource.query(text, values);
  }
}
