import { sensorStateAt, type FeatureV1, type SensorProperties, type SensorState } from '@hinomi/contracts';
import type { Words } from '../words/words.js';

/** A value with its unit, and of a gauge below the crest what it is counted from. */
export function valueText(
  value: number | null,
  { unit, reference }: SensorProperties,
  words: Words,
  digits?: number,
): string {
  if (value === null) return words.sensors.noValue;
  const size = withUnit(reference === 'stage' ? value : Math.abs(value), unit, digits);
  if (reference === 'stage') return size;
  return value < 0 ? words.sensors.aboveCrest(size) : words.sensors.belowCrest(size);
}

/** Decimals that the readings of a sensor have, so that they stand below each other. */
export function digitsOf(values: readonly (number | null)[]): number {
  const digits = values.map((value) => /^-?\d+\.(\d+)$/.exec(String(value))?.[1]?.length ?? 0);
  return Math.max(0, ...digits);
}

function withUnit(value: number, unit: string, digits?: number): string {
  const number = digits === undefined ? String(value) : value.toFixed(digits);
  return unit === '' ? number : `${number} ${unit}`;
}

/** What stands beside its mark on the map: short, the same in every language. */
export function valueLabel({ value, unit, reference }: SensorProperties): string {
  if (value === null) return '';
  return `${reference === 'below-crest' ? '↑' : ''}${withUnit(value, unit)}`;
}

export function levelText(level: number, { sensorKind }: SensorProperties, words: Words): string {
  const names = sensorKind === 'water-level' ? words.sensors.riverLevels : words.sensors.levels;
  return names[level] ?? String(level);
}

/** What it is, who runs it and, where that is not as it should be, how it is. */
export function sensorNote({ properties }: FeatureV1, words: Words, nowMs: number | null = null): string {
  if (properties.type !== 'sensor') return '';
  const { sensorKind, owner, state } = properties;
  const now: SensorState = nowMs === null ? state : sensorStateAt(properties, nowMs);
  const what = sensorKind === null ? words.sensors.undescribed : words.sensors.kinds[sensorKind];
  return [what, words.term(owner), now === 'ok' ? '' : words.sensors.shortStates[now]]
    .filter((part) => part !== '')
    .join(words.separator);
}
