import { millisOf, type Instant } from '../instant.js';
import type { ThingAttribute } from '../things/thing.js';
import type { ShelterWarning } from './shelter-report.js';

type Values = Readonly<Record<string, ThingAttribute>>;

/** A head count of the same shelter that was seen before. */
export interface EarlierCount {
  people: number;
  observedAt: Instant;
}

const DAY_MS = 86_400_000;
/** A clock may be a little ahead. Product decision, like the other limits here. */
const AHEAD_MS = 5 * 60_000;
/** A family that comes or goes is no jump, however small the shelter. */
const SMALLEST_JUMP = 10;
const UNCHANGED_DAYS = 2;

/** Each of these counts some of the total; of those in one row nobody is counted twice. */
const PARTS: readonly (readonly string[])[] = [
  ['maleno', 'femaleno'],
  'age0no age1no age3no age6no age18no age65no age75no'.split(' '),
  ...(
    'sevacueeno careno c_careno c_physicalno c_intellectualno c_mentalno c_visualno c_hearingno c_wheelchairno ' +
    'c_deviceno c_dialysisno c_pregnantno c_infantno c_allergyno c_foreignno feverno coughno vomitno'
  )
    .split(' ')
    .map((name) => [name]),
];

/** What looks odd in a report (shelters 7, typical errors). It asks, and never refuses: `earlier` in any order, `nowMs` by any clock. */
export function shelterWarnings(values: Values, earlier: readonly EarlierCount[], nowMs: number): ShelterWarning[] {
  const people = numberOf(values, 'evacueeno');
  const seenAt = values['evacueeno']?.observedAt;
  const before = seenAt === undefined ? [] : earlier.filter(({ observedAt }) => observedAt < seenAt).sort(newestFirst);
  const warnings: Record<ShelterWarning, boolean> = {
    'total-below-sum': people !== null && PARTS.some((names) => sumOf(values, names) > people),
    jump: people !== null && isJump(people, before[0]),
    'unchanged-for-days':
      people !== null &&
      seenAt !== undefined &&
      people > 0 &&
      unchangedMs(people, seenAt, before) >= UNCHANGED_DAYS * DAY_MS,
    'seen-in-future': Object.values(values).some(
      ({ observedAt }) => observedAt !== undefined && millisOf(observedAt) > nowMs + AHEAD_MS,
    ),
    'people-while-closed': (people ?? 0) > 0 && ['close', 'notopen'].includes(String(values['eststts']?.value ?? '')),
  };
  return (Object.keys(warnings) as ShelterWarning[]).filter((name) => warnings[name]);
}

function isJump(people: number, before: EarlierCount | undefined): boolean {
  if (before === undefined || before.people === 0) return false;
  const change = Math.abs(people - before.people);
  return change >= SMALLEST_JUMP && change >= before.people / 2;
}

function unchangedMs(people: number, seenAt: Instant, before: readonly EarlierCount[]): number {
  const changed = before.findIndex((count) => count.people !== people);
  const same = changed === -1 ? before : before.slice(0, changed);
  const oldest = same.at(-1)?.observedAt;
  return oldest === undefined ? 0 : millisOf(seenAt) - millisOf(oldest);
}

function sumOf(values: Values, names: readonly string[]): number {
  return names.reduce((sum, name) => sum + (numberOf(values, name) ?? 0), 0);
}

function numberOf(values: Values, name: string): number | null {
  const value = values[name]?.value;
  return typeof value === 'number' ? value : null;
}

function newestFirst(a: EarlierCount, b: EarlierCount): number {
  return a.observedAt < b.observedAt ? 1 : a.observedAt > b.observedAt ? -1 : 0;
}
