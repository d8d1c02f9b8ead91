import { Suspense, type ReactNode, type RefObject } from 'react';
import type { FeatureV1, Me } from '@hinomi/contracts';
import type { AccessToken } from '../../../access/access-token.js';
import type { HazardMap } from '../../../map/hazard-map.js';
import type { ShownPicture } from '../past/use-shown-picture.js';
import type { PanelName } from '../use-opened.js';
import { lazyPart } from '../../../lazy-part.js';

const PresenceRoom = lazyPart(() => import('./presence-room.js'));

export interface PresenceDoorProps {
  access: AccessToken;
  me: Me | null;
  inDrill: boolean;
  live: ReadonlyMap<string, FeatureV1>;
  /** What is shown, now or of the past. */
  picture: Pick<ShownPicture, 'past' | 'leavePast'>;
  /** Into the past; what is of now closes. */
  showPast: () => void;
  mapRef: RefObject<HazardMap | null>;
  mapReady: boolean;
  /** Its panel is open. */
  opened: boolean;
  togglePanel: (panel: PanelName) => void;
  hubNowMs: number;
}

/** For headquarters only: nobody else is asked where they look, and nobody else is told. */
export function PresenceDoor(props: PresenceDoorProps): ReactNode {
  if (props.me?.permissions.includes('presence:share') !== true) return null;
  return (
    <Suspense fallback={null}>
      <PresenceRoom {...props} me={props.me} />
    </Suspense>
  );
}
