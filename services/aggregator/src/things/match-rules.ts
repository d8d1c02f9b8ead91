import type { Theme } from '@hinomi/contracts';

/** When two providers' things of a theme may be one though they share no identifier; null = never by themselves. */
export interface MatchRule {
  /** Names or readings are equal, and the places are within this distance (geography 8: 150 m). */
  meters: number;
}

const NAMED_PLACE: MatchRule = { meters: 150 };

/** A road's restriction is drawn where its observer stood. Product decision. */
const ROAD: MatchRule = { meters: 500 };

/** Reports from the field are of one thing only when their own identifiers say so. */
export const MATCH_RULES: Readonly<Record<Theme, MatchRule | null>> = {
  shelter: NAMED_PLACE,
  'evacuation-site': NAMED_PLACE,
  'supply-base': NAMED_PLACE,
  hospital: NAMED_PLACE,
  'waste-site': NAMED_PLACE,
  'water-supply': NAMED_PLACE,
  road: ROAD,
  'water-outage': null,
  'power-outage': null,
  'gas-outage': null,
  'telephone-outage': null,
  'flooded-area': null,
  'river-breach': null,
  landslide: null,
  'isolated-community': null,
  fire: null,
  'damage-count': null,
  'victim-certificate': null,
  'shelter-note': null,
  'shelter-photo': null,
  general: null,
};

/** The longest of all rules, by which neighbours are looked for. */
export const FARTHEST_METERS = Math.max(...Object.values(MATCH_RULES).map((rule) => rule?.meters ?? 0));
