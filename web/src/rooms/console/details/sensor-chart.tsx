import type { ReactNode } from 'react';
import type { SensorProperties } from '@hinomi/contracts';
import { severityColor } from '../../../map/palette.js';
import { valueText } from '../../../sensors/describe-sensor.js';
import { readingChart } from '../../../sensors/reading-chart.js';
import { clock } from '../../../words/clock.js';
import { useWords } from '../../../words/language-context.js';
import { plain } from '../../../words/ruby-text.js';
import { Ruby } from '../../../words/ruby.js';

const [WIDTH, HEIGHT, PAD] = [320, 118, 15];

/** The course of the newest readings; the table of the same stands below it. */
export function SensorChart({ properties, hubNowMs }: { properties: SensorProperties; hubNowMs: number }): ReactNode {
  const words = useWords();
  const chart = readingChart(properties);
  if (chart === null) return null;
  const said = (value: number | null): string => plain(valueText(value, properties, words));
  const time = (at: string): string => clock(at, words.language, hubNowMs);
  const x = (part: number): string => (PAD + part * (WIDTH - 2 * PAD)).toFixed(1);
  const y = (part: number): string => (PAD + part * (HEIGHT - 2 * PAD)).toFixed(1);
  const { from, to, least, most, newest } = chart;
  const summary = words.sensors.chart(time(from), time(to), words.sensors.range(said(least), said(most)), said(newest));
  return (
    <figure className="sensor-chart" data-testid="sensor-chart">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={plain(summary)}>
        {chart.thresholds.map(({ level, y: at }) => (
          <g key={level}>
            <line x1={PAD} x2={WIDTH - PAD} y1={y(at)} y2={y(at)} stroke={severityColor(level as 1)} />
            <text x={WIDTH - PAD} y={Number(y(at)) - 2} textAnchor="end">
              {level}
            </text>
          </g>
        ))}
        {chart.lines.map((line) => (
          <path
            key={line[0]?.[0]}
            className="sensor-course"
            d={line.map(([along, up], index) => `${index === 0 ? 'M' : 'L'}${x(along)} ${y(up)}`).join(' ')}
          />
        ))}
        {chart.lines.flat().map(([along, up]) => (
          <circle key={along} cx={x(along)} cy={y(up)} r={2.4} />
        ))}
      </svg>
      <figcaption>
        <span>{time(from)}</span>
        <span>
          <Ruby>{words.sensors.range(said(least), said(most))}</Ruby>
        </span>
        <span>{time(to)}</span>
      </figcaption>
    </figure>
  );
}
