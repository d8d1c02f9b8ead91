import { THEME_DEFINITIONS, type Instant, type ThingAttribute } from '@hinomi/contracts';
import { catalogueOf, type Words } from '../words/words.js';
import { clock } from '../words/clock.js';
import { codeText, municipalityName, numberText } from './describe-thing.js';
import type { ThingFeature } from './thing-feature.js';

/** A value in the reader's language, and the provider's own words where they say it otherwise. */
export interface ValueText {
  text: string;
  /** True: the words of the provider, in the provider's language. */
  own: boolean;
  /** How the provider words it, where that differs. */
  wording: string | null;
  /** Told as unknown: neither 0 nor blank. */
  unknown: boolean;
}

/** What a value says; `conflicts` carry values of the same shape. */
export function valueText(
  feature: ThingFeature,
  name: string,
  { value, label }: Pick<ThingAttribute, 'value' | 'label'>,
  words: Words,
  nowMs: number,
): ValueText {
  if (value === null) return { text: words.unknown, own: false, wording: label ?? null, unknown: true };
  if (typeof value === 'boolean') return said(value ? words.things.yes : words.things.no);
  if (typeof value === 'number') return said(numberText(value));
  const type = THEME_DEFINITIONS[feature.properties.theme].attributes[name]?.type ?? 'text';
  if (type === 'instant') return said(clock(value, words.language, nowMs));
  if (name === 'cityname') return { ...said(municipalityName(feature, value, words)), own: words.language === 'ja' };
  if (type !== 'code') return { text: value, own: true, wording: label ?? null, unknown: false };
  const inJapanese: Readonly<Record<string, string>> = catalogueOf('ja').things.codes;
  return {
    ...said(codeText(value, words)),
    wording: label === undefined || label === inJapanese[value] ? null : label,
  };
}

/** One side of a disagreement, as the picture carries it. */
export interface Side {
  agency: string;
  /** Of the report; absent in what was told before it was carried. */
  subject?: string;
  value: ThingAttribute['value'];
  label?: string;
  observedAt: Instant;
}

export function sidesOf(feature: ThingFeature, name: string): Side[] {
  const conflict = feature.conflicts.find(({ field }) => field === name);
  return (conflict?.values ?? []) as Side[];
}

function said(text: string): ValueText {
  return { text, own: false, wording: null, unknown: false };
}
