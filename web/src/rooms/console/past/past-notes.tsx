import type { ReactNode } from 'react';
import { moment } from '../../../words/clock.js';
import { useWords } from '../../../words/language-context.js';
import { Ruby } from '../../../words/ruby.js';
import type { Past } from './use-past.js';

/** How the question stands, how far the record reaches, and what is compared. */
export function PastNotes({ past }: { past: Past }): ReactNode {
  const words = useWords();
  const { player, view, compared, compare } = past;
  const { completeFromMs, sensorsEverySeconds, shownMs } = view;
  return (
    <div className="past-notes">
      <p role="status" data-testid="past-said">
        {view.state === 'asking' && <Ruby>{words.past.asking}</Ruby>}
        {view.state === 'failed' && (
          <>
            <Ruby>{words.past.failed}</Ruby>{' '}
            <button type="button" className="button" onClick={() => player.retry()} data-testid="past-retry">
              <Ruby>{words.past.retry}</Ruby>
            </button>
          </>
        )}
        {view.state === 'shown' && completeFromMs === null && <Ruby>{words.past.nothing}</Ruby>}
        {view.state === 'shown' && completeFromMs !== null && view.atMs < completeFromMs && (
          <Ruby>{words.past.incomplete(moment(completeFromMs, words.language))}</Ruby>
        )}
      </p>
      <p className="past-fine">
        <Ruby>{words.past.calmPlaces}</Ruby>{' '}
        {sensorsEverySeconds !== null && <Ruby>{words.past.sensors(Math.round(sensorsEverySeconds / 60))}</Ruby>}
      </p>
      <div className="past-compare">
        {compared === null ? (
          <>
            <button
              type="button"
              className="button"
              disabled={shownMs === null}
              onClick={() => shownMs !== null && compare({ kind: 'moment', atMs: shownMs, features: view.features })}
              data-testid="past-pin"
            >
              <Ruby>{words.past.pin}</Ruby>
            </button>
            <button
              type="button"
              className="button"
              onClick={() => compare({ kind: 'now' })}
              data-testid="past-with-now"
            >
              <Ruby>{words.past.compareNow}</Ruby>
            </button>
          </>
        ) : (
          <button type="button" className="button" onClick={() => compare(null)} data-testid="past-alone">
            <Ruby>{words.past.stopCompare}</Ruby>
          </button>
        )}
      </div>
    </div>
  );
}
