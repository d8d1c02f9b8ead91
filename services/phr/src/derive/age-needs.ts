import {
  instantFromMillis,
  laterBy,
  millisOf,
  type DerivedNeed,
  type Instant,
  type UrgencyStep,
} from '@hinomi/contracts';

const HOUR_MS = 3_600_000;

/** Hours up to which each step reaches. */
const STEPS: readonly [UrgencyStep, number][] = [
  ['minutes', 1],
  ['hours', 12],
  ['day', 24],
  ['days', 72],
  ['week', 168],
];

export function stepOf(hours: number): UrgencyStep {
  return STEPS.find(([, longest]) => hours <= longest)?.[0] ?? 'later';
}

/** Hours to a tenth: what a person reads, and more than anybody knows of a supply. */
export function roundHours(hours: number): number {
  return Math.round(hours * 10) / 10;
}

/** A need that was derived at one moment as it is at another: what was left of the supply has gone on being used. */
export function ageNeed(need: DerivedNeed, derivedAt: Instant, at: Instant): DerivedNeed {
  const { urgencyHours, supplyUntil } = need;
  if (urgencyHours === null || supplyUntil === null) return need;
  const used = hoursLeft(supplyUntil, derivedAt) - hoursLeft(supplyUntil, at);
  const hours = roundHours(Math.max(0, urgencyHours - used));
  return { ...need, urgencyHours: hours, urgency: stepOf(hours) };
}

/** When a need derived at `derivedAt` gets more urgent by a step next; null when it never does by time alone. */
export function nextStepAt({ urgencyHours, supplyUntil }: DerivedNeed, derivedAt: Instant): Instant | null {
  if (urgencyHours === null || supplyUntil === null) return null;
  const left = hoursLeft(supplyUntil, derivedAt);
  const below = STEPS.map(([, longest]) => longest).filter((longest) => longest < urgencyHours);
  const until = urgencyHours - (below.at(-1) ?? Infinity);
  return until > 0 && until <= left ? laterBy(derivedAt, Math.ceil(until * HOUR_MS)) : null;
}

function hoursLeft(until: Instant, at: Instant): number {
  return Math.max(0, (millisOf(until) - millisOf(at)) / HOUR_MS);
}

export function earliest(moments: Iterable<Instant | null>): Instant | null {
  const known = [...moments].filter((moment) => moment !== null).map(millisOf);
  return known.length === 0 ? null : instantFromMillis(Math.min(...known));
}
