import type { ReactNode } from 'react';
import { clockWithSeconds } from '../../words/clock.js';
import { Ruby } from '../../words/ruby.js';
import { Icon } from '../console/icons.js';
import type { Vocabulary } from './describe-subscription.js';

/** Three rounds without an answer. */
const OLD_MS = 15_000;

interface AnswerAgeProps {
  vocabulary: Vocabulary;
  /** When the numbers came; null = never. */
  atMs: number | null;
  failed: boolean;
  nowMs: number;
}

/** Of when the numbers are; plainly said when they are old. */
export function AnswerAge({ vocabulary: { words, agency }, atMs, failed, nowMs }: AnswerAgeProps): ReactNode {
  const isOld = atMs !== null && nowMs - atMs > OLD_MS;
  return (
    <div className="agency-as-of" data-old={isOld || failed}>
      {atMs !== null && !isOld && <p>{<Ruby>{agency.asOf(clockWithSeconds(atMs))}</Ruby>}</p>}
      <div role="status">
        {atMs === null && !failed && <Ruby>{agency.loading}</Ruby>}
        {(isOld || failed) && (
          <p className="agency-old">
            <Icon name="cut" />
            <span>
              {isOld && <Ruby>{agency.old(words.age(nowMs - atMs))}</Ruby>} {failed && <Ruby>{agency.failed}</Ruby>}
            </span>
          </p>
        )}
      </div>
    </div>
  );
}
