import { useMemo, type ReactNode } from 'react';
import type { FeatureV1 } from '@hinomi/contracts';
import { groupArea, groupTitle } from '../../../hazards/describe-hazard.js';
import type { HazardGroup } from '../../../hazards/group-hazards.js';
import { comparePictures, type PictureDifference } from '../../../past/compare-pictures.js';
import type { PastView } from '../../../past/past-player.js';
import { moment } from '../../../words/clock.js';
import { useWords } from '../../../words/language-context.js';
import { plain } from '../../../words/ruby-text.js';
import { Ruby } from '../../../words/ruby.js';
import { SeverityMark } from '../icons.js';
import type { Compared } from './use-past.js';

const KINDS = ['began', 'worse', 'eased', 'ended'] as const;
/** More than anybody reads; the numbers count all. */
const LISTED = 12;

interface PastDifferenceProps {
  compared: Compared;
  view: PastView;
  /** The picture as it is now. */
  live: ReadonlyMap<string, FeatureV1>;
}

/** What is different between two moments, from the earlier to the later, in numbers and by name. */
export default function PastDifference({ compared, view, live }: PastDifferenceProps): ReactNode {
  const words = useWords();
  const shownMs = view.shownMs ?? view.atMs;
  const other = compared.kind === 'now' ? live : compared.features;
  const isOtherLater = compared.kind === 'now' || compared.atMs > shownMs;
  const [before, after] = isOtherLater ? [view.features, other] : [other, view.features];
  const otherName = compared.kind === 'now' ? words.past.difference.now : moment(compared.atMs, words.language);
  const shownName = moment(shownMs, words.language);
  const [from, to] = isOtherLater ? [shownName, otherName] : [otherName, shownName];
  const said = words.past.difference;
  const difference = useMemo(() => comparePictures(before, after), [before, after]);
  return (
    <section className="past-difference" data-testid="past-difference">
      <h2>
        <Ruby>{said.title(from, to)}</Ruby>
      </h2>
      <DifferenceLists difference={difference} />
    </section>
  );
}

interface DifferenceListsProps {
  difference: PictureDifference;
  /** Opens what still is; absent: names alone. */
  open?: ((id: string) => void) | undefined;
}

/** What began, became worse, eased and ended. */
export function DifferenceLists({ difference, open }: DifferenceListsProps): ReactNode {
  const said = useWords().past.difference;
  const places = (['placesBegan', 'placesEnded'] as const).filter((kind) => difference[kind] > 0);
  const hazards = KINDS.filter((kind) => difference[kind].length > 0);
  return (
    <>
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
              <HazardLine key={group.hazardId} group={group} open={kind === 'ended' ? undefined : open} />
            ))}
          </ul>
        </details>
      ))}
      {places.map((kind) => (
        <p key={kind} data-difference={kind}>
          <Ruby>{said[kind](difference[kind])}</Ruby>
        </p>
      ))}
    </>
  );
}

/** One hazard by name. */
export function HazardLine({
  group,
  open,
}: {
  group: HazardGroup;
  open: ((id: string) => void) | undefined;
}): ReactNode {
  const words = useWords();
  const title = <Ruby>{groupTitle(group, words)}</Ruby>;
  return (
    <li>
      <SeverityMark severity={group.severity} />
      <span>
        {open === undefined ? (
          title
        ) : (
          <button type="button" className="link-button" onClick={() => open(group.hazardId)}>
            {title}
          </button>
        )}{' '}
        <span className="past-area">{plain(groupArea(group, words))}</span>
      </span>
    </li>
  );
}
