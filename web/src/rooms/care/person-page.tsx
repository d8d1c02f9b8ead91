import { useCallback, useEffect, useRef, useState, type ReactNode } from 'react';
import type { PersonAnswer, RecordAnswer } from '@hinomi/contracts';
import { useCareWords } from '../../words/care/care-words.js';
import { Ruby } from '../../words/ruby.js';
import { Icon } from '../console/icons.js';
import { AskedState } from './asked-state.js';
import type { CareApi, CarePlace } from './care-api.js';
import { NeedsPart } from './needs-part.js';
import { IdentityPart, RecordPart } from './record-part.js';
import { NeedActions } from './pharmacy/need-actions.js';
import { medicinesOf } from './pharmacy/medicines-of.js';
import { useCaredNeeds } from './pharmacy/use-cared-needs.js';
import { useAsked } from './use-asked.js';

interface PersonPageProps {
  api: CareApi;
  place: CarePlace;
  person: PersonAnswer;
  back: () => void;
}

/** One person: what they need, and what their records say. Each record that opens is noted under the purpose of the bar. */
export function PersonPage({ api, place, person, back }: PersonPageProps): ReactNode {
  const text = useCareWords();
  const [current] = useState(person);
  const heading = useRef<HTMLHeadingElement>(null);
  const open = useCallback(
    () => Promise.all(current.records.map((id) => api.record(id, place))),
    [api, place, current.records],
  );
  const records = useAsked<RecordAnswer[]>(open);
  useEffect(() => heading.current?.focus(), []);
  const answers = records.value ?? [];
  const nowMs = Date.now();
  const cared = useCaredNeeds(api, place, current.id, answers[0] ?? null, records.again);
  const [name] = answers.flatMap(({ record }) => [...record.person.names, ...record.person.kana]);
  return (
    <main className="care-page" data-testid="person-page" data-person={current.id}>
      <div className="care-head">
        <button type="button" className="button" onClick={back} data-testid="back">
          <Icon name="back" />
          <Ruby>{text.back}</Ruby>
        </button>
        <h1 ref={heading} tabIndex={-1}>
          {name === undefined ? (
            <Ruby>{text.person.title}</Ruby>
          ) : (
            <span lang="ja" data-own>
              {name}
            </span>
          )}
        </h1>
      </div>
      <AskedState asked={records} />
      {answers.length > 0 && (
        <>
          <IdentityPart answers={answers} nowMs={nowMs} />
          <NeedsPart
            person={current.id}
            records={answers.map(({ id, needs, record }) => ({ record: id, needs, evidence: record.evidence }))}
            nowMs={nowMs}
            actions={(need) => (
              <NeedActions
                person={current.id}
                need={need}
                cared={cared}
                suggestions={medicinesOf(need, answers)}
                nowMs={nowMs}
              />
            )}
          />
          {answers.map((answer, index) => (
            <RecordPart key={answer.id} answer={answer} number={index + 1} nowMs={nowMs} correct={() => undefined} />
          ))}
        </>
      )}
    </main>
  );
}
