import { useState, type ReactNode } from 'react';
import type { Language } from '../../words/languages.js';
import { openingWords } from '../../words/opening/opening-words.js';
import { plain } from '../../words/ruby-text.js';
import { RubyText } from '../../words/ruby-text-view.js';
import type { OpeningForm } from './opening-form.js';

/** A cold receiver under a roof needs its time; after this an address is quicker. */
const PATIENCE_MS = 30_000;

interface PositionPartProps {
  language: Language;
  position: OpeningForm['position'];
  setPosition: (position: OpeningForm['position']) => void;
}

/** Where the device is, as it says itself: works with no network where it has a receiver. */
export function PositionPart({ language, position, setPosition }: PositionPartProps): ReactNode {
  const words = openingWords(language);
  const [state, setState] = useState<'idle' | 'asking' | 'failed'>('idle');
  const say = (text: string): ReactNode => <RubyText language={language}>{text}</RubyText>;
  const locate = (): void => {
    setState('asking');
    navigator.geolocation.getCurrentPosition(
      ({ coords: { longitude, latitude, accuracy } }) => {
        setState('idle');
        setPosition({ lngLat: [longitude, latitude], withinMeters: Math.round(accuracy) });
      },
      () => setState('failed'),
      { enableHighAccuracy: true, timeout: PATIENCE_MS, maximumAge: 60_000 },
    );
  };
  return (
    <div className="open-where" role="group" aria-label={plain(words.where)}>
      {position === null ? (
        <button
          type="button"
          className="button"
          disabled={state === 'asking' || !('geolocation' in navigator)}
          onClick={locate}
          data-testid="locate"
        >
          {say(state === 'asking' ? words.locating : words.locate)}
        </button>
      ) : (
        <>
          <span data-testid="located">
            {say(
              words.located(
                position.lngLat
                  .map((degrees) => degrees.toFixed(4))
                  .reverse()
                  .join(', '),
                position.withinMeters,
              ),
            )}
          </span>
          <button type="button" className="button" onClick={() => setPosition(null)}>
            {say(words.forgetPlace)}
          </button>
        </>
      )}
      <p role="status">{state === 'failed' && say(words.locateFailed)}</p>
    </div>
  );
}
