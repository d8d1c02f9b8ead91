import { useId, useRef, useState, type FormEvent, type ReactNode } from 'react';
import { instantFromMillis, type DerivedNeed } from '@hinomi/contracts';
import { useCareWords } from '../../../words/care/care-words.js';
import { plain } from '../../../words/ruby-text.js';
import { Ruby } from '../../../words/ruby.js';
import { Problem } from '../../accounts/problem.js';
import { CareRefusal } from '../care-api.js';
import { newRequestId } from './task-api.js';
import type { CaredNeeds } from './use-cared-needs.js';

const HOUR_MS = 3_600_000;
const WITHIN_HOURS = [3, 6, 12, 24, 72];

interface AskFormProps {
  person: string;
  need: DerivedNeed;
  cared: CaredNeeds;
  suggestions: readonly string[];
  nowMs: number;
  close: () => void;
}

/** What the pharmacy will read; filled in with what the record calls it, for the care team to put right. */
export function AskForm({ person, need, cared, suggestions, nowMs, close }: AskFormProps): ReactNode {
  const text = useCareWords().tasks.ask;
  const { need: words } = useCareWords().tasks;
  const [goods, setGoods] = useState(suggestions[0] ?? '');
  const [amount, setAmount] = useState('');
  const [note, setNote] = useState('');
  const [hours, setHours] = useState(() => soonEnough(need));
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  // Pressed again after no answer it is the same task.
  const request = useRef(newRequestId());
  const id = useId();
  const send = (event: FormEvent): void => {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    const wantedBy = instantFromMillis(nowMs + hours * HOUR_MS);
    const said = { need: need.need, goods, amount, note: note.trim() === '' ? null : note, wantedBy };
    cared.api
      .askPharmacy(person, said, request.current)
      .then(
        (task) => {
          cared.put(task);
          close();
        },
        (error: unknown) => {
          if (error instanceof CareRefusal) request.current = newRequestId();
          const names = error instanceof CareRefusal && error.code === 'task.names-person';
          setProblem(names ? text.namesPerson : text.failed);
        },
      )
      .finally(() => setBusy(false));
  };
  return (
    <form className="task-choice ask-form" onSubmit={send} data-testid="ask-form">
      <p>
        <strong>
          <Ruby>{text.title}</Ruby>
        </strong>{' '}
        <Ruby>{text.more}</Ruby>
      </p>
      <label htmlFor={`${id}-goods`}>
        <Ruby>{text.goods}</Ruby>
      </label>
      <input
        id={`${id}-goods`}
        list={`${id}-record`}
        required
        maxLength={80}
        value={goods}
        onChange={({ target }) => setGoods(target.value)}
        data-testid="goods"
      />
      <datalist id={`${id}-record`}>
        {suggestions.map((suggestion) => (
          <option key={suggestion} value={suggestion} />
        ))}
      </datalist>
      <label htmlFor={`${id}-amount`}>
        <Ruby>{text.amount}</Ruby>
      </label>
      <input
        id={`${id}-amount`}
        required
        maxLength={40}
        value={amount}
        placeholder={plain(text.amountHint)}
        onChange={({ target }) => setAmount(target.value)}
        data-testid="amount"
      />
      <label htmlFor={`${id}-note`}>
        <Ruby>{text.note}</Ruby>
      </label>
      <input
        id={`${id}-note`}
        maxLength={100}
        value={note}
        placeholder={plain(text.noteHint)}
        onChange={({ target }) => setNote(target.value)}
        data-testid="note"
      />
      <label htmlFor={`${id}-wanted`}>
        <Ruby>{text.wantedBy}</Ruby>
      </label>
      <select
        id={`${id}-wanted`}
        value={hours}
        onChange={({ target }) => setHours(Number(target.value))}
        data-testid="wanted"
      >
        {WITHIN_HOURS.map((within) => (
          <option key={within} value={within}>
            {plain(text.hours(within))}
          </option>
        ))}
      </select>
      {problem !== null && <Problem text={problem} />}
      <div className="task-acts">
        <button type="submit" className="button button-accent" disabled={busy} data-testid="send-task">
          <Ruby>{text.send}</Ruby>
        </button>
        <button type="button" className="button" onClick={close}>
          <Ruby>{words.close}</Ruby>
        </button>
      </div>
    </form>
  );
}

/** Before it is too late, and no sooner than somebody can drive. */
function soonEnough({ urgencyHours }: DerivedNeed): number {
  const within = WITHIN_HOURS.filter((hours) => urgencyHours === null || hours <= urgencyHours);
  return within.at(-1) ?? WITHIN_HOURS[0]!;
}
