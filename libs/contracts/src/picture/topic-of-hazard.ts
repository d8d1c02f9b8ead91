import type { FeatureV1 } from './feature.v1.js';

/** What a hazard is about, in the few words that everybody knows. `notice`: the source's own words say it (CAP). */
export const HAZARD_TOPICS = [
  'earthquake',
  'tsunami',
  'heavy-rain',
  'landslide',
  'storm-surge',
  'river-flood',
  'volcano',
  'wind',
  'waves',
  'snow',
  'tornado',
  'weather',
  'notice',
] as const;
export type HazardTopic = (typeof HAZARD_TOPICS)[number];

/** Kind codes of the 2026 warnings (hazard-feeds 2.2); the rest is `weather`. */
const OF_WARNING: ReadonlyMap<string, HazardTopic> = new Map<string, HazardTopic>([
  ...each('10 03 43 33', 'heavy-rain'),
  ...each('29 09 49 39', 'landslide'),
  ...each('19 08 48 38', 'storm-surge'),
  ...each('02 32 13 12 06 36', 'snow'),
  ...each('15 05 35', 'wind'),
  ...each('16 07 37', 'waves'),
]);

/** Null for what is no hazard, or has no place that people could be in. */
export function topicOfHazard({ properties }: Pick<FeatureV1, 'properties'>): HazardTopic | null {
  switch (properties.type) {
    case 'earthquake':
    case 'earthquake-intensity':
      return 'earthquake';
    case 'tsunami':
    case 'tsunami-coast':
      return 'tsunami';
    case 'weather-warning':
      return OF_WARNING.get(properties.kindOfWarning.code) ?? 'weather';
    case 'river-flood':
      return 'river-flood';
    case 'volcano':
    case 'volcano-area':
      return 'volcano';
    case 'prompt-report':
      return ofPrompt(properties.kindOfReport);
    case 'alert':
      return 'notice';
    default:
      return null;
  }
}

function ofPrompt(kind: string): HazardTopic {
  if (kind.startsWith('tornado')) return 'tornado';
  if (kind === 'short-time-snow') return 'snow';
  return kind === 'other' ? 'weather' : 'heavy-rain';
}

function each(codes: string, topic: HazardTopic): [string, HazardTopic][] {
  return codes.split(' ').map((code) => [code, topic]);
}
