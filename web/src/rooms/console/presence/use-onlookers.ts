import { useEffect, useRef, useState } from 'react';
import { instantFromMillis, type PresenceEntry } from '@hinomi/contracts';
import { Onlookers } from '../../../map/onlookers.js';
import type { PresenceDesk } from '../../../presence/presence-desk.js';
import { drillOf } from '../use-drill.js';
import type { PresenceDoorProps } from './presence-door.js';

/** Tells what this console shows whenever that is another, and shows where others look. */
export function useOnlookers(
  props: Pick<PresenceDoorProps, 'mapRef' | 'mapReady' | 'picture' | 'inDrill' | 'live'>,
  desk: PresenceDesk,
  frames: readonly PresenceEntry[],
): Onlookers | null {
  const { mapRef, mapReady, picture, inDrill, live } = props;
  const [onlookers, setOnlookers] = useState<Onlookers | null>(null);
  const atMs = picture.past?.view.atMs ?? null;
  const facts = {
    // To the second: what is played is told once a second.
    moment: atMs === null ? null : instantFromMillis(Math.floor(atMs / 1000) * 1000),
    realm: inDrill ? ('drill' as const) : ('real' as const),
    run: inDrill ? (drillOf(live)?.run ?? null) : null,
  };
  const latest = useRef(facts);
  latest.current = facts;
  useEffect(() => {
    const map = mapReady ? mapRef.current : null;
    if (map === null) return;
    let made: Onlookers | null = null;
    const tell = (): void => {
      if (made !== null) desk.show({ ...made.look(), ...latest.current });
    };
    made = map.lend(
      (lent) =>
        new Onlookers(lent, {
          moved: tell,
          own: () => {
            desk.touch();
            desk.unfollow('own-move');
          },
        }),
    );
    setOnlookers(made);
    tell();
    return () => {
      made?.destroy();
      setOnlookers(null);
    };
  }, [mapReady, mapRef, desk]);
  const { moment, realm, run } = facts;
  useEffect(() => {
    if (onlookers !== null) desk.show({ ...onlookers.look(), moment, realm, run });
  }, [onlookers, desk, moment, realm, run]);
  useEffect(() => onlookers?.show(frames), [onlookers, frames]);
  return onlookers;
}
