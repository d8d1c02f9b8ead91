import { useEffect, useMemo, useSyncExternalStore } from 'react';
import type { AccessToken } from '../../../access/access-token.js';
import { PresenceDesk } from '../../../presence/presence-desk.js';
import type { PresenceState } from '../../../presence/presence-state.js';

const TOUCHES = ['pointerdown', 'keydown', 'wheel'] as const;

/** One for each person at this page; whatever they do with it says that somebody is there. */
export function usePresenceDesk(access: AccessToken): { desk: PresenceDesk; state: PresenceState } {
  const desk = useMemo(() => new PresenceDesk(access), [access]);
  useEffect(() => {
    const touch = (): void => desk.touch();
    desk.open();
    for (const kind of TOUCHES) window.addEventListener(kind, touch, { passive: true });
    return () => {
      for (const kind of TOUCHES) window.removeEventListener(kind, touch);
      desk.close();
    };
  }, [desk]);
  return { desk, state: useSyncExternalStore(desk.subscribe, desk.current) };
}
