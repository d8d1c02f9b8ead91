import type { ReactNode } from 'react';
import { INTENSITY_CLASSES, type EewArea, type IntensityClass } from '@hinomi/contracts';
import type { HazardGroup } from '../../../hazards/group-hazards.js';
import { clockWithSeconds } from '../../../words/clock.js';
import { useWords } from '../../../words/language-context.js';
import { Ruby } from '../../../words/ruby.js';
import { IntensityName } from './earthquake-detail.js';
import { Fact, Moment, Part } from './facts.js';

/** 緊急地震速報: what is forecast where, the strongest first, and when it arrives. */
export function EewDetail({ group, hubNowMs }: { group: HazardGroup; hubNowMs: number }): ReactNode {
  const words = useWords();
  const { properties } = group.main;
  if (properties.type !== 'eew') return null;
  const { nature } = words;
  const areas = properties.areas
    .filter(({ intensity }) => classOf(intensity) !== null)
    .sort((a, b) => rankOf(b) - rankOf(a) || compare(a.arrivalAt, b.arrivalAt) || compare(a.code, b.code));
  return (
    <>
      <p className="detail-note">
        <Ruby>{nature.eewNote}</Ruby>
      </p>
      {properties.assumed && (
        <p className="detail-warning">
          <Ruby>{nature.eewAssumed}</Ruby>
        </p>
      )}
      <dl className="facts">
        <Fact name={nature.report}>
          <Ruby>{nature.eewSerial(properties.serial, properties.last)}</Ruby>
        </Fact>
        <Fact name={words.detail.originTime}>
          {properties.originTime && <Moment at={properties.originTime} hubNowMs={hubNowMs} />}
        </Fact>
        <Fact name={words.detail.hypocentre}>
          {properties.hypocentre && !properties.assumed && (
            <Ruby>{words.place({ name: properties.hypocentre.name })}</Ruby>
          )}
        </Fact>
        <Fact name={words.detail.depth}>
          {properties.hypocentre && !properties.assumed && <Ruby>{words.depth(properties.hypocentre.depthKm)}</Ruby>}
        </Fact>
      </dl>
      {areas.length > 0 && (
        <Part title={nature.eewForecast}>
          <div className="scroll-x">
            <table className="detail-table">
              <thead>
                <tr>
                  {[words.detail.area, words.detail.maxIntensity, nature.arrival].map((name) => (
                    <th key={name} scope="col">
                      <Ruby>{name}</Ruby>
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {areas.map((area) => (
                  <tr key={area.code}>
                    <th scope="row">
                      <Ruby>{words.place({ ...area, set: 'jma-quake-area' })}</Ruby>
                    </th>
                    <td>
                      <Forecast intensity={area.intensity} />
                    </td>
                    <td>
                      {area.arrived ? (
                        <Ruby>{nature.arrived}</Ruby>
                      ) : area.arrivalAt === null ? (
                        '—'
                      ) : (
                        <time dateTime={area.arrivalAt}>{clockWithSeconds(Date.parse(area.arrivalAt))}</time>
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </Part>
      )}
    </>
  );
}

function Forecast({ intensity }: { intensity: EewArea['intensity'] }): ReactNode {
  const words = useWords();
  const name = classOf(intensity);
  if (name === null) return '—';
  return (
    <>
      <IntensityName name={name} />
      {intensity.over && <Ruby>{words.nature.forecastClass('', true)}</Ruby>}
    </>
  );
}

function classOf({ from, to, over }: EewArea['intensity']): IntensityClass | null {
  return over ? from : (to ?? from);
}

function rankOf({ intensity }: EewArea): number {
  const name = classOf(intensity);
  return name === null ? -1 : INTENSITY_CLASSES.indexOf(name);
}

function compare(a: string | null, b: string | null): number {
  return (a ?? '~') < (b ?? '~') ? -1 : a === b ? 0 : 1;
}
