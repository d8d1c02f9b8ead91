import { useState, type ReactNode } from 'react';
import { LONGEST_DRAWING_TEXT, type DrawingContent, type DrawingEntry } from '@hinomi/contracts';
import type { StandingDrawing } from '../../../drawings/drawings-in.js';
import { measured, pointsOf } from '../../../drawings/sketch.js';
import { clock } from '../../../words/clock.js';
import { useWords } from '../../../words/language-context.js';
import { Ruby } from '../../../words/ruby.js';
import { Fact, Part } from '../details/facts.js';
import { StyleFields } from './tool-palette.js';
import type { SketchHand } from './use-sketch.js';

interface DrawingDetailProps {
  drawing: StandingDrawing;
  entry: DrawingEntry | undefined;
  /** Null for whoever may look only. */
  alter: ((content: DrawingContent | null) => void) | null;
  /** Makes a field report of what is drawn; null for whoever may not. */
  report: (() => void) | null;
  hand: SketchHand;
  back: () => void;
  hubNowMs: number;
}

/** One drawing: how it is drawn, its positions by keys, and who drew it when. */
export function DrawingDetail({ drawing, entry, alter, report, hand, back, hubNowMs }: DrawingDetailProps): ReactNode {
  const words = useWords();
  const { drawings } = words;
  const { content } = drawing;
  const points = pointsOf(content);
  const size = measured(content.kind, points);
  return (
    <div className="drawing-detail" data-testid="drawing-detail">
      <dl className="facts">
        <Fact name={drawings.tools}>
          <Ruby>{drawings.tool[content.kind]}</Ruby>
        </Fact>
        <Fact name={drawings.measured}>{size}</Fact>
        <Fact name={drawings.text}>{content.text}</Fact>
      </dl>
      {alter !== null && (
        <>
          <StyleFields color={content.color} dash={content.dash} change={(part) => alter({ ...content, ...part })} />
          <TextField key={content.text} content={content} save={alter} />
          <p className="detail-note">
            <Ruby>{drawings.drag}</Ruby> <Ruby>{drawings.corner(hand.corner + 1, points.length)}</Ruby>
          </p>
          <div className="drawing-actions">
            {points.length > 1 && (
              <button type="button" className="button" onClick={hand.nextCorner}>
                <Ruby>{drawings.nextCorner}</Ruby>
              </button>
            )}
            <button type="button" className="button" onClick={hand.moveHere}>
              <Ruby>{drawings.moveHere}</Ruby>
            </button>
          </div>
        </>
      )}
      <div className="drawing-actions" data-testid="drawing-actions">
        {report !== null && (
          <button type="button" className="button" onClick={report} data-testid="drawing-report">
            <Ruby>{drawings.report}</Ruby>
          </button>
        )}
        {alter !== null && (
          <button type="button" className="button" onClick={() => alter(null)}>
            <Ruby>{drawings.remove}</Ruby>
          </button>
        )}
        <button type="button" className="button" onClick={back}>
          <Ruby>{drawings.back}</Ruby>
        </button>
      </div>
      {entry !== undefined && (
        <Part title={drawings.versions}>
          <ol className="order-steps" data-testid="drawing-versions">
            {[...entry.versions].reverse().map(({ writeId, act, by, writtenAt }) => (
              <li key={writeId} data-act={act}>
                <strong>
                  <Ruby>{drawings.act[act]}</Ruby>
                </strong>{' '}
                <span data-own>
                  <Ruby>{drawings.by(by.name, clock(writtenAt, words.language, hubNowMs))}</Ruby>
                </span>
              </li>
            ))}
          </ol>
        </Part>
      )}
    </div>
  );
}

function TextField({ content, save }: { content: DrawingContent; save: (content: DrawingContent) => void }): ReactNode {
  const { drawings } = useWords();
  const [text, setText] = useState(content.text);
  const isSame = text.trim() === content.text;
  const isWrong = content.kind === 'text' && text.trim() === '';
  return (
    <form
      className="drawing-text"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isSame && !isWrong) save({ ...content, text: text.trim() });
      }}
    >
      <label className="drawing-field">
        <Ruby>{drawings.text}</Ruby>
        <input value={text} maxLength={LONGEST_DRAWING_TEXT} onChange={(event) => setText(event.target.value)} />
      </label>
      <button type="submit" className="button" disabled={isSame || isWrong}>
        <Ruby>{drawings.save}</Ruby>
      </button>
    </form>
  );
}
