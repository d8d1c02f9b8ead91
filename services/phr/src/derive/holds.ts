import {
  millisOf,
  type Evidence,
  type HealthCode,
  type HealthPerson,
  type Instant,
  type Route,
} from '@hinomi/contracts';
import type { NeedRule } from './needs-rules.js';
import { hasCodeOf } from './rule-index.js';

const DAY_MS = 86_400_000;
/** Records are written in Japan's time unless they say otherwise. */
const ZONE = '+09:00';

/** Whether everything but codes and names holds of one piece of evidence. */
export function holdsBesides(
  rule: NeedRule,
  evidence: Evidence,
  codes: readonly HealthCode[],
  person: HealthPerson,
  at: Instant,
): boolean {
  if (rule.kinds !== undefined && !rule.kinds.includes(evidence.kind)) return false;
  if (rule.category !== undefined && rule.category !== evidence.category) return false;
  if (rule.origins !== undefined && !rule.origins.includes(evidence.origin)) return false;
  if (evidence.status === 'inactive') return false;
  if (rule.routes !== undefined && !hasRoute(rule.routes, routeOf(evidence, codes))) return false;
  if (rule.values !== undefined && !hasValue(rule, evidence)) return false;
  if (rule.due !== undefined && !isDue(rule.due, evidence, at)) return false;
  return hasAge(rule, person, at) && isRecent(rule, evidence, at);
}

/** As the record says, else as the 5th to 7th digit of a YJ code say: internal 001-399, injection 400-699, external 700-999. */
export function routeOf(evidence: Evidence, codes: readonly HealthCode[]): Route | null {
  if (evidence.route !== null && evidence.route !== 'other') return evidence.route;
  for (const { system, code } of codes) {
    const digits = system === 'yj' ? /^\d{4}(\d{3})/.exec(code)?.[1] : undefined;
    if (digits !== undefined) return digits < '400' ? 'internal' : digits < '700' ? 'injection' : 'external';
  }
  return evidence.route;
}

/** An unknown route is allowed: leaving out a person costs more than counting one too many. */
function hasRoute({ only, never }: NonNullable<NeedRule['routes']>, route: Route | null): boolean {
  if (route === null) return true;
  return (only === undefined || only.includes(route)) && !(never?.includes(route) ?? false);
}

function hasValue(rule: NeedRule, { value }: Evidence): boolean {
  return value !== null && 'codes' in value && hasCodeOf(value.codes, rule.values ?? []);
}

function isDue({ from, to }: NonNullable<NeedRule['due']>, { value }: Evidence, at: Instant): boolean {
  if (value === null || !('date' in value) || value.date.length < 10) return false;
  const days = Math.floor((millisOf(at) - startOf(value.date)) / DAY_MS);
  return (from === undefined || days >= from) && (to === undefined || days <= to);
}

/** Milliseconds at which a date begins, as far as it is known. */
function startOf(date: string): number {
  return Date.parse(`${date}${'-01-01'.slice(date.length - 4)}T00:00:00${ZONE}`);
}

/** Milliseconds after the end of a date. */
function endOf(date: string): number {
  const [year = 0, month = 12, day] = date.split('-').map(Number);
  const end = day === undefined ? Date.UTC(year, month, 1) : Date.UTC(year, month - 1, day + 1);
  return end - 9 * 3_600_000;
}

/**
 * Medicines count as long as their supply lasts, and `recentDays` after; of prescribed ones without an end, from their date on. What a
 * clinical record or the person calls current is current. Everything else counts until it ended, and where a window is given for so
 * long from when it began. What has no date is not left out.
 */
function isRecent(rule: NeedRule, evidence: Evidence, at: Instant): boolean {
  const now = millisOf(at);
  const window = (rule.recentDays ?? 0) * DAY_MS;
  const { from, until } = evidence;
  if (evidence.kind !== 'medicine') {
    if (until !== null && endOf(until) < now) return false;
    return rule.recentDays === undefined || from === null || endOf(from) + window >= now;
  }
  if (rule.recentDays === undefined) return true;
  if (until !== null) return endOf(until) + window >= now;
  const isCalledCurrent =
    evidence.status === 'active' && (evidence.origin === 'record' || evidence.origin === 'stated');
  return from === null || isCalledCurrent || endOf(from) + window >= now;
}

/** Of a date of birth that is not whole, both ends of what it may be are allowed. */
export function hasAge({ age }: NeedRule, { birthDate }: HealthPerson, at: Instant): boolean {
  if (age === undefined) return true;
  if (birthDate === null) return false;
  const today = new Date(millisOf(at) + 9 * 3_600_000).toISOString().slice(0, 10);
  const youngest = yearsBetween(`${birthDate}${'-12-31'.slice(birthDate.length - 4)}`, today);
  const oldest = yearsBetween(`${birthDate}${'-01-01'.slice(birthDate.length - 4)}`, today);
  return (
    (age.from === undefined || oldest >= age.from) && (age.below === undefined || Math.max(0, youngest) < age.below)
  );
}

function yearsBetween(birth: string, today: string): number {
  const years = Number(today.slice(0, 4)) - Number(birth.slice(0, 4));
  return today.slice(5) < birth.slice(5) ? years - 1 : years;
}

/** Somebody who speaks one of these needs no interpreter for it; of whom no language is known nothing is said. */
export function speaksNoneOf({ noLanguageOf }: NeedRule, { languages }: HealthPerson): boolean {
  if (noLanguageOf === undefined) return true;
  const base = languages.map((language) => language.split('-')[0]?.toLowerCase());
  return languages.length > 0 && !noLanguageOf.some((one) => base.includes(one));
}
