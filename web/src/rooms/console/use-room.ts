import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { DrillEntry, FeedStatus, Heartbeat } from '@hinomi/contracts';
import type { AccessToken } from '../../access/access-token.js';
import { HubRefusal, type HubApi } from '../../access/hub-api.js';
import { PictureFeed, type PictureView } from '../../picture/picture-feed.js';

/** The picture of one realm, open while somebody looks at it. */
export function usePicture(access: AccessToken, api: HubApi, exercise: boolean): PictureView {
  const feed = useMemo(() => new PictureFeed(access, api, exercise), [access, api, exercise]);
  useEffect(() => {
    feed.open();
    return () => feed.close();
  }, [feed]);
  return useSyncExternalStore(feed.subscribe, feed.current);
}

/**
 * Another basemap in a heartbeat than the page draws: other boundaries came into force. Asked again with every heartbeat
 * until the answer agrees, as another gateway may be a moment behind.
 */
export function useBoundariesInForce(heartbeat: Heartbeat | null, drawn: string, askStatus: () => void): void {
  useEffect(() => {
    if (heartbeat?.basemap !== undefined && heartbeat.basemap !== drawn) askStatus();
  }, [heartbeat, drawn, askStatus]);
}

/** This device's clock, ticking. */
export function useNow(everyMs: number): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}

export type Asked<T> = { state: 'waiting' } | { state: 'known'; value: T } | { state: 'denied' } | { state: 'failed' };

/** Something the hub is asked for again and again; what was known stays while an answer fails. */
function usePolled<T>(ask: () => Promise<T>, everyMs: number): { asked: Asked<T>; again: () => void } {
  const [asked, setAsked] = useState<Asked<T>>({ state: 'waiting' });
  const [round, setRound] = useState(0);
  useEffect(() => {
    let open = true;
    const run = (): void => {
      ask().then(
        (value) => {
          if (open) setAsked({ state: 'known', value });
        },
        (problem: unknown) => {
          if (!open) return;
          const denied = problem instanceof HubRefusal && (problem.status === 403 || problem.status === 401);
          setAsked((known) => (denied ? { state: 'denied' } : known.state === 'known' ? known : { state: 'failed' }));
        },
      );
    };
    run();
    const timer = setInterval(run, everyMs);
    return () => {
      open = false;
      clearInterval(timer);
    };
  }, [ask, everyMs, round]);
  return { asked, again: () => setRound((count) => count + 1) };
}

const DRILLS_EVERY_MS = 5_000;
const FEEDS_EVERY_MS = 20_000;

export function useDrills(api: HubApi): { drills: DrillEntry[]; known: boolean; refresh: () => void } {
  const ask = useMemo(() => () => api.drills(), [api]);
  const { asked, again } = usePolled(ask, DRILLS_EVERY_MS);
  return { drills: asked.state === 'known' ? asked.value : [], known: asked.state === 'known', refresh: again };
}

export function useFeeds(api: HubApi): Asked<FeedStatus[]> {
  const ask = useMemo(() => () => api.feeds(), [api]);
  return usePolled(ask, FEEDS_EVERY_MS).asked;
}
