import { CERTAINTIES, type DerivedNeed, type NeedCode, type PersonInCare } from '@hinomi/contracts';

const DAY_MS = 86_400_000;

/** Hours until it has to be there; what is needed all the time comes after what runs out. */
const hoursOf = ({ urgencyHours }: DerivedNeed): number => urgencyHours ?? Number.POSITIVE_INFINITY;

/** Each need once, the most urgent first, whatever number of records says so. */
export function orderNeeds(needs: readonly DerivedNeed[]): DerivedNeed[] {
  const byCode = new Map<NeedCode, DerivedNeed>();
  for (const need of needs) {
    const known = byCode.get(need.need);
    byCode.set(need.need, known === undefined ? need : joined(known, need));
  }
  return [...byCode.values()].sort((a, b) => compareHours(hoursOf(a), hoursOf(b)));
}

/** A need that two records state: as soon as the sooner, as sure as the surer. */
function joined(one: DerivedNeed, other: DerivedNeed): DerivedNeed {
  const sooner = hoursOf(one) <= hoursOf(other) ? one : other;
  const surer = CERTAINTIES.indexOf(one.certainty) >= CERTAINTIES.indexOf(other.certainty) ? one : other;
  return { ...sooner, certainty: surer.certainty, rule: surer.rule, reviewed: surer.reviewed };
}

/** Whoever needs something soonest comes first, then by name; who needs nothing comes last. */
export function orderPersons(persons: readonly PersonInCare[]): PersonInCare[] {
  const soonest = ({ needs }: PersonInCare): number =>
    needs.length === 0 ? Number.NaN : Math.min(...needs.map(hoursOf));
  return [...persons].sort((a, b) => {
    const byNeeds = Number(b.needs.length > 0) - Number(a.needs.length > 0);
    return (
      byNeeds ||
      compareHours(soonest(a), soonest(b)) ||
      (a.kana ?? a.name ?? '').localeCompare(b.kana ?? b.name ?? '', 'ja')
    );
  });
}

function compareHours(one: number, other: number): number {
  return one === other ? 0 : one - other || 0;
}

/** Which needs there are among persons, with how many have each; the most frequent first. */
export function countNeeds(persons: readonly PersonInCare[]): [NeedCode, number][] {
  const counts = new Map<NeedCode, number>();
  for (const { needs } of persons)
    for (const code of new Set(needs.map(({ need }) => need))) counts.set(code, (counts.get(code) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a);
}

/** Whole days from a moment to another; below zero when it is over. */
export function daysUntil(instant: string, nowMs: number): number {
  return Math.floor((Date.parse(instant) - nowMs) / DAY_MS);
}

/** In whole years, of a date of birth that is known to the day. */
export function ageOf(birthDate: string | null, nowMs: number): number | null {
  if (birthDate === null || birthDate.length < 10) return null;
  const today = new Date(nowMs + 9 * 3_600_000).toISOString().slice(0, 10);
  const years = Number(today.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return today.slice(5) < birthDate.slice(5) ? years - 1 : years;
}
