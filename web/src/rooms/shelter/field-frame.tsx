import { useId, type ReactNode } from 'react';
import { plain } from '../../words/ruby-text.js';
import type { ShelterCatalogue } from '../../words/shelter/ja.js';
import { useShelterWords } from '../../words/shelter/shelter-words.js';
import { ageOf, type Shown } from './form-state.js';
import { Text } from './shelter-text.js';

interface FieldFrameProps {
  name: string;
  label: string;
  shown: Shown | null;
  nowMs: number;
  undo: () => void;
  problem?: string | null;
  children: ReactNode;
}

/** One question with its answer's age, and what the answer as it stands would tell headquarters. */
export function FieldFrame({ name, label, shown, nowMs, undo, problem, children }: FieldFrameProps): ReactNode {
  const words = useShelterWords();
  const id = useId();
  return (
    <fieldset
      className="question"
      data-field={name}
      data-answer={answerKind(shown)}
      data-from={shown?.from ?? ''}
      aria-describedby={id}
    >
      <legend>
        <Text>{label}</Text>
      </legend>
      <div className="question-answer">{children}</div>
      <div className="question-foot" id={id}>
        {problem ? (
          <p className="question-problem" role="alert">
            <Text>{problem}</Text>
          </p>
        ) : (
          <AnswerNote name={name} shown={shown} nowMs={nowMs} />
        )}
      </div>
      {shown?.from === 'draft' && (
        <button
          type="button"
          className="link-button question-undo"
          onClick={undo}
          aria-label={`${plain(label)}: ${plain(words.undo)}`}
        >
          <Text>{words.undo}</Text>
        </button>
      )}
    </fieldset>
  );
}

function AnswerNote({ name, shown, nowMs }: { name: string; shown: Shown | null; nowMs: number }): ReactNode {
  const words = useShelterWords();
  if (shown === null) {
    return (
      <p className="answer-none">
        <Text>{words.unanswered}</Text>
      </p>
    );
  }
  const age = ageOf(shown.observedAt, nowMs);
  const said = age.unit === 'now' ? words.age.now : words.age[age.unit](age.count);
  return (
    <>
      {shown.value === null && (
        <p className="answer-unknown">
          <Text>{words.unknownMore}</Text>
        </p>
      )}
      {shown.value === 0 && (
        <p className="answer-zero">
          <Text>{zeroText(name, words)}</Text>
        </p>
      )}
      <p className="answer-age" data-from={shown.from}>
        {shown.from === 'draft' ? (
          <strong>
            <Text>{words.from.draft}</Text>
          </strong>
        ) : (
          <>
            <Text>{said}</Text>
            {shown.from === 'hub' && (
              <span className="answer-from">
                <Text>{words.from.hub}</Text>
              </span>
            )}
            {shown.heardBy && (
              <span className="answer-from" data-heard-by={shown.heardBy}>
                <Text>{shown.heardBy === 'telephone' ? words.byTelephone : words.byPaper}</Text>
              </span>
            )}
          </>
        )}
      </p>
    </>
  );
}

function zeroText(name: string, words: ShelterCatalogue): string {
  if (name.startsWith('need_')) return words.zeroNeeded;
  if (name.endsWith('hour')) return words.zeroHour;
  return name.endsWith('toiletno') ? words.zeroMore : words.zeroPeople;
}

function answerKind(shown: Shown | null): 'none' | 'unknown' | 'zero' | 'value' {
  if (shown === null) return 'none';
  if (shown.value === null) return 'unknown';
  return shown.value === 0 ? 'zero' : 'value';
}
