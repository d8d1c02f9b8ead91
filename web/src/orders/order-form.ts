import type {
  Instant,
  IssueOrderRequest,
  OrderEntry,
  OrderLevel,
  OrderStepKind,
  OrderStepRequest,
  PolygonGeometry,
  RunId,
} from '@hinomi/contracts';
import { fieldMillis } from '../words/clock.js';

/** As typed. */
export interface OrderForm {
  level: OrderLevel | null;
  municipality: string;
  districts: string;
  area: PolygonGeometry | null;
  reason: string;
  /** A field of date and time, Japanese time; empty = now. */
  issuedAt: string;
  households: string;
  persons: string;
}

export type OrderProblem = 'level' | 'municipality' | 'reason' | 'issuedAt' | 'count';

export const EMPTY_ORDER: OrderForm = {
  ...{ level: null, municipality: '', districts: '', area: null, reason: '', issuedAt: '' },
  ...{ households: '', persons: '' },
};

/** What an order says now; what ends it begins with an empty reason. */
export function formOf({ municipality, steps }: OrderEntry, step: OrderStepKind): OrderForm {
  const newest = [...steps].reverse().find(({ content }) => content !== null);
  const content = newest?.content ?? null;
  if (newest === undefined || content === null) return { ...EMPTY_ORDER, municipality: municipality.code };
  return {
    level: content.level,
    municipality: municipality.code,
    districts: content.districts,
    area: content.drawn,
    reason: ends(step) ? '' : newest.reason,
    issuedAt: '',
    households: content.households === null ? '' : String(content.households),
    persons: content.persons === null ? '' : String(content.persons),
  };
}

export function ends(step: OrderStepKind): step is 'lift' | 'withdraw' {
  return step === 'lift' || step === 'withdraw';
}

/** What keeps it from being entered, in the order of the fields. */
export function problemsOf(form: OrderForm, step: OrderStepKind, nowMs: number): OrderProblem[] {
  const problems: OrderProblem[] = [];
  if (!ends(step) && form.level === null) problems.push('level');
  if (form.municipality === '') problems.push('municipality');
  if (form.reason.trim() === '') problems.push('reason');
  const issuedMs = form.issuedAt === '' ? nowMs : fieldMillis(form.issuedAt);
  if (issuedMs === null || issuedMs > nowMs) problems.push('issuedAt');
  if ([form.households, form.persons].some((count) => countOf(count) === undefined)) problems.push('count');
  return problems;
}

/** The ids are made once, so that a second press is the same step. */
export interface OrderIds {
  orderId: string;
  stepId: string;
}

export function issueOf(form: OrderForm, ids: OrderIds, run: RunId | null, nowMs: number): IssueOrderRequest {
  return {
    ...ids,
    ...contentOf(form),
    municipality: form.municipality,
    issuedAt: issuedAtOf(form, nowMs),
    exercise: run,
  };
}

export function stepOf(
  form: OrderForm,
  step: Exclude<OrderStepKind, 'issue'>,
  stepId: string,
  after: string,
  nowMs: number,
): OrderStepRequest {
  const common = { stepId, after, issuedAt: issuedAtOf(form, nowMs), reason: form.reason.trim() };
  return ends(step) ? { step, ...common } : { step, ...contentOf(form), ...common };
}

function contentOf({ level, districts, area, reason, households, persons }: OrderForm) {
  if (level === null) throw new Error('an order says its level');
  return {
    level,
    districts: districts.trim(),
    area,
    reason: reason.trim(),
    households: countOf(households) ?? null,
    persons: countOf(persons) ?? null,
  };
}

function issuedAtOf({ issuedAt }: OrderForm, nowMs: number): Instant {
  return new Date((issuedAt === '' ? null : fieldMillis(issuedAt)) ?? nowMs).toISOString() as Instant;
}

/** Null for nothing, undefined for no number. Full-width digits are digits. */
function countOf(typed: string): number | null | undefined {
  const text = typed.normalize('NFKC').replaceAll(',', '').trim();
  if (text === '') return null;
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}
