import { Suspense, useState, type ReactNode, type RefObject } from 'react';
import type { FeatureV1, HubStatus } from '@hinomi/contracts';
import type { HazardGroup } from '../../../hazards/group-hazards.js';
import type { HazardMap } from '../../../map/hazard-map.js';
import { useWords } from '../../../words/language-context.js';
import { plain } from '../../../words/ruby-text.js';
import { Ruby } from '../../../words/ruby.js';
import type { Past } from '../past/use-past.js';
import { useShortcuts } from '../use-shortcuts.js';
import { lazyPart } from '../../../lazy-part.js';

const SheetDialog = lazyPart(() => import('./sheet-dialog.js'));

export interface SheetDoorProps {
  /** Single keys act. */
  keys: boolean;
  mapRef: RefObject<HazardMap | null>;
  status: HubStatus;
  inDrill: boolean;
  past: Past | null;
  /** The moment that is shown, now, and when the hub last said that the picture is so; all on the hub's clock. */
  atMs: number;
  hubNowMs: number;
  confirmedHubMs: number | null;
  shownGroups: readonly HazardGroup[];
  shown: ReadonlyMap<string, FeatureV1>;
}

/** The way out onto paper; the sheet is of the moment at which it is opened. */
export function SheetDoor(props: SheetDoorProps): ReactNode {
  const { keys, mapRef, status, inDrill, past, atMs, hubNowMs, confirmedHubMs, shownGroups, shown } = props;
  const { exports: said } = useWords();
  const [isOpen, setOpen] = useState(false);
  const open = (): void => setOpen(true);
  useShortcuts({ o: open }, keys);
  const dataMs = past === null ? (confirmedHubMs ?? hubNowMs) : atMs;
  const room = { status, drill: inDrill, past: past !== null, dataMs, nowMs: hubNowMs, groups: shownGroups, shown };
  return (
    <>
      <button
        type="button"
        className="button view-rollups"
        title={`${plain(said.open)} (O)`}
        onClick={open}
        data-testid="open-sheet"
      >
        <Ruby>{said.title}</Ruby>
      </button>
      <p className="print-note">
        <Ruby>{said.printHere}</Ruby>
      </p>
      <Suspense fallback={null}>
        {isOpen && <SheetDialog room={room} mapRef={mapRef} close={() => setOpen(false)} />}
      </Suspense>
    </>
  );
}
