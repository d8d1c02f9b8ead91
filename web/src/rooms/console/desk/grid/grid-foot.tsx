import { useEffect, useRef, type ReactNode, type RefObject } from 'react';
import { useDeskWords } from '../../../../words/desk/desk-words.js';
import { useWords } from '../../../../words/language-context.js';
import { Ruby } from '../../../../words/ruby.js';
import { touchedCount, type Grid } from './use-grid.js';

/** Under the grid: what is sent, what looks odd, what came of it. */
export function GridFoot({
  grid,
  sendButton,
}: {
  grid: Grid;
  sendButton: RefObject<HTMLButtonElement | null>;
}): ReactNode {
  const words = useWords();
  const text = useDeskWords();
  const confirm = useRef<HTMLButtonElement>(null);
  const { asked, sending, done } = grid;
  // Enter again confirms: the question takes the focus.
  useEffect(() => confirm.current?.focus(), [asked]);
  const count = touchedCount(grid.session);
  return (
    <div className="grid-foot">
      <p role="status" data-testid="grid-done" className={done === null || done === 'nothing' ? '' : 'desk-sent'}>
        {done === 'nothing' && <Ruby>{text.nothing}</Ruby>}
        {done !== null && done !== 'nothing' && <Ruby>{text.grid.done(done.taken, done.left)}</Ruby>}
      </p>
      {asked.length > 0 ? (
        <div className="desk-asked" role="alert" data-testid="grid-asked">
          <strong>
            <Ruby>{text.warningsTitle}</Ruby>
          </strong>
          <ul>
            {asked.map(({ row, odd }) => (
              <li key={row.key}>
                <span data-own lang="ja">
                  {row.shelter.name}
                </span>
                {words.colon}
                {odd.map((warning) => (
                  <Ruby key={warning}>{text.warnings[warning]}</Ruby>
                ))}
              </li>
            ))}
          </ul>
          <button
            type="button"
            className="button"
            ref={confirm}
            data-testid="grid-confirm"
            onClick={() => grid.send(asked)}
          >
            <Ruby>{text.grid.confirm}</Ruby>
          </button>
          <button type="button" className="button" onClick={grid.mend}>
            <Ruby>{text.mend}</Ruby>
          </button>
        </div>
      ) : (
        <button
          type="button"
          className="button"
          ref={sendButton}
          data-testid="grid-send"
          disabled={sending !== null}
          onClick={() => grid.send([])}
        >
          <Ruby>{sending === null ? text.grid.send(count) : text.grid.sending(sending.done, sending.of)}</Ruby>
        </button>
      )}
    </div>
  );
}
