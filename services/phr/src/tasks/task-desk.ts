import {
  HubError,
  taskNumber,
  type AuditAction,
  type CareTask,
  type CareTaskAct,
  type PharmacyAct,
  type PharmacyTask,
  type RulesVersion,
  type TaskRequest,
  type TaskState,
} from '@hinomi/contracts';
import type { Care } from '../care/care.js';
import { once } from '../care/once.js';
import { notFound, SENTENCES, shown, type Answered, type CareRequest } from '../care/refuse.js';
import { applyDecision } from '../needs/apply-decision.js';
import { deciding, supplyEnd, withoutBefore, type KeptDecision } from '../needs/need-state.js';
import { mustHave } from '../needs/needs-desk.js';
import type { PersonCard } from '../person/person-card.js';
import { opaqueId, Persons, type OpenPerson } from '../person/persons.js';
import type { TaskRow } from '../vault/person-state.js';
import type { RealmVault } from '../vault/realm-vault.js';
import type { Actor, VaultChange } from '../vault/vault-change.js';
import { careTask, openTask, pharmacyTask, saveTask, type NameOfShelter } from './kept-task.js';
import { decideStep, namesPerson, type KeptTask, type Side } from './task-state.js';

/** A pharmacist, and for which shelters they work. */
export interface PharmacyRequest {
  who: Actor;
  permitted: (shelter: string) => boolean;
}

const ACTIONS: Readonly<Record<TaskState, AuditAction>> = {
  asked: 'task-asked',
  taken: 'task-taken',
  'on-its-way': 'task-on-its-way',
  'handed-over': 'task-handed-over',
  cannot: 'task-cannot',
  withdrawn: 'task-withdrawn',
};
const PHARMACY = 'pharmacy';

/**
 * One person's need as a task of a pharmacy. Each step is one change with the person's seal, the count where it closes the need, and the
 * audit. The pharmacy is answered what it is asked for and nothing of the person.
 */
export class TaskDesk {
  constructor(
    private readonly care: Care,
    private readonly rulesVersion: RulesVersion,
    private readonly nameOf: NameOfShelter = () => null,
  ) {}

  /** The care team asks. */
  ask(vault: RealmVault, asked: CareRequest, person: string, request: TaskRequest): Promise<CareTask> {
    return this.care.withPerson(vault, asked, person, (change, opened) => {
      const { requestId, ...said } = request;
      return once(
        change,
        { actor: asked.who.actor, requestId, said, person },
        {
          first: () => this.make(change, asked, opened, request),
          again: (id) => this.shownToCare(change, opened, id),
        },
      );
    });
  }

  /** The care team withdraws, hands over what came, or takes its own step back. */
  act(vault: RealmVault, asked: CareRequest, id: string, act: CareTaskAct): Promise<CareTask> {
    return shown(vault, async (change) => {
      const row = await mustFind(change, id);
      return this.care.opened(change, asked, row.person, null, (person) => {
        const { requestId, ...said } = act;
        return once(
          change,
          { actor: asked.who.actor, requestId, said: { ...said, id }, person: row.person },
          {
            first: async () => {
              const { who, purpose } = asked;
              const next = await this.step(change, { who, purpose, side: 'care' }, person, row, act);
              return { id, value: careTask(next.row, next.task, this.nameOf) };
            },
            again: () => this.shownToCare(change, person, id),
          },
        );
      });
    });
  }

  /** A pharmacy takes it, sends it, hands it over, cannot, or takes its own step back. */
  pharmacyAct(vault: RealmVault, asked: PharmacyRequest, id: string, act: PharmacyAct): Promise<PharmacyTask> {
    return shown(vault, async (change): Promise<Answered<PharmacyTask>> => {
      const row = await mustFind(change, id);
      const { who } = asked;
      if (!asked.permitted(row.shelter)) return refused(change, who, row);
      const person = await mustOpen(change, row.person);
      const { requestId, ...said } = act;
      const value = await once(
        change,
        { actor: who.actor, requestId, said: { ...said, id }, person: row.person },
        {
          first: async () => {
            const next = await this.step(change, { who, purpose: PHARMACY, side: 'pharmacy' }, person, row, act);
            return { id, value: pharmacyTask(next.row, next.task, this.nameOf) };
          },
          again: () => Promise.resolve(pharmacyTask(row, openTask(change, person, row), this.nameOf)),
        },
      );
      return { outcome: 'shown', value };
    });
  }

  private async make(
    change: VaultChange,
    { who, purpose, shelter: where }: CareRequest,
    person: OpenPerson,
    { need, goods, amount, note, wantedBy }: TaskRequest,
  ): Promise<{ id: string; value: CareTask }> {
    mustHave(person, need);
    if (namesPerson({ goods, amount, note }, person.card)) {
      throw new HubError(
        'task.names-person',
        'The pharmacy must not read whom it is for: leave names and birthdays out.',
      );
    }
    const { disaster } = person.row;
    const isReal = change.realm === 'real';
    const [id, stepId] = [opaqueId(disaster, isReal), opaqueId(disaster, isReal)];
    const number = taskNumber((await change.tasks.asked()) + 1);
    const asked = {
      state: 'asked' as const,
      at: change.at,
      by: deciding(who),
      reason: null,
      days: null,
      undone: false,
    };
    const task: KeptTask = {
      ...{ number, need, goods, amount, note, wantedBy, decision: null },
      steps: [{ id: stepId, ...asked }],
    };
    const shelter = person.row.shelter ?? where;
    const row = await saveTask(change, person, { id, person: person.row.id, disaster, shelter, version: 0 }, task);
    const act = { action: 'task-asked' as const, purpose, task: id, shelter };
    await new Persons(change).save(who, person, person.card, act);
    return { id, value: careTask(row, task, this.nameOf) };
  }

  private async step(
    change: VaultChange,
    { who, purpose, side }: { who: Actor; purpose: string; side: Side },
    person: OpenPerson,
    row: TaskRow,
    act: PharmacyAct | CareTaskAct,
  ): Promise<{ row: TaskRow; task: KeptTask }> {
    const known = openTask(change, person, row);
    const id = opaqueId(row.disaster, change.realm === 'real');
    const stepped = decideStep(known.steps, act, { id, at: change.at, by: deciding(who), side });
    if (stepped.outcome === 'refused') {
      throw new HubError('task.not-ready', `That does not follow from how the task stands: it is ${stepped.state}.`);
    }
    const { steps, step, undone } = stepped;
    if (undone && step.state === 'withdrawn' && person.row.status !== 'here') {
      throw new HubError('task.not-ready', 'The person has left: there is nobody to bring it to.');
    }
    const of = { steps, step, undone, who };
    const { card, decision } = await this.closing(change, person, row, known, of);
    const task = { ...known, steps, decision };
    const shelter = step.state === 'withdrawn' && undone ? (person.row.shelter ?? row.shelter) : row.shelter;
    const next = await saveTask(change, person, { ...row, shelter }, task);
    const action = undone ? 'task-undone' : ACTIONS[step.state];
    await new Persons(change).save(who, person, card, { action, purpose, task: row.id, shelter });
    return { row: next, task };
  }

  /** Handing over closes the need until the supply given runs out; taken back, what was decided before stands again. */
  private async closing(
    change: VaultChange,
    person: OpenPerson,
    row: TaskRow,
    { need, decision }: KeptTask,
    { step, undone, who }: { step: { state: TaskState; days: number | null }; undone: boolean; who: Actor },
  ): Promise<{ card: PersonCard; decision: string | null }> {
    if (step.state !== 'handed-over' || step.days === null) return { card: person.card, decision };
    const known = person.card.decisions?.[need];
    if (undone) {
      // Something else was decided since then: that stands.
      if (known === undefined || known.id !== decision) return { card: person.card, decision: null };
      const before = known.before === null ? null : { ...known.before, before: null };
      return { card: await applyDecision(change, person, need, before, this.rulesVersion), decision: null };
    }
    const { days } = step;
    const made: KeptDecision = {
      ...{ id: opaqueId(row.disaster, change.realm === 'real'), need, state: 'met', reason: null, days },
      ...{ until: supplyEnd(change.at, days), task: row.id, at: change.at, by: deciding(who) },
      before: known === undefined ? null : withoutBefore(known),
    };
    return { card: await applyDecision(change, person, need, made, this.rulesVersion), decision: made.id };
  }

  private async shownToCare(change: VaultChange, person: OpenPerson, id: string): Promise<CareTask> {
    const row = await mustFind(change, id);
    return careTask(row, openTask(change, person, row), this.nameOf);
  }
}

async function mustFind(change: VaultChange, id: string): Promise<TaskRow> {
  const row = await change.tasks.find(id);
  if (row === null) throw new HubError('task.not-found', 'There is no such task: it was withdrawn with its person.');
  return row;
}

async function mustOpen(change: VaultChange, id: string): Promise<OpenPerson> {
  const person = await new Persons(change).open(id);
  if (person === null) throw notFound('person', id);
  return person;
}

async function refused(change: VaultChange, who: Actor, row: TaskRow): Promise<Answered<never>> {
  const { disaster, shelter, id: task } = row;
  await change.audit(who, disaster, { action: 'refused', purpose: PHARMACY, task, shelter, count: 0 });
  return { outcome: 'refused', error: new HubError('record.closed', SENTENCES.outside) };
}
