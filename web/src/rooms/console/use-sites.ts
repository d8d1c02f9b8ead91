import { useCallback, useEffect, useMemo, useState } from 'react';
import type { FeatureV1 } from '@hinomi/contracts';
import type { HubApi } from '../../access/hub-api.js';

/** While somebody looks at places that are not told live. */
const LOOK_AGAIN_MS = 15_000;
const NONE: readonly string[] = [];

/**
 * Places that stand in tiles only, fetched when somebody picks them: `features` are the live ones and these. What the hub
 * tells live is newer, and wins.
 */
export function useSites(api: HubApi, live: ReadonlyMap<string, FeatureV1>) {
  const [ids, setIds] = useState(NONE);
  const [sites, setSites] = useState<readonly FeatureV1[]>([]);
  useEffect(() => {
    setSites([]);
    if (ids.length === 0) return undefined;
    let open = true;
    const fetchAll = (): void => {
      // One that is gone, or that this viewer may not see, is left out.
      void Promise.allSettled(ids.map((id) => api.feature(id))).then((answers) => {
        if (open) setSites(answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : [])));
      });
    };
    fetchAll();
    const timer = setInterval(fetchAll, LOOK_AGAIN_MS);
    return () => {
      open = false;
      clearInterval(timer);
    };
  }, [api, ids]);
  const features = useMemo(
    () => (sites.length === 0 ? live : new Map([...sites.map((site) => [site.id, site] as const), ...live])),
    [sites, live],
  );
  const look = useCallback((wanted: readonly string[]) => setIds(wanted.length === 0 ? NONE : wanted), []);
  return { features, look };
}
