import type { ReactNode } from 'react';
import type { FieldReportEntry } from '@hinomi/contracts';
import { useFieldWords } from '../../../words/field/field-words.js';
import { clock } from '../../../words/clock.js';
import { useWords } from '../../../words/language-context.js';
import { Ruby } from '../../../words/ruby.js';

/** Every step of a report, the newest first: what was done, when, and who entered it. */
export function FieldSteps({ entry, hubNowMs }: { entry: FieldReportEntry; hubNowMs: number }): ReactNode {
  const words = useWords();
  const text = useFieldWords();
  return (
    <ol className="order-steps" data-testid="field-steps">
      {[...entry.steps].reverse().map(({ stepId, step, issuedAt, reason, by }) => (
        <li key={stepId} data-step={step}>
          <p>
            <strong>
              <Ruby>{text.steps[step]}</Ruby>
            </strong>{' '}
            <time dateTime={issuedAt}>{clock(issuedAt, words.language, hubNowMs)}</time>
          </p>
          {reason !== '' && (
            <p data-own lang="ja">
              {reason}
            </p>
          )}
          <p className="order-by">
            <Ruby>{text.by(by.name)}</Ruby>
          </p>
        </li>
      ))}
    </ol>
  );
}
