import type { ReactNode } from 'react';
import { coverageSum, inArea, type NeedCoverage } from '../../../needs/need-rows.js';
import { useWords } from '../../../words/language-context.js';
import { Ruby } from '../../../words/ruby.js';

interface CoveragePartProps {
  coverage: readonly NeedCoverage[];
  area: string;
  names: (code: string) => string;
}

/** How many of the open shelters the numbers come from: of all in the chosen area, and of each municipality. */
export function CoveragePart({ coverage, area, names }: CoveragePartProps): ReactNode {
  const { needs: text } = useWords();
  const within = coverage.filter((one) => inArea(one, area));
  if (within.length === 0) return null;
  const { open, counting } = coverageSum(within);
  return (
    <section className="needs-coverage" data-testid="needs-coverage">
      <p>
        <strong>
          <Ruby>{text.coverageAll(counting, open)}</Ruby>
        </strong>{' '}
        <Ruby>{text.coverageNote}</Ruby>
      </p>
      <details>
        <summary>
          <Ruby>{text.coverageFold(within.length)}</Ruby>
        </summary>
        <ul>
          {within.map((one) => (
            <li key={one.municipality} data-municipality={one.municipality}>
              <Ruby>{names(one.municipality)}</Ruby>
              <span>
                <Ruby>{text.coverageOf(one.counting, one.open)}</Ruby>
              </span>
            </li>
          ))}
        </ul>
      </details>
    </section>
  );
}
