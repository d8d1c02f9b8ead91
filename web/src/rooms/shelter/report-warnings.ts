import { millisOf, type Instant, type ShelterWarning } from '@hinomi/contracts';
import { AGE_BANDS } from './fields.js';
import type { Answers } from './form-state.js';

const JUMP_FROM = 10;
const UNCHANGED_MS = 2 * 86_400_000;
const FUTURE_MS = 5 * 60_000;

const numberIn = (answers: Answers, name: string): number => {
  const value = answers[name]?.value;
  return typeof value === 'number' ? value : 0;
};

/** What looks odd in a report; it asks, and never refuses. */
export function shelterWarnings(
  values: Answers,
  earlier: readonly { people: number; observedAt: Instant }[],
  nowMs: number,
): ShelterWarning[] {
  const total = values['evacueeno'];
  const people = typeof total?.value === 'number' ? total.value : null;
  const before = earlier
    .filter(({ observedAt }) => total !== undefined && observedAt < total.observedAt)
    .sort((a, b) => (a.observedAt < b.observedAt ? 1 : -1));
  const found: ShelterWarning[] = [];
  const parts = [['maleno', 'femaleno'], AGE_BANDS, ['careno']];
  const sum = (names: string[]): number => names.reduce((so, name) => so + numberIn(values, name), 0);
  if (people !== null && parts.some((names) => sum(names) > people)) found.push('total-below-sum');
  const last = before[0]?.people ?? 0;
  const change = Math.abs((people ?? last) - last);
  if (last > 0 && change >= JUMP_FROM && change >= last / 2) found.push('jump');
  const other = before.findIndex((count) => count.people !== people);
  const oldest = (other === -1 ? before : before.slice(0, other)).at(-1)?.observedAt;
  if (people && total && oldest && millisOf(total.observedAt) - millisOf(oldest) >= UNCHANGED_MS)
    found.push('unchanged-for-days');
  if (Object.values(values).some(({ observedAt }) => millisOf(observedAt) > nowMs + FUTURE_MS))
    found.push('seen-in-future');
  if ((people ?? 0) > 0 && ['close', 'notopen'].includes(String(values['eststts']?.value)))
    found.push('people-while-closed');
  return found;
}
