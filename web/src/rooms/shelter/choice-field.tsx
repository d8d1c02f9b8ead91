import { useId, type ReactNode } from 'react';
import { useShelterWords } from '../../words/shelter/shelter-words.js';
import type { ShelterCatalogue } from '../../words/shelter/ja.js';
import type { FieldProps } from './field-props.js';
import { FieldFrame } from './field-frame.js';
import { Text } from './shelter-text.js';

const WORKS = new Set(
  'power gas tapwater sewer phone mobile network heating cooling bath laundry accessibletoilet'.split(' '),
);
const IS_THERE = new Set('urgent carespace pets soap beds partitions'.split(' '));

/** One of a few words, or "unknown". */
export function ChoiceField({ name, kind, shown, nowMs, say, takeBack }: FieldProps): ReactNode {
  const words = useShelterWords();
  const group = useId();
  const choices: readonly (string | null)[] = kind.kind === 'choice' ? [...kind.choices, null] : [];
  return (
    <FieldFrame
      name={name}
      label={words.attributes[name as keyof typeof words.attributes]}
      shown={shown}
      nowMs={nowMs}
      undo={() => takeBack(name)}
    >
      <div className="choices" data-count={choices.length}>
        {choices.map((code) => (
          <label key={code ?? ''} className={code === null ? 'choice choice-unknown' : 'choice'} data-code={code ?? ''}>
            <input
              type="radio"
              name={group}
              value={code ?? ''}
              checked={shown !== null && shown.value === code}
              onChange={() => say(name, code)}
              // A press on what stands already says it anew, as of now.
              onClick={() => say(name, code)}
            />
            <span>
              <Text>{code === null ? words.unknown : codeWord(name, code, words)}</Text>
            </span>
          </label>
        ))}
      </div>
    </FieldFrame>
  );
}

/** What a code means as the answer to this question. */
export function codeWord(name: string, code: string, words: ShelterCatalogue): string {
  if (code === 'yes' || code === 'no') {
    if (WORKS.has(name)) return code === 'yes' ? words.codes.usable : words.codes.unusable;
    if (IS_THERE.has(name)) return code === 'yes' ? words.codes.there : words.codes.none;
  }
  return words.codes[code as keyof typeof words.codes];
}
