import { useEffect, useRef, useState, type FormEvent, type ReactNode } from 'react';
import { useShelterWords } from '../../words/shelter/shelter-words.js';
import { enrolFault, type Door, type Inside } from './door.js';
import type { RoomArrival } from './room-arrival.js';
import { Text } from './shelter-text.js';

interface EnrolSheetProps {
  door: Door;
  inside: Inside;
  arrival: RoomArrival & { kind: 'enrol' };
}

type Enrolling =
  { at: 'working' } | { at: 'failed'; why: 'code' | 'wait' | 'unreachable' } | { at: 'done'; name: string };

/** The code of the address, exchanged for this tablet's own account. */
export function EnrolSheet({ door, inside, arrival }: EnrolSheetProps): ReactNode {
  const words = useShelterWords();
  const [state, setState] = useState<Enrolling>({ at: 'working' });
  const [round, setRound] = useState(0);
  const dialog = useRef<HTMLDialogElement>(null);
  const { code } = arrival;
  useEffect(() => dialog.current?.showModal(), []);
  useEffect(() => {
    const { access, tablet } = inside;
    access.enrol(code).then(
      async ({ name, shelters }) => {
        const [first] = shelters.filter((shelter) => shelter.name !== null);
        if (first !== undefined) await tablet.choose({ ...first, name: first.name ?? first.id });
        await tablet.sender.wake();
        setState({ at: 'done', name });
      },
      (problem: unknown) => setState({ at: 'failed', why: enrolFault(problem) }),
    );
  }, [inside, code, round]);
  return (
    <dialog
      ref={dialog}
      className="dialog"
      aria-labelledby="enrol-title"
      data-testid="enrol"
      data-state={state.at}
      onCancel={(event) => event.preventDefault()}
    >
      <div className="dialog-body">
        <h2 id="enrol-title">
          <Text>{words.enrol.title}</Text>
        </h2>
        <p role="status">
          {state.at === 'working' && <Text>{words.enrol.working}</Text>}
          {state.at === 'done' && <Text>{words.enrol.done(state.name)}</Text>}
          {state.at === 'failed' && <Text>{words.enrol.failed[state.why]}</Text>}
        </p>
        <div className="sheet-buttons">
          {state.at === 'failed' && state.why !== 'code' && (
            <button
              type="button"
              className="button"
              onClick={() => {
                setState({ at: 'working' });
                setRound(round + 1);
              }}
            >
              <Text>{words.enrol.again}</Text>
            </button>
          )}
          {state.at !== 'working' && (
            <button type="button" className="button" data-testid="enrol-done" onClick={() => door.arrived()}>
              <Text>{words.close}</Text>
            </button>
          )}
        </div>
      </div>
    </dialog>
  );
}

interface TakeSheetProps {
  door: Door;
  inside: Inside;
  arrival: RoomArrival & { kind: 'reports' };
}

/** Reports that a camera read off another device; this one sends them as well. */
export function TakeSheet({ door, inside, arrival }: TakeSheetProps): ReactNode {
  const words = useShelterWords();
  const [said, setSaid] = useState<string | null>(null);
  const dialog = useRef<HTMLDialogElement>(null);
  const { code } = arrival;
  useEffect(() => dialog.current?.showModal(), []);
  useEffect(() => {
    const take = async (): Promise<void> => {
      const { readReportCode } = await import('../../offline/report-code.js');
      const read = readReportCode(code);
      if (read.outcome === 'unreadable') return setSaid(words.qr.bad);
      await inside.tablet.take(read.reports);
      setSaid(words.qr.taken(read.reports.length));
    };
    void take().catch(() => setSaid(words.storeFailed));
  }, [inside, code, words]);
  return (
    <dialog
      ref={dialog}
      className="dialog"
      aria-labelledby="take-title"
      onClose={() => door.arrived()}
      data-testid="taken"
    >
      <div className="dialog-body">
        <h2 id="take-title">
          <Text>{words.qr.title}</Text>
        </h2>
        <p role="status" data-testid="taken-said">
          <Text>{said ?? words.starting}</Text>
        </p>
        <button type="button" className="button" data-testid="close-taken" onClick={() => dialog.current?.close()}>
          <Text>{words.close}</Text>
        </button>
      </div>
    </dialog>
  );
}

/** For whoever has the code on paper, or a tablet without a camera. */
export function CodeEntry({ door }: { door: Door }): ReactNode {
  const words = useShelterWords();
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const code = String(new FormData(event.currentTarget).get('code') ?? '').trim();
    if (code !== '') door.bring({ kind: 'enrol', code });
  };
  return (
    <details className="pin-page code-entry" data-testid="enter-code">
      <summary>
        <Text>{words.enrol.enter}</Text>
      </summary>
      <form className="pin-form" onSubmit={submit}>
        <label className="pin-field">
          <span>
            <Text>{words.enrol.enterMore}</Text>
          </span>
          <input
            name="code"
            required
            maxLength={60}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            data-testid="enrol-code"
          />
        </label>
        <button type="submit" className="button" data-testid="enrol-by-code">
          <Text>{words.enrol.start}</Text>
        </button>
      </form>
    </details>
  );
}
