import type { ReactNode } from 'react';
import type { NeedsCoverage, NeedTallies } from '@hinomi/contracts';
import { needName, sortedTallies, tallyText } from '../../../needs/describe-need.js';
import { isUrgent, type KnownKinds } from '../../../needs/need-rows.js';
import { clock } from '../../../words/clock.js';
import { useWords } from '../../../words/language-context.js';
import { Ruby } from '../../../words/ruby.js';
import { NeedTag } from './need-tag.js';

interface NeedTalliesPartProps {
  tallies: NeedTallies;
  coverage?: NeedsCoverage | null;
  kinds: KnownKinds;
  hubNowMs: number;
}

/** What whole published cells say of an area: "at least so many", by urgency, and since when the oldest of it stands. */
export function NeedTalliesList({ tallies, coverage = null, kinds, hubNowMs }: NeedTalliesPartProps): ReactNode {
  const words = useWords();
  const { needs: text } = words;
  return (
    <>
      {coverage !== null && (
        <p className="detail-where" data-testid="needs-covered">
          <Ruby>{text.coverage}</Ruby>
          {words.colon}
          <Ruby>{text.coverageOf(coverage.counting, coverage.open)}</Ruby>
        </p>
      )}
      <ul className="need-tallies" data-testid="need-tallies">
        {sortedTallies(tallies, kinds).map(([need, tally]) => (
          <li key={need} data-need={need}>
            <NeedTag need={need} urgent={isUrgent(need, kinds)} old={false} />
            <Ruby>{needName(need, kinds, words)}</Ruby>
            <strong>
              <Ruby>{tallyText(tally, words)}</Ruby>
            </strong>
            {tally.asOf !== null && (
              <small>
                <Ruby>{words.rollups.asOf(clock(tally.asOf, words.language, hubNowMs))}</Ruby>
              </small>
            )}
          </li>
        ))}
      </ul>
      <p className="detail-note">
        <Ruby>{text.wholeCells}</Ruby>
      </p>
    </>
  );
}
