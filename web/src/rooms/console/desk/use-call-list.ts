import { useEffect, useRef, useState } from 'react';
import type { SilentShelter } from '@hinomi/contracts';
import type { HubApi } from '../../../access/hub-api.js';

/** A storm of changes costs one question per so long. */
const AGAIN_MS = 4_000;
/** Silence grows without any change of the picture. */
const CALM_AGAIN_MS = 60_000;

export interface CallList {
  state: 'asking' | 'known' | 'failed';
  /** The last answer, the worst first. */
  shelters: SilentShelter[];
}

/** Whom to call: asked again when the picture moved, a few seconds apart, and now and then. */
export function useCallList(api: HubApi, exercise: boolean, cursor: string): CallList {
  const [list, setList] = useState<CallList>({ state: 'asking', shelters: [] });
  const latest = useRef(cursor);
  latest.current = cursor;
  useEffect(() => {
    let open = true;
    let askedAt = -Infinity;
    let askedOf = '';
    let waiting = false;
    const ask = (): void => {
      if (waiting) return;
      waiting = true;
      askedAt = performance.now();
      askedOf = latest.current;
      api.getList<SilentShelter>(`/api/v1/shelters/silent?exercise=${String(exercise)}`, 'shelters').then(
        (shelters) => {
          waiting = false;
          if (open) setList({ state: 'known', shelters });
        },
        () => {
          waiting = false;
          if (open) setList((last) => ({ ...last, state: 'failed' }));
        },
      );
    };
    ask();
    const timer = setInterval(() => {
      const isCalm = performance.now() - askedAt > CALM_AGAIN_MS;
      if (isCalm || latest.current !== askedOf) ask();
    }, AGAIN_MS);
    return () => {
      open = false;
      clearInterval(timer);
    };
  }, [api, exercise]);
  return list;
}
