import type { LngLat } from '@hinomi/contracts';
import { errorAt, textOf, type XmlElement } from '../xml/element.js';
import type { CapArea } from './cap-alert.js';
import { fields, namedValues, optionalNumber, optionalText } from './cap-fields.js';
import { cutRing } from './cut-ring.js';

const NUMBER = String.raw`[+-]?(?:\d+(?:\.\d*)?|\.\d+)`;
const PAIR = new RegExp(`^(${NUMBER}),(${NUMBER})$`);
const CIRCLE = new RegExp(`^(${NUMBER},${NUMBER})[ \\t\\r\\n]+(${NUMBER})$`);

/** One CAP `area`: `lat,lon` becomes `[lng, lat]`. */
export function readCapArea(area: XmlElement): CapArea {
  const altitudeFeet = optionalNumber(area, 'altitude');
  return {
    description: optionalText(area, 'areaDesc') ?? '',
    rings: fields(area, 'polygon').flatMap(readPolygon),
    circles: fields(area, 'circle').flatMap(readCircle),
    geocodes: namedValues(area, 'geocode'),
    altitudeFeet,
    ceilingFeet: altitudeFeet === null ? null : optionalNumber(area, 'ceiling'),
  };
}

function readPolygon(element: XmlElement): LngLat[][] {
  const text = textOf(element);
  if (text === null) return [];
  const ring = pairsOf(text).map((pair) => readPair(element, pair));
  if (ring.length < 4) throw errorAt(element, `a polygon has at least 4 points, this one ${ring.length}`);
  const [first, last] = [ring[0], ring.at(-1)];
  if (first?.[0] !== last?.[0] || first?.[1] !== last?.[1]) {
    throw errorAt(element, 'the polygon is not closed: its first and last points differ');
  }
  return cutRing(ring);
}

/** What is longer is no part of a pair, and putting it together piece by piece would take its square in steps. */
const LONGEST_NUMBER = 40;

/** Some publishers write a space before or behind the comma of a pair, which leaves no doubt. */
function pairsOf(text: string): string[] {
  const pairs: string[] = [];
  for (const word of text.split(/[ \t\r\n]+/)) {
    const before = pairs.at(-1);
    const goesOn =
      before !== undefined && before.length < LONGEST_NUMBER && (before.endsWith(',') || word.startsWith(','));
    if (goesOn) pairs[pairs.length - 1] = before + word;
    else pairs.push(word);
  }
  return pairs;
}

function readCircle(element: XmlElement): CapArea['circles'] {
  const text = textOf(element);
  if (text === null) return [];
  const [, pair, radius] = CIRCLE.exec(text) ?? [];
  if (pair === undefined) throw errorAt(element, `"${text}" is not a circle such as 35.1,139.2 10`);
  const [lng, lat] = readPair(element, pair);
  const radiusKm = Number(radius);
  if (radiusKm < 0) throw errorAt(element, 'the radius of a circle is not negative');
  return [{ center: [lng > 180 ? lng - 360 : lng < -180 ? lng + 360 : lng, lat], radiusKm }];
}

/** Longitudes go on past 180° in rings over the antimeridian, by at most one turn. */
function readPair(element: XmlElement, pair: string): LngLat {
  const [, first, second] = PAIR.exec(pair) ?? [];
  if (first === undefined) throw errorAt(element, `"${pair}" is not a latitude,longitude pair`);
  const [lat, lng] = [Number(first), Number(second)];
  if (Math.abs(lat) > 90) throw errorAt(element, `latitude ${lat} is not within ±90`);
  if (Math.abs(lng) > 360) throw errorAt(element, `longitude ${lng} is not within ±180`);
  return [lng, lat];
}
