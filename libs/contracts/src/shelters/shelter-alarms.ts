import type { Severity } from '../picture/severity.js';
import type { ThingAttribute } from '../things/thing.js';

type Values = Readonly<Record<string, ThingAttribute>>;

/** What is wanted at once in an open shelter (shelters 8). */
export const SHELTER_ALARMS = ['power-for-devices', 'water', 'food'] as const;
export type ShelterAlarm = (typeof SHELTER_ALARMS)[number];

/** As much of somebody's attention as an urgent need. Product decision. */
const ALARM_SEVERITY: Severity = 4;

/**
 * What everybody may know: water or food does not even last for today. Not where the shelter is not open, nor where it says that
 * nobody is in it; that nobody counted is no reason for silence.
 */
export function supplyAlarms(values: Values): ShelterAlarm[] {
  if (!isInUse(values) || values['evacueeno']?.value === 0) return [];
  return (['water', 'food'] as const).filter((name) => values[name]?.value === 'not_today');
}

/**
 * What only responders may know, since it tells of people: there is no power, and somebody depends on a device. `values` are those of
 * the shelter with those of its people.
 */
export function peopleAlarms(values: Values): ShelterAlarm[] {
  return isInUse(values) && lacksPowerForDevices(values) ? ['power-for-devices'] : [];
}

export function lacksPowerForDevices(values: Values): boolean {
  const devices = values['c_deviceno']?.value;
  return values['power']?.value === 'no' && typeof devices === 'number' && devices > 0;
}

/** That of a shelter's people, of whom no value may show in the shelter's own. */
export function peopleSeverity(values: Values): Severity {
  return peopleAlarms(values).length > 0 ? ALARM_SEVERITY : 0;
}

/** That of what a shelter lacks; 0 = nothing at once. */
export function supplySeverity(values: Values): Severity {
  return supplyAlarms(values).length > 0 ? ALARM_SEVERITY : 0;
}

function isInUse(values: Values): boolean {
  const state = values['eststts']?.value;
  return state === 'open' || state === 'permanent';
}
