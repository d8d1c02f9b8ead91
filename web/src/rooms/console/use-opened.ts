import { useCallback, useEffect, useRef, useState, type RefObject } from 'react';
import type { DrawingId, FeatureId, FeatureV1 } from '@hinomi/contracts';
import { hazardOf, type HazardGroup } from '../../hazards/group-hazards.js';
import type { HazardMap } from '../../map/hazard-map.js';
import type { MapPick } from '../../map/pick.js';
import type { OrderTask } from './orders/use-order-entry.js';
import type { OpenedFieldReports } from '../../field/open-field-report.js';
import { groupOfThing, isThing } from '../../things/thing-feature.js';

/** Where the details were opened from, to go back there. */
export type From = MapPick | 'rollups' | 'desk' | 'since' | 'silence' | 'chronology' | 'field-reports' | null;

/** The panels that have a key and a button of their own. */
export type PanelName = keyof typeof PANELS;

/** What the panel over the map shows. A thing is opened by its own id, as a hazard of one feature. */
export type Opened =
  | { kind: 'hazard'; hazardId: string; from: From }
  | { kind: 'place'; pick: MapPick }
  | { kind: 'rollups' }
  | { kind: 'since' }
  | { kind: 'silence' }
  | { kind: 'needs'; area: string | null }
  /** `about`: the hazard or thing that was open before; `entry`: which one was pressed on the map. */
  | { kind: 'chronology'; about: string | null; entry?: string }
  | { kind: 'orders'; task: OrderTask }
  | { kind: 'presence' }
  | { kind: 'drawings'; selected: DrawingId | null }
  | OpenedFieldReports
  | { kind: 'desk'; shelter: { id: FeatureId; name: string } | null }
  | null;

const PANELS = {
  rollups: { kind: 'rollups' },
  since: { kind: 'since' },
  silence: { kind: 'silence' },
  needs: { kind: 'needs', area: null },
  desk: { kind: 'desk', shelter: null },
  chronology: { kind: 'chronology', about: null },
  presence: { kind: 'presence' },
  drawings: { kind: 'drawings', selected: null },
  orders: { kind: 'orders', task: { order: null, step: 'issue' } },
  'field-reports': { kind: 'field-reports', task: null },
} as const;
const NONE: readonly FeatureV1[] = [];

/** Opens, closes, brings into sight, and gives the focus back to the row it came from. */
export function useOpened(
  groups: readonly HazardGroup[],
  features: ReadonlyMap<string, FeatureV1>,
  mapRef: RefObject<HazardMap | null>,
) {
  const [opened, put] = useState<Opened>(null);
  const latestFeatures = useRef(features);
  latestFeatures.current = features;
  const setOpened = useCallback((next: Opened) => put((now) => drawingMeant(next, now, latestFeatures.current)), []);
  const openedId = opened?.kind === 'hazard' ? opened.hazardId : null;
  const thing = openedId === null ? undefined : features.get(openedId);
  const known = useRef<HazardGroup | undefined>(undefined);
  const hazard = openedId === null ? undefined : hazardOf(groups, openedId);
  // The same object while the thing is the same: the map would select it anew each second.
  if (hazard !== undefined || thing === undefined || !isThing(thing)) known.current = hazard;
  else if (known.current?.main !== thing) known.current = groupOfThing(thing);
  const group = known.current;

  const shownId = group?.hazardId;
  const latest = useRef(group);
  latest.current = group;
  useEffect(() => {
    if (shownId !== undefined) void mapRef.current?.bringIntoSight(latest.current?.features ?? NONE);
  }, [shownId, mapRef]);

  const open = useCallback(
    (hazardId: string, from: From = null) => setOpened({ kind: 'hazard', hazardId, from }),
    [setOpened],
  );
  const toggle = useCallback((hazardId: string) => {
    put((now) =>
      now?.kind === 'hazard' && now.hazardId === hazardId ? null : { kind: 'hazard', hazardId, from: null },
    );
  }, []);
  const close = useCallback(() => {
    setOpened(null);
    if (openedId === null) return;
    const id = CSS.escape(openedId);
    document.querySelector<HTMLElement>(`[data-hazard="${id}"], [data-thing="${id}"]`)?.focus();
  }, [openedId, setOpened]);
  const from = opened?.kind === 'hazard' ? opened.from : null;
  const back =
    from === null
      ? undefined
      : (): void => setOpened(typeof from === 'string' ? PANELS[from] : { kind: 'place', pick: from });
  const togglePanel = useCallback((panel: keyof typeof PANELS) => {
    put((now) => {
      if (now?.kind === panel) return null;
      return panel === 'chronology' && now?.kind === 'hazard' ? { kind: panel, about: now.hazardId } : PANELS[panel];
    });
  }, []);
  return {
    opened,
    setOpened,
    openedId,
    back,
    group,
    selected: group?.features ?? NONE,
    open,
    toggle,
    togglePanel,
    close,
  };
}

/** A drawing is opened where drawings are; so is a press on the map that means drawings alone, or one while they are open. */
function drawingMeant(next: Opened, now: Opened, features: ReadonlyMap<string, FeatureV1>): Opened {
  const ids = next?.kind === 'hazard' ? [next.hazardId] : next?.kind === 'place' ? next.pick.featureIds : [];
  const drawings = ids.flatMap((id) => {
    const properties = features.get(id)?.properties;
    return properties?.type === 'drawing' ? [properties.drawingId] : [];
  });
  const [selected] = drawings;
  if (selected === undefined || (drawings.length < ids.length && now?.kind !== 'drawings')) return next;
  return { kind: 'drawings', selected };
}
