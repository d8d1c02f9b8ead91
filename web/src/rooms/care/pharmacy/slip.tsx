import { useEffect, useRef, type ReactNode } from 'react';
import type { PharmacyTask } from '@hinomi/contracts';
import { useCareWords } from '../../../words/care/care-words.js';
import { clock } from '../../../words/clock.js';
import { useWords } from '../../../words/language-context.js';
import { Ruby } from '../../../words/ruby.js';

/** What is put on the bag: its number, what is in it and where it goes. Nobody's name: whoever finds it learns nothing of anybody. */
export function Slip({ task, nowMs, close }: { task: PharmacyTask; nowMs: number; close: () => void }): ReactNode {
  const text = useCareWords().tasks.pharmacy;
  const { language } = useWords();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} className="slip" onClose={close} data-testid="slip">
      <div className="slip-sheet">
        <p className="slip-number">{task.number}</p>
        <dl>
          <dt>
            <Ruby>{text.deliverTo}</Ruby>
          </dt>
          <dd lang="ja" data-own>
            {task.shelterName ?? task.shelter}
          </dd>
          <dt>
            <Ruby>{text.need}</Ruby>
          </dt>
          <dd lang="ja" data-own>
            {task.goods}　{task.amount}
          </dd>
          {task.note !== null && (
            <>
              <dt>
                <Ruby>{text.note}</Ruby>
              </dt>
              <dd lang="ja" data-own>
                {task.note}
              </dd>
            </>
          )}
        </dl>
        <p>
          <Ruby>{text.wantedBy(clock(task.wantedBy, language, nowMs))}</Ruby>
        </p>
      </div>
      <p className="slip-more">
        <Ruby>{text.printMore}</Ruby>
      </p>
      <div className="task-acts slip-acts">
        <button type="button" className="button button-accent" onClick={() => window.print()} data-testid="print-now">
          <Ruby>{text.print}</Ruby>
        </button>
        <button type="button" className="button" onClick={() => dialog.current?.close()} data-testid="close-slip">
          <Ruby>{text.close}</Ruby>
        </button>
      </div>
    </dialog>
  );
}
