import type { AlertSegment, IntensityClass, Layer } from '@hinomi/contracts';

export type LayerWords = Record<Exclude<Layer, 'drill' | 'impact'>, string>;
export type IntensityWords = Record<IntensityClass, string>;

export type WarningRank = 'advisory' | 'warning' | 'danger' | 'emergency';
export type RankWords = Record<WarningRank, string>;

export const WARNING_ELEMENTS = [
  'heavy-rain',
  'landslide',
  'storm-surge',
  'flood',
  'blizzard',
  'wind-snow',
  'gale',
  'wind',
  'waves',
  'heavy-snow',
  'thunder',
  'snow-melt',
  'fog',
  'dry',
  'avalanche',
  'low-temperature',
  'frost',
  'ice-accretion',
  'snow-accretion',
  'other',
] as const;
export type WarningElement = (typeof WARNING_ELEMENTS)[number];
export type ElementWords = Record<WarningElement, string>;

export interface CapWords {
  urgency: Record<AlertSegment['urgency'], string>;
  severity: Record<AlertSegment['severity'], string>;
  certainty: Record<AlertSegment['certainty'], string>;
}

const RANK_ORDER = ['advisory', 'warning', 'danger', 'emergency'] as const;

const table = (element: WarningElement, codes: readonly string[], ranks: readonly WarningRank[] = RANK_ORDER) =>
  codes.map((code, index): [string, { element: WarningElement; rank: WarningRank }] => [
    code,
    { element, rank: ranks[index] ?? 'advisory' },
  ]);

const UNLEVELLED = ['warning', 'emergency'] as const;

/** Kind codes of the 2026 warnings (hazard-feeds 2.2) as an element and a rank, so that every language can name them. */
export const WARNING_NAMES: ReadonlyMap<string, { element: WarningElement; rank: WarningRank }> = new Map([
  ...table('heavy-rain', ['10', '03', '43', '33']),
  ...table('landslide', ['29', '09', '49', '39']),
  ...table('storm-surge', ['19', '08', '48', '38']),
  ...table('wind-snow', ['13']),
  ...table('blizzard', ['02', '32'], UNLEVELLED),
  ...table('wind', ['15']),
  ...table('gale', ['05', '35'], UNLEVELLED),
  ...table('waves', ['16', '07', '37'], ['advisory', 'warning', 'emergency']),
  ...table('heavy-snow', ['12', '06', '36'], ['advisory', 'warning', 'emergency']),
  ...table('thunder', ['14']),
  ...table('snow-melt', ['17']),
  ...table('fog', ['20']),
  ...table('dry', ['21']),
  ...table('avalanche', ['22']),
  ...table('low-temperature', ['23']),
  ...table('frost', ['24']),
  ...table('ice-accretion', ['25']),
  ...table('snow-accretion', ['26']),
  ...table('other', ['27']),
]);

/** Kind codes of the form of before 2026: the same elements, and 洪水, which rivers have taken over. */
export const LEGACY_WARNING_NAMES: typeof WARNING_NAMES = new Map([
  ...WARNING_NAMES,
  ...table('flood', ['18', '04'], ['advisory', 'warning']),
]);
