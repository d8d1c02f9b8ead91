import { INTENSITY_CLASSES, warningKind, type CoastForecast, type FeatureV1, type NamedCode } from '@hinomi/contracts';
import { setOfEdition } from '../map/area-paint.js';
import { type NamedPlace } from '../places/place-names.js';
import { levelText, sensorNote, valueText } from '../sensors/describe-sensor.js';
import { LEGACY_WARNING_NAMES, WARNING_NAMES } from '../words/hazard-words.js';
import { thingPlace, thingTitle } from '../things/describe-thing.js';
import { isThing } from '../things/thing-feature.js';
import { PREFECTURES } from '../words/prefectures.js';
import type { Words } from '../words/words.js';
import type { HazardGroup } from './group-hazards.js';
import { bulletinTitle, gdacsTitle, NAMES_SHOWN, stormPlace, typhoonTitle } from './nature-titles.js';

/** What a feature is called in lists, in the reader's language. */
export function featureTitle(feature: FeatureV1, words: Words): string {
  const { properties } = feature;
  switch (properties.type) {
    case 'earthquake': {
      return words.quakeName(placeName(properties.hypocentre, words), magnitudeText(feature, words));
    }
    case 'earthquake-intensity':
      return words.intensity[properties.intensity];
    case 'tsunami':
      return words.tsunamiName(words.tsunami[properties.category]);
    case 'tsunami-coast':
      return `${words.tsunami[properties.coast.category]} ${coastName(properties.coast, words)}`;
    case 'weather-warning':
      return warningTitle(properties.kindOfWarning, words);
    case 'evacuation-order':
      return words.orders.level[properties.level];
    case 'nankai':
      return words.telegrams.nankai[properties.stage];
    case 'legacy-warning':
      return words.telegrams.legacyName(legacyTitle(properties, words));
    case 'river-flood':
      return words.riverName(words.place(properties.river), feature.levelEquivalent ?? feature.severity);
    case 'alert':
      return alertTitle(feature, words);
    case 'eew': {
      const place = placeName(properties.hypocentre, words);
      return words.nature.eewName(properties.warning, place, properties.assumed ? null : magnitudeText(feature, words));
    }
    case 'eew-intensity':
      return words.nature.forecastClass(words.intensity[properties.intensity], false);
    case 'typhoon':
      return typhoonTitle(properties, words);
    case 'typhoon-part':
      return words.typhoonParts[properties.part];
    case 'volcano':
      return `${words.place(properties.volcano)} ${words.term(properties.volcano.kind.name)}`;
    case 'volcano-area':
      return `${words.place(properties.volcano)} ${words.term(properties.kindOfWarning.name)}`;
    case 'ash':
      return `${words.place(properties.volcano)} ${properties.fall === null ? words.layers.ash : words.term(properties.fall.kind.name)}`;
    case 'prompt-report':
      return words.nature.prompt[properties.kindOfReport];
    case 'bulletin':
      return bulletinTitle(properties, words);
    case 'gdacs':
      return gdacsTitle(properties, words);
    case 'thing':
      return isThing(feature) ? thingTitle(feature, words) : properties.name;
    case 'sensor':
      return `${words.term(properties.title)} ${valueText(properties.value, properties, words)}`;
    // Counts stand beside their hazard, needs in a list of their own.
    case 'impact':
    case 'needs':
      return '';
    case 'drawing':
      return words.drawings.tool[properties.kind];
    case 'drill':
      return properties.title[words.language];
  }
}

export function warningTitle(kind: { code: string; name: string }, words: Words): string {
  const known = WARNING_NAMES.get(kind.code);
  if (known === undefined) return kind.name;
  return words.warningName(
    words.elements[known.element],
    words.ranks[known.rank],
    warningKind(kind.code).levelEquivalent,
  );
}

/** Kinds of before 2026 have no level. */
function legacyTitle(
  { telegram, kindOfWarning }: { telegram: string; kindOfWarning: { code: string; name: string } },
  words: Words,
): string {
  if (telegram === 'VXWW50') return words.term('土砂災害警戒情報');
  const known = LEGACY_WARNING_NAMES.get(kindOfWarning.code);
  if (known === undefined) return kindOfWarning.name;
  return words.warningName(words.elements[known.element], words.ranks[known.rank], null);
}

function placeName(hypocentre: { name: string } | null, words: Words): string | null {
  return hypocentre === null || hypocentre.name === '' ? null : words.place({ name: hypocentre.name });
}

/** A height as the report gives it: in words, in metres, or at least so many. */
export function heightText(height: NonNullable<CoastForecast['maxHeight']>, words: Words): string {
  if (height.meters === null) return words.term(height.description) || words.unknown;
  if (words.language === 'ja' && height.description !== '') return height.description;
  return `${height.over ? '≥ ' : ''}${height.meters} m`;
}

export function coastName(coast: { code: string; name: string }, words: Words): string {
  return words.place({ ...coast, set: 'jma-tsunami-coast' });
}

/** The alert's own words, in the reader's language where it has them. */
export function textIn<T extends { language: string }>(texts: readonly T[], words: Words): T | undefined {
  const wanted = words.language === 'en' ? 'en' : 'ja';
  return (
    texts.find(({ language }) => language.toLowerCase().startsWith(wanted)) ??
    texts.find(({ language }) => language.toLowerCase().startsWith('en')) ??
    texts[0]
  );
}

function alertTitle(feature: FeatureV1, words: Words): string {
  const { properties } = feature;
  if (properties.type !== 'alert') return '';
  const text = textIn(properties.texts, words);
  return text?.headline ?? text?.event ?? properties.title;
}

function magnitudeText(feature: FeatureV1, words: Words): string | null {
  const { properties } = feature;
  if ((properties.type !== 'earthquake' && properties.type !== 'eew') || properties.magnitude === null) return null;
  const { value, description } = properties.magnitude;
  if (value !== null) return `M${value.toFixed(1)}`;
  const said = words.term(description);
  return said !== description || (words.language === 'ja' && said !== '') ? said : words.magnitudeUnknown;
}

const NAMED_BY_WORST: ReadonlySet<string> = new Set(['weather-warning', 'legacy-warning', 'river-flood']);

/** What stands for the whole hazard: the worst of its kinds for warnings, the hazard's own name otherwise. */
export function groupTitle(group: HazardGroup, words: Words): string {
  return featureTitle(NAMED_BY_WORST.has(group.worst.properties.type) ? group.worst : group.main, words);
}

/** The second line: how strong, or how many more kinds. */
export function groupNote(group: HazardGroup, words: Words): string | null {
  const { properties } = group.main;
  if (properties.type === 'earthquake' && properties.maxIntensity !== null) {
    return words.maxIntensity(words.intensity[properties.maxIntensity]);
  }
  if (properties.type === 'sensor' && properties.level) return levelText(properties.level, properties, words);
  if (properties.type === 'weather-warning' || properties.type === 'legacy-warning') {
    const kinds = new Set(group.features.map((feature) => featureTitle(feature, words)));
    return kinds.size > 1 ? words.list.alsoKinds(kinds.size - 1) : null;
  }
  return null;
}

/** Where the hazard is worst, short enough for one line: a title that says level 5 must not stand over level 3's places. */
export function groupArea(group: HazardGroup, words: Words): string {
  const { type } = group.main.properties;
  const worst = group.features.filter((feature) => feature.severity === group.severity);
  if (type === 'weather-warning' || type === 'legacy-warning') return areaSummary(worst, words);
  if (type === 'eew') {
    const classes = group.features.filter(({ properties }) => properties.type === 'eew-intensity');
    return areaSummary(classes.length > 0 ? classes.sort(byForecast).slice(0, 1) : group.features, words);
  }
  if (type === 'earthquake') {
    const max = group.main.properties.type === 'earthquake' ? group.main.properties.maxIntensity : null;
    const strongest = group.features.filter(
      ({ properties }) => properties.type === 'earthquake-intensity' && properties.intensity === max,
    );
    return areaSummary(strongest.length > 0 ? strongest : group.features, words);
  }
  return areaSummary(group.features, words);
}

/** The strongest forecast first. */
function byForecast({ properties: a }: FeatureV1, { properties: b }: FeatureV1): number {
  const rank = (one: FeatureV1['properties']): number =>
    one.type === 'eew-intensity' ? INTENSITY_CLASSES.indexOf(one.intensity) : -1;
  return rank(b) - rank(a);
}

/** Where these features are. */
export function areaSummary(features: readonly FeatureV1[], words: Words): string {
  const [only] = features;
  if (only !== undefined && isThing(only)) return thingPlace(only, words);
  const coasts = features.flatMap(({ properties }) =>
    properties.type === 'tsunami-coast' && properties.coast.category !== 'none'
      ? [coastName(properties.coast, words)]
      : [],
  );
  if (only?.properties.type === 'evacuation-order') return orderPlace(only.properties.municipality, words);
  const prefectures = prefectureCounts(features);
  if (coasts.length > 0) return named(coasts, words);
  const prefecture = [...prefectures][0];
  if (prefectures.size === 1 && prefecture) {
    const names = namesOf(features, words);
    if (names.length > 0 && names.length <= NAMES_SHOWN) {
      return words.prefectureNames(prefectureName(prefecture[0], words), named(names, words));
    }
    return prefecture[1] === 0
      ? prefectureName(prefecture[0], words)
      : words.prefectureMunicipalities(prefectureName(prefecture[0], words), prefecture[1]);
  }
  if (prefectures.size > 1) {
    const ordered = [...prefectures].sort(([, a], [, b]) => b - a).map(([code]) => prefectureName(code, words));
    return named(ordered, words);
  }
  const names = namesOf(features, words);
  return names.length > 0 ? named(names, words) : alertArea(features, words);
}

/** An order may be drawn: it names its municipality itself. */
function orderPlace({ code, name }: NamedCode, words: Words): string {
  const municipality = words.place({ name, set: 'jma-city', code: `${code}00` });
  return words.prefectureNames(prefectureName(code.slice(0, 2), words), municipality);
}

function alertArea(features: readonly FeatureV1[], words: Words): string {
  for (const { properties } of features) {
    if (properties.type === 'tsunami') return words.coasts(properties.coastCount);
    if (properties.type === 'volcano' || properties.type === 'ash') return words.place(properties.volcano);
    if (properties.type === 'typhoon' && properties.points[0]) return stormPlace(properties.points[0], words);
    if (properties.type === 'nankai') {
      const { nankaiRegion, subsequentRegion } = words.telegrams;
      return properties.telegram === 'VYSE60' ? subsequentRegion : nankaiRegion;
    }
    if (properties.type === 'sensor') return sensorNote(features[0] as FeatureV1, words);
    if (properties.type === 'gdacs') return properties.countries.join(', ') || words.noPlace;
    if (properties.type === 'alert') return textIn(properties.texts, words)?.areaDescription ?? words.noPlace;
    if (properties.type === 'earthquake')
      return properties.distant ? words.abroad : (placeName(properties.hypocentre, words) ?? words.noPlace);
  }
  return words.noPlace;
}

function named(names: readonly string[], words: Words): string {
  return words.areas(names.slice(0, NAMES_SHOWN), Math.max(0, names.length - NAMES_SHOWN));
}

function namesOf(features: readonly FeatureV1[], words: Words): string[] {
  return [...new Set(features.flatMap((feature) => placesOf(feature).map(words.place)))];
}

/** The areas a feature names, with what finds them in a table. */
export function placesOf({ area }: FeatureV1): NamedPlace[] {
  if (area === null) return [];
  const set = setOfEdition(area.edition);
  return area.names.map((name, index) => ({ name, set, code: area.codes[index] }));
}

/** Prefecture code → how many municipalities of it. */
function prefectureCounts(features: readonly FeatureV1[]): Map<string, number> {
  const municipalities = new Set<string>();
  const counts = new Map<string, number>();
  for (const { areaCodes } of features) {
    for (const code of areaCodes) {
      const prefecture = code.slice(0, 2);
      if (!counts.has(prefecture)) counts.set(prefecture, 0);
      if (code.length === 2 || municipalities.has(code)) continue;
      municipalities.add(code);
      counts.set(prefecture, (counts.get(prefecture) ?? 0) + 1);
    }
  }
  return counts;
}

export function prefectureName(code: string, words: Words): string {
  return PREFECTURES.get(code)?.[words.language] ?? code;
}
