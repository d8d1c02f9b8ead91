import { sha256Hex } from '@hinomi/contracts';
import type { AreaSet, Geometry } from '@hinomi/contracts';
import type { Topology } from 'topojson-specification';
import { area, areasOf } from '../areas/areas.js';
import type { Area, ForecastLevel } from '../areas/areas.js';
import { municipalitiesOf } from '../areas/municipalities-of.js';
import { voronoiSites } from '../areas/voronoi-sites.js';
import type { Site } from '../areas/voronoi-sites.js';
import type { EditionShapes } from '../boundaries/boundaries.js';
import { addIslets } from './add-islets.js';
import { cellNetwork } from './cell-network.js';
import { dissolveCells } from './dissolve-cells.js';
import { naturalEarthLand } from './natural-earth-land.js';
import { snapCoasts } from './snap-coasts.js';

/** Grows when the derivation changes, because an edition never changes under its name. */
export const APPROXIMATE_NAME = 'approx-1';

const ATTRIBUTION =
  'Natural Earth（海岸線）/ 気象庁「予報区等GISデータ」から作成した代表点による概略。実際の境界ではありません';

type Shapes = Map<string, Geometry | null>;

/**
 * Rough areas for a hub without imported boundaries: cells around points of each municipality, cut off at the Natural
 * Earth coast; wider areas are joined cells. Every code of the tables gets a shape.
 */
export function buildApproximateEditions(landTopology: Topology): EditionShapes[] {
  const steps = approximateSteps(landTopology);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** {@link buildApproximateEditions} in steps, so that the caller can do something else in between. */
export function* approximateSteps(landTopology: Topology): Generator<void, EditionShapes[]> {
  const sites = voronoiSites();
  const { home } = naturalEarthLand(landTopology);
  yield;
  const mainPoints = sites.filter((site) => site.main).map((site) => site.lngLat);
  const land = addIslets(home, mainPoints);
  yield;
  const network = cellNetwork(
    land,
    sites.map((site) => site.lngLat),
  );
  const join = (keyOf: (site: Site) => string | null): Shapes => {
    const keys = sites.map(keyOf);
    return dissolveCells(network, (site) => keys[site] ?? null);
  };
  const editions: EditionShapes[] = [];
  for (const [set, shapesOf] of [
    ['jma-city', () => cityShapes(join)],
    ['jma-forecast-area', () => forecastShapes(join)],
    ['jma-quake-area', () => join((site) => area('jma-city', site.city)?.quakeArea ?? null)],
    ['jma-tsunami-coast', () => snapCoasts(network)],
    ['prefecture', () => join((site) => site.city.slice(0, 2))],
  ] satisfies [AreaSet, () => Shapes][]) {
    yield;
    editions.push(edition(set, shapesOf()));
  }
  return editions;
}

type Join = (keyOf: (site: Site) => string | null) => Shapes;

function cityShapes(join: Join): Shapes {
  const wholeOf = new Map(areasOf('jma-city').flatMap((city) => city.members.map((member) => [member, city.code])));
  const shapes: Shapes = new Map([
    ...join((site) => wholeOf.get(site.city) ?? null),
    ...join((site) => site.part),
    ...join((site) => site.city),
  ]);
  // A part that no point marks gets the shape of its whole municipality.
  for (const { code } of areasOf('jma-city'))
    if (!shapes.has(code)) shapes.set(code, shapes.get(`${code.slice(0, 5)}00`) ?? null);
  return shapes;
}

function forecastShapes(join: Join): Shapes {
  const wholeOf = new Map(areasOf('jma-city').flatMap((city) => city.members.map((member) => [member, city])));
  const forecastAreasOf = (site: Site): readonly string[] => {
    const city = area('jma-city', site.part ?? site.city);
    const own = city?.forecastAreas ?? [];
    return own.length > 0 ? own : (wholeOf.get(site.city)?.forecastAreas ?? []);
  };
  const shapes: Shapes = new Map();
  const addAll = (more: Shapes): void => more.forEach((shape, code) => shapes.set(code, shape));
  for (const level of ['saibun', 'fuken', 'ichiji', 'matome'] satisfies ForecastLevel[])
    addAll(
      join((site) => forecastAreasOf(site).find((code) => area('jma-forecast-area', code)?.level === level) ?? null),
    );
  for (const { code, members } of areasOf('jma-forecast-area')) {
    if (shapes.has(code)) continue;
    if (members.length > 0) {
      addAll(join((site) => (forecastAreasOf(site).some((one) => members.includes(one)) ? code : null)));
      continue;
    }
    const jis = new Set(municipalitiesOf('jma-forecast-area', code));
    addAll(join((site) => (jis.has(site.city.slice(0, 5)) ? code : null)));
  }
  return shapes;
}

function edition(set: AreaSet, shapes: Shapes): EditionShapes {
  const complete = new Map(areasOf(set).map(({ code }: Area) => [code, shapes.get(code) ?? null]));
  return {
    set,
    edition: `${set}@${APPROXIMATE_NAME}`,
    digest: sha256Hex(JSON.stringify([...complete])).slice(0, 16),
    approximate: true,
    attribution: ATTRIBUTION,
    shapes: complete,
  };
}
