import { Suspense, useEffect, useId, useState, type ReactNode } from 'react';
import type { OpenShelterRequest, ShelterEntry } from '@hinomi/contracts';
import { HubRefusal } from '../../access/hub-api.js';
import { SessionEnded } from '../../access/session-token.js';
import { clock } from '../../words/clock.js';
import { openingWords } from '../../words/opening/opening-words.js';
import { useShelterWords } from '../../words/shelter/shelter-words.js';
import type { KeptPlace } from '../../offline/place-queue.js';
import type { ChosenShelter } from '../../offline/tablet-store.js';
import { CodeEntry } from './arrival-sheet.js';
import type { Door } from './door.js';
import { OwnPlaces } from './own-places.js';
import type { ShelterApi } from './shelter-api.js';
import { Text } from './shelter-text.js';
import { lazyPart } from '../../lazy-part.js';

const OpenPlace = lazyPart(() => import('../opening/open-place.js'));

const TYPING_MS = 250;

interface ChooseShelterProps {
  door: Door;
  api: ShelterApi;
  nowMs: number;
  choose: (shelter: ChosenShelter) => void;
  signIn: () => void;
  /** Opened on this device, and how to open one more. */
  places: readonly KeptPlace[];
  openPlace: (request: OpenShelterRequest) => Promise<void>;
  /** A tablet that was enrolled for its shelters opens no others. */
  mayOpen: boolean;
  /** Of the shelter that is chosen; null = it is real, or none is. */
  run: string | null;
  /** Back to the one that is chosen; null on first use. */
  cancel: (() => void) | null;
}

type Found =
  { state: 'asking' } | { state: 'found'; entries: ShelterEntry[] } | { state: 'failed' | 'sign-in' | 'forbidden' };

/** First use: the one step that needs the network; opening a place needs none. */
export function ChooseShelter(props: ChooseShelterProps): ReactNode {
  const { door, api, nowMs, choose, signIn, places, openPlace, mayOpen, cancel } = props;
  const words = useShelterWords();
  const id = useId();
  const [search, setSearch] = useState('');
  const [exercise, setExercise] = useState(false);
  const [round, setRound] = useState(0);
  const [found, setFound] = useState<Found>({ state: 'asking' });
  const [opens, setOpens] = useState<'new' | KeptPlace | null>(null);

  useEffect(() => {
    let open = true;
    const ask = async (): Promise<void> => {
      try {
        const entries = await api.find(search.trim(), exercise);
        if (open) setFound({ state: 'found', entries });
      } catch (problem) {
        if (open) setFound({ state: stateOf(problem) });
      }
    };
    const timer = setTimeout(() => void ask(), search === '' ? 0 : TYPING_MS);
    return () => {
      open = false;
      clearTimeout(timer);
    };
  }, [api, search, exercise, round]);

  useEffect(() => {
    const again = (): void => setRound((count) => count + 1);
    window.addEventListener('online', again);
    return () => window.removeEventListener('online', again);
  }, []);

  if (opens !== null) {
    const inRun =
      found.state === 'found' ? found.entries.find((entry) => entry.exercise !== null)?.exercise : undefined;
    const before = opens === 'new' ? null : { request: opens.request, detail: opens.refusal?.detail ?? '' };
    return (
      <main className="choose">
        <Suspense fallback={<p role="status">{<Text>{words.starting}</Text>}</p>}>
          <OpenPlace
            language={words.language}
            exercise={before !== null ? before.request.exercise || false : exercise && (inRun ?? props.run)}
            before={before}
            heading="h1"
            mayLocate
            alike={(request) => api.alike(request)}
            open={openPlace}
            choose={(entry) => choose(chosen(entry))}
            cancel={() => setOpens(null)}
          />
        </Suspense>
      </main>
    );
  }
  return (
    <main className="choose" data-testid="choose-shelter">
      <h1>
        <Text>{words.choose}</Text>
      </h1>
      <p>
        <Text>{words.chooseMore}</Text>
      </p>
      <label className="choose-search" htmlFor={id}>
        <Text>{words.search}</Text>
      </label>
      <input
        id={id}
        type="search"
        autoComplete="off"
        data-testid="shelter-search"
        value={search}
        onChange={(event) => setSearch(event.target.value)}
      />
      <label className="choose-drill">
        <input
          type="checkbox"
          data-testid="drill-shelters"
          checked={exercise}
          onChange={(event) => setExercise(event.target.checked)}
        />
        <Text>{words.drillShelters}</Text>
      </label>
      <div role="status" className="choose-said">
        {found.state === 'asking' && <Text>{words.searching}</Text>}
        {found.state === 'failed' && <Text>{words.searchFailed}</Text>}
        {found.state === 'forbidden' && <Text>{words.link.forbidden}</Text>}
        {found.state === 'sign-in' && <Text>{words.signInFirst}</Text>}
        {found.state === 'found' && found.entries.length === 0 && <Text>{words.noMatch}</Text>}
      </div>
      {(found.state === 'sign-in' || found.state === 'forbidden') && (
        <button type="button" className="button big-button big-primary" onClick={signIn} data-testid="sign-in">
          <strong>
            <Text>{words.signIn}</Text>
          </strong>
        </button>
      )}
      {(found.state === 'sign-in' || found.state === 'forbidden') && <CodeEntry door={door} />}
      {found.state === 'found' && (
        <ul className="shelter-list">
          {found.entries.map((entry) => (
            <li key={entry.id}>
              <button
                type="button"
                className="shelter-row"
                data-shelter={entry.id}
                onClick={() => choose(chosen(entry))}
              >
                <span className="shelter-name" lang="ja">
                  {entry.name}
                </span>
                {entry.exercise !== null && (
                  <span className="drill-mark">
                    <Text>{words.drill}</Text>
                  </span>
                )}
                <span className="shelter-where" lang="ja">
                  {[entry.nameKana, entry.municipality, entry.address].filter(Boolean).join('　')}
                </span>
                <span className="shelter-when">
                  <Text>
                    {entry.reportedAt === null
                      ? words.noReport
                      : words.lastReport(clock(entry.reportedAt, words.language, nowMs))}
                  </Text>
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
      {mayOpen && (
        <button type="button" className="button" onClick={() => setOpens('new')} data-testid="open-new">
          <Text>{openingWords(words.language).title}</Text>
        </button>
      )}
      <OwnPlaces places={places} choose={choose} correct={setOpens} />
      {cancel && (
        <button type="button" className="button" onClick={cancel} data-testid="keep-shelter">
          <Text>{words.cancel}</Text>
        </button>
      )}
    </main>
  );
}

export function stateOf(problem: unknown): 'failed' | 'sign-in' | 'forbidden' {
  if (problem instanceof SessionEnded) return 'sign-in';
  if (!(problem instanceof HubRefusal)) return 'failed';
  return problem.status === 401 ? 'sign-in' : problem.status === 403 ? 'forbidden' : 'failed';
}

function chosen({ id, name, municipality, exercise }: ShelterEntry): ChosenShelter {
  return { id, name, municipality, exercise };
}
