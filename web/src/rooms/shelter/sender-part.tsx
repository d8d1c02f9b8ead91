import { useState, type FormEvent, type ReactNode } from 'react';
import { waitingForOthers } from '../../offline/queue-decisions.js';
import { envelopesOfOthers } from '../../offline/reception/envelope-queue.js';
import { plainPin } from '../../offline/vault/pin.js';
import { LOCK_MINUTES } from '../../offline/vault/vault.js';
import { useShelterWords } from '../../words/shelter/shelter-words.js';
import { CodeEntry } from './arrival-sheet.js';
import type { Door, Inside } from './door.js';
import { NewPinForm, PinField } from './pin-page.js';
import { Text } from './shelter-text.js';
import type { TabletView } from './tablet-view.js';

interface SenderPartProps {
  door: Door;
  inside: Inside;
  view: TabletView;
  signIn: () => void;
}

/** Under whose name reports are written here, and whose are still waiting for them. */
export function SenderPart({ door, inside, view, signIn }: SenderPartProps): ReactNode {
  const words = useShelterWords();
  const { access, tablet } = inside;
  const { author } = view.row;
  const kind = access.sender();
  const others = waitingForOthers(view.reports, author?.subject ?? null);
  const forms = envelopesOfOthers(view.envelopes, author?.subject ?? null);
  const subjects = new Set([...others.keys(), ...forms.keys()]);
  const signOut = (): void => {
    void access.signOut().then((author) => tablet.isSender(author));
  };
  return (
    <section className="sender-part" data-testid="sender">
      <h3>
        <Text>{words.sender.title}</Text>
      </h3>
      <p data-testid="author">{author === null ? <Text>{words.sender.nobody}</Text> : author.name}</p>
      <div className="sheet-buttons">
        {author === null || kind === 'tablet' || kind === 'nobody' ? (
          <button type="button" className="button" onClick={signIn} data-testid="sign-in-here">
            <Text>{words.sender.signIn}</Text>
          </button>
        ) : (
          kind === 'person' && (
            <button type="button" className="button" onClick={signOut} data-testid="sign-out">
              <Text>{words.sender.signOut}</Text>
            </button>
          )
        )}
      </div>
      {kind !== 'tablet' && <CodeEntry door={door} />}
      {[...subjects].map((subject) => {
        const [reports, sealed] = [others.get(subject) ?? [], forms.get(subject) ?? []];
        const name = reports[0]?.report.author?.name ?? sealed[0]?.author?.name ?? subject;
        return (
          <div key={subject} className="notice" data-testid="others-reports" data-author={subject}>
            <p>
              <Text>{words.sender.waits(name, reports.length + sealed.length)}</Text>
            </p>
            {author !== null && (
              <button
                type="button"
                className="button"
                data-testid="hand-over"
                onClick={() => void tablet.handOver(subject)}
              >
                <Text>{words.sender.handOver(author.name)}</Text>
              </button>
            )}
          </div>
        );
      })}
    </section>
  );
}

/** When the room locks by itself, and another PIN. */
export function LockPart({ door, lockAfterMinutes }: { door: Door; lockAfterMinutes: number }): ReactNode {
  const words = useShelterWords();
  const [said, setSaid] = useState('');
  const [old, setOld] = useState<string | null>(null);
  const change = async (pin: string): Promise<void> => {
    const outcome = await door.vault.changePin(old ?? '', pin);
    if (outcome === 'wiped') return window.location.reload();
    setSaid(outcome === 'open' ? words.pin.changed : words.pin.wrong);
    setOld(null);
  };
  const takeOld = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    setOld(plainPin(String(new FormData(event.currentTarget).get('old') ?? '')));
  };
  return (
    <section className="sender-part">
      <h3>
        <Text>{words.pin.settings}</Text>
      </h3>
      <label className="lock-after">
        <span>
          <Text>{words.pin.lockAfter}</Text>
        </span>
        <select
          data-testid="lock-after"
          value={lockAfterMinutes}
          onChange={(event) => void door.lockAfter(Number(event.target.value))}
        >
          {LOCK_MINUTES.map((minutes) => (
            <option key={minutes} value={minutes}>
              {words.pin.minutes(minutes)}
            </option>
          ))}
        </select>
      </label>
      <details>
        <summary>
          <Text>{words.pin.change}</Text>
        </summary>
        {old === null ? (
          <form className="pin-form" onSubmit={takeOld}>
            <PinField name="old" label={words.pin.old} />
            <button type="submit" className="button">
              <Text>{words.pin.next}</Text>
            </button>
          </form>
        ) : (
          <NewPinForm label={words.pin.change} save={change} />
        )}
      </details>
      <p role="status">
        <Text>{said}</Text>
      </p>
    </section>
  );
}
