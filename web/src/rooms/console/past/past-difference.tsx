import { useMemo, type ReactNode } from 'react';
import type { FeatureV1 } from '@hinomi/contracts';
import { groupArea, groupTitle } from '../../../hazards/describe-hazard.js';
import type { HazardGroup } from '../../../hazards/group-hazards.js';
import { comparePictures } from '../../../past/compare-pictures.js';
import { useWords } from '../../../words/language-context.js';
import { plain } from '../../../words/ruby-text.js';
import { Ruby } from '../../../words/ruby.js';
import { SeverityMark } from '../icons.js';

const KINDS = ['began', 'worse', 'eased', 'ended'] as const;
/** More than anybody reads; the numbers count all. */
const LISTED = 12;

interface PastDifferenceProps {
  /** The earlier and the later of the two pictures, with what they are called. */
  from: { name: string; features: ReadonlyMap<string, FeatureV1> };
  to: { name: string; features: ReadonlyMap<string, FeatureV1> };
}

/** What is different between two moments, in numbers and by name. */
export default function PastDifference({ from, to }: PastDifferenceProps): ReactNode {
  const words = useWords();
  const said = words.past.difference;
  const difference = useMemo(() => comparePictures(from.features, to.features), [from.features, to.features]);
  const places = (['placesBegan', 'placesEnded'] as const).filter((kind) => difference[kind] > 0);
  const hazards = KINDS.filter((kind) => difference[kind].length > 0);
  return (
    <section className="past-difference" data-testid="past-difference">
      <h2>
        <Ruby>{said.title(from.name, to.name)}</Ruby>
      </h2>
      {hazards.length + places.length === 0 && (
        <p>
          <Ruby>{said.none}</Ruby>
        </p>
      )}
      {hazards.map((kind) => (
        <details key={kind} open={kind !== 'ended'} data-difference={kind}>
          <summary>
            <Ruby>{said[kind](difference[kind].length)}</Ruby>
          </summary>
          <ul>
            {difference[kind].slice(0, LISTED).map((group) => (
              <Line key={group.hazardId} group={group} />
            ))}
          </ul>
        </details>
      ))}
      {places.map((kind) => (
        <p key={kind} data-difference={kind}>
          <Ruby>{said[kind](difference[kind])}</Ruby>
        </p>
      ))}
    </section>
  );
}

function Line({ group }: { group: HazardGroup }): ReactNode {
  const words = useWords();
  return (
    <li>
      <SeverityMark severity={group.severity} />
      <span>
        <Ruby>{groupTitle(group, words)}</Ruby> <span className="past-area">{plain(groupArea(group, words))}</span>
      </span>
    </li>
  );
}
