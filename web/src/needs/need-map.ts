import type { Geometry, NeedLevel } from '@hinomi/contracts';
import { needGlyph, needImage } from '../map/need-marks.js';
import type { NeedMark } from '../map/need-overlay.js';
import { plain } from '../words/ruby-text.js';
import type { Words } from '../words/words.js';
import { needName, personsText } from './describe-need.js';
import {
  areaOf,
  isNumber,
  isUrgent,
  urgencyHours,
  type KnownKinds,
  type NeedFilter,
  type NeedRow,
} from './need-rows.js';

export type PlaceOf = (level: NeedLevel, code: string) => { at: [number, number]; shape: Geometry | null } | null;

/** From which zoom each level stands; what is finer then takes its place, where it tells the same need. */
const FROM_ZOOM: Record<NeedLevel, number> = { prefecture: 0, municipality: 7, shelter: 10 };
const ALWAYS = 99;

/** A mark for each area that shows a number: the most urgent need there, of equals the most persons. */
export function needMarks(
  rows: readonly NeedRow[],
  kinds: KnownKinds,
  { need, withinHours }: Pick<NeedFilter, 'need' | 'withinHours'>,
  placeOf: PlaceOf,
  words: Words,
): NeedMark[] {
  const wanted = rows.filter(
    (row) =>
      (need === '' || row.need === need) && (withinHours === null || urgencyHours(row.need, kinds) <= withinHours),
  );
  const areas = new Map<string, NeedRow[]>();
  for (const row of wanted) areas.set(areaOf(row), [...(areas.get(areaOf(row)) ?? []), row]);
  return [...areas].flatMap(([id, all]): NeedMark[] => {
    const numbers = all.filter(isNumber);
    // One need asked for: also where it is known to be small.
    const told = numbers.length > 0 ? numbers : need === '' ? [] : all;
    const [first] = [...told].sort(
      (a, b) => urgencyHours(a.need, kinds) - urgencyHours(b.need, kinds) || b.atLeast - a.atLeast,
    );
    if (first === undefined) return [];
    const place = placeOf(first.level, first.code);
    if (place === null) return [];
    const urgent = isUrgent(first.need, kinds);
    const more = told.length - 1;
    const number = first.published.value === 'below' ? `<${first.threshold}` : String(first.published.value);
    return [
      {
        id,
        ...place,
        icon: needImage({ glyph: needGlyph(first.need), urgent, old: first.isHeld }),
        text: more > 0 ? `${number}+` : number,
        urgent,
        rank: (urgent ? 0 : 100_000) - first.atLeast,
        title: told
          .map((row) => `${plain(needName(row.need, kinds, words))} ${plain(personsText(row, words))}`)
          .join(' / '),
        fromZoom: FROM_ZOOM[first.level],
        toZoom: untilZoom(first, wanted),
      },
    ];
  });
}

function untilZoom({ level, code, need }: NeedRow, rows: readonly NeedRow[]): number {
  if (level === 'shelter') return ALWAYS;
  const within = (finer: NeedLevel): boolean =>
    rows.some(
      (row) =>
        row.level === finer && row.need === need && isNumber(row) && [row.municipality, row.prefecture].includes(code),
    );
  if (level === 'prefecture' && within('municipality')) return FROM_ZOOM.municipality;
  return within('shelter') ? FROM_ZOOM.shelter : ALWAYS;
}
