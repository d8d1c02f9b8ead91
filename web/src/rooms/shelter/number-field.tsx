import { useState, type KeyboardEvent, type ReactNode } from 'react';
import { plain } from '../../words/ruby-text.js';
import { useShelterWords } from '../../words/shelter/shelter-words.js';
import type { FieldProps } from './field-props.js';
import { FieldFrame } from './field-frame.js';
import { readNumber } from './fields.js';
import { Text } from './shelter-text.js';

const UNITS: Readonly<
  Record<
    string,
    | 'unitPlaces'
    | 'unitHouseholds'
    | 'unitSquareMeters'
    | 'unitAnimals'
    | 'unitMeals'
    | 'unitPieces'
    | 'unitUses'
    | 'unitHour'
  >
> = {
  need_food: 'unitMeals',
  need_blankets: 'unitPieces',
  need_babymilk: 'unitPieces',
  need_diapers: 'unitPieces',
  need_adultdiapers: 'unitPieces',
  need_portabletoilets: 'unitUses',
  need_toiletpaper: 'unitPieces',
  need_sanitary: 'unitPieces',
  receivefromhour: 'unitHour',
  receivetohour: 'unitHour',
  toiletno: 'unitPlaces',
  womentoiletno: 'unitPlaces',
  mentoiletno: 'unitPlaces',
  houseno: 'unitHouseholds',
  livingarea: 'unitSquareMeters',
  c_assistdogno: 'unitAnimals',
};

/** A number, "unknown", or nothing yet: three things that must not look alike. */
export function NumberField({ name, kind, shown, nowMs, say, takeBack, unreadable }: FieldProps): ReactNode {
  const words = useShelterWords();
  const [typed, setTyped] = useState<string | null>(null);
  const label = words.attributes[name as keyof typeof words.attributes];
  const numberKind = kind.kind === 'number' ? 'number' : 'count';
  const value = typeof shown?.value === 'number' ? shown.value : null;
  const isUnreadable = typed !== null && readNumber(typed, numberKind) === 'unreadable';
  const unknown = shown !== null && shown.value === null;

  const take = (text: string): void => {
    setTyped(text);
    const read = readNumber(text, numberKind);
    unreadable(name, read === 'unreadable');
    if (read === 'empty') takeBack(name);
    else if (read !== 'unreadable') say(name, read.value);
  };
  const settle = (next: number | null): void => {
    setTyped(null);
    unreadable(name, false);
    say(name, next);
  };
  const step = (by: number): void => settle(Math.max(0, (value ?? 0) + by));
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
    event.preventDefault();
    step(event.key === 'ArrowUp' ? 1 : -1);
  };
  return (
    <FieldFrame
      name={name}
      label={label}
      shown={shown}
      nowMs={nowMs}
      undo={() => {
        setTyped(null);
        unreadable(name, false);
        takeBack(name);
      }}
      problem={isUnreadable ? words.notNumber : null}
    >
      <div className="stepper">
        <button
          type="button"
          className="step"
          tabIndex={-1}
          aria-label={words.less(plain(label))}
          disabled={value === null || value === 0}
          onClick={() => step(-1)}
        >
          −
        </button>
        <span className="number-box">
          <input
            type="text"
            inputMode={numberKind === 'count' ? 'numeric' : 'decimal'}
            autoComplete="off"
            enterKeyHint="next"
            maxLength={9}
            aria-label={plain(label)}
            aria-invalid={isUnreadable}
            placeholder={unknown ? plain(words.unknown) : '―'}
            value={typed ?? (value === null ? '' : String(value))}
            onChange={(event) => take(event.target.value)}
            // What comes in from elsewhere meanwhile must not stand between two digits.
            onFocus={(event) => {
              setTyped(event.target.value);
              event.target.select();
            }}
            onBlur={() => {
              if (!isUnreadable) setTyped(null);
            }}
            onKeyDown={onKey}
          />
          <span className="unit">
            <Text>{words[UNITS[name] ?? 'unitPeople']}</Text>
          </span>
        </span>
        <button
          type="button"
          className="step"
          tabIndex={-1}
          aria-label={words.more(plain(label))}
          onClick={() => step(1)}
        >
          ＋
        </button>
      </div>
      <button type="button" className="unknown-button" aria-pressed={unknown} onClick={() => settle(null)}>
        <Text>{words.unknown}</Text>
      </button>
    </FieldFrame>
  );
}
