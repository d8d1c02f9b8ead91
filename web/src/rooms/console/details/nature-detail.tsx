import type { ReactNode } from 'react';
import type { FeatureV1, TyphoonPoint } from '@hinomi/contracts';
import { featureTitle } from '../../../hazards/describe-hazard.js';
import { stormPlace } from '../../../hazards/nature-titles.js';
import type { HazardGroup } from '../../../hazards/group-hazards.js';
import { clock } from '../../../words/clock.js';
import { useWords } from '../../../words/language-context.js';
import type { Words } from '../../../words/words.js';
import { Ruby } from '../../../words/ruby.js';
import { Fact, Moment, Part, Places } from './facts.js';

interface DetailProps {
  group: HazardGroup;
  hubNowMs: number;
}

/** A storm: how it is now, and where it is expected. */
export function TyphoonDetail({ group, hubNowMs }: DetailProps): ReactNode {
  const words = useWords();
  const { properties } = group.main;
  if (properties.type !== 'typhoon') return null;
  const { nature } = words;
  const now = properties.points.findLast(({ kind }) => kind === 'analysis') ?? properties.points[0];
  const ahead = properties.points.filter(({ kind }) => kind === 'forecast');
  if (now === undefined) return null;
  const strength = [now.size, now.intensity].filter((word) => word !== null).map(words.term);
  return (
    <>
      <dl className="facts">
        <Fact name={nature.position}>
          <Ruby>{stormPlace(now, words)}</Ruby>
          <Moment at={now.at} hubNowMs={hubNowMs} />
        </Fact>
        <Fact name={nature.strength}>{strength.length > 0 && <Ruby>{strength.join(words.separator)}</Ruby>}</Fact>
        <Fact name={nature.movement}>{movement(now, words) && <Ruby>{movement(now, words)}</Ruby>}</Fact>
        <Fact name={nature.pressure}>{now.pressureHpa !== null && nature.hpa(now.pressureHpa)}</Fact>
        <Fact name={nature.maxWind}>{now.maxWindMs !== null && <Ruby>{nature.windSpeed(now.maxWindMs)}</Ruby>}</Fact>
        <Fact name={nature.maxGust}>{now.maxGustMs !== null && <Ruby>{nature.windSpeed(now.maxGustMs)}</Ruby>}</Fact>
        <Fact name={nature.remark}>{properties.remark !== null && <Ruby>{words.term(properties.remark)}</Ruby>}</Fact>
      </dl>
      {ahead.length > 0 && (
        <Part title={nature.forecast}>
          <div className="scroll-x">
            <table className="detail-table">
              <thead>
                <tr>
                  {[nature.forecastAt, nature.center, nature.pressure, nature.maxWind].map((name) => (
                    <th key={name} scope="col">
                      <Ruby>{name}</Ruby>
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {ahead.map((point) => (
                  <tr key={point.at}>
                    <th scope="row">
                      <time dateTime={point.at}>{clock(point.at, words.language, hubNowMs)}</time>
                    </th>
                    <td>
                      <Ruby>{stormPlace(point, words)}</Ruby>
                      {point.probabilityKm !== null && (
                        <>
                          {' '}
                          <Ruby>{nature.radius(point.probabilityKm)}</Ruby>
                        </>
                      )}
                    </td>
                    <td>{point.pressureHpa === null ? '—' : nature.hpa(point.pressureHpa)}</td>
                    <td>{point.maxWindMs === null ? '—' : <Ruby>{nature.windSpeed(point.maxWindMs)}</Ruby>}</td>
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

function movement({ direction, speedKmh, speedDescription }: TyphoonPoint, words: Words): string {
  const speed = speedKmh === null ? speedDescription && words.term(speedDescription) : words.nature.speed(speedKmh);
  return [direction && words.term(direction), speed].filter(Boolean).join(' ');
}

/** A volcano's warning or an eruption: what holds, when it happened, and what each municipality does. */
export function VolcanoDetail({ group, hubNowMs }: DetailProps): ReactNode {
  const words = useWords();
  const { properties } = group.main;
  if (properties.type !== 'volcano') return null;
  const { nature } = words;
  const kinds = [...new Map(properties.cities.map(({ kind }) => [kind.code, kind])).values()];
  return (
    <>
      <dl className="facts">
        <Fact name={nature.level}>
          <Ruby>{words.term(properties.volcano.kind.name)}</Ruby>
        </Fact>
        <Fact name={nature.happenedAt}>
          {properties.happenedAt && <Moment at={properties.happenedAt} hubNowMs={hubNowMs} />}
        </Fact>
        <Fact name={nature.crater}>
          {properties.crater && (
            <span data-own lang="ja">
              {properties.crater}
            </span>
          )}
        </Fact>
        <Fact name={nature.plume}>
          {properties.plume.length > 0 && (
            <span data-own lang="ja">
              {properties.plume.join('、')}
            </span>
          )}
        </Fact>
      </dl>
      {kinds.length > 0 && (
        <Part title={nature.responses}>
          {kinds.map((kind) => (
            <div className="kind" key={kind.code}>
              <p className="kind-title">
                <strong>
                  <Ruby>{words.term(kind.name)}</Ruby>
                </strong>
              </p>
              <Places
                places={properties.cities
                  .filter((city) => city.kind.code === kind.code)
                  .map(({ code, name }) => ({ code, name, set: 'jma-city' }))}
              />
            </div>
          ))}
        </Part>
      )}
    </>
  );
}

/** An ash forecast, span by span. */
export function AshDetail({ group, hubNowMs }: DetailProps): ReactNode {
  const words = useWords();
  const { properties } = group.main;
  if (properties.type !== 'ash') return null;
  const { nature } = words;
  const falls = group.features.flatMap((feature) =>
    feature.properties.type === 'ash' && feature.properties.fall !== null
      ? [{ feature, fall: feature.properties.fall }]
      : [],
  );
  return (
    <>
      {properties.report === 'VFVO53' && (
        <p className="detail-note">
          <Ruby>{nature.plan}</Ruby>
        </p>
      )}
      <dl className="facts">
        <Fact name={nature.happenedAt}>
          {properties.eruptedAt && <Moment at={properties.eruptedAt} hubNowMs={hubNowMs} />}
        </Fact>
        <Fact name={nature.plume}>
          {properties.plume.length > 0 && (
            <span data-own lang="ja">
              {properties.plume.join('、')}
            </span>
          )}
        </Fact>
      </dl>
      <Part title={nature.falls}>
        {falls
          .sort((a, b) => (a.fall.from < b.fall.from ? -1 : 1))
          .map(({ feature, fall }) => (
            <Fall key={feature.id} feature={feature} fall={fall} hubNowMs={hubNowMs} />
          ))}
      </Part>
    </>
  );
}

type Fall = NonNullable<Extract<FeatureV1['properties'], { type: 'ash' }>['fall']>;

function Fall({ feature, fall, hubNowMs }: { feature: FeatureV1; fall: Fall; hubNowMs: number }): ReactNode {
  const words = useWords();
  const { nature } = words;
  return (
    <div className="kind">
      <p className="kind-title">
        <strong>
          <Ruby>{featureTitle(feature, words)}</Ruby>
        </strong>
      </p>
      <dl className="facts">
        <Fact name={nature.forecastAt}>
          <time dateTime={fall.from}>{clock(fall.from, words.language, hubNowMs)}</time>–
          <time dateTime={fall.to}>{clock(fall.to, words.language, hubNowMs)}</time>
        </Fact>
        <Fact name={nature.direction}>
          {fall.direction && (
            <span data-own lang="ja">
              {fall.direction}
            </span>
          )}
        </Fact>
        <Fact name={nature.distance}>{fall.distanceKm !== null && nature.km(fall.distanceKm)}</Fact>
      </dl>
      <Places places={fall.cities.map(({ code, name }) => ({ code, name, set: 'jma-city' }))} />
    </div>
  );
}
