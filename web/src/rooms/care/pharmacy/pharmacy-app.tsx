import { useEffect, useMemo, useState, type ReactNode } from 'react';
import { RunId, type DemoClient, type Me } from '@hinomi/contracts';
import type { Arrival } from '../../../access/arrival.js';
import { careWords, useCareWords } from '../../../words/care/care-words.js';
import { useWords, WordsContext } from '../../../words/language-context.js';
import { htmlLang, LANGUAGES } from '../../../words/languages.js';
import { plain } from '../../../words/ruby-text.js';
import { Ruby } from '../../../words/ruby.js';
import { wordsOf } from '../../../words/words.js';
import { Problem } from '../../accounts/problem.js';
import { usePreference } from '../../console/use-preference.js';
import { CareApi } from '../care-api.js';
import { NeedsCatalogueContext } from '../need-names.js';
import { useAsked } from '../use-asked.js';
import { useCareSession, type CareViewer } from '../use-care-session.js';
import { PharmacyBar } from './pharmacy-bar.js';
import { PharmacyRoom } from './pharmacy-room.js';
import { PharmacyApi } from './task-api.js';

export const PHARMACY_PATH = '/pharmacy/';

/** The pharmacy's page: who is here, then what care teams ask for. */
export function PharmacyApp({ arrival }: { arrival: Arrival | null }): ReactNode {
  const [language, setLanguage] = usePreference('language', LANGUAGES, 'ja');
  const words = useMemo(() => wordsOf(language), [language]);
  const { pageTitle } = careWords(language).tasks.pharmacy;
  const session = useCareSession(arrival, language, PHARMACY_PATH);
  const { viewer } = session;
  const access = viewer.at === 'in' ? viewer.access : null;
  const api = useMemo(() => (access === null ? null : new CareApi(access)), [access]);
  const askMe = useMemo(() => (api === null ? null : () => api.me()), [api]);
  const askCatalogue = useMemo(() => (api === null ? null : () => api.catalogue()), [api]);
  const me = useAsked(askMe);
  const catalogue = useAsked(askCatalogue);
  const tasks = useMemo(() => (api === null ? null : new PharmacyApi(api, runInAddress())), [api]);
  useEffect(() => {
    document.documentElement.lang = htmlLang(language);
    document.documentElement.dataset['language'] = language;
    document.title = plain(pageTitle);
  }, [language, pageTitle]);

  const isPharmacist = me.value?.permissions.includes('vault:pharmacy') ?? false;
  return (
    <WordsContext.Provider value={words}>
      <NeedsCatalogueContext.Provider value={catalogue.value}>
        <div className="care pharmacy" data-testid="pharmacy" data-at={viewer.at}>
          <PharmacyBar
            language={language}
            setLanguage={setLanguage}
            isDrill={runInAddress() !== null}
            lock={viewer.at === 'in' ? session.lock : null}
          />
          {viewer.at !== 'in' && <Door viewer={viewer} signIn={session.signIn} />}
          {me.value !== null && !isPharmacist && <WrongRole me={me.value} become={session.become} />}
          {me.state === 'failed' && me.value === null && <Failed again={me.again} />}
          {tasks !== null && isPharmacist && <PharmacyRoom api={tasks} />}
        </div>
      </NeedsCatalogueContext.Provider>
    </WordsContext.Provider>
  );
}

/** A drill's tasks are on a page of their own: `/pharmacy/#exercise=<run>`. */
function runInAddress(): RunId | null {
  const run = RunId.safeParse(new URLSearchParams(window.location.hash.slice(1)).get('exercise'));
  return run.success ? run.data : null;
}

function Door({ viewer, signIn }: { viewer: Exclude<CareViewer, { at: 'in' }>; signIn: () => void }): ReactNode {
  const text = useCareWords();
  const words = useWords();
  if (viewer.at === 'starting') {
    return (
      <main className="care-door">
        {viewer.failed ? (
          <Problem text={text.failed} />
        ) : (
          <p role="status">
            <Ruby>{words.startUp.loading}</Ruby>
          </p>
        )}
      </main>
    );
  }
  return (
    <main className="care-door" data-testid="pharmacy-door">
      <h1>
        <Ruby>{text.tasks.pharmacy.room}</Ruby>
      </h1>
      {viewer.at === 'ended' && (
        <p role="alert">
          <Ruby>{words.people.sessionEnded}</Ruby> <Ruby>{text.door.endedMore}</Ruby>
        </p>
      )}
      <p>
        <Ruby>{text.tasks.pharmacy.roomMore}</Ruby>
      </p>
      <p className="care-note">
        <Ruby>{text.tasks.pharmacy.signInMore}</Ruby>
      </p>
      {viewer.at === 'signed-out' && viewer.failed && <Problem text={text.door.failed} />}
      <button type="button" className="button button-accent" onClick={signIn} data-testid="sign-in">
        <Ruby>{text.door.signIn}</Ruby>
      </button>
    </main>
  );
}

function WrongRole({ me, become }: { me: Me; become: ((client: DemoClient) => void) | null }): ReactNode {
  const text = useCareWords().tasks.pharmacy;
  const words = useWords();
  return (
    <main className="care-door" data-testid="wrong-role">
      <h1>
        <Ruby>{text.wrongRole}</Ruby>
      </h1>
      <p>
        <Ruby>{text.wrongRoleMore(plain(words.people.roles[me.role]))}</Ruby>
      </p>
      {become !== null && (
        <button
          type="button"
          className="button button-accent"
          data-testid="become-pharmacist"
          onClick={() => become('demo-pharmacist')}
        >
          <Ruby>{text.becomePharmacist}</Ruby>
        </button>
      )}
    </main>
  );
}

function Failed({ again }: { again: () => void }): ReactNode {
  const text = useCareWords();
  const [pressed, setPressed] = useState(false);
  return (
    <main className="care-door">
      <Problem text={text.failed} />
      <button
        type="button"
        className="button"
        disabled={pressed}
        onClick={() => {
          setPressed(true);
          again();
        }}
      >
        <Ruby>{text.reload}</Ruby>
      </button>
    </main>
  );
}
