import type { ReactNode } from 'react';
import { useWords } from '../../../words/language-context.js';
import { Ruby } from '../../../words/ruby.js';
import type { Past } from './use-past.js';

/** Two moments side by side: this one kept on the left, or the map as it is now. */
export function PastCompare({ past }: { past: Past }): ReactNode {
  const words = useWords();
  const { view, compared, compare } = past;
  const { shownMs, features } = view;
  return (
    <div className="past-compare">
      {compared === null ? (
        <>
          <button
            type="button"
            className="button"
            disabled={shownMs === null}
            onClick={() => shownMs !== null && compare({ kind: 'moment', atMs: shownMs, features })}
            data-testid="past-pin"
          >
            <Ruby>{words.past.pin}</Ruby>
          </button>
          <button type="button" className="button" onClick={() => compare({ kind: 'now' })} data-testid="past-with-now">
            <Ruby>{words.past.compareNow}</Ruby>
          </button>
        </>
      ) : (
        <button type="button" className="button" onClick={() => compare(null)} data-testid="past-alone">
          <Ruby>{words.past.stopCompare}</Ruby>
        </button>
      )}
    </div>
  );
}
