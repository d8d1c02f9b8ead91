import { sensorStateAt, type FeatureV1, type SensorProperties, type SensorState } from '@hinomi/contracts';
import type { Words } from '../words/words.js';

/** A value with its unit, and of a gauge below the crest what it is counted from. */
export function valueText(value: number | null, { unit, reference }: SensorProperties, words: Words): string {
  if (value === null) return words.sensors.noValue;
  if (reference === 'stage') return withUnit(value, unit);
  return value < 0 ? words.sensors.aboveCrest(withUnit(-value, unit)) : words.sensors.belowCrest(withUnit(value, unit));
}

function withUnit(value: number, unit: string): string {
  return unit === '' ? String(value) : `${value} ${unit}`;
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
