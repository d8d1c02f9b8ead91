import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { PersonAnswer, PersonSearch } from '@hinomi/contracts';
import { useCareWords } from '../../words/care/care-words.js';
import { Ruby } from '../../words/ruby.js';
import { Problem } from '../accounts/problem.js';
import { Icon } from '../console/icons.js';
import type { CareApi, CarePlace } from './care-api.js';
import { refusalText } from './refusal-text.js';
import { StatusLine } from './status-line.js';
import { TextField } from './stated-fields.js';

interface FindPageProps {
  api: CareApi;
  place: CarePlace;
  open: (person: PersonAnswer) => void;
  back: () => void;
}

type State = { at: 'idle' | 'asking' } | { at: 'found'; persons: PersonAnswer[] } | { at: 'failed'; text: string };

/** Where somebody is, and nothing else of them. */
export function FindPage({ api, place, open, back }: FindPageProps): ReactNode {
  const words = useCareWords();
  const text = words.find;
  const [way, setWay] = useState<'name' | 'number'>('name');
  const [said, setSaid] = useState({ name: '', birthDate: '', system: '', value: '' });
  const [state, setState] = useState<State>({ at: 'idle' });
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const { name, birthDate, system, value } = said;
  const find = (): void => {
    const by: PersonSearch['by'] =
      way === 'name' ? { name: name.trim(), birthDate } : { system: system.trim(), value: value.trim() };
    setState({ at: 'asking' });
    api.search(place, by).then(
      (persons) => setState({ at: 'found', persons }),
      (problem: unknown) => setState({ at: 'failed', text: refusalText(problem, words) }),
    );
  };
  return (
    <main className="care-page" data-testid="find-page">
      <div className="care-head">
        <button type="button" className="button" onClick={back} data-testid="back">
          <Icon name="back" />
          <Ruby>{words.back}</Ruby>
        </button>
        <h1 ref={heading} tabIndex={-1}>
          <Ruby>{text.title}</Ruby>
        </h1>
      </div>
      <form
        className="care-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (state.at !== 'asking') find();
        }}
      >
        <p className="care-note">
          <Ruby>{text.more}</Ruby>
        </p>
        <fieldset className="segmented care-way">
          <legend className="visually-hidden">
            <Ruby>{text.title}</Ruby>
          </legend>
          {(['name', 'number'] as const).map((each) => (
            <label key={each}>
              <input type="radio" name="way" value={each} checked={way === each} onChange={() => setWay(each)} />
              <span>
                <Ruby>{each === 'name' ? text.byName : text.byNumber}</Ruby>
              </span>
            </label>
          ))}
        </fieldset>
        <div className="field-group">
          {way === 'name' ? (
            <>
              <TextField
                required
                name="name"
                label={text.name}
                value={name}
                put={(to) => setSaid({ ...said, name: to })}
              />
              <TextField
                required
                name="birthDate"
                type="date"
                label={text.birth}
                value={birthDate}
                put={(to) => setSaid({ ...said, birthDate: to })}
              />
            </>
          ) : (
            <>
              <TextField
                required
                name="system"
                label={`${text.system}（${text.systemHint}）`}
                value={system}
                put={(to) => setSaid({ ...said, system: to })}
              />
              <TextField
                required
                name="value"
                label={text.value}
                value={value}
                put={(to) => setSaid({ ...said, value: to })}
              />
            </>
          )}
        </div>
        <div className="care-send">
          <button type="submit" className="button button-accent" data-testid="search-person">
            <Ruby>{text.act}</Ruby>
          </button>
          <span role="status">
            {state.at === 'asking' && <Ruby>{words.loading}</Ruby>}
            {state.at === 'found' && (
              <Ruby>{state.persons.length === 0 ? text.none : text.found(state.persons.length)}</Ruby>
            )}
          </span>
        </div>
        {state.at === 'failed' && <Problem text={state.text} />}
      </form>
      {state.at === 'found' && (
        <ul className="care-found">
          {state.persons.map((person) => (
            <li key={person.id} className="care-card" data-found={person.id}>
              <StatusLine api={api} place={place} person={person} />
              <span className="care-note">
                <Ruby>{text.records(person.records.length)}</Ruby>
              </span>
              <button type="button" className="button" onClick={() => open(person)} data-testid="open-found">
                <Ruby>{text.openPerson}</Ruby>
              </button>
            </li>
          ))}
        </ul>
      )}
    </main>
  );
}
