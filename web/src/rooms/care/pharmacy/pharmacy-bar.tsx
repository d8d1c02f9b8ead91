import type { ReactNode } from 'react';
import { useCareWords } from '../../../words/care/care-words.js';
import { useWords } from '../../../words/language-context.js';
import { LANGUAGE_NAMES, LANGUAGES, type Language } from '../../../words/languages.js';
import { Ruby } from '../../../words/ruby.js';
import { BrandMark } from '../../console/icons.js';

interface PharmacyBarProps {
  language: Language;
  setLanguage: (language: Language) => void;
  isDrill: boolean;
  lock: (() => void) | null;
}

export function PharmacyBar({ language, setLanguage, isDrill, lock }: PharmacyBarProps): ReactNode {
  const words = useWords();
  const text = useCareWords();
  return (
    <header className="room-bar care-bar" data-testid="pharmacy-bar">
      <BrandMark />
      <div className="room-name">
        <span className="room-title">
          <Ruby>{text.tasks.pharmacy.room}</Ruby>
          {isDrill && (
            <strong className="drill-mark">
              <Ruby>{text.drill}</Ruby>
            </strong>
          )}
        </span>
      </div>
      <div className="bar-tools">
        <label>
          <span className="visually-hidden">
            <Ruby>{words.top.language}</Ruby>
          </span>
          <select
            data-testid="language"
            value={language}
            onChange={({ target }) => setLanguage(LANGUAGES.find((name) => name === target.value) ?? 'ja')}
          >
            {LANGUAGES.map((each) => (
              <option key={each} value={each} lang={each === 'en' ? 'en' : 'ja'}>
                {LANGUAGE_NAMES[each]}
              </option>
            ))}
          </select>
        </label>
        <a className="bar-lock" href="/">
          <Ruby>{text.toConsole}</Ruby>
        </a>
        {lock !== null && (
          <button type="button" className="bar-lock" data-testid="lock" onClick={lock}>
            <Ruby>{text.lock}</Ruby>
          </button>
        )}
      </div>
    </header>
  );
}
