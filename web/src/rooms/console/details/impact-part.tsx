import type { ReactNode } from 'react';
import type { FeatureV1, ImpactProperties, Layer } from '@hinomi/contracts';
import { featureTitle } from '../../../hazards/describe-hazard.js';
import type { HazardGroup } from '../../../hazards/group-hazards.js';
import type { KnownKinds } from '../../../needs/need-rows.js';
import { numberText } from '../../../things/describe-thing.js';
import { clock } from '../../../words/clock.js';
import { useWords } from '../../../words/language-context.js';
import { Ruby } from '../../../words/ruby.js';
import { NeedTalliesList } from '../needs/need-tallies.js';
import { Fact, Part } from './facts.js';

interface ImpactPartProps {
  group: HazardGroup;
  features: ReadonlyMap<string, FeatureV1>;
  kinds: KnownKinds;
  hubNowMs: number;
}

interface Counted {
  area: FeatureV1;
  impact: ImpactProperties;
  responders: boolean;
}

/** What lies in the areas of a hazard: each area by itself, since one may lie over another. */
export function ImpactPart({ group, features, kinds, hubNowMs }: ImpactPartProps): ReactNode {
  const words = useWords();
  const counted = group.features.flatMap((area) => countsOf(area, features));
  if (counted.length === 0) return null;
  return (
    <Part title={words.decisions.impact}>
      {counted.map((one) => (
        <Counts key={one.area.id} {...one} titled={counted.length > 1} kinds={kinds} hubNowMs={hubNowMs} />
      ))}
    </Part>
  );
}

function Counts({
  area,
  impact,
  responders,
  titled,
  kinds,
  hubNowMs,
}: Counted & { titled: boolean; kinds: KnownKinds; hubNowMs: number }): ReactNode {
  const words = useWords();
  const { decisions } = words;
  const { shelters, openShelters, reportedShelters, evacuees, sheltersAtRisk, others, residents, oldestObservedAt } =
    impact;
  const layers: Readonly<Partial<Record<Layer, string>>> = words.layers;
  const places = (count: number): ReactNode => <Ruby>{decisions.places(numberText(count))}</Ruby>;
  return (
    <div data-testid="impact" data-of={area.id}>
      {titled && (
        <h4>
          <Ruby>{featureTitle(area, words)}</Ruby>
        </h4>
      )}
      <dl className="facts">
        {residents !== undefined && (
          <Fact name={decisions.residents}>
            <Ruby>{decisions.people(numberText(residents))}</Ruby>
          </Fact>
        )}
        <Fact name={decisions.shelters}>{places(shelters)}</Fact>
        <Fact name={decisions.open}>{places(openShelters)}</Fact>
        {sheltersAtRisk > 0 && <Fact name={decisions.atRisk}>{places(sheltersAtRisk)}</Fact>}
        {openShelters > 0 && (
          <Fact name={decisions.evacuees}>
            {reportedShelters > 0 ? (
              <Ruby>{decisions.people(numberText(evacuees))}</Ruby>
            ) : (
              <Ruby>{words.unknown}</Ruby>
            )}{' '}
            <small>
              <Ruby>{decisions.reported(reportedShelters, openShelters)}</Ruby>
              {oldestObservedAt !== null && (
                <>
                  {words.separator}
                  <Ruby>{decisions.oldest(clock(oldestObservedAt, words.language, hubNowMs))}</Ruby>
                </>
              )}
            </small>
          </Fact>
        )}
        {Object.entries(others).map(([layer, count]) => (
          <Fact key={layer} name={layers[layer as Layer] ?? layer}>
            {places(count)}
          </Fact>
        ))}
      </dl>
      {impact.needs !== undefined && (
        <>
          <h4>
            <Ruby>{words.needs.inHazard}</Ruby>
          </h4>
          <NeedTalliesList tallies={impact.needs} kinds={kinds} hubNowMs={hubNowMs} />
        </>
      )}
      {responders && (
        <p className="detail-note">
          <Ruby>{decisions.respondersToo}</Ruby>
        </p>
      )}
    </div>
  );
}

/** Where the viewer may see more than the public, that counts. */
function countsOf(area: FeatureV1, features: ReadonlyMap<string, FeatureV1>): Counted[] {
  for (const label of ['responders', 'public'] as const) {
    const properties = features.get(`${area.id}/impact/${label}`)?.properties;
    if (properties?.type === 'impact') return [{ area, impact: properties, responders: label === 'responders' }];
  }
  return [];
}
