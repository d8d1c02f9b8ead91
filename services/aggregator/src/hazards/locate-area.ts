import type { AreaSet, FeatureV1, NamedCode } from '@hinomi/contracts';
import { municipalitiesOf } from '@hinomi/geo';
import type { EditionInForce } from '../reference/editions-in-force.js';

export interface Place {
  area: NonNullable<FeatureV1['area']>;
  areaCodes: string[];
}

/** Area codes as a place of the picture: the edition in force, and the municipalities it touches. Null for no code at all. */
export function locateArea(
  { edition, approximate, derivedCodes }: EditionInForce,
  set: AreaSet,
  areas: readonly NamedCode[],
): Place | null {
  const names = new Map<string, string>();
  for (const { code, name } of areas) if (!names.has(code)) names.set(code, name);
  if (names.size === 0) return null;
  const codes = [...names.keys()].sort();
  return {
    area: {
      edition,
      codes,
      names: codes.map((code) => names.get(code) ?? ''),
      approximate: approximate || codes.some((code) => derivedCodes.includes(code)),
    },
    areaCodes: [...new Set(codes.flatMap((code) => municipalitiesOf(set, code)))].sort(),
  };
}
