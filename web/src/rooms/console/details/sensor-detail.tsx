import type { ReactNode } from 'react';
import { sensorStateAt, type SensorProperties } from '@hinomi/contracts';
import { digitsOf, levelText, valueText } from '../../../sensors/describe-sensor.js';
import { clock } from '../../../words/clock.js';
import { useWords } from '../../../words/language-context.js';
import { plain } from '../../../words/ruby-text.js';
import { Ruby } from '../../../words/ruby.js';
import { Fact, Moment, Part } from './facts.js';
import { SensorChart } from './sensor-chart.js';
import type { HazardGroup } from '../../../hazards/group-hazards.js';

/** One sensor: its value, how old it is, what it means, and whether it is to be believed. */
export function SensorDetail({ group, hubNowMs }: { group: HazardGroup; hubNowMs: number }): ReactNode {
  const words = useWords();
  const text = words.sensors;
  const { properties, observedAt } = group.main;
  if (properties.type !== 'sensor') return null;
  const state = sensorStateAt(properties, hubNowMs);
  return (
    <Part title={text.title}>
      {properties.sensorKind === null && (
        <p className="detail-note">
          <Ruby>{text.undescribed}</Ruby>
        </p>
      )}
      <dl className="facts" data-testid="sensor-facts" data-state={state}>
        <Fact name={text.value}>
          <strong>
            <Ruby>{valueText(properties.value, properties, words)}</Ruby>
          </strong>
        </Fact>
        <Fact name={text.observedAt}>
          {observedAt === null ? <Ruby>{text.never}</Ruby> : <Moment at={observedAt} hubNowMs={hubNowMs} />}
        </Fact>
        <Fact name={text.state}>
          <Ruby>{text.states[state]}</Ruby>
        </Fact>
        <Fact name={text.silentSince}>
          {properties.silentFrom !== null && Date.parse(properties.silentFrom) <= hubNowMs && (
            <Moment at={properties.silentFrom} hubNowMs={hubNowMs} />
          )}
        </Fact>
        <Fact name={text.level}>
          {properties.level !== null && <Ruby>{levelText(properties.level, properties, words)}</Ruby>}
        </Fact>
        <Fact name={text.thresholds}>
          {properties.thresholds.length > 0 && (
            <ul className="sensor-thresholds">
              {[...properties.thresholds].reverse().map(({ level, value }) => (
                <li key={level} aria-current={level === properties.level ? 'true' : undefined}>
                  <Ruby>{`${levelText(level, properties, words)}${words.colon}${valueText(value, properties, words)}`}</Ruby>
                </li>
              ))}
            </ul>
          )}
        </Fact>
        <Fact name={text.interval}>
          {properties.intervalSeconds !== null && <Ruby>{words.duration(properties.intervalSeconds * 1_000)}</Ruby>}
        </Fact>
        <Fact name={text.owner}>{properties.owner !== '' && <Ruby>{words.term(properties.owner)}</Ruby>}</Fact>
      </dl>
      {properties.suspicion !== null && (
        <p className="detail-note">
          <Ruby>{text.suspicions[properties.suspicion]}</Ruby>
        </p>
      )}
      <SensorChart properties={properties} hubNowMs={hubNowMs} />
      <Recent properties={properties} hubNowMs={hubNowMs} />
      {properties.thresholds.length > 0 && (
        <p className="detail-note">
          <Ruby>{text.levelNote}</Ruby>
        </p>
      )}
    </Part>
  );
}

/** Newest first, as text: it is read aloud and needs no scale. */
function Recent({ properties, hubNowMs }: { properties: SensorProperties; hubNowMs: number }): ReactNode {
  const words = useWords();
  if (properties.recent.length < 2) return null;
  const digits = digitsOf(properties.recent.map(([, value]) => value));
  return (
    <table className="sensor-recent" aria-label={plain(words.sensors.recent)}>
      <caption>
        <Ruby>{words.sensors.recent}</Ruby>
      </caption>
      <tbody>
        {[...properties.recent].reverse().map(([at, value]) => (
          <tr key={at}>
            <th scope="row">
              <time dateTime={at}>{clock(at, words.language, hubNowMs)}</time>
            </th>
            <td>
              <Ruby>{valueText(value, properties, words, digits)}</Ruby>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
