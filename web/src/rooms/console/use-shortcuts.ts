import { useEffect, useRef } from 'react';

export type Shortcuts = Partial<Record<string, () => void>>;

/** Single keys act only where nobody is typing, and never together with a modifier. */
export function useShortcuts(shortcuts: Shortcuts, enabled: boolean): void {
  const current = useRef(shortcuts);
  current.current = shortcuts;
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isTyping(event.target)) return;
      const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
      if (!enabled && key !== 'Escape') return;
      const act = current.current[key];
      if (act === undefined) return;
      event.preventDefault();
      act();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [enabled]);
}

function isTyping(target: EventTarget | null): boolean {
  // Also where a button of it that was pressed waits, and nothing has the focus.
  if (document.querySelector('dialog:modal') !== null) return true;
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.matches('textarea, select, input:not([type=checkbox], [type=radio], [type=range])') ||
    target.isContentEditable
  );
}
