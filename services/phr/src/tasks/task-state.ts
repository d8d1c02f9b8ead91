import {
  searchText,
  type CareTaskAct,
  type Deciding,
  type PharmacyAct,
  type TaskGoods,
  type TaskState,
  type TaskStep,
} from '@hinomi/contracts';
import type { PersonCard } from '../person/person-card.js';

/** What is sealed of a task. */
export interface KeptTask extends TaskGoods {
  number: string;
  need: string;
  wantedBy: string;
  steps: readonly TaskStep[];
  /** The decision on the need that handing over made; null before. */
  decision: string | null;
}

type TaskAct = PharmacyAct | CareTaskAct;
/** Whose step it is: each side takes back its own. */
export type Side = 'pharmacy' | 'care';

/** From where each state is reached. */
const FROM: Readonly<Record<Exclude<TaskState, 'asked'>, readonly TaskState[]>> = {
  taken: ['asked'],
  'on-its-way': ['taken'],
  'handed-over': ['taken', 'on-its-way'],
  cannot: ['asked', 'taken', 'on-its-way'],
  withdrawn: ['asked', 'taken', 'on-its-way'],
};
const LEADS_TO = {
  take: 'taken',
  send: 'on-its-way',
  'hand-over': 'handed-over',
  cannot: 'cannot',
  withdraw: 'withdrawn',
} as const;

export function stateOf(steps: readonly TaskStep[]): TaskState {
  return lastStep(steps)?.state ?? 'asked';
}

export function isOpenState(state: TaskState): boolean {
  return state === 'asked' || state === 'taken' || state === 'on-its-way';
}

export type Stepped =
  { outcome: 'stepped'; steps: TaskStep[]; step: TaskStep; undone: boolean } | { outcome: 'refused'; state: TaskState };

/** What an act makes of a task; refused where it does not follow from how the task stands. */
export function decideStep(
  steps: readonly TaskStep[],
  act: TaskAct,
  { id, at, by, side }: Pick<TaskStep, 'id' | 'at'> & { by: Deciding; side: Side },
): Stepped {
  const state = stateOf(steps);
  if (act.act === 'undo') {
    const last = lastStep(steps);
    const isTheirs = last !== undefined && (last.by.role === 'pharmacist' ? 'pharmacy' : 'care') === side;
    if (!isTheirs || last.id !== act.step || last.state === 'asked') return { outcome: 'refused', state };
    const undone = steps.map((step) => (step.id === last.id ? { ...step, undone: true } : step));
    return { outcome: 'stepped', steps: undone, step: last, undone: true };
  }
  const to = LEADS_TO[act.act];
  if (!FROM[to].includes(state)) return { outcome: 'refused', state };
  const reason = act.act === 'cannot' ? act.reason : null;
  const days = act.act === 'hand-over' ? act.days : null;
  const step = { id, state: to, at, by, reason, days, undone: false };
  return { outcome: 'stepped', steps: [...steps, step], step, undone: false };
}

function lastStep(steps: readonly TaskStep[]): TaskStep | undefined {
  return steps.findLast(({ undone }) => !undone);
}

/** One character of a name is in many words, and so are two of a reading: リン is in インスリン. */
const SHORTEST_NAME = 2;
const SHORTEST_READING = 3;

function isTelling(name: string): boolean {
  return name.length >= (/\p{Script=Han}/u.test(name) ? SHORTEST_NAME : SHORTEST_READING);
}

/** Whether what was written for the pharmacy names the person: their name, any part of it, their birthday or a number of theirs. */
export function namesPerson({ goods, amount, note }: TaskGoods, card: PersonCard): boolean {
  const text = searchText([goods, amount, note ?? ''].join(' '));
  const digits = text.replace(/\D/g, '');
  const names = [card.name, card.kana].flatMap((name) => (name === null ? [] : [name, ...name.split(/[\s　・,]+/)]));
  const birth = card.birthDate?.replaceAll('-', '') ?? '';
  return (
    names.map(searchText).some((name) => isTelling(name) && text.includes(name)) ||
    (birth !== '' && digits.includes(birth)) ||
    card.identifiers.some(({ value }) => value.length > SHORTEST_NAME && text.includes(searchText(value)))
  );
}
