import { instantFromMillis, type Instant, type ShelterReport } from '@hinomi/contracts';
import { FIRST_PAGE, fieldOf, readNumber } from '../../shelter/fields.js';
import { reportOf, type Answers, type AnswerValue, type ReportFrame } from '../../shelter/form-state.js';

/** What a clerk asks on the telephone: the minimum report. */
export const DESK_FIELDS = FIRST_PAGE;
export type DeskField = (typeof DESK_FIELDS)[number];

/** As typed, by field; absent or empty = not touched, and not reported. */
export type Typed = Readonly<Partial<Record<DeskField, string>>>;

/** The one key that says "asked, and not known". */
export const UNKNOWN = '?';
const NOTHING_URGENT = new Set(['0', 'なし', '無し', 'ない', 'no', 'none']);

export function readTyped(name: DeskField, typed: string): { value: AnswerValue } | 'empty' | 'unreadable' {
  const text = typed.normalize('NFKC').trim();
  if (text === '') return 'empty';
  if (text === UNKNOWN) return { value: null };
  if (name === 'urgent') return { value: NOTHING_URGENT.has(text.toLowerCase()) ? 'no' : 'yes' };
  const field = fieldOf(name);
  if (field.kind !== 'choice') return readNumber(text, field.kind);
  return field.choices.includes(text) ? { value: text } : 'unreadable';
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** Headquarters speak Japanese time, wherever the device thinks it is. */
const JAPAN_MS = 9 * 3_600_000;
/** A clock may be a little ahead. */
const AHEAD_MS = 5 * MINUTE_MS;

/**
 * When it was seen, as typed, in Japanese time: `10:15` or `1015` (of the last 24 hours), `11/25 23:50` (of the last year), `-20`
 * (minutes ago).
 */
export function readSeenAt(typed: string, nowMs: number): Instant | 'empty' | 'unreadable' {
  const text = typed.normalize('NFKC').trim();
  if (text === '') return 'empty';
  const ago = /^-(\d{1,4})$/.exec(text)?.[1];
  if (ago !== undefined) return instantFromMillis(nowMs - Number(ago) * MINUTE_MS);
  const read = /^(?:(\d{1,2})\/(\d{1,2}) +)?(\d{1,2}):?(\d{2})$/.exec(text);
  if (read === null) return 'unreadable';
  const [month, day, hour, minute] = read.slice(1).map((part) => (part === undefined ? null : Number(part)));
  if (hour === null || hour === undefined || hour > 23 || minute === null || minute === undefined || minute > 59) {
    return 'unreadable';
  }
  const here = new Date(nowMs + JAPAN_MS);
  const inYear = (year: number): number | null => {
    const date = new Date(Date.UTC(year, (month ?? 1) - 1, day ?? 1));
    const isReal = date.getUTCMonth() + 1 === month && date.getUTCDate() === day;
    return isReal ? date.getTime() + (hour * 60 + minute) * MINUTE_MS - JAPAN_MS : null;
  };
  if (typeof month !== 'number') {
    const today = Math.floor((nowMs + JAPAN_MS) / DAY_MS) * DAY_MS + (hour * 60 + minute) * MINUTE_MS - JAPAN_MS;
    return instantFromMillis(today > nowMs + AHEAD_MS ? today - DAY_MS : today);
  }
  const thisYear = inYear(here.getUTCFullYear());
  const millis = thisYear !== null && thisYear > nowMs + AHEAD_MS ? inYear(here.getUTCFullYear() - 1) : thisYear;
  return millis === null ? 'unreadable' : instantFromMillis(millis);
}

/** What this device has told of a shelter; `urgentNeed` null = nothing urgent, absent = never asked. */
export interface Told {
  answers: Answers;
  urgentNeed?: string | null;
}
export const NOTHING_TOLD: Told = { answers: {} };

export interface Statement extends Told {
  /** Fields whose text cannot be read. */
  wrong: DeskField[];
}

/** What the clerk typed, as answers seen at one moment. */
export function statementOf(typed: Typed, seenAt: Instant): Statement {
  const answers: Record<string, Answers[string]> = {};
  const wrong: DeskField[] = [];
  for (const name of DESK_FIELDS) {
    const read = readTyped(name, typed[name] ?? '');
    if (read === 'unreadable') wrong.push(name);
    else if (read !== 'empty') answers[name] = { value: read.value, observedAt: seenAt };
  }
  const urgent = answers['urgent']?.value;
  if (urgent === 'yes') return { answers, wrong, urgentNeed: (typed.urgent ?? '').trim() };
  return urgent === 'no' ? { answers, wrong, urgentNeed: null } : { answers, wrong };
}

/** A report is the whole of what its device knows: what it told before stays in it, each value as old as it is. */
export function withTold(before: Told, now: Told): Told {
  const urgentNeed = now.urgentNeed === undefined ? before.urgentNeed : now.urgentNeed;
  return { answers: { ...before.answers, ...now.answers }, ...(urgentNeed !== undefined && { urgentNeed }) };
}

/** As if these had never been told. */
export function withoutTold({ answers, ...told }: Told, names: readonly DeskField[]): Told {
  const left = Object.fromEntries(Object.entries(answers).filter(([name]) => !names.includes(name as DeskField)));
  return { ...told, answers: left, ...(names.includes('urgent') && { urgentNeed: null }) };
}

/** A told value as it would be typed again. */
export function retyped(name: DeskField, { answers, urgentNeed }: Told): { typed: string; at: Instant } | null {
  const answer = answers[name];
  if (answer === undefined) return null;
  const { value, observedAt } = answer;
  const text = value === null ? UNKNOWN : String(value);
  return {
    typed: name !== 'urgent' || value === null ? text : value === 'yes' ? (urgentNeed ?? '') : '0',
    at: observedAt,
  };
}

/**
 * What the report says of an urgent need; undefined = nothing, and what stands stays. `last`: what this device told last, which
 * is more than `before` where the last report is being put right.
 */
export function needToSay(statement: Told, before: Told, last: Told): string | null | undefined {
  if (statement.urgentNeed !== undefined) return statement.urgentNeed;
  return last.urgentNeed === before.urgentNeed ? undefined : (before.urgentNeed ?? null);
}

/** By whom it came to the desk. */
export type Way = 'telephone' | 'paper';

export function deskReport(
  frame: ReportFrame,
  answers: Answers,
  urgentNeed: string | null | undefined,
  told: { by: Way; toldBy: string },
): ShelterReport {
  const toldBy = told.toldBy.trim();
  return { ...reportOf(frame, answers, urgentNeed), by: told.by, toldBy: toldBy === '' ? null : toldBy };
}
