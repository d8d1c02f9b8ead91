import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode, type RefObject } from 'react';
import type { ShelterEntry } from '@hinomi/contracts';
import { placeIn } from '../../../places/place-address.js';
import { useDeskWords } from '../../../words/desk/desk-words.js';
import { Ruby } from '../../../words/ruby.js';
import { plain } from '../../../words/ruby-text.js';
import type { ShelterApi } from '../../shelter/shelter-api.js';
import type { Chosen } from './desk-session.js';

/** Between two keys of somebody who types fast. */
const TYPING_MS = 150;

interface FindShelterProps {
  api: ShelterApi;
  exercise: boolean;
  inputRef: RefObject<HTMLInputElement | null>;
  choose: (shelter: Chosen) => void;
  /** Enter with nothing typed. */
  chooseFirst: () => void;
  /** Esc with nothing typed. */
  close: () => void;
  label?: string;
  hint?: string;
}

/** `of`: the words that were looked for. */
type Found = { of: string; shelters: ShelterEntry[] | 'failed' };

/** Finds one of many as one types; the arrows choose, Enter takes. */
export function FindShelter(props: FindShelterProps): ReactNode {
  const { api, exercise, inputRef, choose, chooseFirst, close, label, hint } = props;
  const text = useDeskWords();
  const id = useId();
  const [typed, setTyped] = useState('');
  const [found, setFound] = useState<Found>({ of: '', shelters: [] });
  const [active, setActive] = useState(0);
  /** Enter came before the answer: the only one found is meant. */
  const hurried = useRef(false);
  const latest = useRef(choose);
  latest.current = choose;
  const words = typed.trim();
  const scanned = placeIn(words);
  useEffect(() => {
    // An address is not looked for among the names: Enter opens it.
    if (words === '' || scanned !== null) return undefined;
    let open = true;
    const timer = setTimeout(() => {
      api.find(words, exercise).then(
        (shelters) => {
          if (!open) return;
          setActive(0);
          setFound({ of: words, shelters });
          const [only] = shelters;
          if (hurried.current && only !== undefined && shelters.length === 1) latest.current(only);
          hurried.current = false;
        },
        () => {
          if (open) setFound({ of: words, shelters: 'failed' });
        },
      );
    }, TYPING_MS);
    return () => {
      open = false;
      clearTimeout(timer);
    };
  }, [api, exercise, words, scanned]);

  const isAnswered = words !== '' && found.of === words;
  const shelters = isAnswered && found.shelters !== 'failed' ? found.shelters : [];
  /** A scanner types the address of a printed form, and Enter. */
  const openScanned = (place: string): void => {
    api.named(place, exercise).then(
      (shelter) => (shelter === null ? setFound({ of: words, shelters: [] }) : latest.current(shelter)),
      () => setFound({ of: words, shelters: 'failed' }),
    );
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const step = event.key === 'ArrowDown' ? 1 : -1;
      if (shelters.length > 0) setActive((now) => (now + step + shelters.length) % shelters.length);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      const chosen = shelters[active];
      if (scanned !== null) openScanned(scanned);
      else if (chosen !== undefined) choose(chosen);
      else if (words === '') chooseFirst();
      else hurried.current = !isAnswered;
    } else if (event.key === 'Escape') {
      if (typed === '') close();
      else setTyped('');
    }
  };
  return (
    <div className="desk-find">
      <label htmlFor={id}>
        <Ruby>{label ?? text.search}</Ruby>
      </label>
      <input
        id={id}
        ref={inputRef}
        type="text"
        role="combobox"
        autoComplete="off"
        spellCheck={false}
        aria-expanded={shelters.length > 0}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-describedby={`${id}-hint`}
        aria-activedescendant={shelters.length > 0 ? `${id}-${active}` : undefined}
        value={typed}
        data-testid="desk-search"
        onChange={(event) => {
          hurried.current = false;
          setTyped(event.target.value);
        }}
        onKeyDown={onKey}
      />
      <p className="desk-hint" id={`${id}-hint`}>
        <Ruby>{hint ?? text.searchHint}</Ruby>
      </p>
      <ul role="listbox" id={`${id}-list`} aria-label={plain(text.search)} hidden={shelters.length === 0}>
        {shelters.map((shelter, index) => (
          <li
            key={shelter.id}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === active}
            data-shelter={shelter.id}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => choose(shelter)}
          >
            <span data-own lang="ja">
              {shelter.name}
            </span>
            <small data-own lang="ja">
              {[shelter.nameKana, shelter.address].filter(Boolean).join(' ')}
            </small>
          </li>
        ))}
      </ul>
      <p role="status" className={isAnswered && shelters.length === 0 ? 'desk-hint' : 'visually-hidden'}>
        {isAnswered && (
          <Ruby>
            {found.shelters === 'failed'
              ? text.searchFailed
              : shelters.length === 0
                ? text.noMatch
                : text.found(shelters.length)}
          </Ruby>
        )}
      </p>
    </div>
  );
}
