import { useId, useState, type ReactNode } from 'react';
import { SupplyDays } from '@hinomi/contracts';
import { useCareWords } from '../../../words/care/care-words.js';
import { Ruby } from '../../../words/ruby.js';

/** As medicines are mostly given. */
const USUAL_DAYS = [3, 7, 14];

interface DaysChoiceProps {
  title: string;
  busy: boolean;
  choose: (days: number) => void;
  close: () => void;
  children?: ReactNode;
}

/** For how many days something was given: one press for the usual ones. */
export function DaysChoice({ title, busy, choose, close, children }: DaysChoiceProps): ReactNode {
  const text = useCareWords().tasks.need;
  const [days, setDays] = useState('');
  const id = useId();
  const read = SupplyDays.safeParse(Number(days));
  return (
    <fieldset className="task-choice" data-testid="days-choice">
      <legend>
        <Ruby>{title}</Ruby>
      </legend>
      {USUAL_DAYS.map((usual) => (
        <button
          key={usual}
          type="button"
          className="button"
          disabled={busy}
          onClick={() => choose(usual)}
          data-testid={`days-${usual}`}
        >
          <Ruby>{text.days(usual)}</Ruby>
        </button>
      ))}
      <label htmlFor={id}>
        <Ruby>{text.daysOther}</Ruby>
      </label>
      <input
        id={id}
        type="number"
        min={1}
        max={366}
        value={days}
        onChange={({ target }) => setDays(target.value)}
        data-testid="days-other"
      />
      <button
        type="button"
        className="button"
        disabled={busy || !read.success}
        onClick={() => read.success && choose(read.data)}
        data-testid="days-confirm"
      >
        <Ruby>{text.confirm}</Ruby>
      </button>
      {children}
      <button type="button" className="button" onClick={close}>
        <Ruby>{text.close}</Ruby>
      </button>
    </fieldset>
  );
}
