import { useCallback, useEffect, useMemo, useState, type ReactNode } from 'react';
import type { HubStatus } from '@hinomi/contracts';
import { DEMO_CLIENTS } from '@hinomi/contracts';
import type { Arrival } from './access/arrival.js';
import { useMe } from './access/use-me.js';
import { useViewer } from './access/use-viewer.js';
import { fetchStatus, HubApi } from './access/hub-api.js';
import { ConsoleRoom } from './rooms/console/console-room.js';
import { usePreference } from './rooms/console/use-preference.js';
import { StartUp } from './rooms/console/start-up.js';
import { WordsContext } from './words/language-context.js';
import { useWordsWithPlaces } from './places/use-place-names.js';
import { htmlLang, LANGUAGES } from './words/words.js';

const THEMES = ['light', 'dark'] as const;
const STATUS_RETRY_MS = 3_000;
/** Heartbeats tell at once what the map needs; this is for the rest. */
const STATUS_REFRESH_MS = 60_000;

/** `arrival`: the issuer's answer, when the page was opened by it. */
export function App({ arrival }: { arrival: Arrival | null }): ReactNode {
  const [language, setLanguage] = usePreference('language', LANGUAGES, 'ja');
  const [theme, setTheme] = usePreference('theme', THEMES, 'light');
  const { status, failed, askStatus } = useStatus();
  const words = useWordsWithPlaces(language);
  const control = useViewer(status, arrival, language);
  const { viewer, become } = control;
  const access = 'access' in viewer ? viewer.access : null;
  const api = useMemo(() => (access === null ? null : new HubApi(access)), [access]);
  const me = useMe(api, viewer.kind === 'demonstration' ? DEMO_CLIENTS[viewer.client] : null);
  const becomeOperator = useMemo(() => become && ((): HubApi => new HubApi(become('demo-operator'))), [become]);

  useEffect(() => {
    document.documentElement.lang = htmlLang(language);
    document.documentElement.dataset['language'] = language;
    document.documentElement.dataset['theme'] = theme;
    document.title = words.pageTitle;
  }, [language, theme, words]);

  return (
    <WordsContext.Provider value={words}>
      {status === null || access === null || api === null ? (
        <StartUp failed={failed && status === null} signedOut={viewer.kind === 'signed-out'} signIn={control.signIn} />
      ) : (
        <ConsoleRoom
          status={status}
          askStatus={askStatus}
          access={access}
          api={api}
          becomeOperator={becomeOperator}
          me={me}
          people={control}
          display={{ language, setLanguage, theme, setTheme }}
        />
      )}
    </WordsContext.Provider>
  );
}

/** The hub's status, asked until it answers and then once in a while; kept as it is while it says the same. */
function useStatus(): { status: HubStatus | null; failed: boolean; askStatus: () => void } {
  const [status, setStatus] = useState<HubStatus | null>(null);
  const [failed, setFailed] = useState(false);
  const [round, setRound] = useState(0);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let open = true;
    const ask = async (): Promise<number> => {
      try {
        const next = await fetchStatus();
        if (open) setStatus((known) => (JSON.stringify(known) === JSON.stringify(next) ? known : next));
        return STATUS_REFRESH_MS;
      } catch {
        if (open) setFailed(true);
        return STATUS_RETRY_MS;
      }
    };
    const run = (): void => {
      void ask().then((waitMs) => {
        if (open) timer = setTimeout(run, waitMs);
      });
    };
    run();
    return () => {
      open = false;
      clearTimeout(timer);
    };
  }, [round]);
  const askStatus = useCallback(() => setRound((count) => count + 1), []);
  return { status, failed, askStatus };
}
