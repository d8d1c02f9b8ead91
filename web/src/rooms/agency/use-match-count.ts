import { useEffect, useState } from 'react';
import type { InterestV1, PictureSnapshot } from '@hinomi/contracts';
import { interestQuery, type HubApi } from '../../access/hub-api.js';

/** Somebody who types, or moves a corner, is left alone until they pause. */
const PAUSE_MS = 500;
/** The picture moves while the form is filled in. */
const AGAIN_MS = 15_000;

export type MatchCount = { state: 'waiting' | 'asking' | 'failed' } | { state: 'known'; count: number };

/** How much the picture holds now of what an interest asks for; only the newest question is answered. */
export function useMatchCount(api: HubApi, interest: InterestV1 | null): MatchCount {
  const query = interest === null ? null : String(interestQuery(interest));
  const [known, setKnown] = useState<MatchCount>({ state: 'waiting' });
  useEffect(() => {
    if (query === null) return setKnown({ state: 'waiting' });
    const left = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = (): void => {
      api.get<PictureSnapshot>(`/api/v1/picture?${query}`, left.signal).then(
        ({ features }) => {
          if (left.signal.aborted) return;
          setKnown({ state: 'known', count: features.length });
          timer = setTimeout(ask, AGAIN_MS);
        },
        () => {
          if (left.signal.aborted) return;
          setKnown({ state: 'failed' });
          timer = setTimeout(ask, AGAIN_MS);
        },
      );
    };
    setKnown({ state: 'asking' });
    timer = setTimeout(ask, PAUSE_MS);
    return () => {
      left.abort();
      clearTimeout(timer);
    };
  }, [api, query]);
  return known;
}
