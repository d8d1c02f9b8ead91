import { sensorStateAt, type FeatureV1, type SensorProperties, type Severity } from '@hinomi/contracts';
import type { Feature } from 'geojson';
import { valueLabel } from '../sensors/describe-sensor.js';
import { SEVERITY_SHAPE } from './marks.js';
import { severityColor, STYLE_INK } from './palette.js';

/** How a sensor is drawn: its level while its value is believed, else why it is not. */
export type SensorMark = `level:${Severity}` | `suspect:${Severity}` | 'no-data' | 'sleeping' | 'maintenance';

const LEVELS = [0, 1, 2, 3, 4, 5] as const;
export const SENSOR_MARKS: readonly SensorMark[] = [
  ...LEVELS.map((level) => `level:${level}` as const),
  ...LEVELS.map((level) => `suspect:${level}` as const),
  'no-data',
  'sleeping',
  'maintenance',
];

export function sensorMark(
  properties: Pick<SensorProperties, 'state' | 'silentFrom' | 'level'>,
  nowMs: number,
): SensorMark {
  const state = sensorStateAt(properties, nowMs);
  const level = (properties.level ?? 0) as Severity;
  if (state === 'ok') return `level:${level}`;
  return state === 'suspect' ? `suspect:${level}` : state;
}

/**
 * A sensor for the map's own source. Its silence is not in any feature that comes: the map compares `silentFromMs` with its
 * clock.
 */
export function sensorPoint(feature: FeatureV1): Feature | null {
  const { properties, geometry } = feature;
  if (properties.type !== 'sensor' || geometry?.type !== 'Point') return null;
  const silentFromMs = properties.silentFrom === null ? Number.MAX_SAFE_INTEGER : Date.parse(properties.silentFrom);
  return {
    type: 'Feature',
    geometry,
    properties: {
      id: feature.id,
      severity: feature.severity,
      icon: `sensor:${sensorMark({ ...properties, silentFrom: null }, 0)}`,
      silentFromMs: properties.state === 'maintenance' ? Number.MAX_SAFE_INTEGER : silentFromMs,
      label: valueLabel(properties),
    },
  };
}

type Pen = OffscreenCanvasRenderingContext2D | CanvasRenderingContext2D;

/** What stands in a mark that is no level. */
const SIGN = { 'no-data': '×', sleeping: 'z', maintenance: '/', suspect: '?' } as const;

/** The shape of its level on a pole: a measuring staff, not a hazard. What has no value is hollow and broken. */
export function drawSensor(pen: Pen, mark: SensorMark, size: number): void {
  pen.scale(size / 28, size / 28);
  const [kind, digit] = mark.split(':') as [keyof typeof SIGN | 'level', string | undefined];
  const level = Number(digit ?? 0) as Severity;
  const hollow = digit === undefined;
  pen.lineCap = 'round';
  for (const [color, width] of [
    ['#ffffff', 5],
    ['#10151c', 2.4],
  ] as const) {
    pen.strokeStyle = color;
    pen.lineWidth = width;
    pen.beginPath();
    pen.moveTo(14, 20);
    pen.lineTo(14, 26.5);
    pen.stroke();
  }
  pen.translate(5, 2);
  pen.scale(0.75, 0.75);
  const shape = new Path2D(SEVERITY_SHAPE[level]);
  pen.lineJoin = 'round';
  pen.setLineDash([]);
  pen.strokeStyle = '#ffffff';
  pen.lineWidth = 5.5;
  pen.stroke(shape);
  pen.fillStyle = hollow ? '#ffffff' : level === 0 ? '#dfe7ee' : severityColor(level);
  pen.fill(shape);
  pen.setLineDash(hollow ? [3.4, 3] : []);
  pen.strokeStyle = '#10151c';
  pen.lineWidth = 2.2;
  pen.stroke(shape);
  const text = kind === 'level' ? (level === 0 ? '' : String(level)) : SIGN[kind];
  pen.fillStyle = hollow || level === 0 ? '#10151c' : STYLE_INK[`level:${level}`];
  pen.font = '700 14px "Noto Sans JP", sans-serif';
  pen.textAlign = 'center';
  pen.textBaseline = 'middle';
  pen.fillText(text, 12, level === 3 ? 15.5 : 12.6);
}
