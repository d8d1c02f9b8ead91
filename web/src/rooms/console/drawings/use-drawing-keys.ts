import { useEffect, useRef } from 'react';
import type { DrawingDesk } from '../../../drawings/drawing-desk.js';
import type { SketchHand } from './use-sketch.js';

/** Keys while drawings are open: before those of the room, and never where somebody types or a button has the focus. */
export function useDrawingKeys(hand: SketchHand, desk: DrawingDesk, deselect: (() => void) | null): void {
  const latest = useRef({ hand, desk, deselect });
  latest.current = { hand, desk, deselect };
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.isComposing || document.querySelector('dialog:modal') !== null) return;
      const done = act(event, latest.current);
      if (!done) return;
      event.preventDefault();
      event.stopImmediatePropagation();
    };
    window.addEventListener('keydown', onKey, { capture: true });
    return () => window.removeEventListener('keydown', onKey, { capture: true });
  }, []);
}

interface Acting {
  hand: SketchHand;
  desk: DrawingDesk;
  deselect: (() => void) | null;
}

/** True where the key was for drawing. */
function act(event: KeyboardEvent, { hand, desk, deselect }: Acting): boolean {
  const { target, key } = event;
  const types = target instanceof HTMLElement && target.matches('textarea, select, input:not([type=radio])');
  const presses = target instanceof HTMLElement && target.matches('button, a, summary, input');
  const isDrawing = hand.sketch.tool !== 'select';
  if (key === 'Escape' && !event.altKey) {
    if (isDrawing) hand.act({ act: 'cancel' });
    else deselect?.();
    return isDrawing || deselect !== null;
  }
  if (types) return false;
  if ((event.ctrlKey || event.metaKey) && !event.altKey) {
    const again = key.toLowerCase() === 'y' || (key.toLowerCase() === 'z' && event.shiftKey);
    if (key.toLowerCase() !== 'z' && !again) return false;
    // What is half drawn is taken back first.
    if (hand.sketch.points.length > 0) hand.act({ act: 'take-back' });
    else if (again) desk.redo();
    else desk.undo();
    return true;
  }
  if (!isDrawing || presses || event.altKey) return false;
  if (key === ' ') hand.addMiddle();
  else if (key === 'Enter') hand.end();
  else if (key === 'Backspace') hand.act({ act: 'take-back' });
  else return false;
  return true;
}
