import { supplySeverity } from '../shelters/shelter-alarms.js';
import type { Theme } from '../things/theme.js';
import type { ThingAttribute } from '../things/thing.js';
import type { Severity } from './severity.js';

type Values = Readonly<Record<string, ThingAttribute>>;

const codeOf = (values: Values, name: string): string => String(values[name]?.value ?? '');
const numberOf = (values: Values, name: string): number => {
  const value = values[name]?.value;
  return typeof value === 'number' ? value : 0;
};

/** How much a road that is not free holds up (codes of SIP4D-ZIP 01-005). Product decision. */
const PASSAGE: Readonly<Record<string, Severity>> = { road_close: 3, close_road_large: 2 };

/** Whether a hospital needs others (codes of SIP4D-ZIP 01-003). Product decision; "unknown" is never nothing. */
const HOSPITAL: Readonly<Record<string, Severity>> = {
  sup_req: 4,
  sup_arrgd: 3,
  supporting: 3,
  non_sup_req: 0,
};

/** How much a lifeline that is out asks for. So many homes that nobody knows how many are not none. Product decision. */
function outage(values: Values): Severity {
  const homes = values['houseno'];
  if (isOver(values) || homes?.value === 0) return 0;
  return numberOf(values, 'houseno') > 0 ? 3 : 2;
}

function isOver(values: Values): boolean {
  return Boolean(values['endtime']?.value);
}

/**
 * Things are not hazards: their severity says how much of somebody's attention they need. A shelter that is not open is 0, so that a
 * hundred thousand of them stay out of the way, and no value about its people counts: everybody sees this severity. Product decision,
 * per theme.
 */
export function thingSeverity(theme: Theme, values: Values): Severity {
  switch (theme) {
    case 'shelter': {
      if (!['open', 'permanent'].includes(codeOf(values, 'eststts'))) return 0;
      const crowd = codeOf(values, 'crowdstts');
      const supply = supplySeverity(values);
      if (supply > 0) return supply;
      return crowd === 'full' ? 3 : crowd === 'congestion' ? 2 : 1;
    }
    case 'road':
      return isOver(values) ? 0 : (PASSAGE[codeOf(values, 'passstts')] ?? 1);
    case 'hospital':
      return HOSPITAL[codeOf(values, 'status')] ?? 1;
    case 'water-outage':
    case 'power-outage':
    case 'gas-outage':
    case 'telephone-outage':
      return outage(values);
    case 'isolated-community':
      return isOver(values) ? 0 : 4;
    case 'fire':
      return isOver(values) ? 0 : codeOf(values, 'spread') === 'contained' ? 3 : 4;
    case 'landslide':
      return isOver(values) ? 0 : numberOf(values, 'houseno') > 0 ? 4 : 3;
    case 'damage-count':
      return numberOf(values, 'deadno') + numberOf(values, 'missingno') > 0 ? 4 : 2;
    case 'river-breach':
    case 'shelter-note':
      return 4;
    case 'flooded-area':
      return 3;
    case 'general':
      return 1;
    case 'evacuation-site':
    case 'supply-base':
    case 'waste-site':
    case 'water-supply':
    case 'victim-certificate':
    case 'shelter-photo':
      return 0;
  }
}
