import type { CellsWithin, FeatureId, NeedCells } from '@hinomi/contracts';
import type { DraftFeature } from '../hazards/hazard-feature.js';

/**
 * Published cells that lie under a hazard whole: of the shelters it covers, and of the municipalities and prefectures that it is told
 * for by code. One that its shape only touches is in none: a cell is never cut.
 */
export function cellsUnder(
  cells: NeedCells,
  { geometry, area, exercise }: Pick<DraftFeature, 'geometry' | 'area' | 'exercise'>,
  places: readonly FeatureId[],
): CellsWithin {
  const codes = geometry === null && area !== null ? wholeCodes(area) : [];
  const isWhole = (code: string): boolean => codes.includes(code) || codes.includes(code.slice(0, 2));
  return {
    isOneCell: codes.length === 1 && area?.codes.length === 1,
    prefectures: cells.all('prefecture', exercise).filter(({ properties: { code } }) => codes.includes(code)),
    municipalities: cells.all('municipality', exercise).filter(({ properties: { code } }) => isWhole(code)),
    shelters: places.flatMap((id) => cells.find('shelter', id, exercise) ?? []),
  };
}

/** JIS codes of what a hazard is told for as a whole: 7 digits that end in 00 are a municipality, others a part of one. */
function wholeCodes({ edition, codes }: NonNullable<DraftFeature['area']>): string[] {
  if (edition.startsWith('prefecture@')) return [...codes];
  if (!edition.startsWith('jma-city@')) return [];
  return codes.filter((code) => code.endsWith('00')).map((code) => code.slice(0, 5));
}
