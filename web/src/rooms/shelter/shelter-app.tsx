import { HubApi } from '../../access/hub-api.js';
import { useCallback, useEffect, useMemo, useState, useSyncExternalStore, type ReactNode } from 'react';
import type { KeptPlace } from '../../offline/place-queue.js';
import { Shelf } from '../../offline/shelf.js';
import { TabletStore } from '../../offline/tablet-store.js';
import { htmlLang, LANGUAGES } from '../../words/languages.js';
import { shelterWords, ShelterWordsContext } from '../../words/shelter/shelter-words.js';
import { usePreference } from '../console/use-preference.js';
import { RoomBar, type Display } from './room-bar.js';
import { PATIENCE_MS, ShelterApi } from './shelter-api.js';
import { ShelterRoom } from './shelter-room.js';
import { Text } from './shelter-text.js';
import { Tablet } from './tablet.js';
import { TabletAccess } from './tablet-access.js';

const THEMES = ['light', 'dark'] as const;
/** The database of the places that this device opened. */
const PLACES = 'hinomi-shelter-places';
const NOTHING = { subscribe: () => () => undefined, view: () => null };

/** The tablet room: everything of it stands on the device's own database, the hub or none. */
export function ShelterApp(): ReactNode {
  const [language, setLanguage] = usePreference('language', LANGUAGES, 'ja');
  const [theme, setTheme] = usePreference('theme', THEMES, 'light');
  const words = shelterWords(language);
  const [access] = useState(() => new TabletAccess());
  const api = useMemo(() => new ShelterApi(new HubApi(access, PATIENCE_MS)), [access]);
  const { tablet, failed } = useTablet(api);
  const view = useSyncExternalStore((tablet ?? NOTHING).subscribe, (tablet ?? NOTHING).view);
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
    access.signIn(language).catch(() => setSignInFailed(true));
  }, [access, language]);

  return (
    <ShelterWordsContext.Provider value={words}>
      <div className="tablet" data-testid="tablet" data-ready={view !== null}>
        <RoomBar view={view} display={display} openQueue={() => setShowsQueue(true)} />
        {tablet !== null && view !== null ? (
          <ShelterRoom
            tablet={tablet}
            view={view}
            api={api}
            signIn={signIn}
            signInFailed={signInFailed}
            queue={{ shown: showsQueue, show: setShowsQueue }}
          />
        ) : (
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

function useTablet(api: ShelterApi): { tablet: Tablet | null; failed: boolean } {
  const [tablet, setTablet] = useState<Tablet | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    let open = true;
    let opened: Tablet | null = null;
    Promise.all([TabletStore.open(), Shelf.open<KeptPlace>(PLACES)])
      .then(([store, places]) => Tablet.open(store, places, api))
      .then(
        (made) => {
          if (!open) return made.close();
          opened = made;
          setTablet(made);
        },
        () => setFailed(true),
      );
    return () => {
      open = false;
      opened?.close();
    };
  }, [api]);
  return { tablet, failed };
}
