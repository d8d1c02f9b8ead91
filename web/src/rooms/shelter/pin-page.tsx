import { useEffect, useId, useRef, useState, type FormEvent, type ReactNode } from 'react';
import { LONGEST_PIN, pinFault, plainPin, SHORTEST_PIN, type PinFault } from '../../offline/vault/pin.js';
import { MOST_TRIES } from '../../offline/vault/vault.js';
import { useShelterWords } from '../../words/shelter/shelter-words.js';
import type { Door, DoorView } from './door.js';
import { Text } from './shelter-text.js';

/** The first PIN of this device: nothing is written here before there is one. */
export function NewPinPage({ door, view }: { door: Door; view: DoorView & { at: 'new' } }): ReactNode {
  const words = useShelterWords();
  return (
    <main className="choose pin-page" data-testid="new-pin">
      {view.wiped && (
        <div className="notice notice-alarm" role="alert" data-testid="wiped">
          <p>
            <Text>{words.pin.wiped}</Text>
          </p>
        </div>
      )}
      <h1>
        <Text>{words.pin.make}</Text>
      </h1>
      <p>
        <Text>{words.pin.makeMore}</Text>
      </p>
      {view.hasOldRows && (
        <p>
          <Text>{words.pin.oldRows}</Text>
        </p>
      )}
      <NewPinForm save={(pin) => door.setUp(pin)} label={words.pin.useIt} />
      <p className="pin-note">
        <Text>{words.pin.forgotten}</Text>
      </p>
    </main>
  );
}

interface NewPinFormProps {
  label: string;
  save: (pin: string) => Promise<void>;
}

/** Typed twice: whoever mistypes it once never gets in again. */
export function NewPinForm({ save, label }: NewPinFormProps): ReactNode {
  const words = useShelterWords();
  const [fault, setFault] = useState<PinFault | 'differs' | null>(null);
  const [busy, setBusy] = useState(false);
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const pin = plainPin(String(form.get('pin') ?? ''));
    const found = pinFault(pin) ?? (pin === plainPin(String(form.get('again') ?? '')) ? null : 'differs');
    setFault(found);
    if (found !== null || busy) return;
    setBusy(true);
    void save(pin).finally(() => setBusy(false));
  };
  return (
    <form className="pin-form" onSubmit={submit} autoComplete="off">
      <PinField name="pin" label={words.pin.label} autoFocus />
      <PinField name="again" label={words.pin.again} />
      <p role="alert" className="pin-said" data-testid="pin-fault">
        {fault !== null && <Text>{words.pin.faults[fault]}</Text>}
      </p>
      <button type="submit" className="button big-button big-primary" disabled={busy} data-testid="set-pin">
        <strong>
          <Text>{busy ? words.pin.working : label}</Text>
        </strong>
      </button>
    </form>
  );
}

interface PinFieldProps {
  name: string;
  label: string;
  autoFocus?: boolean;
}

export function PinField({ name, label, autoFocus = false }: PinFieldProps): ReactNode {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (autoFocus) input.current?.focus();
  }, [autoFocus]);
  return (
    <label className="pin-field" htmlFor={id}>
      <span>
        <Text>{label}</Text>
      </span>
      <input
        ref={input}
        id={id}
        name={name}
        type="password"
        inputMode="numeric"
        autoComplete="off"
        required
        minLength={SHORTEST_PIN}
        maxLength={LONGEST_PIN}
        data-testid={`pin-${name}`}
      />
    </label>
  );
}

/** In front of the room: what waits goes on being sent while the key is still there. */
export function LockedPage({ door, view }: { door: Door; view: DoorView & { at: 'locked' } }): ReactNode {
  const words = useShelterWords();
  const [wrong, setWrong] = useState(false);
  const [wiping, setWiping] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const pin = plainPin(String(new FormData(event.currentTarget).get('pin') ?? ''));
    // Too short to be one: it costs no try.
    if (pin.length < SHORTEST_PIN) return;
    setWrong(false);
    void door.unlock(pin).then((isRight) => {
      form.current?.reset();
      setWrong(!isRight);
      form.current?.querySelector('input')?.focus();
    });
  };
  const { triesLeft, busy } = view;
  return (
    <main className="choose pin-page" data-testid="locked" data-tries={triesLeft} data-screened={view.screened}>
      <h1>
        <Text>{words.pin.locked}</Text>
      </h1>
      <p>
        <Text>{view.screened ? words.pin.lockedSending : words.pin.lockedMore}</Text>
      </p>
      <form className="pin-form" ref={form} onSubmit={submit} autoComplete="off">
        <PinField name="pin" label={words.pin.label} autoFocus />
        <p role="alert" className="pin-said" data-testid="pin-said">
          {wrong && !busy && (
            <>
              <Text>{words.pin.wrong}</Text>{' '}
            </>
          )}
          {triesLeft < MOST_TRIES && !busy && <Text>{words.pin.triesLeft(triesLeft)}</Text>}
        </p>
        <button type="submit" className="button big-button big-primary" disabled={busy} data-testid="unlock">
          <strong>
            <Text>{busy ? words.pin.working : words.pin.unlock}</Text>
          </strong>
        </button>
      </form>
      <details className="pin-forgotten" onToggle={() => setWiping(false)}>
        <summary>
          <Text>{words.pin.forgot}</Text>
        </summary>
        <p>
          <Text>{words.pin.forgotten}</Text>
        </p>
        {wiping ? (
          <button
            type="button"
            className="button button-danger"
            data-testid="wipe-really"
            onClick={() => void door.wipe()}
          >
            <Text>{words.pin.wipeReally}</Text>
          </button>
        ) : (
          <button type="button" className="button" data-testid="wipe" onClick={() => setWiping(true)}>
            <Text>{words.pin.wipe}</Text>
          </button>
        )}
      </details>
    </main>
  );
}
