import {
  attributeAsked,
  FIELD_REPORT_ASKED,
  FIELD_REPORT_NAMED,
  type FieldGeometry,
  type FieldReportContent,
  type FieldReportEntry,
  type FieldReportRequest,
  type FieldReportStepRequest,
  type FieldReportTheme,
  type FieldReportValue,
  type Instant,
  type RunId,
} from '@hinomi/contracts';
import { fieldMillis, fieldTime } from '../words/clock.js';

/** As typed. */
export interface FieldForm {
  theme: FieldReportTheme;
  name: string;
  /** By attribute; empty = not known. */
  details: Readonly<Record<string, string>>;
  /** A field of date and time, Japanese time; empty = not known. */
  since: string;
  note: string;
  audience: FieldReportContent['audience'];
}

export type FieldProblem = 'name' | 'place' | 'count' | 'since';

/** Characters of a field of time down to the minute. */
const MINUTES = 16;
/** What a road is before somebody says otherwise: that is what is reported. */
const FIRST_VALUES: Readonly<Record<string, string>> = { passstts: 'road_close' };
/** Whom it concerns at once, whoever they are; where people are in trouble is for those who help first. */
const FOR_EVERYBODY: ReadonlySet<FieldReportTheme> = new Set<FieldReportTheme>([
  'road',
  'power-outage',
  'water-outage',
  'gas-outage',
  'telephone-outage',
]);

export function emptyField(theme: FieldReportTheme, nowMs: number): FieldForm {
  const details = Object.fromEntries(FIELD_REPORT_ASKED[theme].map((name) => [name, FIRST_VALUES[name] ?? '']));
  const audience = FOR_EVERYBODY.has(theme) ? 'public' : 'responders';
  return { theme, name: '', details, since: fieldTime(nowMs).slice(0, MINUTES), note: '', audience };
}

/** What a report says now. */
export function fieldFormOf({ theme, name, since, details, note, audience }: FieldReportContent): FieldForm {
  const typed = FIELD_REPORT_ASKED[theme].map((asked): [string, string] => {
    const value = details[asked] ?? null;
    if (value === null) return [asked, ''];
    return [asked, attributeAsked(theme, asked).type === 'instant' ? fieldOf(String(value)) : String(value)];
  });
  const start = since === null ? '' : fieldOf(since);
  return { theme, name, details: Object.fromEntries(typed), since: start, note, audience };
}

/** What keeps it from being entered, in the order of the fields. */
export function fieldProblems(form: FieldForm, geometry: FieldGeometry | null, nowMs: number): FieldProblem[] {
  const problems: FieldProblem[] = [];
  if (FIELD_REPORT_NAMED.has(form.theme) && form.name.trim() === '') problems.push('name');
  if (geometry === null) problems.push('place');
  if (FIELD_REPORT_ASKED[form.theme].some((name) => detailOf(form, name) === undefined)) problems.push('count');
  const sinceMs = form.since === '' ? nowMs : fieldMillis(form.since);
  if (sinceMs === null || sinceMs > nowMs) problems.push('since');
  return problems;
}

/** The ids are made once, so that a second press is the same step. */
export interface FieldIds {
  reportId: string;
  stepId: string;
}

export function fieldRequest(
  form: FieldForm,
  geometry: FieldGeometry,
  ids: FieldIds,
  run: RunId | null,
  nowMs: number,
): FieldReportRequest {
  return { ...ids, issuedAt: instant(nowMs), content: contentOf(form, geometry), exercise: run };
}

export function changeRequest(
  form: FieldForm,
  geometry: FieldGeometry,
  stepId: string,
  after: string,
  nowMs: number,
): FieldReportStepRequest {
  return { step: 'change', stepId, after, issuedAt: instant(nowMs), content: contentOf(form, geometry) };
}

/** What ends a report, or, `restore`, says again what it said before that. */
export function endRequest(
  { steps }: FieldReportEntry,
  step: 'resolve' | 'withdraw' | 'restore',
  stepId: string,
  nowMs: number,
): FieldReportStepRequest {
  const last = steps.at(-1);
  if (last === undefined) throw new Error('a report has a step');
  const common = { stepId, after: last.stepId, issuedAt: instant(nowMs) };
  return step === 'restore' ? { step: 'change', ...common, content: last.content } : { step, ...common, reason: '' };
}

function contentOf(form: FieldForm, geometry: FieldGeometry): FieldReportContent {
  const { theme, name, since, note, audience } = form;
  const sinceMs = since === '' ? null : fieldMillis(since);
  return {
    ...{ theme, name: name.trim(), geometry },
    since: sinceMs === null ? null : instant(sinceMs),
    details: Object.fromEntries(FIELD_REPORT_ASKED[theme].map((asked) => [asked, detailOf(form, asked) ?? null])),
    ...{ note: note.trim(), audience },
  };
}

/** Null for what is not known, undefined for what cannot be read. */
function detailOf({ theme, details }: FieldForm, name: string): FieldReportValue | undefined {
  const typed = (details[name] ?? '').trim();
  const { type } = attributeAsked(theme, name);
  if (type === 'text') return typed;
  if (typed === '') return null;
  if (type === 'instant') {
    const millis = fieldMillis(typed);
    return millis === null ? undefined : instant(millis);
  }
  if (type === 'code') return typed;
  const digits = typed.normalize('NFKC').replaceAll(',', '');
  return /^\d{1,8}$/.test(digits) ? Number(digits) : undefined;
}

function instant(millis: number): Instant {
  return new Date(millis).toISOString() as Instant;
}

function fieldOf(written: string): string {
  return fieldTime(Date.parse(written)).slice(0, MINUTES);
}
