import type { Instant, NeedCount, RulesVersion } from '@hinomi/contracts';

/** How a person counts for one need. */
export interface Contribution {
  possible: boolean;
  withinDay: boolean;
}
export type Contributions = Readonly<Record<string, Contribution>>;

/** How many persons at a shelter have each need. */
export interface Tally {
  needs: Record<string, Required<NeedCount>>;
  observedAt: Instant;
  rulesVersion: RulesVersion;
}

/** With (`1`) or without (`-1`) a person; a need that nobody has any more is not listed. */
export function counted(needs: Tally['needs'], person: Contributions, times: 1 | -1): Tally['needs'] {
  const result = { ...needs };
  for (const [need, { possible, withinDay }] of Object.entries(person)) {
    const before = result[need] ?? { count: 0, possible: 0, withinDay: 0 };
    const after = {
      count: before.count + times,
      possible: before.possible + times * Number(possible),
      withinDay: before.withinDay + times * Number(withinDay),
    };
    if (Object.values(after).some((value) => value < 0))
      throw new Error(`A count of ${need} would fall below nothing.`);
    if (after.count === 0) delete result[need];
    else result[need] = after;
  }
  return result;
}
