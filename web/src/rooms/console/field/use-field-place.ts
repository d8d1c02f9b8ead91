import { useCallback, useEffect, useRef, useState, type RefObject } from 'react';
import type { FieldGeometry } from '@hinomi/contracts';
import type { HubApi } from '../../../access/hub-api.js';
import { LEAST_CORNERS, type DrawnShape } from '../../../map/area-drawing.js';
import type { HazardMap } from '../../../map/hazard-map.js';
import { PLACE_ZOOM } from '../../../map/how-near.js';
import { markPlace } from '../../../map/thing-shapes.js';
import type { NamedPlace } from '../../../places/place-names.js';

export interface FieldPlaceControl {
  geometry: FieldGeometry | null;
  /** The municipality it is in; null = in none, undefined = not known yet. */
  municipality: NamedPlace | null | undefined;
  /** What is being drawn; null = nobody draws. */
  drawing: { shape: DrawnShape; corners: number } | null;
  begin: (shape: DrawnShape) => void;
  addCentre: () => void;
  undo: () => void;
  finish: () => void;
  cancel: () => void;
  takeCentre: () => void;
  /** At a place that was found; the map goes there. */
  take: (lngLat: readonly [number, number]) => void;
  /** The map shows the report itself now. */
  hide: () => void;
}

/** A metre is near enough. */
const DIGITS = 5;

/** Where a report is: pointed at or drawn on the map, taken from its middle, or found. It goes from the map with the form. */
export function useFieldPlace(
  api: HubApi,
  mapRef: RefObject<HazardMap | null>,
  before: FieldGeometry | null,
): FieldPlaceControl {
  const [geometry, setGeometry] = useState(before);
  const [drawing, setDrawing] = useState<FieldPlaceControl['drawing']>(null);
  const tool = useCallback(() => mapRef.current?.rollups.drawing, [mapRef]);
  useEffect(() => tool()?.show(geometry), [geometry, tool]);
  useEffect(
    () => () => {
      tool()?.cancel();
      tool()?.show(null);
    },
    [tool],
  );
  const finish = (): void => {
    const drawn = tool()?.finishShape() ?? null;
    if (drawn !== null) setGeometry(drawn);
  };
  return {
    geometry,
    municipality: useMunicipalityOf(api, geometry),
    drawing,
    begin: (shape) =>
      tool()?.begin((corners) => {
        setDrawing(corners === null ? null : { shape, corners });
        // A point is drawn with its first press.
        if (shape === 'point' && corners === LEAST_CORNERS.point) finish();
      }, shape),
    addCentre: () => tool()?.addCentre(),
    undo: () => tool()?.undo(),
    finish,
    cancel: () => tool()?.cancel(),
    takeCentre: () => {
      const view = mapRef.current?.viewBesidePanels();
      if (view === undefined) return;
      const [west, south, east, north] = view;
      tool()?.cancel();
      setGeometry({ type: 'Point', coordinates: [rounded((west + east) / 2), rounded((south + north) / 2)] });
    },
    take: ([lng, lat]) => {
      tool()?.cancel();
      setGeometry({ type: 'Point', coordinates: [rounded(lng), rounded(lat)] });
      mapRef.current?.fit([lng, lat, lng, lat], PLACE_ZOOM);
    },
    hide: () => tool()?.show(null),
  };
}

/** As the hub finds it by the boundaries in force; of a line or an area by its middle. */
function useMunicipalityOf(api: HubApi, geometry: FieldGeometry | null): NamedPlace | null | undefined {
  const [known, setKnown] = useState<{ of: FieldGeometry; place: NamedPlace | null } | null>(null);
  const asked = useRef(geometry);
  asked.current = geometry;
  useEffect(() => {
    const at = geometry && markPlace(geometry);
    if (geometry === null || at === null) return;
    const [lng, lat] = at;
    api.search(`${lat.toFixed(DIGITS)}, ${lng.toFixed(DIGITS)}`, false).then(
      ({ positions }) => {
        if (asked.current !== geometry) return;
        const found = positions.find(({ order }) => order === 'lat-lng')?.municipality ?? null;
        const place = found && { name: found.name, set: 'jma-city', code: `${found.code}00` };
        setKnown({ of: geometry, place });
      },
      // Out of reach: the hub says so when the report is sent.
      () => undefined,
    );
  }, [api, geometry]);
  return known !== null && known.of === geometry ? known.place : undefined;
}

function rounded(degrees: number): number {
  return Number(degrees.toFixed(DIGITS));
}
