import type { Severity } from '@hinomi/contracts';
import { namesOf, type HazardGroup } from './group-hazards.js';

/** How severe each hazard was when it was last looked at. */
export type Seen = ReadonlyMap<string, Severity>;

export interface Arrivals {
  /** New, or more severe than before; worst first. */
  arrived: HazardGroup[];
  gone: number;
  seen: Seen;
}

/** What is new since the last look. With nothing seen yet, the first picture is the ground and nothing arrives. */
export function arrivals(before: Seen | null, groups: readonly HazardGroup[]): Arrivals {
  const seen = new Map(groups.map((group) => [group.hazardId, group.severity]));
  if (before === null) return { arrived: [], gone: 0, seen };
  const arrived = groups.filter((group) => namesOf(group).every((id) => group.severity > (before.get(id) ?? -1)));
  const named = new Set(groups.flatMap(namesOf));
  let gone = 0;
  for (const id of before.keys()) if (!named.has(id)) gone += 1;
  return { arrived: [...arrived].sort((a, b) => b.severity - a.severity), gone, seen };
}
