import { useEffect, useRef } from 'react';
import { millisOf } from '@hinomi/contracts';
import type { Onlookers } from '../../../map/onlookers.js';
import type { PresenceDesk } from '../../../presence/presence-desk.js';
import type { Following } from '../../../presence/presence-state.js';
import type { Past } from '../past/use-past.js';
import { useMedia } from '../use-media.js';
import type { PresenceDoorProps } from './presence-door.js';

/** Goes where whom one follows is, on the map and in time; what somebody does here themselves ends it. */
export function useFollowing(
  following: Following | null,
  onlookers: Onlookers | null,
  { picture, showPast }: Pick<PresenceDoorProps, 'picture' | 'showPast'>,
  realm: 'real' | 'drill',
  desk: PresenceDesk,
): void {
  const calm = useMedia('(prefers-reduced-motion: reduce)');
  const entry = following?.entry ?? null;
  const isFollowing = entry !== null;
  const [lng, lat] = entry?.centre ?? [0, 0];
  const zoom = entry?.zoom ?? 0;
  useEffect(() => {
    if (isFollowing) onlookers?.lead({ centre: [lng, lat], zoom }, calm);
    else onlookers?.letGo();
  }, [onlookers, isFollowing, lng, lat, zoom, calm]);

  // Into another world only one's own hand leads.
  const ledRealm = entry?.realm ?? null;
  useEffect(() => {
    if (ledRealm !== null && ledRealm !== realm) desk.unfollow('other-realm');
  }, [ledRealm, realm, desk]);

  useMoment(following?.id ?? null, entry?.moment ?? null, picture, showPast, desk);
}

/** The same for the moment: `led` is where following brought this console; another one is its own hand's doing. */
function useMoment(
  id: string | null,
  moment: NonNullable<Following['entry']>['moment'],
  { past, leavePast }: PresenceDoorProps['picture'],
  showPast: () => void,
  desk: PresenceDesk,
): void {
  const led = useRef<{ id: string; moment: typeof moment; atMs: number | null } | null>(null);
  const atMs = past?.view.atMs ?? null;
  useEffect(() => {
    if (id === null) {
      led.current = null;
      return;
    }
    const before = led.current;
    if (before !== null && before.id === id && before.moment === moment) {
      if (before.atMs !== atMs) desk.unfollow('own-move');
      return;
    }
    if (moment === null) {
      led.current = { id, moment, atMs: null };
      if (past !== null) leavePast();
      return;
    }
    // The past opens first; this effect comes again with it.
    if (past === null) return showPast();
    led.current = { id, moment, atMs: seekIn(past, millisOf(moment)) };
  }, [id, moment, atMs, past, showPast, leavePast, desk]);
}

/** Returns where it is then: what lies outside even the longest stretch is not reached. */
function seekIn({ player, view, ranges, range, setRange }: Past, toMs: number): number {
  player.pause();
  if (toMs < view.track.fromMs || toMs > view.track.toMs) {
    const longer = ranges.slice(ranges.indexOf(range));
    for (const each of toMs > view.track.toMs ? [range] : longer) {
      setRange(each);
      const { fromMs, toMs: endMs } = player.current().track;
      if (toMs >= fromMs && toMs <= endMs) break;
    }
  }
  player.seek(toMs);
  return player.current().atMs;
}
