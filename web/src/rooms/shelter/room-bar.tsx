import type { ReactNode } from 'react';
import { LANGUAGE_NAMES, LANGUAGES, type Language } from '../../words/languages.js';
import { plain } from '../../words/ruby-text.js';
import type { ShelterCatalogue } from '../../words/shelter/ja.js';
import { useShelterWords } from '../../words/shelter/shelter-words.js';
import { uncorrected, waiting } from '../../offline/queue-decisions.js';
import { waitingEnvelopes } from '../../offline/reception/envelope-queue.js';
import { BrandMark, Icon } from '../console/icons.js';
import { Text } from './shelter-text.js';
import type { TabletView } from './tablet-view.js';

export interface Display {
  language: Language;
  setLanguage: (language: Language) => void;
  theme: 'light' | 'dark';
  setTheme: (theme: 'light' | 'dark') => void;
}

interface RoomBarProps {
  view: TabletView | null;
  display: Display;
  /** Null while nobody may look: the room is locked. */
  openQueue: (() => void) | null;
  /** Null where there is nothing to lock. */
  lock: (() => void) | null;
}

/** Which shelter, and whether headquarters have everything. */
export function RoomBar({ view, display, openQueue, lock }: RoomBarProps): ReactNode {
  const words = useShelterWords();
  const shelter = view?.shelter ?? null;
  const open =
    view === null
      ? 0
      : waiting(view.reports).length + placesIn(view, 'waiting') + waitingEnvelopes(view.envelopes).length;
  const refused =
    view === null
      ? 0
      : uncorrected(view.reports).length +
        placesIn(view, 'refused') +
        view.envelopes.filter(({ state }) => state === 'refused').length;
  const link = view?.send.link ?? 'idle';
  return (
    <header className="room-bar" data-testid="room-bar">
      <BrandMark />
      <div className="room-name">
        <span className="room-title">
          <Text>{words.room}</Text>
          {shelter !== null && shelter.exercise !== null && (
            <strong className="drill-mark">
              <Text>{words.drill}</Text>
            </strong>
          )}
        </span>
        {shelter && (
          <h1 lang="ja" data-testid="shelter-name">
            {shelter.name}
          </h1>
        )}
      </div>
      {view && shelter && (
        <button
          type="button"
          className="bar-queue"
          data-testid="open-queue"
          data-link={link}
          data-waiting={open}
          data-refused={refused}
          disabled={openQueue === null}
          onClick={openQueue ?? undefined}
        >
          {link === 'unreachable' && <Icon name="cut" />}
          <span>
            <Text>{queueText(open, refused, view.reports.length + view.envelopes.length, words)}</Text>
          </span>
        </button>
      )}
      <div className="bar-tools">
        <label>
          <span className="visually-hidden">
            <Text>{words.languageLabel}</Text>
          </span>
          <select
            data-testid="language"
            value={display.language}
            onChange={(event) => display.setLanguage(LANGUAGES.find((name) => name === event.target.value) ?? 'ja')}
          >
            {LANGUAGES.map((language) => (
              <option key={language} value={language} lang={language === 'en' ? 'en' : 'ja'}>
                {LANGUAGE_NAMES[language]}
              </option>
            ))}
          </select>
        </label>
        {lock !== null && (
          <button type="button" className="bar-lock" data-testid="lock" onClick={lock}>
            <Text>{words.pin.lock}</Text>
          </button>
        )}
        <button
          type="button"
          className="bar-theme"
          aria-label={plain(display.theme === 'light' ? words.dark : words.light)}
          onClick={() => display.setTheme(display.theme === 'light' ? 'dark' : 'light')}
        >
          <Icon name={display.theme === 'light' ? 'sun' : 'moon'} />
        </button>
      </div>
    </header>
  );
}

function placesIn({ places }: TabletView, state: 'waiting' | 'refused'): number {
  return places.filter((place) => place.state === state).length;
}

/** The worst of it: a refused report comes back by nobody but the person. */
function queueText(open: number, refused: number, all: number, words: ShelterCatalogue): string {
  if (refused > 0) return words.refusedCount(refused);
  if (open > 0) return words.waitingCount(open);
  return all > 0 ? words.allReceived : words.queue;
}
