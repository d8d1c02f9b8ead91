import { useEffect, useState } from 'react';
import type { Geometry, HubStatus, InterestV1 } from '@hinomi/contracts';
import type { HubApi } from '../../access/hub-api.js';
import { boxShape } from '../../map/bounds.js';

/** More shapes would only be a blot, and each is a question to the hub. */
const MOST_SHAPES = 60;

/** Where an interest is, as a shape: null = it has none; undefined = it is not known yet. */
export function useInterestShape(api: HubApi, status: HubStatus, interest: InterestV1): Geometry | null | undefined {
  const [shape, setShape] = useState<Geometry | null | undefined>(undefined);
  const asked = JSON.stringify([interest.bbox, interest.area]);
  const [cities, prefectures] = ['jma-city', 'prefecture'].map(
    (name) => status.boundaries.find(({ set }) => set === name)?.edition,
  );
  useEffect(() => {
    let open = true;
    const [bbox, area] = JSON.parse(asked) as [InterestV1['bbox'] | null, InterestV1['area'] | null];
    const shapes = (area?.codes ?? []).slice(0, MOST_SHAPES).map((code) => {
      const edition = code.length === 5 ? cities : prefectures;
      // A shape that the hub does not have is left out; the words beside the map name it.
      return edition === undefined ? null : api.area(edition, areaCode(code)).catch(() => null);
    });
    void Promise.all(shapes).then((found) => {
      if (open) setShape(united([bbox ? boxShape(bbox) : null, area?.polygon ?? null, ...found]));
    });
    return () => {
      open = false;
    };
  }, [api, asked, cities, prefectures]);
  return shape;
}

/** A municipality in the code table of the agency has two more digits; a prefecture has its own. */
function areaCode(code: string): string {
  return code.length === 5 ? `${code}00` : code;
}

function united(parts: readonly (Geometry | null)[]): Geometry | null {
  const polygons = parts.flatMap((part) => {
    if (part?.type === 'Polygon') return [part.coordinates];
    return part?.type === 'MultiPolygon' ? part.coordinates : [];
  });
  return polygons.length === 0 ? null : { type: 'MultiPolygon', coordinates: polygons };
}
