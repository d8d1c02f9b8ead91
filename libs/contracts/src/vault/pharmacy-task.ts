import { z } from 'zod';
import { NeedCode } from '../health/derived-need.js';
import { FeatureId, RunId } from '../ids.js';
import { Instant } from '../instant.js';
import { CarePurpose } from './audit-entry.js';
import { ActingInCare, Deciding, SupplyDays } from './need-decision.js';
import { RequestId, VaultId } from './vault-id.js';

/** How a task stands. The last three end it. */
export const TASK_STATES = ['asked', 'taken', 'on-its-way', 'handed-over', 'cannot', 'withdrawn'] as const;
export const TaskState = z.enum(TASK_STATES);
export type TaskState = z.infer<typeof TaskState>;

/** Why a pharmacy cannot: not in stock, needs a prescription, nobody or no way to bring it, what was asked is not clear. */
export const CANNOT_REASONS = ['no-stock', 'prescription', 'no-transport', 'unclear'] as const;
export const CannotReason = z.enum(CANNOT_REASONS);
export type CannotReason = z.infer<typeof CannotReason>;

/** One line, written for a bag: no control characters, so that it prints as it reads. */
function line(longest: number) {
  return z
    .string()
    .trim()
    .min(1)
    .max(longest)
    .regex(/^\P{Cc}+$/u, 'expected one line');
}

/** What is asked for; the pharmacy reads this and nothing else that was written by hand. */
export const TaskGoods = z.strictObject({
  /** The general name of the drug, or the goods. */
  goods: line(80),
  amount: line(40),
  note: line(100).nullable(),
});
export type TaskGoods = z.infer<typeof TaskGoods>;

/** `POST /api/v1/phr/persons/{id}/tasks` */
export const TaskRequest = ActingInCare.extend({ need: NeedCode, ...TaskGoods.shape, wantedBy: Instant });
export type TaskRequest = z.infer<typeof TaskRequest>;

/** `POST /api/v1/phr/pharmacy/tasks/{id}`; the care team hands over as well, since the bag comes to them. */
export const PharmacyAct = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('take'), requestId: RequestId }),
  z.strictObject({ act: z.literal('send'), requestId: RequestId }),
  z.strictObject({ act: z.literal('hand-over'), requestId: RequestId, days: SupplyDays }),
  z.strictObject({ act: z.literal('cannot'), requestId: RequestId, reason: CannotReason }),
  /** Takes back one's own last step. */
  z.strictObject({ act: z.literal('undo'), requestId: RequestId, step: VaultId }),
]);
export type PharmacyAct = z.infer<typeof PharmacyAct>;

/** `POST /api/v1/phr/tasks/{id}` */
export const CareTaskAct = z.discriminatedUnion('act', [
  ActingInCare.extend({ act: z.literal('withdraw') }),
  ActingInCare.extend({ act: z.literal('hand-over'), days: SupplyDays }),
  ActingInCare.extend({ act: z.literal('undo'), step: VaultId }),
]);
export type CareTaskAct = z.infer<typeof CareTaskAct>;

/** One thing that somebody did with a task. */
export const TaskStep = z.strictObject({
  id: VaultId,
  state: TaskState,
  at: Instant,
  by: Deciding,
  reason: CannotReason.nullable(),
  days: SupplyDays.nullable(),
  /** It was a slip, and was taken back. */
  undone: z.boolean(),
});
export type TaskStep = z.infer<typeof TaskStep>;

/** A task as the pharmacy sees it: nothing of whom it is for. */
export const PharmacyTask = TaskGoods.extend({
  id: VaultId,
  /** Written on the bag; its last digit checks the others. */
  number: z.string().regex(/^\d{3,}-\d$/),
  need: NeedCode,
  wantedBy: Instant,
  shelter: FeatureId,
  /** As the picture names it now; null when it is not in it any more. */
  shelterName: z.string().nullable(),
  state: TaskState,
  steps: z.array(TaskStep).min(1),
});
export type PharmacyTask = z.infer<typeof PharmacyTask>;

/** The same as the care team sees it. */
export const CareTask = PharmacyTask.extend({ person: VaultId });
export type CareTask = z.infer<typeof CareTask>;

const Mark = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,64}$/)
  .optional();

/** `GET /api/v1/phr/pharmacy/tasks?exercise=&mark=` */
export const PharmacyTasksQuery = z.strictObject({ exercise: RunId.optional(), mark: Mark });
/** `GET /api/v1/phr/tasks?purpose=&shelter=&mark=` */
export const CareTasksQuery = z.strictObject({ purpose: CarePurpose, shelter: FeatureId, mark: Mark });

/** `mark` stands for what was answered: asked with it again, `tasks` is null as long as nothing is different. */
export interface TasksAnswer<T> {
  mark: string;
  /** Those that are open, and what ended within a day. */
  tasks: T[] | null;
}

/** The number of the n-th task with its check digit (ISO/IEC 7812-1, Luhn): one digit misread, or two swapped, is no number. */
export function taskNumber(nth: number): string {
  const digits = String(nth).padStart(3, '0');
  return `${digits}-${luhn(digits)}`;
}

/** Whether somebody read a number right; spaces and the hyphen do not matter. */
export function isTaskNumber(text: string): boolean {
  const digits = text.normalize('NFKC').replace(/[\s\-‐－ー−]/g, '');
  return /^\d{4,}$/.test(digits) && luhn(digits.slice(0, -1)) === Number(digits.slice(-1));
}

function luhn(digits: string): number {
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return (10 - (sum % 10)) % 10;
}
