/** The eight kinds of disaster that an evacuation site is designated for (災害対策基本法施行令 20 条の 3; shelters 3 and 4). */
export const DISASTER_KINDS = [
  'flood',
  'landslide',
  'storm_surge',
  'earthquake',
  'tsunami',
  'fire',
  'inland_flood',
  'volcano',
] as const;
export type DisasterKind = (typeof DISASTER_KINDS)[number];

/** The attribute that says whether a place is designated for a kind: `yes` or `no`. */
export function designationFor(kind: DisasterKind): string {
  return `designated_${kind}`;
}
