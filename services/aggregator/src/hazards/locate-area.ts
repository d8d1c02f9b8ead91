import type { AreaSet, FeatureV1, NamedCode } from '@hinomi/contracts';
import { municipalitiesOf, type Boundaries } from '@hinomi/geo';

export interface Place {
  area: NonNullable<FeatureV1['area']>;
  areaCodes: string[];
}

/** Area codes as a place of the picture: the edition in force, and the municipalities it touches. Null for no code at all. */
export function locateArea(boundaries: Boundaries, set: AreaSet, areas: readonly NamedCode[]): Place | null {
  const names = new Map<string, string>();
  for (const { code, name } of areas) if (!names.has(code)) names.set(code, name);
  if (names.size === 0) return null;
  const codes = [...names.keys()].sort();
  const { edition, approximate } = boundaries.inForce(set);
  return {
    area: {
      edition,
      codes,
      names: codes.map((code) => names.get(code) ?? ''),
      approximate: approximate || codes.some((code) => boundaries.isApproximate(edition, code)),
    },
    areaCodes: [...new Set(codes.flatMap((code) => municipalitiesOf(set, code)))].sort(),
  };
}
