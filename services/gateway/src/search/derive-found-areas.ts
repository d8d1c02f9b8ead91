import { searchText } from '@hinomi/contracts';
import { area, areasOf, type Area } from '@hinomi/geo';

/** A municipality or prefecture as it is looked for. */
interface AreaEntry {
  /** 5 or 2 digits. */
  code: string;
  area: Area;
  /** Its own names, ready for comparison; those of its prefecture behind. */
  names: readonly string[];
  all: string;
}

let known: AreaEntry[] | undefined;

function entries(): AreaEntry[] {
  const namesOf = ({ name, kana, en }: Area): string[] =>
    [name, kana ?? '', en ?? ''].map(searchText).filter((each) => each !== '');
  const prefectures = areasOf('prefecture').map((each): AreaEntry => {
    const names = namesOf(each);
    return { code: each.code, area: each, names, all: names.join('\n') };
  });
  const municipalities = areasOf('jma-city')
    // What does not end so is a part of one.
    .filter(({ code }) => code.endsWith('00'))
    .map((each): AreaEntry => {
      const prefecture = area('prefecture', each.code.slice(0, 2));
      const names = namesOf(each);
      const behind = prefecture === null ? [] : namesOf(prefecture);
      // Written in one go, as 石川県七尾市, it is found as well.
      return {
        code: each.code.slice(0, 5),
        area: each,
        names,
        all: [...names, ...behind, `${behind[0]}${names[0]}`].join('\n'),
      };
    });
  return [...prefectures, ...municipalities];
}

/** Municipalities and prefectures of a name, a reading, a romanised name or a JIS code (2 or 5 digits): the best first. All words must be found. */
export function deriveFoundAreas(text: string): { code: string; area: Area }[] {
  const terms = text
    .normalize('NFKC')
    .trim()
    .split(/[\s,]+/)
    .map(searchText)
    .filter((term) => term !== '');
  if (terms.length === 0) return [];
  const ranked = (known ??= entries()).flatMap((entry) => {
    const rank = rankOf(entry, terms);
    return rank === null ? [] : [{ entry, rank }];
  });
  ranked.sort(
    (a, b) => a.rank - b.rank || a.entry.code.length - b.entry.code.length || (a.entry.code < b.entry.code ? -1 : 1),
  );
  return ranked.map(({ entry }) => entry);
}

/** Null = not found; 0 = so it is called. */
function rankOf({ code, names, all }: AreaEntry, terms: readonly string[]): number | null {
  if (terms.length === 1 && terms[0] === code) return 0;
  if (!terms.every((term) => all.includes(term))) return null;
  if (terms.some((term) => names.includes(term))) return 0;
  if (terms.some((term) => names.some((name) => name.startsWith(term)))) return 1;
  return terms.some((term) => names.some((name) => name.includes(term))) ? 2 : 3;
}

/** Every JIS code that a report of it may carry: its own and, of a designated city, those of its wards. */
export function codesOfArea({ code, area: { members } }: { code: string; area: Area }): string[] {
  const wards =
    code.length === 2 ? [] : members.filter((member) => member.endsWith('00')).map((member) => member.slice(0, 5));
  return [...new Set([code, ...wards])];
}
