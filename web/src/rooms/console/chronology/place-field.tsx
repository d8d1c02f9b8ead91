import { useEffect, useId, useRef, useState, type ReactNode } from 'react';
import type { LogDraft } from '../../../chronology/log-draft.js';
import { useChronologyWords } from '../../../words/chronology/chronology-words.js';
import { Ruby } from '../../../words/ruby.js';
import { plain } from '../../../words/ruby-text.js';
import type { Named, PlaceSource } from './entry-fields.js';

/** Between two keys of somebody who types fast. */
const TYPING_MS = 200;

interface PlaceFieldProps {
  draft: LogDraft;
  change: (part: Partial<LogDraft>) => void;
  places: PlaceSource;
}

/** A place by its name, found among shelters and municipalities as one types, or where the map looks. */
export function PlaceField({ draft, change, places }: PlaceFieldProps): ReactNode {
  const text = useChronologyWords();
  const id = useId();
  const [found, setFound] = useState<readonly Named[]>([]);
  const [typed, setTyped] = useState('');
  const latest = useRef({ find: places.find, change });
  latest.current = { find: places.find, change };
  useEffect(() => {
    const words = typed.trim();
    if (words === '') return undefined;
    let open = true;
    const timer = setTimeout(() => {
      latest.current.find(words).then(
        (named) => {
          if (!open) return;
          setFound(named);
          // Typed whole before the answer came.
          const exact = named.find(({ name }) => name === words);
          if (exact !== undefined) latest.current.change({ lngLat: exact.lngLat });
        },
        // The name alone will do.
        () => setFound([]),
      );
    }, TYPING_MS);
    return () => {
      open = false;
      clearTimeout(timer);
    };
  }, [typed]);
  const put = (place: string): void => {
    setTyped(place);
    change({ place, lngLat: found.find(({ name }) => name === place)?.lngLat ?? null });
  };
  const [lng, lat] = draft.lngLat ?? [];
  const { about } = places;
  return (
    <div className="log-place">
      <label className="desk-field">
        <Ruby>{text.fields.place}</Ruby>
        <input
          type="text"
          autoComplete="off"
          maxLength={200}
          list={id}
          value={draft.place}
          data-log-field="place"
          onChange={(event) => put(event.target.value)}
        />
        <datalist id={id}>
          {found.map(({ name }, index) => (
            <option key={`${index} ${name}`} value={name} />
          ))}
        </datalist>
      </label>
      <button
        type="button"
        className="button"
        data-testid="log-map-centre"
        onClick={() => change({ lngLat: places.mapCentre() })}
      >
        <Ruby>{text.mapCentre}</Ruby>
      </button>
      {about !== null && (
        <button
          type="button"
          className="button"
          data-testid="log-about"
          aria-label={plain(text.aboutOpened(about.name))}
          onClick={() => change({ place: about.name, lngLat: about.lngLat })}
        >
          <span data-own lang="ja">
            {about.name}
          </span>
        </button>
      )}
      {lng !== undefined && lat !== undefined && (
        <p className="desk-hint" data-testid="log-point">
          <Ruby>{text.onMap(lat.toFixed(4), lng.toFixed(4))}</Ruby>{' '}
          <button type="button" className="link-button" onClick={() => change({ lngLat: null })}>
            <Ruby>{text.noPoint}</Ruby>
          </button>
        </p>
      )}
    </div>
  );
}
