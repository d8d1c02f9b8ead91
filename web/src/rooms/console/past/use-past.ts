import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { millisOf, type FeatureV1 } from '@hinomi/contracts';
import type { HubApi } from '../../../access/hub-api.js';
import { PastPlayer, type PastView } from '../../../past/past-player.js';
import { roomInterest } from '../../../picture/picture-feed.js';
import { drillOf } from '../use-drill.js';

const HOUR_MS = 3_600_000;
const RANGE_HOURS = { hour: 1, 'six-hours': 6, day: 24, 'three-days': 72, week: 168, month: 720 } as const;
export type Range = keyof typeof RANGE_HOURS | 'drill';

/** What stands on the left while two moments are compared. */
export type Compared = { kind: 'now' } | { kind: 'moment'; atMs: number; features: ReadonlyMap<string, FeatureV1> };

const TICK_MS = 200;

export interface Past {
  player: PastPlayer;
  view: PastView;
  ranges: readonly Range[];
  range: Range;
  setRange: (range: Range) => void;
  compared: Compared | null;
  compare: (compared: Compared | null) => void;
}

interface Opened {
  player: PastPlayer;
  range: Range;
  compared: Compared | null;
}

/** The past of the realm that the room shows: null while the room is live, which is one press away. */
export function usePast(
  api: HubApi,
  exercise: boolean,
  live: ReadonlyMap<string, FeatureV1>,
  hubNowMs: number,
): { past: Past | null; toggle: () => void; leave: () => void } {
  const [opened, setOpened] = useState<Opened | null>(null);
  const player = opened?.player ?? null;
  const subscribe = useCallback((changed: () => void) => player?.subscribe(changed) ?? nothing, [player]);
  const view = useSyncExternalStore(subscribe, () => player?.current() ?? null);
  const drill = exercise ? drillOf(live) : null;
  const drillFromMs = drill === null ? null : millisOf(drill.startedAt);

  const leave = useCallback(() => setOpened(null), []);
  useEffect(() => () => player?.close(), [player]);
  // Another realm, or another person, has another past.
  useEffect(() => leave, [api, exercise, leave]);
  useTicks(player, view?.playing ?? false);

  const trackOf = (range: Range): { fromMs: number; toMs: number } => {
    const fromMs = range === 'drill' ? (drillFromMs ?? hubNowMs - HOUR_MS) : hubNowMs - RANGE_HOURS[range] * HOUR_MS;
    return { fromMs, toMs: Math.max(hubNowMs, fromMs + 1000) };
  };
  const toggle = (): void => {
    if (opened !== null) return leave();
    const range = drillFromMs === null ? 'day' : 'drill';
    const ask = (question: Parameters<HubApi['changes']>[1]) => api.changes(roomInterest(exercise), question);
    setOpened({ player: new PastPlayer(ask, trackOf(range), hubNowMs), range, compared: null });
  };
  const setRange = (range: Range): void => {
    if (opened === null) return;
    opened.player.setTrack(trackOf(range));
    setOpened({ ...opened, range });
  };
  const ranges = useMemo(
    () => [...(drillFromMs === null ? [] : ['drill' as const]), ...(Object.keys(RANGE_HOURS) as Range[])],
    [drillFromMs],
  );
  if (opened === null || view === null) return { past: null, toggle, leave };
  const compare = (compared: Compared | null): void => setOpened({ ...opened, compared });
  const { range, compared } = opened;
  return { past: { player: opened.player, view, ranges, range, setRange, compared, compare }, toggle, leave };
}

const nothing = (): void => undefined;

function useTicks(player: PastPlayer | null, playing: boolean): void {
  useEffect(() => {
    if (player === null || !playing) return;
    let lastMs = performance.now();
    const timer = setInterval(() => {
      const nowMs = performance.now();
      player.tick(nowMs - lastMs);
      lastMs = nowMs;
    }, TICK_MS);
    return () => clearInterval(timer);
  }, [player, playing]);
}
