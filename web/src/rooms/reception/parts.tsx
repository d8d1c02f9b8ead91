import { useId, type ReactNode } from 'react';
import { Text } from '../shelter/shelter-text.js';

/** A question with a name; what it holds is answered or left alone. */
export function Question(props: { label: string; wide?: boolean; testid?: string; children: ReactNode }): ReactNode {
  const { label, wide = false, testid, children } = props;
  return (
    <fieldset className={wide ? 'question question-wide' : 'question'} data-testid={testid}>
      <legend>
        <Text>{label}</Text>
      </legend>
      {children}
    </fieldset>
  );
}

interface TicksProps {
  names: readonly string[];
  labels: Readonly<Record<string, string>>;
  ticked: ReadonlySet<string>;
  toggle: (name: string) => void;
}

/** Any of these; pressed again, it is taken back. */
export function Ticks({ names, labels, ticked, toggle }: TicksProps): ReactNode {
  return (
    <div className="choices choices-wide">
      {names.map((name) => (
        <label key={name} className="choice" data-tick={name}>
          <input type="checkbox" checked={ticked.has(name)} onChange={() => toggle(name)} />
          <span>
            <Text>{labels[name] ?? name}</Text>
          </span>
        </label>
      ))}
    </div>
  );
}

interface OneOfProps<Name extends string> {
  names: readonly Name[];
  labels: Readonly<Record<Name, string>>;
  chosen: Name | null;
  choose: (name: Name | null) => void;
  /** What takes an answer back; absent where one is needed. */
  none?: string;
}

/** One of these, or none. */
export function OneOf<Name extends string>({ names, labels, chosen, choose, none }: OneOfProps<Name>): ReactNode {
  const group = useId();
  return (
    <div className="choices choices-wide">
      {names.map((name) => (
        <label key={name} className="choice" data-choice={name}>
          <input type="radio" name={group} checked={chosen === name} onChange={() => choose(name)} />
          <span>
            <Text>{labels[name]}</Text>
          </span>
        </label>
      ))}
      {none !== undefined && chosen !== null && (
        <label className="choice choice-unknown" data-choice="">
          <input type="radio" name={group} checked={false} onChange={() => choose(null)} />
          <span>
            <Text>{none}</Text>
          </span>
        </label>
      )}
    </div>
  );
}

interface LineProps {
  label: string;
  value: string;
  write: (value: string) => void;
  testid: string;
  numeric?: boolean;
  longest?: number;
  wrong?: boolean;
}

/** A line of text that no browser keeps, completes, checks or sends to a speller. */
export function Line(props: LineProps): ReactNode {
  const { label, value, write, testid, numeric = false, longest = 200, wrong = false } = props;
  return (
    <label className="reception-line">
      <span>
        <Text>{label}</Text>
      </span>
      <input
        type="text"
        inputMode={numeric ? 'numeric' : 'text'}
        maxLength={longest}
        autoComplete="off"
        autoCorrect="off"
        autoCapitalize="none"
        spellCheck={false}
        aria-invalid={wrong}
        data-testid={testid}
        value={value}
        onChange={(event) => write(event.target.value)}
      />
    </label>
  );
}
