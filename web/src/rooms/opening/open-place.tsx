import { useId, useState, type ReactNode } from 'react';
import { ulid } from 'ulid';
import { instantFromMillis, type AlikeShelter, type OpenShelterRequest } from '@hinomi/contracts';
import type { Language } from '../../words/languages.js';
import { openingWords } from '../../words/opening/opening-words.js';
import { RubyText } from '../../words/ruby-text-view.js';
import { emptyForm, formOf, KINDS, requestOf, type OpeningForm } from './opening-form.js';
import { PositionPart } from './position-part.js';
import './open-place.css';

export interface OpenPlaceProps {
  language: Language;
  /** `false`: the real world. Null: an exercise, but nobody knows which run. */
  exercise: string | null | false;
  /** One that was refused, to be put right. */
  before: { request: OpenShelterRequest; detail: string } | null;
  heading: 'h1' | 'h4';
  /** Whether the person may be at the place. */
  mayLocate: boolean;
  /** Rejects while the hub is out of reach: then it is opened unseen. */
  alike: (request: OpenShelterRequest) => Promise<AlikeShelter[]>;
  /** Rejects with what the person can be told in the hub's words. */
  open: (request: OpenShelterRequest) => Promise<void>;
  choose: (shelter: AlikeShelter) => void;
  cancel: () => void;
}

type Step =
  { at: 'form' | 'checking' | 'opening' } | { at: 'alike'; request: OpenShelterRequest; found: AlikeShelter[] };

/** A place without designation, opened in a minute: what it is, its name, and where. A registered one that is alike comes first. */
export default function OpenPlace(props: OpenPlaceProps): ReactNode {
  const { language, exercise, before, heading: Heading, mayLocate, alike, open, choose, cancel } = props;
  const words = openingWords(language);
  const id = useId();
  const [form, setForm] = useState<OpeningForm>(() => (before === null ? emptyForm(ulid()) : formOf(before.request)));
  const [step, setStep] = useState<Step>({ at: 'form' });
  const [failed, setFailed] = useState<string | null>(null);
  const change = (part: Partial<OpeningForm>): void => setForm((now) => ({ ...now, ...part }));
  const say = (text: string): ReactNode => <RubyText language={language}>{text}</RubyText>;
  const now = instantFromMillis(Date.now());
  const request = exercise === null ? null : requestOf(form, exercise || null, before?.request.openedAt ?? now);

  const finish = (asked: OpenShelterRequest): void => {
    setStep({ at: 'opening' });
    open(asked).catch((problem: unknown) => {
      setStep({ at: 'form' });
      setFailed(problem instanceof Error ? problem.message : '');
    });
  };
  const submit = (asked: OpenShelterRequest): void => {
    setFailed(null);
    setStep({ at: 'checking' });
    alike(asked).then(
      (found) => (found.length === 0 ? finish(asked) : setStep({ at: 'alike', request: asked, found })),
      () => finish(asked),
    );
  };

  if (step.at === 'alike') {
    return (
      <section className="open-place" data-testid="alike-places">
        <Heading>{say(words.alike)}</Heading>
        <p>{say(words.alikeMore)}</p>
        <ul>
          {step.found.map((found) => (
            <li key={found.id}>
              <button type="button" className="open-alike" data-alike={found.id} onClick={() => choose(found)}>
                <strong lang="ja" data-own>
                  {found.name}
                </strong>
                <span lang="ja" data-own>
                  {found.address}
                </span>
                <span>
                  {found.sameName && <em>{say(words.sameName)}</em>}{' '}
                  {found.distanceMeters !== null && say(words.meters(found.distanceMeters))}
                </span>
              </button>
            </li>
          ))}
        </ul>
        <div className="open-buttons">
          <button type="button" className="button" data-testid="open-anyway" onClick={() => finish(step.request)}>
            {say(words.none)}
          </button>
          <button type="button" className="button" onClick={() => setStep({ at: 'form' })}>
            {say(words.back)}
          </button>
        </div>
      </section>
    );
  }
  const isBusy = step.at !== 'form';
  return (
    <form
      className="open-place"
      data-testid="open-place"
      onSubmit={(event) => {
        event.preventDefault();
        if (request !== null && !isBusy) submit(request);
      }}
    >
      <Heading>{say(words.title)}</Heading>
      <p>{say(words.more)}</p>
      {exercise === null && <p role="alert">{say(words.noRun)}</p>}
      {(failed !== null || before !== null) && (
        <p role="alert" className="open-refused">
          {say(failed === null ? words.refused : words.failed)} <span lang="en">{failed ?? before?.detail}</span>
        </p>
      )}
      <fieldset className="open-kinds">
        <legend>{say(words.kind)}</legend>
        {KINDS.map((kind) => (
          <label key={kind} data-kind={kind}>
            <input type="radio" name={id} checked={form.kind === kind} onChange={() => change({ kind })} />
            <span>{say(words.kinds[kind])}</span>
          </label>
        ))}
      </fieldset>
      {form.kind === 'at-home' && <p>{say(words.atHomeNote)}</p>}
      <label htmlFor={`${id}-name`}>{say(words.name)}</label>
      <input
        id={`${id}-name`}
        type="text"
        autoComplete="off"
        maxLength={200}
        aria-describedby={`${id}-hint`}
        data-testid="place-name"
        value={form.name}
        onChange={(event) => change({ name: event.target.value })}
      />
      <small id={`${id}-hint`}>{say(words.nameHint)}</small>
      {mayLocate && (
        <PositionPart language={language} position={form.position} setPosition={(position) => change({ position })} />
      )}
      <label htmlFor={`${id}-address`}>{say(words.address)}</label>
      <input
        id={`${id}-address`}
        type="text"
        autoComplete="off"
        maxLength={300}
        aria-describedby={`${id}-where`}
        data-testid="place-address"
        value={form.address}
        onChange={(event) => change({ address: event.target.value })}
      />
      <small id={`${id}-where`}>{say(words.addressHint)}</small>
      <div className="open-buttons">
        <button
          type="submit"
          className="button open-submit"
          disabled={request === null || isBusy}
          data-testid="open-it"
        >
          {say(step.at === 'checking' ? words.checking : words.next)}
        </button>
        <button type="button" className="button" onClick={cancel} data-testid="open-cancel">
          {say(words.cancel)}
        </button>
      </div>
    </form>
  );
}
