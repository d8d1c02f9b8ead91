import { useEffect, useMemo, useState, type ReactNode } from 'react';
import type { Me } from '@hinomi/contracts';
import type { Arrival } from '../../access/arrival.js';
import { careWords } from '../../words/care/care-words.js';
import { WordsContext } from '../../words/language-context.js';
import { htmlLang, LANGUAGES } from '../../words/languages.js';
import { wordsOf } from '../../words/words.js';
import { usePreference } from '../console/use-preference.js';
import { CareApi } from './care-api.js';
import { CareBar } from './care-bar.js';
import { CareRoom } from './care-room.js';
import { DoorPage, WrongRolePage } from './door-pages.js';
import { useCareSession } from './use-care-session.js';
import { useLock } from './use-lock.js';
import { usePlace } from './use-place.js';

/** The care room: who works here, where and what for; all else only after that. */
export function CareApp({ arrival }: { arrival: Arrival | null }): ReactNode {
  const [language, setLanguage] = usePreference('language', LANGUAGES, 'ja');
  const [theme, setTheme] = useState(themeHere);
  const words = useMemo(() => wordsOf(language), [language]);
  const care = careWords(language);
  const session = useCareSession(arrival, language);
  const { viewer } = session;
  const access = viewer.at === 'in' ? viewer.access : null;
  const api = useMemo(() => (access === null ? null : new CareApi(access)), [access]);
  const { me, failed, again } = useCarer(api);
  const lock = useLock(viewer.at === 'in', session.lock);
  const place = usePlace(api, me?.permissions.includes('vault:care') ?? false);

  useEffect(() => {
    document.documentElement.lang = htmlLang(language);
    document.documentElement.dataset['language'] = language;
    document.documentElement.dataset['theme'] = theme;
    document.title = care.pageTitle;
  }, [language, theme, care]);

  const isCarer = me?.permissions.includes('vault:care') ?? false;
  return (
    <WordsContext.Provider value={words}>
      <div className="care" data-testid="care" data-at={viewer.at}>
        <CareBar
          place={isCarer ? place : null}
          display={{ language, setLanguage, theme, setTheme }}
          lock={viewer.at === 'in' ? session.lock : null}
          secondsLeft={lock.secondsLeft}
          stay={lock.stay}
        />
        {viewer.at !== 'in' && <DoorPage viewer={viewer} signIn={session.signIn} />}
        {api !== null && me === null && <DoorPage viewer={{ at: 'starting', failed }} signIn={again} />}
        {api !== null && me !== null && !isCarer && <WrongRolePage me={me} become={session.become} />}
        {api !== null && me !== null && isCarer && <CareRoom key={me.subject} api={api} place={place} />}
      </div>
    </WordsContext.Provider>
  );
}

type Theme = 'light' | 'dark';

/** As the console of this browser shows itself; what is changed here lasts as long as the page. */
function themeHere(): Theme {
  try {
    return localStorage.getItem('hinomi.theme') === 'dark' ? 'dark' : 'light';
  } catch {
    return 'light';
  }
}

const RETRY_MS = 3_000;

/** Who the token stands for; asked until the hub answers. */
function useCarer(api: CareApi | null): { me: Me | null; failed: boolean; again: () => void } {
  const [known, setKnown] = useState<{ api: CareApi; me: Me } | null>(null);
  const [failed, setFailed] = useState(false);
  const [round, setRound] = useState(0);
  useEffect(() => {
    if (api === null) return;
    let open = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    api.me().then(
      (me) => {
        if (!open) return;
        setFailed(false);
        setKnown({ api, me });
      },
      () => {
        if (!open) return;
        setFailed(true);
        timer = setTimeout(() => setRound((count) => count + 1), RETRY_MS);
      },
    );
    return () => {
      open = false;
      clearTimeout(timer);
    };
  }, [api, round]);
  const me = known !== null && known.api === api ? known.me : null;
  return { me, failed, again: () => setRound((count) => count + 1) };
}
