import { useCallback, useEffect, useState, useSyncExternalStore, type ReactNode } from 'react';
import { htmlLang, LANGUAGES } from '../../words/languages.js';
import { shelterWords, ShelterWordsContext } from '../../words/shelter/shelter-words.js';
import { usePreference } from '../console/use-preference.js';
import { EnrolSheet, TakeSheet } from './arrival-sheet.js';
import { Door, type DoorView } from './door.js';
import { LockedPage, NewPinPage } from './pin-page.js';
import { RoomBar, type Display } from './room-bar.js';
import { ShelterRoom } from './shelter-room.js';
import { Text } from './shelter-text.js';

const THEMES = ['light', 'dark'] as const;

const CLOSED: DoorView = { at: 'opening' };
const NO_DOOR = { subscribe: () => () => undefined, view: (): DoorView => CLOSED };
const NO_TABLET = { subscribe: () => () => undefined, view: () => null };

/** The tablet room: everything of it stands on the device's own database, the hub or none. */
export function ShelterApp(): ReactNode {
  const [language, setLanguage] = usePreference('language', LANGUAGES, 'ja');
  const [theme, setTheme] = usePreference('theme', THEMES, 'light');
  const words = shelterWords(language);
  const { door, failed } = useDoor();
  const at = useSyncExternalStore((door ?? NO_DOOR).subscribe, (door ?? NO_DOOR).view);
  const inside = at.at === 'open' ? at.inside : null;
  const behind = inside?.tablet ?? (at.at === 'locked' ? door?.behindScreen() : null) ?? NO_TABLET;
  const view = useSyncExternalStore(behind.subscribe, behind.view);
  const [signInFailed, setSignInFailed] = useState(false);
  const [showsQueue, setShowsQueue] = useState(false);
  const display: Display = { language, setLanguage, theme, setTheme };

  useEffect(() => {
    document.documentElement.lang = htmlLang(language);
    document.documentElement.dataset['language'] = language;
    document.documentElement.dataset['theme'] = theme;
    document.title = words.pageTitle;
  }, [language, theme, words]);

  const signIn = useCallback(() => {
    inside?.access.signIn(language).catch(() => setSignInFailed(true));
  }, [inside, language]);
  const lock = useCallback(() => {
    setShowsQueue(false);
    door?.lock();
  }, [door]);
  const lockAfterMinutes = at.at === 'open' ? at.lockAfterMinutes : null;

  return (
    <ShelterWordsContext.Provider value={words}>
      <div className="tablet" data-testid="tablet" data-ready={at.at !== 'opening'} data-at={at.at}>
        <RoomBar
          view={view}
          display={display}
          openQueue={inside === null ? null : () => setShowsQueue(true)}
          lock={lockAfterMinutes === null ? null : lock}
        />
        {door !== null && at.at === 'new' && <NewPinPage door={door} view={at} />}
        {door !== null && at.at === 'locked' && <LockedPage door={door} view={at} />}
        {door !== null && inside !== null && view !== null && (
          <ShelterRoom
            door={door}
            inside={inside}
            lockAfterMinutes={lockAfterMinutes}
            view={view}
            signIn={signIn}
            signInFailed={signInFailed}
            queue={{ shown: showsQueue, show: setShowsQueue }}
          />
        )}
        {door !== null && inside !== null && door.arrival?.kind === 'enrol' && (
          <EnrolSheet key={door.arrival.code} door={door} inside={inside} arrival={door.arrival} />
        )}
        {door !== null && inside !== null && door.arrival?.kind === 'reports' && (
          <TakeSheet key={door.arrival.code} door={door} inside={inside} arrival={door.arrival} />
        )}
        {at.at === 'opening' && (
          <main className="choose">
            <p role={failed ? 'alert' : 'status'}>
              <Text>{failed ? words.storeFailed : words.starting}</Text>
            </p>
          </main>
        )}
      </div>
    </ShelterWordsContext.Provider>
  );
}

function useDoor(): { door: Door | null; failed: boolean } {
  const [door, setDoor] = useState<Door | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    let open = true;
    let opened: Door | null = null;
    Door.open().then(
      (made) => {
        if (!open) return made.close();
        opened = made;
        setDoor(made);
      },
      (problem: unknown) => {
        console.error(problem);
        setFailed(true);
      },
    );
    return () => {
      open = false;
      opened?.close();
    };
  }, []);
  return { door, failed };
}
