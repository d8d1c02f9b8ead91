import { useId, type ReactNode } from 'react';
import { moment } from '../../../words/clock.js';
import { useWords } from '../../../words/language-context.js';
import { Ruby } from '../../../words/ruby.js';
import type { Past } from './use-past.js';

const CLOCKS = ['known', 'valid'] as const;

/** On which clock, how the question stands, and how far the record reaches. */
export function PastNotes({ past }: { past: Past }): ReactNode {
  const words = useWords();
  const id = useId();
  const { player, view } = past;
  const { completeFromMs, sensorsEverySeconds, state } = view;
  return (
    <div className="past-notes">
      <fieldset className="segmented past-clock">
        <legend className="visually-hidden">
          <Ruby>{words.past.clock}</Ruby>
        </legend>
        {CLOCKS.map((name) => (
          <label key={name}>
            <input
              type="radio"
              name={`${id}-clock`}
              checked={view.clock === name}
              onChange={() => player.setClock(name)}
              data-testid={`past-clock-${name}`}
            />
            <span>
              <Ruby>{words.past[name]}</Ruby>
            </span>
          </label>
        ))}
      </fieldset>
      <p className="past-said" role="status" data-testid="past-said">
        {state === 'asking' && <Ruby>{words.past.asking}</Ruby>}
        {state === 'failed' && <Ruby>{words.past.failed}</Ruby>}
        {state === 'shown' && completeFromMs === null && <Ruby>{words.past.nothing}</Ruby>}
        {state === 'shown' && completeFromMs !== null && view.atMs < completeFromMs && (
          <Ruby>{words.past.incomplete(moment(completeFromMs, words.language))}</Ruby>
        )}
      </p>
      {state === 'failed' && (
        <button type="button" className="button" onClick={() => player.retry()} data-testid="past-retry">
          <Ruby>{words.past.retry}</Ruby>
        </button>
      )}
      <p className="past-fine">
        <Ruby>{words.past.calmPlaces}</Ruby>
        {sensorsEverySeconds !== null && (
          <>
            {' '}
            <Ruby>{words.past.sensors(Math.round(sensorsEverySeconds / 60))}</Ruby>
          </>
        )}
      </p>
    </div>
  );
}
