import { useState, type ReactNode } from 'react';
import type { CareTask, CareTaskAct } from '@hinomi/contracts';
import { useCareWords } from '../../../words/care/care-words.js';
import { Ruby } from '../../../words/ruby.js';
import { Problem } from '../../accounts/problem.js';
import { CareRefusal } from '../care-api.js';
import { DaysChoice } from './days-choice.js';
import { isOpen, lastStep } from './order-tasks.js';
import { newRequestId, type Said } from './task-api.js';
import { TaskSteps } from './task-steps.js';
import type { CaredNeeds } from './use-cared-needs.js';

/** One task as the care team sees it: its number is on the bag that comes. */
export function NeedTask({ task, cared, nowMs }: { task: CareTask; cared: CaredNeeds; nowMs: number }): ReactNode {
  const text = useCareWords().tasks;
  const [busy, setBusy] = useState(false);
  const [asking, setAsking] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const act = (said: Said<CareTaskAct>): void => {
    setBusy(true);
    setProblem(null);
    cared.api
      .act(task.id, said, newRequestId())
      .then(
        (after) => {
          setAsking(false);
          cared.put(after);
        },
        (error: unknown) =>
          setProblem(error instanceof CareRefusal && error.status === 409 ? text.task.notReady : text.need.failed),
      )
      .finally(() => setBusy(false));
  };
  const last = lastStep(task);
  const isOwn = last !== undefined && last.by.role !== 'pharmacist' && task.state !== 'asked';
  return (
    <div className="need-task" data-testid="need-task" data-state={task.state} data-number={task.number}>
      <p className="need-task-line">
        <Ruby>{text.task.number}</Ruby> <span className="task-number">{task.number}</span>
        <span lang="ja" data-own>
          {task.goods}　{task.amount}
        </span>
        <span className="task-state" data-state={task.state}>
          <Ruby>{text.states[task.state]}</Ruby>
        </span>
        {last?.reason !== null && last !== undefined && <Ruby>{text.cannotReasons[last.reason]}</Ruby>}
      </p>
      {problem !== null && <Problem text={problem} />}
      <div className="task-acts">
        {(task.state === 'taken' || task.state === 'on-its-way') && (
          <button
            type="button"
            className="button"
            disabled={busy}
            onClick={() => setAsking(true)}
            data-testid="received"
          >
            <Ruby>{text.task.received}</Ruby>
          </button>
        )}
        {isOpen(task) && (
          <button
            type="button"
            className="button"
            disabled={busy}
            onClick={() => act({ act: 'withdraw' })}
            data-testid="withdraw"
          >
            <Ruby>{text.task.withdraw}</Ruby>
          </button>
        )}
        {isOwn && (
          <button
            type="button"
            className="button"
            disabled={busy}
            onClick={() => act({ act: 'undo', step: last.id })}
            data-testid="undo-step"
          >
            <Ruby>{text.task.undo}</Ruby>
          </button>
        )}
      </div>
      {asking && (
        <DaysChoice
          title={text.task.givenDays}
          busy={busy}
          choose={(days) => act({ act: 'hand-over', days })}
          close={() => setAsking(false)}
        />
      )}
      <TaskSteps task={task} nowMs={nowMs} />
    </div>
  );
}
