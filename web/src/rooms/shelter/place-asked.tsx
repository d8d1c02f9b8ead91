import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { ShelterDetail } from '@hinomi/contracts';
import type { ChosenShelter } from '../../offline/tablet-store.js';
import { placeIn } from '../../places/place-address.js';
import { useShelterWords } from '../../words/shelter/shelter-words.js';
import { stateOf } from './choose-shelter.js';
import type { ShelterApi } from './shelter-api.js';
import { Text } from './shelter-text.js';
import { ROOM_PATH } from './tablet-access.js';

/** The shelter that the page's address names, as a printed form's code does; null = none. */
export function placeOfAddress(): string | null {
  return placeIn(window.location.href);
}

interface PlaceAskedProps {
  /** An id, or a national ID. */
  place: string;
  /** What this device reports for now. */
  current: ChosenShelter | null;
  api: ShelterApi;
  signIn: () => void;
  /** Null: the device stays as it is. */
  choose: (shelter: ChosenShelter | null) => void;
}

type Found =
  { state: 'asking' | 'failed' | 'sign-in' | 'forbidden' | 'gone' } | { state: 'found'; detail: ShelterDetail };

/** Opened by a form's code: that shelter is chosen, if the account may report for it. Changing from another one is asked. */
export function PlaceAsked({ place, current, api, signIn, choose }: PlaceAskedProps): ReactNode {
  const words = useShelterWords();
  const [found, setFound] = useState<Found>({ state: 'asking' });
  const [round, setRound] = useState(0);
  const latest = useRef({ current, choose });
  latest.current = { current, choose };
  useEffect(() => {
    let open = true;
    const ask = async (): Promise<Found> => {
      const detail = (await api.named(place, false)) ?? (await api.named(place, true));
      if (detail === null) return { state: 'gone' };
      return detail.mayReport ? { state: 'found', detail } : { state: 'forbidden' };
    };
    ask().then(
      (answer) => {
        if (!open) return;
        setFound(answer);
        const now = latest.current.current;
        if (answer.state === 'found' && (now === null || now.id === answer.detail.id)) leave(chosen(answer.detail));
      },
      (problem: unknown) => open && setFound({ state: stateOf(problem) }),
    );
    return () => {
      open = false;
    };
  }, [api, place, round]);
  useEffect(() => {
    const again = (): void => setRound((count) => count + 1);
    window.addEventListener('online', again);
    return () => window.removeEventListener('online', again);
  }, []);

  /** The address is done with: opened again, the room is as it was left. */
  const leave = (shelter: ChosenShelter | null): void => {
    window.history.replaceState(null, '', ROOM_PATH);
    latest.current.choose(shelter);
  };
  const said = {
    asking: words.searching,
    failed: words.place.failed,
    'sign-in': words.signInFirst,
    forbidden: words.place.forbidden,
    gone: words.place.gone,
    found: words.place.change(current?.name ?? ''),
  }[found.state];
  const mayTryAgain = found.state === 'failed';
  return (
    <main className="choose" data-testid="place-asked" data-state={found.state}>
      <h1>{found.state === 'found' ? <span lang="ja">{found.detail.name}</span> : <Text>{words.place.title}</Text>}</h1>
      <p role={found.state === 'asking' ? 'status' : 'alert'}>
        <Text>{said}</Text>
      </p>
      {found.state === 'found' && (
        <button
          type="button"
          className="button big-button big-primary"
          data-testid="place-change"
          onClick={() => leave(chosen(found.detail))}
        >
          <strong>
            <Text>{words.place.yes}</Text>
          </strong>
        </button>
      )}
      {(found.state === 'sign-in' || found.state === 'forbidden') && (
        <button type="button" className="button big-button big-primary" onClick={signIn} data-testid="sign-in">
          <strong>
            <Text>{words.signIn}</Text>
          </strong>
        </button>
      )}
      {mayTryAgain && (
        <button type="button" className="button big-button" onClick={() => setRound((count) => count + 1)}>
          <Text>{words.place.again}</Text>
        </button>
      )}
      {found.state !== 'asking' && (
        <button type="button" className="button" data-testid="place-leave" onClick={() => leave(null)}>
          <Text>{current === null ? words.place.other : words.place.stay(current.name)}</Text>
        </button>
      )}
    </main>
  );
}

function chosen({ id, name, municipality, exercise }: ShelterDetail): ChosenShelter {
  return { id, name, municipality, exercise };
}
