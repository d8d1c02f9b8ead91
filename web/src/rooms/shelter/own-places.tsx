import type { ReactNode } from 'react';
import { idOfPlace, type KeptPlace } from '../../offline/place-queue.js';
import type { ChosenShelter } from '../../offline/tablet-store.js';
import { openingWords } from '../../words/opening/opening-words.js';
import { useShelterWords } from '../../words/shelter/shelter-words.js';
import { Text } from './shelter-text.js';

interface OwnPlacesProps {
  places: readonly KeptPlace[];
  choose: (shelter: ChosenShelter) => void;
  correct: (place: KeptPlace) => void;
}

/** What this device opened, to come back to, also where the hub has not heard of it yet. */
export function OwnPlaces({ places, choose, correct }: OwnPlacesProps): ReactNode {
  const words = useShelterWords();
  if (places.length === 0) return null;
  const opening = openingWords(words.language);
  return (
    <section data-testid="own-places">
      <h2>
        <Text>{opening.ownPlaces}</Text>
      </h2>
      <ul className="shelter-list">
        {places.map((place) => (
          <li key={place.request.placeId}>
            <button
              type="button"
              className="shelter-row"
              data-own-place={idOfPlace(place)}
              onClick={() => {
                const { name, exercise } = place.request;
                if (place.state === 'refused') correct(place);
                else choose({ id: idOfPlace(place), name, municipality: null, exercise });
              }}
            >
              <span className="shelter-name" lang="ja">
                {place.request.name}
              </span>
              {place.request.exercise !== null && (
                <span className="drill-mark">
                  <Text>{words.drill}</Text>
                </span>
              )}
              <PlaceState place={place} />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Within the list of what this device has to send. */
export function PlaceList({ places }: { places: readonly KeptPlace[] }): ReactNode {
  if (places.length === 0) return null;
  return (
    <ul className="report-list">
      {places.map((place) => (
        <li key={place.request.placeId} data-place={idOfPlace(place)} data-state={place.state}>
          <span lang="ja">{place.request.name}</span>
          <PlaceState place={place} />
        </li>
      ))}
    </ul>
  );
}

function PlaceState({ place: { state, refusal } }: { place: KeptPlace }): ReactNode {
  const { language } = useShelterWords();
  return (
    <span>
      <span className="state-chip" data-state={state}>
        <Text>{openingWords(language).states[state]}</Text>
      </span>
      {refusal && (
        <span className="report-reason" lang="en">
          {refusal.detail} <code>{refusal.code}</code>
        </span>
      )}
    </span>
  );
}
