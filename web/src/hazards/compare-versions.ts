import { canonicalJson, type FeatureV1 } from '@hinomi/contracts';
import { clock } from '../words/clock.js';
import type { Words } from '../words/words.js';
import { featureTitle, heightText, placesOf } from './describe-hazard.js';

/** What became different from one version of a feature to the next, in words; empty when only its sources did. */
export function compareVersions(before: FeatureV1, after: FeatureV1, words: Words, nowMs: number): string[] {
  const facts = (feature: FeatureV1): Map<string, string> => new Map(factsOf(feature, words, nowMs));
  const [old, now] = [facts(before), facts(after)];
  const changed = [...now].flatMap(([name, value]) => {
    const was = old.get(name);
    return was === value ? [] : [words.history.from(name, was ?? words.none, value)];
  });
  return [...changed, ...areaChanges(before, after, words), ...otherChanges(before, after, words)];
}

/** Facts that people compare, named and said as on the rest of the page. */
function factsOf(feature: FeatureV1, words: Words, nowMs: number): [string, string][] {
  const { properties } = feature;
  const { detail, history, table } = words;
  const common: [string, string][] = [
    [table.what, featureTitle(feature, words)],
    [table.severity, words.severity[feature.severity] ?? ''],
    [
      history.validUntil,
      feature.valid.to === null ? detail.untilLifted : clock(feature.valid.to, words.language, nowMs),
    ],
  ];
  if (properties.type === 'earthquake') {
    const { hypocentre, maxIntensity } = properties;
    return [
      ...common,
      [detail.depth, words.depth(hypocentre?.depthKm ?? null)],
      [detail.maxIntensity, maxIntensity === null ? words.unknown : words.intensity[maxIntensity]],
    ];
  }
  if (properties.type === 'tsunami-coast') {
    const { maxHeight, firstWave } = properties.coast;
    return [
      ...common,
      [detail.height, maxHeight === null ? words.none : heightText(maxHeight, words)],
      [detail.firstWave, firstWave?.arrivalTime ? clock(firstWave.arrivalTime, words.language, nowMs) : words.none],
    ];
  }
  return common;
}

function areaChanges(before: FeatureV1, after: FeatureV1, words: Words): string[] {
  const namesOf = (feature: FeatureV1): string[] => placesOf(feature).map(words.place);
  const [old, now] = [new Set(namesOf(before)), new Set(namesOf(after))];
  const added = [...now].filter((name) => !old.has(name));
  const removed = [...old].filter((name) => !now.has(name));
  return [
    ...(added.length > 0 ? [words.history.areasAdded(words.areas(added, 0))] : []),
    ...(removed.length > 0 ? [words.history.areasRemoved(words.areas(removed, 0))] : []),
  ];
}

function otherChanges(before: FeatureV1, after: FeatureV1, words: Words): string[] {
  const moved = canonicalJson(before.geometry) !== canonicalJson(after.geometry);
  const [old, now] = [before.properties, after.properties];
  const reworded = 'text' in old && 'text' in now && (old.text !== now.text || old.headline !== now.headline);
  return [...(moved ? [words.history.place] : []), ...(reworded ? [words.history.text] : [])];
}
