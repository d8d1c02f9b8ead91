import type { KeyboardEvent, ReactNode } from 'react';
import { useDeskWords } from '../../../words/desk/desk-words.js';
import type { DeskWords } from '../../../words/desk/ja.js';
import { Ruby } from '../../../words/ruby.js';
import { plain } from '../../../words/ruby-text.js';
import { fieldOf } from '../../shelter/fields.js';
import { ageOf, shown, type FormState } from '../../shelter/form-state.js';
import { readTyped, UNKNOWN, type DeskField } from './desk-entry.js';

interface DeskFieldProps {
  name: DeskField;
  known: FormState;
  typed: string;
  hubNowMs: number;
  put: (typed: string) => void;
}

/** One field of the row. What is known stands in it as a placeholder, with its age. */
export function FieldOfDesk({ name, known, typed, hubNowMs, put }: DeskFieldProps): ReactNode {
  const text = useDeskWords();
  const field = fieldOf(name);
  const aged = knownText(name, known, hubNowMs, text);
  if (name === 'urgent' || field.kind !== 'choice') {
    const hint = name === 'urgent' ? plain(text.urgentHint) : '―';
    return (
      <label className={name === 'urgent' ? 'desk-field desk-told' : 'desk-field'} data-touched={typed !== ''}>
        <Ruby>{text.fields[name]}</Ruby>
        <input
          type="text"
          inputMode={name === 'urgent' ? 'text' : 'numeric'}
          autoComplete="off"
          maxLength={name === 'urgent' ? 1_000 : 9}
          data-desk-field={name}
          aria-invalid={readTyped(name, typed) === 'unreadable'}
          placeholder={aged ?? hint}
          value={typed}
          onChange={(event) => put(event.target.value)}
        />
      </label>
    );
  }
  const { choices } = field;
  const onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const key = event.key.normalize('NFKC');
    const chosen = key === UNKNOWN ? UNKNOWN : key === 'Delete' || key === 'Backspace' ? '' : choices[Number(key) - 1];
    if (chosen === undefined) return;
    event.preventDefault();
    put(chosen);
  };
  return (
    <label className="desk-field" data-touched={typed !== ''}>
      <Ruby>{text.fields[name]}</Ruby>
      <select data-desk-field={name} value={typed} onKeyDown={onKey} onChange={(event) => put(event.target.value)}>
        <option value="">{aged ?? '―'}</option>
        {choices.map((code, index) => (
          <option key={code} value={code}>
            {`${index + 1} ${plain(codeWord(name, code, text))}`}
          </option>
        ))}
        <option value={UNKNOWN}>{`${UNKNOWN} ${plain(text.unknown)}`}</option>
      </select>
    </label>
  );
}

/** What is known of it, how old it is, and whether it was only heard; null = nothing. */
export function knownText(name: DeskField, known: FormState, hubNowMs: number, text: DeskWords): string | null {
  const before = shown(known, name);
  if (before === null) return null;
  const age = ageOf(before.observedAt, hubNowMs);
  const ago = age.unit === 'now' ? text.age.now : text.age[age.unit](age.count);
  const heardBy = known.hub[name]?.observedAt === before.observedAt ? known.hub[name]?.heardBy : undefined;
  const said = valueWord(name, before.value, known, text);
  return plain(text.aged(said, heardBy === undefined ? ago : text.heard(ago, text.ways[heardBy])));
}

function valueWord(name: DeskField, value: string | number | null, { ownNeed }: FormState, text: DeskWords): string {
  if (value === null) return text.unknown;
  if (typeof value === 'number') return String(value);
  return name === 'urgent' && value === 'yes' && ownNeed ? ownNeed : codeWord(name, value, text);
}

export function codeWord(name: DeskField, code: string, text: DeskWords): string {
  if (name === 'power' && (code === 'yes' || code === 'no')) return text.power[code];
  return text.codes[code as keyof typeof text.codes];
}
