import type { ReactNode } from 'react';
import type { ImportFix, ImportProblem, ImportProblemExample } from '@hinomi/contracts';
import { useImportWords } from '../../words/imports/import-words.js';
import { plain } from '../../words/ruby-text.js';
import { Ruby } from '../../words/ruby.js';
import { Own } from './own.js';

interface ProblemListProps {
  problems: readonly ImportProblem[];
  switchFix: ((fix: ImportFix, on: boolean) => void) | null;
}

/** Each kind of problem with what becomes of it; those that can be mended have a switch. */
export function ProblemList({ problems, switchFix }: ProblemListProps): ReactNode {
  const text = useImportWords();
  return (
    <section className="import-section" aria-labelledby="import-problems">
      <h3 id="import-problems">
        <Ruby>{text.problems}</Ruby>
      </h3>
      {problems.length === 0 ? (
        <p className="import-note">
          <Ruby>{text.noProblems}</Ruby>
        </p>
      ) : (
        <>
          <ul className="import-problems" data-testid="import-problems">
            {problems.map((problem) => (
              <OneProblem key={problem.code} problem={problem} switchFix={switchFix} />
            ))}
          </ul>
          {problems.some(({ fixable }) => fixable) && (
            <p className="import-note">
              <Ruby>{text.left}</Ruby>
            </p>
          )}
        </>
      )}
    </section>
  );
}

function OneProblem({
  problem,
  switchFix,
}: { problem: ImportProblem } & Pick<ProblemListProps, 'switchFix'>): ReactNode {
  const text = useImportWords();
  const { code, count, fixable, on, examples } = problem;
  const { title, more } = text.problemTexts[code];
  return (
    <li className="import-problem" data-problem={code} data-on={on}>
      <div className="import-problem-head">
        <strong>
          <Ruby>{title}</Ruby>
        </strong>
        <span className="import-problem-count">
          <Ruby>{text.count(count)}</Ruby>
        </span>
        {fixable && (
          <label className="import-switch">
            <input
              type="checkbox"
              checked={on}
              disabled={switchFix === null}
              aria-label={plain(text.fixOf(title))}
              onChange={(event) => switchFix?.(code as ImportFix, event.target.checked)}
            />
            <span aria-hidden="true">
              <Ruby>{text.fix}</Ruby>
            </span>
          </label>
        )}
      </div>
      <p className="import-note">
        <Ruby>{more}</Ruby>
      </p>
      <ul className="import-examples">
        {examples.slice(0, 3).map((example, index) => (
          <Example key={index} example={example} />
        ))}
      </ul>
    </li>
  );
}

function Example({ example: { line, column, before, after } }: { example: ImportProblemExample }): ReactNode {
  const text = useImportWords();
  return (
    <li>
      <span className="import-where">
        <Ruby>{text.line(line)}</Ruby> <Own>{column}</Own>
      </span>
      {before.trim() !== '' && (
        <>
          <del>
            <Own>{before}</Own>
          </del>
          <span className="visually-hidden">{plain(text.becomes)}</span>
          <span aria-hidden="true">→</span>
          {after === null ? (
            <em>
              <Ruby>{text.unused}</Ruby>
            </em>
          ) : (
            <ins>
              <Own>{after === '' ? '—' : after}</Own>
            </ins>
          )}
        </>
      )}
    </li>
  );
}
