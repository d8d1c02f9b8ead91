import type { ReactNode } from 'react';
import { INTENSITY_CLASSES, type FeatureV1, type IntensityClass, type LongPeriodMotion } from '@hinomi/contracts';
import { placesOf } from '../../../hazards/describe-hazard.js';
import type { HazardGroup } from '../../../hazards/group-hazards.js';
import { STYLE_COLOR, STYLE_INK } from '../../../map/palette.js';
import type { NamedPlace } from '../../../places/place-names.js';
import { useWords } from '../../../words/language-context.js';
import { Ruby } from '../../../words/ruby.js';
import { Fact, Moment, OwnText, Part, Places } from './facts.js';

/** Lower classes often have hundreds of places: they are there, folded. */
const OPEN_FROM = INTENSITY_CLASSES.indexOf('4');

export function EarthquakeDetail({ group, hubNowMs }: { group: HazardGroup; hubNowMs: number }): ReactNode {
  const words = useWords();
  const { properties } = group.main;
  if (properties.type !== 'earthquake') return null;
  const { hypocentre, magnitude } = properties;
  return (
    <>
      {properties.readingsMissing && (
        <p className="detail-warning">
          <Ruby>{words.detail.readingsMissing}</Ruby>
        </p>
      )}
      {properties.distant && (
        <p className="detail-note">
          <Ruby>{words.detail.distant}</Ruby>
        </p>
      )}
      <dl className="facts">
        <Fact name={words.detail.originTime}>
          {properties.originTime && <Moment at={properties.originTime} hubNowMs={hubNowMs} />}
        </Fact>
        <Fact name={words.detail.hypocentre}>
          {hypocentre && hypocentre.name !== '' && <Ruby>{words.place({ name: hypocentre.name })}</Ruby>}
        </Fact>
        <Fact name={words.detail.depth}>{hypocentre && <Ruby>{words.depth(hypocentre.depthKm)}</Ruby>}</Fact>
        <Fact name={words.detail.magnitude}>
          {magnitude && (
            <Ruby>
              {magnitude.value === null ? words.term(magnitude.description) : `M${magnitude.value.toFixed(1)}`}
            </Ruby>
          )}
        </Fact>
        <Fact name={words.detail.maxIntensity}>
          {properties.maxIntensity && <IntensityName name={properties.maxIntensity} />}
        </Fact>
      </dl>
      {properties.comments.length > 0 && (
        <Part title={words.detail.comments}>
          {properties.comments.map((comment) => (
            <OwnText key={comment} text={comment} />
          ))}
        </Part>
      )}
      <IntensityList features={group.features} />
      {properties.longPeriod && <LongPeriod motion={properties.longPeriod} />}
    </>
  );
}

/** How high buildings swayed, beside the intensities and never in their place. */
function LongPeriod({ motion }: { motion: LongPeriodMotion }): ReactNode {
  const words = useWords();
  const classes = [...new Set(motion.areas.map(({ longPeriodClass }) => longPeriodClass))];
  return (
    <Part title={words.telegrams.longPeriod}>
      <p className="detail-note">
        <Ruby>{words.telegrams.longPeriodNote}</Ruby>
      </p>
      <dl className="facts" data-testid="long-period">
        <Fact name={words.telegrams.longPeriodMax}>
          <Ruby>{words.telegrams.longPeriodClass(motion.max)}</Ruby>
        </Fact>
      </dl>
      {classes.map((level) => (
        <div className="kind" key={level}>
          <p className="kind-title">
            <strong>
              <Ruby>{words.telegrams.longPeriodClass(level)}</Ruby>
            </strong>
          </p>
          <Places
            places={motion.areas
              .filter(({ longPeriodClass }) => longPeriodClass === level)
              .map(({ code, name }) => ({ code, name, set: 'jma-quake-area' }))}
          />
        </div>
      ))}
    </Part>
  );
}

export function IntensityName({ name }: { name: IntensityClass }): ReactNode {
  const words = useWords();
  const style = `intensity:${name}` as const;
  return (
    <span className="intensity-name">
      <span
        className="intensity-badge"
        style={{ backgroundColor: STYLE_COLOR[style], color: STYLE_INK[style] }}
        aria-hidden="true"
      >
        {words.badge[name]}
      </span>
      <Ruby>{words.intensity[name]}</Ruby>
    </span>
  );
}

function IntensityList({ features }: { features: readonly FeatureV1[] }): ReactNode {
  const words = useWords();
  const byClass = new Map<IntensityClass, NamedPlace[]>();
  for (const feature of features) {
    const { properties } = feature;
    if (properties.type !== 'earthquake-intensity') continue;
    byClass.set(properties.intensity, [...(byClass.get(properties.intensity) ?? []), ...placesOf(feature)]);
  }
  if (byClass.size === 0) return null;
  const order = [...INTENSITY_CLASSES].reverse().filter((name) => byClass.has(name));
  return (
    <Part title={words.detail.intensities}>
      {order.map((name) => {
        const names = byClass.get(name) ?? [];
        return (
          <details
            key={name}
            className="fold"
            open={INTENSITY_CLASSES.indexOf(name) >= OPEN_FROM && names.length <= 60}
          >
            <summary>
              <IntensityName name={name} />
              <span className="fold-count">
                <Ruby>{words.detail.hazardCount(names.length)}</Ruby>
              </span>
            </summary>
            <Places places={names} />
          </details>
        );
      })}
    </Part>
  );
}
