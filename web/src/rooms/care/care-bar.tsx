import type { ReactNode } from 'react';
import { CARE_PURPOSES } from '@hinomi/contracts';
import { useCareWords } from '../../words/care/care-words.js';
import { useWords } from '../../words/language-context.js';
import { LANGUAGE_NAMES, LANGUAGES, type Language } from '../../words/languages.js';
import { plain } from '../../words/ruby-text.js';
import { Ruby } from '../../words/ruby.js';
import { BrandMark, Icon } from '../console/icons.js';
import type { PlaceChoice } from './use-place.js';

interface CareBarProps {
  /** Null while nobody may work here. */
  place: PlaceChoice | null;
  display: {
    language: Language;
    setLanguage: (language: Language) => void;
    theme: 'light' | 'dark';
    setTheme: (theme: 'light' | 'dark') => void;
  };
  /** Null where there is nothing to lock. */
  lock: (() => void) | null;
  secondsLeft: number | null;
  stay: () => void;
}

/** Where one works and what for, always in sight: every record that opens is noted under both. */
export function CareBar({ place, display, lock, secondsLeft, stay }: CareBarProps): ReactNode {
  const words = useWords();
  const text = useCareWords();
  const shelter = place?.shelter ?? null;
  return (
    <header className="room-bar care-bar" data-testid="care-bar">
      <BrandMark />
      <div className="room-name">
        <span className="room-title">
          <Ruby>{text.room}</Ruby>
          {shelter !== null && shelter.exercise !== null && (
            <strong className="drill-mark">
              <Ruby>{text.drill}</Ruby>
            </strong>
          )}
        </span>
        {shelter && (
          <span className="care-place" lang="ja" data-own data-testid="shelter-name">
            {shelter.name}
          </span>
        )}
      </div>
      {place?.chosen && (
        <>
          <label className="care-purpose">
            <span>
              <Ruby>{text.purpose}</Ruby>
            </span>
            <select
              value={place.chosen.purpose}
              data-testid="purpose"
              onChange={({ target }) =>
                place.setPurpose(CARE_PURPOSES.find((purpose) => purpose === target.value) ?? 'treatment')
              }
            >
              {CARE_PURPOSES.map((purpose) => (
                <option key={purpose} value={purpose}>
                  {plain(text.purposes[purpose])}
                </option>
              ))}
            </select>
          </label>
          <button type="button" className="bar-lock" onClick={place.leave} data-testid="change-shelter">
            <Ruby>{text.changeShelter}</Ruby>
          </button>
        </>
      )}
      <div className="bar-tools">
        <label>
          <span className="visually-hidden">
            <Ruby>{words.top.language}</Ruby>
          </span>
          <select
            data-testid="language"
            value={display.language}
            onChange={({ target }) => display.setLanguage(LANGUAGES.find((name) => name === target.value) ?? 'ja')}
          >
            {LANGUAGES.map((language) => (
              <option key={language} value={language} lang={language === 'en' ? 'en' : 'ja'}>
                {LANGUAGE_NAMES[language]}
              </option>
            ))}
          </select>
        </label>
        <a className="bar-lock" href="/" data-testid="to-console">
          <Ruby>{text.toConsole}</Ruby>
        </a>
        {lock !== null && (
          <button type="button" className="bar-lock" data-testid="lock" onClick={lock}>
            <Ruby>{text.lock}</Ruby>
          </button>
        )}
        <button
          type="button"
          className="bar-theme"
          aria-label={`${plain(words.top.theme.label)}${words.colon}${plain(words.top.theme[display.theme])}`}
          onClick={() => display.setTheme(display.theme === 'light' ? 'dark' : 'light')}
        >
          <Icon name={display.theme === 'light' ? 'sun' : 'moon'} />
        </button>
      </div>
      {secondsLeft !== null && lock !== null && (
        <div className="care-soon" role="alert" data-testid="lock-soon">
          <Ruby>{text.door.soon(secondsLeft)}</Ruby>
          <button type="button" className="button" onClick={stay}>
            <Ruby>{text.door.stay}</Ruby>
          </button>
        </div>
      )}
    </header>
  );
}
