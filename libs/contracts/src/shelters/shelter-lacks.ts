import type { ThingAttribute } from '../things/thing.js';

/** What is counted of an area's open shelters. */
export const SHELTER_LACKS = ['water', 'food', 'power', 'toilets'] as const;
export type ShelterLack = (typeof SHELTER_LACKS)[number];

/** Persons a toilet in the first days (Cabinet Office guideline; shelters 8). */
export const PEOPLE_PER_TOILET_AT_FIRST = 50;

/**
 * Of an open shelter, by what it told: whether it lacks it; absent = it did not tell. Water and food that do not last for today, no
 * power, fewer than one toilet for 50 people: the least of the guideline's numbers, since sums know no time. Where nobody is, nothing lacks.
 */
export function lacksTold(values: Readonly<Record<string, ThingAttribute>>): Partial<Record<ShelterLack, boolean>> {
  const { water, food, power, toiletno, evacueeno } = values;
  const people = typeof evacueeno?.value === 'number' ? evacueeno.value : null;
  const told: Partial<Record<ShelterLack, boolean>> = {};
  const tell = (lack: ShelterLack, lacks: boolean): void => {
    told[lack] = lacks && people !== 0;
  };
  const stock = ['enough', 'few_days', 'not_today'];
  if (stock.includes(String(water?.value))) tell('water', water?.value === 'not_today');
  if (stock.includes(String(food?.value))) tell('food', food?.value === 'not_today');
  if (power?.value === 'yes' || power?.value === 'no') tell('power', power.value === 'no');
  if (typeof toiletno?.value === 'number' && people !== null) {
    tell('toilets', toiletno.value < Math.ceil(people / PEOPLE_PER_TOILET_AT_FIRST));
  }
  return told;
}
