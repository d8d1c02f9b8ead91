import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { FeatureV1, Geometry, HubStatus } from '@hinomi/contracts';
import type { HubApi } from '../../../access/hub-api.js';
import { partOf } from '../../../hazards/picture-parts.js';
import { boundsOf } from '../../../map/bounds.js';
import type { NeedMark } from '../../../map/need-overlay.js';
import { needMarks, type PlaceOf } from '../../../needs/need-map.js';
import { publishedPicture, type KnownKinds, type NeedFilter, type PublishedPicture } from '../../../needs/need-rows.js';
import { useNeedsCatalogue } from '../../../needs/use-needs-catalogue.js';
import { useWords } from '../../../words/language-context.js';
import { useStepped } from '../use-stepped.js';

/** Shelters that the picture does not tell live are looked up one by one. */
const LOOKED_UP_AT_MOST = 200;

const stepCells = partOf(({ layer }) => layer === 'need');

export interface Needs {
  published: PublishedPicture;
  kinds: KnownKinds;
  rulesVersion: string | null;
  /** Shelters by id, as far as they are known. */
  shelters: ReadonlyMap<string, FeatureV1>;
}

/** What is published of needs, with everything it takes to read it. */
export function useNeeds(api: HubApi, features: ReadonlyMap<string, FeatureV1>): Needs {
  // Cells change every few hours, the picture every second.
  const { part } = useStepped(features, stepCells);
  const cells = useMemo(() => [...part.values()], [part]);
  const published = useMemo(() => publishedPicture(cells), [cells]);
  const ask = useCallback(() => api.needsCatalogue(), [api]);
  const catalogue = useNeedsCatalogue(cells.length > 0 ? ask : null);
  const kinds: KnownKinds = useMemo(
    () => new Map((catalogue?.needs ?? []).map((kind) => [kind.need, kind])),
    [catalogue],
  );
  const rulesVersion = catalogue?.version ?? null;
  const shelters = useShelters(api, features, published);
  return useMemo(() => ({ published, kinds, rulesVersion, shelters }), [published, kinds, rulesVersion, shelters]);
}

function useShelters(
  api: HubApi,
  features: ReadonlyMap<string, FeatureV1>,
  { rows }: PublishedPicture,
): ReadonlyMap<string, FeatureV1> {
  const [looked, setLooked] = useState<ReadonlyMap<string, FeatureV1>>(new Map());
  const asked = useRef(new Set<string>());
  const ids = useMemo(
    () => [...new Set(rows.filter(({ level }) => level === 'shelter').map(({ code }) => code))],
    [rows],
  );
  useEffect(() => {
    const missing = ids.filter((id) => !features.has(id) && !asked.current.has(id)).slice(0, LOOKED_UP_AT_MOST);
    if (missing.length === 0) return;
    for (const id of missing) asked.current.add(id);
    void Promise.allSettled(missing.map((id) => api.feature(id))).then((answers) => {
      const found = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
      if (found.length > 0)
        setLooked((before) => new Map([...before, ...found.map((each) => [each.id as string, each] as const)]));
    });
    // Only a shelter that is not known yet is looked up.
  }, [api, ids, features]);
  return useMemo(() => {
    const all = ids.flatMap((id) => {
      const feature = features.get(id) ?? looked.get(id);
      return feature === undefined ? [] : [[id, feature] as const];
    });
    return new Map(all);
  }, [ids, features, looked]);
}

/** The marks of the map; shapes of areas are fetched once, and an area without one has no mark. */
export function useNeedMarks(
  api: HubApi,
  status: HubStatus,
  needs: Needs,
  filter: NeedFilter,
  shown: boolean,
): readonly NeedMark[] {
  const words = useWords();
  const [shapes, setShapes] = useState<ReadonlyMap<string, Geometry>>(new Map());
  const asked = useRef(new Set<string>());
  const { rows } = needs.published;
  const editionOf = (set: string): string | undefined => status.boundaries.find((each) => each.set === set)?.edition;
  const [towns, prefectures] = [editionOf('jma-city'), editionOf('prefecture')];
  useEffect(() => {
    if (!shown) return;
    for (const { level, code } of rows) {
      const edition = level === 'prefecture' ? prefectures : towns;
      const key = `${edition ?? ''}|${code}`;
      if (level === 'shelter' || edition === undefined || asked.current.has(key)) continue;
      asked.current.add(key);
      api.area(edition, level === 'prefecture' ? code : `${code}00`).then(
        (shape) => {
          if (shape !== null) setShapes((before) => new Map([...before, [key, shape]]));
        },
        () => asked.current.delete(key),
      );
    }
  }, [api, rows, towns, prefectures, shown]);
  return useMemo(() => {
    if (!shown) return [];
    const placeOf: PlaceOf = (level, code) => {
      if (level === 'shelter') {
        const { geometry = null } = needs.shelters.get(code) ?? {};
        return geometry?.type === 'Point' ? { at: geometry.coordinates as [number, number], shape: null } : null;
      }
      const shape = shapes.get(`${(level === 'prefecture' ? prefectures : towns) ?? ''}|${code}`);
      const bounds = shape === undefined ? null : boundsOf(shape);
      if (shape === undefined || bounds === null) return null;
      const [west, south, east, north] = bounds;
      return { at: [(west + east) / 2, (south + north) / 2], shape };
    };
    return needMarks(rows, needs.kinds, filter, placeOf, words);
  }, [rows, needs.kinds, needs.shelters, filter, shapes, towns, prefectures, shown, words]);
}
