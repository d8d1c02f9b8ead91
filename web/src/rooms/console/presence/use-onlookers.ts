import { useEffect, useRef, useState } from 'react';
import { instantFromMillis, type PresenceEntry } from '@hinomi/contracts';
import { JAPAN, type Bounds } from '../../../map/bounds.js';
import { MIN_ZOOM } from '../../../map/how-near.js';
import { Onlookers } from '../../../map/onlookers.js';
import type { PresenceDesk } from '../../../presence/presence-desk.js';
import { drillOf } from '../use-drill.js';
import type { PresenceDoorProps } from './presence-door.js';

/** While there is no map, and on a machine that can draw none: the lists, which are of everywhere. */
const WITHOUT_MAP: ReturnType<Onlookers['look']> = { centre: centreOf(JAPAN), zoom: MIN_ZOOM, bounds: JAPAN };

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
    desk.show({ ...(onlookers?.look() ?? WITHOUT_MAP), moment, realm, run });
  }, [onlookers, desk, moment, realm, run]);
  useEffect(() => onlookers?.show(frames), [onlookers, frames]);
  return onlookers;
}

function centreOf([west, south, east, north]: Bounds): [lng: number, lat: number] {
  return [(west + east) / 2, (south + north) / 2];
}
