import { useEffect, useRef, useState } from 'react';
import type { Silence } from '@hinomi/contracts';
import type { HubApi } from '../../../access/hub-api.js';

/** A storm of changes costs one question per so long. */
const AGAIN_MS = 4_000;
/** Silence grows without any change of the picture; the minutes are counted here. */
const CALM_AGAIN_MS = 60_000;

export interface AskedSilence {
  state: 'asking' | 'known' | 'failed';
  /** The last answer. */
  silence: Silence | null;
}

/** Where it is silent, as the hub counts it: asked again when the picture moved, a few seconds apart, and now and then. */
export function useSilence(api: HubApi, exercise: boolean, cursor: string): AskedSilence {
  const [asked, setAsked] = useState<AskedSilence>({ state: 'asking', silence: null });
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
      api
        .get<Silence>(`/api/v1/silence?exercise=${String(exercise)}`)
        .then(
          (silence) => open && setAsked({ state: 'known', silence }),
          () => open && setAsked((last) => ({ ...last, state: 'failed' })),
        )
        .finally(() => (waiting = false));
    };
    ask();
    const timer = setInterval(() => {
      if (performance.now() - askedAt > CALM_AGAIN_MS || latest.current !== askedOf) ask();
    }, AGAIN_MS);
    return () => {
      open = false;
      clearInterval(timer);
    };
  }, [api, exercise]);
  return asked;
}
