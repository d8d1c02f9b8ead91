import type { Hypocentre, Instant, Magnitude } from '@hinomi/contracts';
import { child, children, childText, descend, textOf, type XmlElement } from '../xml/element.js';
import { instantOf } from './envelope.js';
import { readIso6709 } from './iso6709.js';

/** The `Earthquake` element that earthquake and tsunami telegrams share. */
export interface EarthquakeElement {
  originTime: Instant | null;
  hypocentre: Hypocentre | null;
  magnitude: Magnitude | null;
}

export function readEarthquake(earthquake: XmlElement): EarthquakeElement {
  return {
    originTime: instantOf(child(earthquake, 'OriginTime')),
    hypocentre: readHypocentre(descend(earthquake, 'Hypocenter', 'Area')),
    magnitude: readMagnitude(child(earthquake, 'Magnitude')),
  };
}

function readHypocentre(area: XmlElement | undefined): Hypocentre | null {
  const name = childText(area, 'Name');
  if (area === undefined || name === null) return null;
  const readings = children(area, 'Coordinate').flatMap((element) => readIso6709(textOf(element) ?? '') ?? []);
  const coordinate = readings.find((reading) => reading.inMinutes) ?? readings[0];
  // The finer form may come without the depth.
  const height = [coordinate, ...readings].flatMap((reading) => reading?.heightMeters ?? [])[0] ?? null;
  const detailed = childText(area, 'DetailedName');
  return {
    name: detailed === null ? name : `${name}（${detailed}）`,
    code: childText(area, 'Code'),
    lngLat: coordinate?.lngLat ?? null,
    depthKm: height === null ? null : 0 - height / 1000,
  };
}

/** `NaN` has a meaning of its own, in the description: Ｍ８を超える巨大地震 or Ｍ不明. */
function readMagnitude(magnitude: XmlElement | undefined): Magnitude | null {
  if (magnitude === undefined) return null;
  const text = textOf(magnitude) ?? '';
  const value = text === '' ? Number.NaN : Number(text);
  return {
    value: Number.isFinite(value) ? value : null,
    type: magnitude.attributes['type'] ?? null,
    description: magnitude.attributes['description'] || magnitude.attributes['condition'] || text,
  };
}

/** Every sentence of `Comments`: fixed ones (Text) and free ones. */
export function readComments(body: XmlElement): string[] {
  return children(body, 'Comments').flatMap((comments) =>
    comments.children.flatMap((comment) => childText(comment, 'Text') ?? textOf(comment) ?? []),
  );
}

/** Sentences and source of a body, in the order people should read them. */
export function readSeismologyTexts(body: XmlElement): string[] {
  const sources = children(body, 'Earthquake').flatMap(
    (earthquake) => namedSource(childText(child(earthquake, 'Hypocenter'), 'Source')) ?? [],
  );
  return [...children(body, 'Text').flatMap((text) => textOf(text) ?? []), ...readComments(body), ...sources];
}

/** Whose hypocentre it is when it is not JMA's own, e.g. ＰＴＷＣ. */
function namedSource(source: string | null): string | null {
  return source === null ? null : `震源要素：${source}`;
}
