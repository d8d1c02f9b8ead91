import type { FeatureV1, NeedTallies, NeedTally } from '@hinomi/contracts';
import { numberText, thingTitle } from '../things/describe-thing.js';
import { isThing } from '../things/thing-feature.js';
import { PREFECTURES } from '../words/prefectures.js';
import type { Words } from '../words/words.js';
import { urgencyHours, type KnownKinds, type NeedRow } from './need-rows.js';

/** In the reader's language; one that the rules do not name any more, by its code. */
export function needName(need: string, kinds: KnownKinds, { language }: Words): string {
  return kinds.get(need)?.name[language] ?? need;
}

export function needGoods(need: string, kinds: KnownKinds, { language }: Words): string {
  return kinds.get(need)?.brings[language] ?? '';
}

/** Whether every rule that says so was confirmed; null of a need that the rules do not have. */
export function isReviewed(need: string, kinds: KnownKinds): boolean | null {
  return kinds.get(need)?.rules.every(({ reviewed }) => reviewed) ?? null;
}

export function urgencyText(need: string, kinds: KnownKinds, { needs }: Words): string {
  const step = kinds.get(need)?.urgency.step;
  return step === undefined ? '' : needs.steps[step];
}

export function personsText(
  { published, threshold }: Pick<NeedRow, 'published' | 'threshold'>,
  { needs }: Words,
): string {
  return published.value === 'below' ? needs.below(threshold) : needs.persons(numberText(published.value));
}

/** "12", "at least 20", "0-4": as much as the published cells say. */
export function tallyText({ atLeast, atMost }: NeedTally, { needs }: Words): string {
  if (atMost === null) return needs.atLeast(numberText(atLeast));
  if (atLeast === atMost) return needs.persons(numberText(atLeast));
  return needs.between(numberText(atLeast), numberText(atMost));
}

/** Those of whom somebody is known to need it, the most urgent first. */
export function sortedTallies(tallies: NeedTallies, kinds: KnownKinds): [string, NeedTally][] {
  return Object.entries(tallies)
    .filter(([, { atLeast }]) => atLeast > 0)
    .sort(([a, one], [b, other]) => urgencyHours(a, kinds) - urgencyHours(b, kinds) || other.atLeast - one.atLeast);
}

/** Where a number is of: a shelter with its municipality, a municipality, a prefecture. */
export function placeText(
  row: Pick<NeedRow, 'level' | 'code' | 'municipality' | 'prefecture'>,
  shelters: ReadonlyMap<string, FeatureV1>,
  names: (code: string) => string,
  words: Words,
): string {
  if (row.level !== 'shelter') return names(row.code);
  const shelter = shelters.get(row.code);
  const name = shelter !== undefined && isThing(shelter) ? thingTitle(shelter, words) : words.unknown;
  return `${name}（${names(row.municipality)}）`;
}

export function prefectureName(code: string, words: Words): string {
  const names = PREFECTURES.get(code);
  return names === undefined ? code : words.place({ name: names.ja, set: 'prefecture', code });
}
