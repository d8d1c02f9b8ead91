import type { Geometry, LngLat } from '@hinomi/contracts';
import { boxFault, ringFault } from './check-cql2-place.js';
import { GEOMETRY, type Cql2Place } from './cql2.js';
import type { Cql2Json } from './cql2-json.js';

/** An operand of `s_intersects`: the property `geometry`, `{"bbox": […]}` or GeoJSON; heights are read over. */
export function readJsonPlace(json: Cql2Json): Cql2Place {
  json.count(1);
  if (json.has('property')) {
    return json.property() === GEOMETRY ? { property: GEOMETRY } : json.fail(`expected the property ${GEOMETRY}`);
  }
  if (json.has('bbox') && !json.has('type')) {
    json.hasKeys('bbox');
    const bbox = json
      .in('bbox')
      .list()
      .slice(0, 7)
      .map((each) => each.number());
    const fault = boxFault(bbox);
    return fault === null ? { bbox } : json.in('bbox').fail(fault);
  }
  if (json.in('type').value !== 'GeometryCollection') return geometryOf(json);
  json.hasKeys('type', 'geometries');
  const all = json.in('geometries').list();
  if (all.length === 0) json.in('geometries').fail('expected one geometry or more');
  return { type: 'GeometryCollection', geometries: all.map(geometryOf) };
}

function geometryOf(json: Cql2Json): Geometry {
  const type = json.in('type');
  const kinds = ['Point', 'MultiPoint', 'LineString', 'MultiLineString', 'Polygon', 'MultiPolygon'];
  if (!kinds.includes(type.value as string)) json.fail(`expected {property}, {bbox} or one of ${kinds.join(' ')}`);
  json.hasKeys('type', 'coordinates');
  const coordinates = json.in('coordinates');
  switch (type.value as Geometry['type']) {
    case 'Point':
      return { type: 'Point', coordinates: positionOf(coordinates) };
    case 'MultiPoint':
      return { type: 'MultiPoint', coordinates: someOf(coordinates).map(positionOf) };
    case 'LineString':
      return { type: 'LineString', coordinates: lineOf(coordinates) };
    case 'MultiLineString':
      return { type: 'MultiLineString', coordinates: someOf(coordinates).map(lineOf) };
    case 'Polygon':
      return { type: 'Polygon', coordinates: someOf(coordinates).map(ringOf) };
    case 'MultiPolygon':
      return { type: 'MultiPolygon', coordinates: someOf(coordinates).map((polygon) => someOf(polygon).map(ringOf)) };
  }
}

function someOf(json: Cql2Json): Cql2Json[] {
  const all = json.list();
  return all.length === 0 ? json.fail('expected one or more') : all;
}

function ringOf(json: Cql2Json): LngLat[] {
  const ring = json.list().map(positionOf);
  const fault = ringFault(ring);
  return fault === null ? ring : json.fail(fault);
}

function lineOf(json: Cql2Json): LngLat[] {
  const line = json.list().map(positionOf);
  return line.length < 2 ? json.fail('expected two positions or more') : line;
}

function positionOf(json: Cql2Json): LngLat {
  json.countPosition();
  const [lng, lat, ...rest] = json.list();
  if (lng === undefined || lat === undefined || rest.length > 1) return json.fail('expected longitude and latitude');
  const position: LngLat = [lng.number(), lat.number()];
  if (Math.abs(position[0]) > 180 || Math.abs(position[1]) > 90) json.fail('expected longitude and latitude');
  return position;
}
