import { useCallback, useEffect, useState, type ReactNode } from 'react';
import { CARE_PURPOSES, type CarePurpose } from '@hinomi/contracts';
import { useCareWords } from '../../words/care/care-words.js';
import { Ruby } from '../../words/ruby.js';
import { Problem } from '../accounts/problem.js';
import { AskedState } from './asked-state.js';
import type { CareApi } from './care-api.js';
import { useAsked } from './use-asked.js';
import type { PlaceChoice, WorkPlace } from './use-place.js';

const TYPING_MS = 250;

/** The first step: where one works, and what for. */
export function ChoosePlace({ api, place }: { api: CareApi; place: PlaceChoice }): ReactNode {
  const text = useCareWords();
  const { choose } = text;
  const [search, setSearch] = useState('');
  const [said, setSaid] = useState('');
  const [exercise, setExercise] = useState(false);
  const [shelter, setShelter] = useState<WorkPlace | null>(place.shelter);
  const [purpose, setPurpose] = useState<CarePurpose | null>(place.purpose);
  useEffect(() => {
    const timer = setTimeout(() => setSaid(search.trim()), search === '' ? 0 : TYPING_MS);
    return () => clearTimeout(timer);
  }, [search]);
  const find = useCallback(() => api.findShelters(said, exercise), [api, said, exercise]);
  const found = useAsked(find);
  return (
    <main className="care-page" data-testid="choose-place">
      <form
        className="care-choose"
        onSubmit={(event) => {
          event.preventDefault();
          if (shelter !== null && purpose !== null) place.choose(shelter, purpose);
        }}
      >
        <h1>
          <Ruby>{choose.title}</Ruby>
        </h1>
        <p className="care-note">
          <Ruby>{choose.more}</Ruby>
        </p>
        {place.missing && <Problem text={choose.noShelter} />}
        <label className="field">
          <span className="field-label">
            <Ruby>{choose.search}</Ruby>
          </span>
          <input
            type="search"
            autoComplete="off"
            data-testid="shelter-search"
            value={search}
            onChange={({ target }) => setSearch(target.value)}
          />
        </label>
        <label className="check">
          <input
            type="checkbox"
            data-testid="drill-shelters"
            checked={exercise}
            onChange={({ target }) => setExercise(target.checked)}
          />
          <span>
            <Ruby>{choose.drills}</Ruby>
          </span>
        </label>
        <AskedState asked={found} />
        {found.value?.length === 0 && (
          <p role="status">
            <Ruby>{choose.none}</Ruby>
          </p>
        )}
        <ul className="care-shelters">
          {(found.value ?? []).map((entry) => (
            <li key={entry.id}>
              <label className="care-choice">
                <input
                  type="radio"
                  name="shelter"
                  data-shelter={entry.id}
                  checked={shelter?.id === entry.id}
                  onChange={() => setShelter(entry)}
                />
                <span>
                  <strong lang="ja" data-own>
                    {entry.name}
                  </strong>
                  {entry.exercise !== null && (
                    <span className="drill-mark">
                      <Ruby>{text.drill}</Ruby>
                    </span>
                  )}
                  <span className="care-note" lang="ja" data-own>
                    {[entry.nameKana, entry.municipality, entry.address].filter(Boolean).join('　')}
                  </span>
                </span>
              </label>
            </li>
          ))}
        </ul>
        <fieldset className="care-purposes">
          <legend>
            <Ruby>{choose.title2}</Ruby>
          </legend>
          <p className="care-note">
            <Ruby>{choose.more2}</Ruby>
          </p>
          <div className="care-purpose-choices">
            {CARE_PURPOSES.map((each) => (
              <label key={each} className="care-choice">
                <input
                  type="radio"
                  name="purpose"
                  value={each}
                  checked={purpose === each}
                  onChange={() => setPurpose(each)}
                />
                <strong>
                  <Ruby>{text.purposes[each]}</Ruby>
                </strong>
              </label>
            ))}
          </div>
        </fieldset>
        <button
          type="submit"
          className="button button-accent"
          data-testid="start-care"
          aria-disabled={shelter === null || purpose === null}
        >
          <Ruby>{choose.start}</Ruby>
        </button>
      </form>
    </main>
  );
}
