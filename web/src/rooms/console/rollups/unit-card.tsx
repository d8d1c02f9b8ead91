import { useEffect, useRef, type ReactNode } from 'react';
import type { Layer, RollupHazard, RollupUnit, Severity, UnheardShelter } from '@hinomi/contracts';
import { groupTitle } from '../../../hazards/describe-hazard.js';
import { hazardOf, type HazardGroup } from '../../../hazards/group-hazards.js';
import type { KnownKinds } from '../../../needs/need-rows.js';
import { numberText } from '../../../things/describe-thing.js';
import { clock } from '../../../words/clock.js';
import { useWords } from '../../../words/language-context.js';
import { Ruby } from '../../../words/ruby.js';
import type { Words } from '../../../words/words.js';
import { Fact, Part } from '../details/facts.js';
import { NeedTalliesList } from '../needs/need-tallies.js';
import { SeverityMark } from '../icons.js';
import { LacksPart } from './lacks-part.js';
import { SILENT_HOURS } from './use-rollups.js';

interface UnitCardProps {
  title: string;
  unit: RollupUnit;
  groups: readonly HazardGroup[];
  kinds: KnownKinds;
  hubNowMs: number;
  /** Opens a hazard, or a shelter by its own id. */
  open: (id: string) => void;
}

/** Everything counted in one unit or in a drawn area, with who has not been heard from. */
export function UnitCard({ title, unit, groups, kinds, hubNowMs, open }: UnitCardProps): ReactNode {
  const words = useWords();
  const { rollups, decisions } = words;
  const { silence, silentShelters = [] } = unit;
  const card = useRef<HTMLElement>(null);
  useEffect(() => {
    card.current?.scrollIntoView({ block: 'nearest' });
  }, [unit.code]);
  const layers: Readonly<Partial<Record<Layer, string>>> = words.layers;
  const places = (count: number): ReactNode => <Ruby>{decisions.places(numberText(count))}</Ruby>;
  const when = (at: string): string => clock(at, words.language, hubNowMs);
  return (
    <section
      ref={card}
      className="rollup-card"
      aria-labelledby="rollup-unit"
      data-testid="rollup-card"
      data-unit={unit.code}
    >
      <h3 id="rollup-unit">
        <Ruby>{title}</Ruby>
      </h3>
      <dl className="facts">
        <Fact name={rollups.worst}>
          <UnitHazard hazard={unit.hazard} groups={groups} open={open} />
        </Fact>
        <Fact name={decisions.shelters}>{places(unit.shelters)}</Fact>
        <Fact name={decisions.open}>{places(unit.openShelters)}</Fact>
        {unit.sheltersAtRisk > 0 && <Fact name={decisions.atRisk}>{places(unit.sheltersAtRisk)}</Fact>}
        {unit.openShelters > 0 && (
          <Fact name={decisions.evacuees}>
            <Ruby>{unit.evacuees === null ? words.unknown : decisions.people(numberText(unit.evacuees))}</Ruby>{' '}
            <small>
              <Ruby>{decisions.reported(unit.reportedShelters, unit.openShelters)}</Ruby>
              {unit.oldestObservedAt !== null && (
                <>
                  {words.separator}
                  <Ruby>{decisions.oldest(when(unit.oldestObservedAt))}</Ruby>
                </>
              )}
            </small>
          </Fact>
        )}
        <Fact name={rollups.columns.silent}>
          <ul className="rollup-silence">
            {silence.overdue !== null && (
              <li>
                <strong>
                  <Ruby>{rollups.overdue(numberText(silence.overdue))}</Ruby>
                </strong>
              </li>
            )}
            {silence.notSince !== null && (
              <li>
                <Ruby>{rollups.notSince(numberText(silence.notSince), SILENT_HOURS)}</Ruby>
              </li>
            )}
            <li>
              <Ruby>{rollups.never(numberText(silence.neverHeard))}</Ruby>
              {silence.neverHeardUnderHazard > 0 && (
                <strong>
                  {words.separator}
                  <Ruby>{rollups.neverUnderHazard(numberText(silence.neverHeardUnderHazard))}</Ruby>
                </strong>
              )}
            </li>
            {silence.longestSince !== null && (
              <li>
                <Ruby>{rollups.longestSince(when(silence.longestSince))}</Ruby>
              </li>
            )}
          </ul>
        </Fact>
        {Object.entries(unit.others).map(([layer, count]) => (
          <Fact key={layer} name={layers[layer as Layer] ?? layer}>
            {places(count)}
          </Fact>
        ))}
      </dl>
      <LacksPart lacks={unit.lacks} />
      {(unit.needsCoverage !== null || Object.keys(unit.needs).length > 0) && (
        <Part title={words.needs.inUnit}>
          <NeedTalliesList tallies={unit.needs} coverage={unit.needsCoverage} kinds={kinds} hubNowMs={hubNowMs} />
        </Part>
      )}
      {silentShelters.length > 0 && (
        <Part title={rollups.silentList}>
          <p className="detail-where">
            <Ruby>{rollups.silentListed(silentShelters.length)}</Ruby>
          </p>
          <ul className="rollup-silent">
            {silentShelters.map((shelter) => (
              <li key={shelter.id}>
                <SilentRow shelter={shelter} hubNowMs={hubNowMs} open={open} />
              </li>
            ))}
          </ul>
        </Part>
      )}
    </section>
  );
}

function SilentRow({
  shelter: { id, name, lastHeardAt, underHazard },
  hubNowMs,
  open,
}: {
  shelter: UnheardShelter;
} & Pick<UnitCardProps, 'hubNowMs' | 'open'>): ReactNode {
  const words = useWords();
  const { rollups } = words;
  return (
    <>
      <button type="button" className="link-button" data-name onClick={() => open(id)}>
        {name}
      </button>
      <span className="rollup-heard">
        <Ruby>
          {lastHeardAt === null ? rollups.neverHeard : rollups.heardAt(clock(lastHeardAt, words.language, hubNowMs))}
        </Ruby>
      </span>
      {underHazard && (
        <span className="row-level">
          <Ruby>{rollups.underHazard}</Ruby>
        </span>
      )}
    </>
  );
}

/** The worst hazard over a unit: shape, number, word and name; pressed, it opens. */
export function UnitHazard({
  hazard,
  groups,
  open,
}: { hazard: RollupHazard | null } & Pick<UnitCardProps, 'groups' | 'open'>): ReactNode {
  const words = useWords();
  if (hazard === null) return <Ruby>{words.rollups.none}</Ruby>;
  const isKnown = hazardOf(groups, hazard.hazardId) !== undefined;
  const title = <Ruby>{hazardTitle(hazard, groups, words)}</Ruby>;
  return (
    <span className="rollup-hazard">
      <SeverityMark severity={hazard.severity as Severity} />
      {isKnown ? (
        <button type="button" className="link-button" onClick={() => open(hazard.hazardId)}>
          {title}
        </button>
      ) : (
        <span>{title}</span>
      )}
    </span>
  );
}

/** Of a hazard that the list does not show, the name of its layer. */
export function hazardTitle(hazard: RollupHazard, groups: readonly HazardGroup[], words: Words): string {
  const group = hazardOf(groups, hazard.hazardId);
  if (group !== undefined) return groupTitle(group, words);
  const layers: Readonly<Partial<Record<Layer, string>>> = words.layers;
  return layers[hazard.layer] ?? hazard.layer;
}
