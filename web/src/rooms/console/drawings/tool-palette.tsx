import { useEffect, useRef, type ReactNode } from 'react';
import {
  DRAWING_COLORS,
  DRAWING_DASHES,
  DRAWING_KINDS,
  LONGEST_DRAWING_TEXT,
  type DrawingColor,
  type DrawingDash,
} from '@hinomi/contracts';
import { DRAWING_COLOR } from '../../../drawings/drawn-features.js';
import { contentOf, isSpot, measured, type DrawingTool } from '../../../drawings/sketch.js';
import { useWords } from '../../../words/language-context.js';
import { plain } from '../../../words/ruby-text.js';
import { Ruby } from '../../../words/ruby.js';
import type { SketchHand } from './use-sketch.js';

const TOOLS: readonly DrawingTool[] = ['select', ...DRAWING_KINDS];

/** The tools, how they draw, and what the one in hand asks for. */
export function ToolPalette({ hand }: { hand: SketchHand }): ReactNode {
  const { drawings } = useWords();
  const { sketch, act } = hand;
  const words = useRef<HTMLInputElement>(null);
  // A text begins with its words, everything else on the map.
  useEffect(() => (sketch.tool === 'text' ? words.current?.focus() : undefined), [sketch.tool]);
  const take = (tool: DrawingTool): void => {
    act({ act: 'tool', tool });
    if (tool !== 'select' && tool !== 'text') hand.toMap();
  };
  return (
    <div className="drawing-palette" data-testid="drawing-palette">
      <div className="drawing-tools" role="group" aria-label={plain(drawings.tools)}>
        {TOOLS.map((tool) => (
          <button
            key={tool}
            type="button"
            className="button"
            aria-pressed={sketch.tool === tool}
            data-tool={tool}
            onClick={() => take(tool)}
          >
            <Ruby>{drawings.tool[tool]}</Ruby>
          </button>
        ))}
      </div>
      {sketch.tool !== 'select' && (
        <>
          <InHand hand={hand} />
          <StyleFields color={sketch.color} dash={sketch.dash} change={(part) => act({ act: 'style', part })} />
          <label className="drawing-field">
            <Ruby>{drawings.text}</Ruby>
            <input
              ref={words}
              value={sketch.text}
              maxLength={LONGEST_DRAWING_TEXT}
              onChange={(event) => act({ act: 'style', part: { text: event.target.value } })}
              onKeyDown={(event) => {
                if (event.key !== 'Enter' || event.nativeEvent.isComposing || sketch.tool === 'select') return;
                event.preventDefault();
                hand.end();
                hand.toMap();
              }}
            />
          </label>
        </>
      )}
    </div>
  );
}

/** While something is being drawn. */
function InHand({ hand }: { hand: SketchHand }): ReactNode {
  const { drawings } = useWords();
  const { sketch, act } = hand;
  const count = sketch.points.length;
  const size = measured(sketch.tool, sketch.points);
  const waits = isSpot(sketch.tool) && count > 0;
  return (
    <div className="drawing-in-hand" data-testid="drawing-in-hand">
      <p role="status">
        <Ruby>{waits ? drawings.needsText : drawings.how}</Ruby>{' '}
        <strong>
          <Ruby>{drawings.points(count)}</Ruby> {size !== null && <span data-testid="drawing-size">{size}</span>}
        </strong>
      </p>
      <button type="button" className="button button-strong" disabled={contentOf(sketch) === null} onClick={hand.end}>
        <Ruby>{drawings.end}</Ruby>
      </button>
      <button type="button" className="button" onClick={hand.addMiddle}>
        <Ruby>{drawings.middle}</Ruby>
      </button>
      <button type="button" className="button" disabled={count === 0} onClick={() => act({ act: 'take-back' })}>
        <Ruby>{drawings.takeBack}</Ruby>
      </button>
      <button type="button" className="button" onClick={() => act({ act: 'cancel' })}>
        <Ruby>{drawings.cancel}</Ruby>
      </button>
    </div>
  );
}

interface StyleFieldsProps {
  color: DrawingColor;
  dash: DrawingDash;
  change: (part: { color?: DrawingColor; dash?: DrawingDash }) => void;
}

/** A colour is named beside its swatch: it never stands alone. */
export function StyleFields({ color, dash, change }: StyleFieldsProps): ReactNode {
  const { drawings } = useWords();
  return (
    <div className="drawing-style">
      <div className="drawing-colors" role="group" aria-label={plain(drawings.color)}>
        {DRAWING_COLORS.map((each) => (
          <button
            key={each}
            type="button"
            className="button"
            aria-pressed={each === color}
            data-color={each}
            onClick={() => change({ color: each })}
          >
            <span className="drawing-swatch" style={{ background: DRAWING_COLOR[each] }} aria-hidden="true" />
            <Ruby>{drawings.colors[each]}</Ruby>
          </button>
        ))}
      </div>
      <label className="drawing-field">
        <Ruby>{drawings.dash}</Ruby>
        <select
          value={dash}
          onChange={(event) => change({ dash: DRAWING_DASHES[event.target.selectedIndex] ?? 'solid' })}
        >
          {DRAWING_DASHES.map((each) => (
            <option key={each} value={each}>
              {plain(drawings.dashes[each])}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}
