import { millisOf, type Instant } from '../instant.js';
import type { ThingAttribute } from '../things/thing.js';
import { lacksPowerForDevices } from './shelter-alarms.js';
import { PEOPLE_PER_TOILET_AT_FIRST } from './shelter-lacks.js';

type Values = Readonly<Record<string, ThingAttribute>>;

/** What a shelter lacks, worked out from what was reported; whoever shows it shows how old each input is. */
export interface ShelterDeficit {
  is: 'toilets' | 'womens-toilets' | 'space' | 'over-capacity' | 'water' | 'food' | 'power-for-devices';
  /** `alarm`: somebody's life may depend on it, now. */
  level: 'advice' | 'short' | 'severe' | 'alarm';
  /** How many are missing (toilets, places); null where it is no number. */
  missing: number | null;
  /** What it follows from, each with when it was seen. */
  inputs: { name: string; value: number | string; observedAt: Instant | null }[];
}

const DAY_MS = 86_400_000;
/** Persons a toilet, at first and later; square metres a person (Cabinet Office guideline, Sphere 2018; shelters 8). */
const PEOPLE_PER_TOILET = { first: PEOPLE_PER_TOILET_AT_FIRST, later: 20 };
const FIRST_DAYS = 4;
const WOMENS_TO_MENS = 3;
const SPACE = { short: 3.5, severe: 2 };

/** The rules of shelters 8 that the inputs suffice for. `openedAt` null = not known: the later, stricter number of toilets. */
export function shelterDeficits(values: Values, openedAt: Instant | null, nowMs: number): ShelterDeficit[] {
  const found: ShelterDeficit[] = [];
  const number = (name: string): number | null => {
    const value = values[name]?.value;
    return typeof value === 'number' ? value : null;
  };
  const add = (
    is: ShelterDeficit['is'],
    level: ShelterDeficit['level'],
    missing: number | null,
    names: string,
  ): void => {
    const inputs = names.split(' ').map((name) => ({
      name,
      value: values[name]?.value as number | string,
      observedAt: values[name]?.observedAt ?? null,
    }));
    found.push({ is, level, missing, inputs });
  };
  const people = number('evacueeno');
  const toilets = number('toiletno');
  const women = number('womentoiletno');
  const men = number('mentoiletno');
  if (people !== null && people > 0) {
    const isFirst = openedAt !== null && nowMs - millisOf(openedAt) < FIRST_DAYS * DAY_MS;
    const needed = Math.ceil(people / (isFirst ? PEOPLE_PER_TOILET.first : PEOPLE_PER_TOILET.later));
    if (toilets !== null && toilets < needed) {
      add('toilets', toilets === 0 ? 'severe' : 'short', needed - toilets, 'evacueeno toiletno');
    }
    const area = number('livingarea');
    if (area !== null && area / people < SPACE.short) {
      add('space', area / people < SPACE.severe ? 'severe' : 'short', null, 'evacueeno livingarea');
    }
    const capacity = number('capacity');
    if (capacity !== null && people > capacity) add('over-capacity', 'short', people - capacity, 'evacueeno capacity');
  }
  if (women !== null && men !== null && men > 0 && women < WOMENS_TO_MENS * men) {
    add('womens-toilets', 'advice', WOMENS_TO_MENS * men - women, 'womentoiletno mentoiletno');
  }
  if (values['water']?.value === 'not_today') add('water', 'alarm', null, 'water');
  if (values['food']?.value === 'not_today') add('food', 'alarm', null, 'food');
  if (lacksPowerForDevices(values)) add('power-for-devices', 'alarm', null, 'power c_deviceno');
  return found.sort((a, b) => LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level));
}

const LEVELS: readonly ShelterDeficit['level'][] = ['alarm', 'severe', 'short', 'advice'];
