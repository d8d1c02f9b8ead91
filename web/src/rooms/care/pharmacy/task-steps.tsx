import type { ReactNode } from 'react';
import type { PharmacyTask, TaskStep } from '@hinomi/contracts';
import { useCareWords } from '../../../words/care/care-words.js';
import { clock } from '../../../words/clock.js';
import { useWords } from '../../../words/language-context.js';
import { plain } from '../../../words/ruby-text.js';
import { Ruby } from '../../../words/ruby.js';

/** Who did what with it and when; both sides read the same. */
export function TaskSteps({ task, nowMs }: { task: PharmacyTask; nowMs: number }): ReactNode {
  const text = useCareWords().tasks;
  return (
    <details className="task-steps">
      <summary>
        <Ruby>{text.pharmacy.steps}</Ruby>
      </summary>
      <ol>
        {task.steps.map((step) => (
          <li key={step.id} data-undone={step.undone}>
            <StepLine step={step} nowMs={nowMs} />
          </li>
        ))}
      </ol>
    </details>
  );
}

function StepLine({ step, nowMs }: { step: TaskStep; nowMs: number }): ReactNode {
  const text = useCareWords().tasks;
  const { people, language } = useWords();
  const { actor, name, role, agency } = step.by;
  const known = role === null ? null : Object.entries(people.roles).find(([each]) => each === role)?.[1];
  const who = [name ?? actor, agency].filter((part) => part !== null).join('・');
  return (
    <>
      <Ruby>{text.states[step.state]}</Ruby>
      {step.reason !== null && (
        <>
          {' '}
          <Ruby>{text.cannotReasons[step.reason]}</Ruby>
        </>
      )}
      {step.days !== null && (
        <>
          {' '}
          <Ruby>{text.need.days(step.days)}</Ruby>
        </>
      )}
      <span className="care-note">
        {' '}
        {clock(step.at, language, nowMs)} {known && plain(known)} <span data-own>{who}</span>
        {step.undone && (
          <>
            {' '}
            <Ruby>{text.pharmacy.stepUndone}</Ruby>
          </>
        )}
      </span>
    </>
  );
}
