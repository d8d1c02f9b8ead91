import { useEffect, useMemo, useRef, useState } from 'react';
import type { PolygonGeometry, Rollups } from '@hinomi/contracts';
import type { HubApi } from '../../../access/hub-api.js';
import { OLD_AFTER_MS } from '../../../things/value-age.js';

/** A storm of changes costs one question per so long. */
const AGAIN_MS = 4_000;
/** What calls for nobody's attention is not told live. */
const CALM_AGAIN_MS = 60_000;
/** So that the instant of the silence, and with it the question, stays the same for a while. */
const SINCE_STEP_MS = 10 * 60_000;
const SILENT_STEP_MS = 5 * 60_000;

export const SILENT_HOURS = OLD_AFTER_MS / 3_600_000;

/** What is asked: a query, or a drawn area. */
export interface RollupQuestion {
  query: Readonly<Record<string, string>>;
  area?: PolygonGeometry;
}

export interface Counted {
  state: 'asking' | 'known' | 'failed';
  /** The last answer to this question, also while it is asked again. */
  rollups: Rollups | null;
}

/** The instant before which a last word is an old one. */
export function useHeardSince(hubNowMs: number): string {
  const millis = Math.floor((hubNowMs - OLD_AFTER_MS) / SINCE_STEP_MS) * SINCE_STEP_MS;
  return useMemo(() => new Date(millis).toISOString(), [millis]);
}

/** When it is asked who is silent for too long: steps of a minute would be a question a minute of every console. */
export function useSilentAt(hubNowMs: number): string {
  const millis = Math.floor(hubNowMs / SILENT_STEP_MS) * SILENT_STEP_MS;
  return useMemo(() => new Date(millis).toISOString(), [millis]);
}

/** Follows the picture: asked again when its cursor moved, a few seconds apart, and now and then. Null asks nothing. */
export function useRollups(api: HubApi, question: RollupQuestion | null, cursor: string): Counted {
  const key = question === null ? null : JSON.stringify(question);
  const [known, setKnown] = useState<{
    key: string | null;
    api: HubApi;
    state: Counted['state'];
    rollups: Rollups | null;
  }>({
    key: null,
    api,
    state: 'asking',
    rollups: null,
  });
  const latest = useRef({ question, cursor });
  latest.current = { question, cursor };
  useEffect(() => {
    if (key === null) return undefined;
    let open = true;
    let askedAt = -Infinity;
    let askedOf = '';
    let waiting = false;
    const ask = (): void => {
      const { question: asked, cursor: now } = latest.current;
      if (waiting || asked === null) return;
      waiting = true;
      askedAt = performance.now();
      askedOf = now;
      const answer = asked.area === undefined ? api.rollups(asked.query) : api.drawnRollups(asked.area, asked.query);
      answer.then(
        (rollups) => {
          waiting = false;
          if (open) setKnown({ key, api, state: 'known', rollups });
        },
        () => {
          waiting = false;
          if (open)
            setKnown((last) => ({ key, api, state: 'failed', rollups: last.key === key ? last.rollups : null }));
        },
      );
    };
    ask();
    const timer = setInterval(() => {
      const isCalm = performance.now() - askedAt > CALM_AGAIN_MS;
      if (isCalm || latest.current.cursor !== askedOf) ask();
    }, AGAIN_MS);
    return () => {
      open = false;
      clearInterval(timer);
    };
  }, [api, key]);
  if (known.key !== key || known.api !== api) return { state: 'asking', rollups: null };
  return known;
}
