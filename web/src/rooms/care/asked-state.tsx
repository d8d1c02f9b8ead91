import type { ReactNode } from 'react';
import { useCareWords } from '../../words/care/care-words.js';
import { Ruby } from '../../words/ruby.js';
import { Problem } from '../accounts/problem.js';
import { refusalText } from './refusal-text.js';
import type { Asked } from './use-asked.js';

/** That it is on its way, takes long, or did not come; nothing once it is there. */
export function AskedState({ asked }: { asked: Asked<unknown> }): ReactNode {
  const text = useCareWords();
  if (asked.state === 'answered') return null;
  if (asked.state === 'failed') {
    return (
      <div className="care-failed" data-testid="care-failed">
        <Problem text={refusalText(asked.refusal, text, text.failed)} />
        <button type="button" className="button" onClick={asked.again}>
          <Ruby>{text.reload}</Ruby>
        </button>
      </div>
    );
  }
  return (
    <p role="status" className="care-note">
      <Ruby>{asked.state === 'slow' ? text.slow : text.loading}</Ruby>
    </p>
  );
}
