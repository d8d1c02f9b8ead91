import type { ReactNode } from 'react';
import type { OrderEntry } from '@hinomi/contracts';
import { clock } from '../../../words/clock.js';
import { useWords } from '../../../words/language-context.js';
import { Ruby } from '../../../words/ruby.js';

/** Every step of an order, the newest first: what it said, when, and who entered it. */
export function OrderSteps({ entry, hubNowMs }: { entry: OrderEntry; hubNowMs: number }): ReactNode {
  const words = useWords();
  const { orders } = words;
  const time = (at: string): string => clock(at, words.language, hubNowMs);
  return (
    <ol className="order-steps" data-testid="order-steps">
      {[...entry.steps].reverse().map(({ stepId, step, issuedAt, recordedAt, content, reason, by }) => (
        <li key={stepId} data-step={step}>
          <p>
            <strong>
              <Ruby>{orders.step[step]}</Ruby>
            </strong>{' '}
            <time dateTime={issuedAt}>{time(issuedAt)}</time>
            {content !== null && (
              <>
                {' '}
                <Ruby>{orders.level[content.level]}</Ruby>{' '}
                <span data-own lang="ja">
                  {content.districts}
                </span>
              </>
            )}
          </p>
          <p data-own lang="ja">
            {reason}
          </p>
          <p className="order-by">
            <Ruby>{orders.by(by.name)}</Ruby> <Ruby>{orders.recorded(time(recordedAt))}</Ruby>
          </p>
        </li>
      ))}
    </ol>
  );
}
