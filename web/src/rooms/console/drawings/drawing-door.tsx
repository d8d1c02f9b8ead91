import { Suspense, useState, type ReactNode, type RefObject } from 'react';
import type { DrawingId, FeatureV1, Me } from '@hinomi/contracts';
import type { HubApi } from '../../../access/hub-api.js';
import type { HazardMap } from '../../../map/hazard-map.js';
import { keptKeys } from '../../../offline/kept-requests.js';
import { shelfOf } from '../desk/use-desk.js';
import type { Opened } from '../use-opened.js';
import { DRAWINGS_KEPT } from './drawings-kept.js';
import { lazyPart } from '../../../lazy-part.js';

const DrawingRoom = lazyPart(() => import('./drawing-room.js'));

export interface DrawingDoorProps {
  api: HubApi;
  /** Null while the past is shown. */
  me: Me | null;
  exercise: boolean;
  features: ReadonlyMap<string, FeatureV1>;
  /** Null while something else is open. */
  opened: { selected: DrawingId | null } | null;
  setOpened: (opened: Opened) => void;
  hubNowMs: number;
  mapRef: RefObject<HazardMap | null>;
  close: () => void;
}

/** Loads what drawing needs once somebody draws, or what they drew before waits for the hub; from then on it stays. */
export function DrawingDoor(props: DrawingDoorProps): ReactNode {
  const [waits] = useState(() => keptKeys(shelfOf('localStorage'), DRAWINGS_KEPT).length > 0);
  const [entered, setEntered] = useState(false);
  if (props.opened !== null && !entered) setEntered(true);
  if (props.me?.permissions.includes('drawings:read') !== true || !(waits || entered)) return null;
  return (
    <Suspense fallback={null}>
      <DrawingRoom {...props} me={props.me} />
    </Suspense>
  );
}
