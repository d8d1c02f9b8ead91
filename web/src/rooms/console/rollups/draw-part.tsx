import type { ReactNode } from 'react';
import { useWords } from '../../../words/language-context.js';
import { Ruby } from '../../../words/ruby.js';
import type { DrawnArea } from './use-drawn-area.js';

/** Drawing by mouse or finger on the map itself; by keyboard the view, or corners at the middle of the map. */
export function DrawPart({ drawn }: { drawn: DrawnArea }): ReactNode {
  const { draw } = useWords().rollups;
  const { corners, area } = drawn;
  const button = (
    text: string,
    onClick: () => void,
    more: { strong?: boolean; disabled?: boolean } = {},
  ): ReactNode => (
    <button
      type="button"
      className={more.strong ? 'button button-strong' : 'button'}
      disabled={more.disabled ?? false}
      onClick={onClick}
    >
      <Ruby>{text}</Ruby>
    </button>
  );
  if (corners === null) {
    return (
      <div className="rollup-draw">
        {button(draw.start, drawn.begin)}
        {button(draw.view, drawn.takeView)}
        {area !== null && button(draw.clear, drawn.clear)}
      </div>
    );
  }
  return (
    <div className="rollup-draw" data-drawing>
      <p role="status">
        <Ruby>{draw.how}</Ruby>{' '}
        <strong>
          <Ruby>{draw.points(corners)}</Ruby>
        </strong>
      </p>
      {button(draw.finish, drawn.finish, { strong: true, disabled: corners < 3 })}
      {button(draw.centre, drawn.addCentre)}
      {button(draw.undo, drawn.undo, { disabled: corners === 0 })}
      {button(draw.cancel, drawn.cancel)}
    </div>
  );
}
