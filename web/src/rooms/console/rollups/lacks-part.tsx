import type { ReactNode } from 'react';
import { SHELTER_LACKS, type RollupLacks } from '@hinomi/contracts';
import { numberText } from '../../../things/describe-thing.js';
import { useWords } from '../../../words/language-context.js';
import { Ruby } from '../../../words/ruby.js';
import { Fact, Part } from '../details/facts.js';

/** What open shelters lack, of those that told of it; nothing where nobody told of anything. */
export function LacksPart({ lacks }: { lacks: RollupLacks }): ReactNode {
  const { rollups } = useWords();
  const told = SHELTER_LACKS.filter((lack) => lacks[lack].told > 0);
  if (told.length === 0) return null;
  return (
    <Part title={rollups.lacks.title}>
      <dl className="facts" data-testid="rollup-lacks">
        {told.map((lack) => (
          <Fact key={lack} name={rollups.lacks[lack]}>
            <span data-lack={lack} className={lacks[lack].lacking > 0 ? 'rollup-lacking' : undefined}>
              <Ruby>{rollups.lacks.of(numberText(lacks[lack].lacking), numberText(lacks[lack].told))}</Ruby>
            </span>
          </Fact>
        ))}
      </dl>
    </Part>
  );
}
