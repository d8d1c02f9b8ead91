import type { LngLat, TyphoonPoint, TyphoonStatement, WindRadius } from '@hinomi/contracts';
import { child, children, childText, descend, errorAt, textOf, type XmlElement } from '../xml/element.js';
import { instantOf } from './envelope.js';
import { readIso6709 } from './iso6709.js';

const BEARINGS: Readonly<Record<string, number>> = {
  北: 0,
  北東: 45,
  東: 90,
  南東: 135,
  南: 180,
  南西: 225,
  西: 270,
  北西: 315,
};

/** Reads 台風解析・予報情報, old and new forms alike; `report.invalid` when it names no moment of the storm. */
export function readTyphoonBody(eventId: string, body: XmlElement): TyphoonStatement {
  const infos = children(body, 'MeteorologicalInfos').flatMap((all) => children(all, 'MeteorologicalInfo'));
  const points = infos.flatMap((info) => pointOf(info) ?? []).sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  if (points.length === 0) {
    throw errorAt(body, 'no moment of the storm is given', { below: '/MeteorologicalInfos/MeteorologicalInfo' });
  }
  const name = infos.flatMap((info) => propertiesOf(info).flatMap((one) => child(one, 'TyphoonNamePart') ?? []))[0];
  const remark = childText(name, 'Remark');
  return {
    hazard: 'typhoon',
    eventId,
    number: childText(name, 'Number'),
    name: childText(name, 'Name'),
    nameKana: childText(name, 'NameKana'),
    remark,
    last: /^台風消滅(?!予想)|可能性が小さくなった/.test(remark ?? ''),
    points,
  };
}

/** The remark, and what stands beside it in words. */
export function readTyphoonTexts(body: XmlElement): string[] {
  const remarks = children(body, 'MeteorologicalInfos')
    .flatMap((all) => children(all, 'MeteorologicalInfo'))
    .flatMap((info) => propertiesOf(info))
    .flatMap((property) => childText(child(property, 'TyphoonNamePart'), 'Remark') ?? []);
  return [...remarks, ...children(body, 'Comment').flatMap((comment) => childText(comment, 'Text') ?? [])];
}

function propertiesOf(info: XmlElement): XmlElement[] {
  return children(info, 'Item').flatMap((item) => children(item, 'Kind').flatMap((kind) => children(kind, 'Property')));
}

function pointOf(info: XmlElement): TyphoonPoint | null {
  const time = child(info, 'DateTime');
  const at = instantOf(time);
  if (at === null) return null;
  const properties = propertiesOf(info);
  const part = (name: string): XmlElement | undefined => properties.flatMap((one) => children(one, name))[0];
  const grade = part('ClassPart');
  const center = part('CenterPart');
  const circle = child(center, 'ProbabilityCircle');
  const wind = part('WindPart');
  const areas = properties.flatMap((one) => children(one, 'WarningAreaPart'));
  const areaOf = (...types: string[]): WindRadius[] =>
    areas.filter(({ attributes }) => types.includes(attributes['type'] ?? '')).flatMap(radiiOf);
  const speed = children(center, 'Speed').find(inUnit('km/h'));
  const type = childText(grade, 'TyphoonClass');
  return {
    at,
    kind: kindOf(time?.attributes['type'] ?? ''),
    type: type === null ? null : (/\(([A-Z]+)\)/.exec(type.normalize('NFKC'))?.[1] ?? type),
    size: childText(grade, 'AreaClass'),
    intensity: childText(grade, 'IntensityClass'),
    center: lngLatOf([...children(center, 'Coordinate'), ...children(circle, 'BasePoint')]),
    probabilityKm: positiveOf(children(descend(circle, 'Axes', 'Axis'), 'Radius').find(inUnit('km'))),
    location: childText(center, 'Location'),
    direction: childText(center, 'Direction'),
    speedKmh: numberOf(speed),
    speedDescription: speed?.attributes['description'] || null,
    pressureHpa: numberOf(children(center, 'Pressure')[0]),
    maxWindMs: numberOf(children(wind, 'WindSpeed').find(inUnit('m/s', '最大風速'))),
    maxGustMs: numberOf(children(wind, 'WindSpeed').find(inUnit('m/s', '最大瞬間風速'))),
    storm: areaOf('暴風域', '暴風警戒域'),
    gale: areaOf('強風域'),
  };
}

function kindOf(type: string): TyphoonPoint['kind'] {
  if (type.startsWith('実況')) return 'analysis';
  return type.startsWith('推定') ? 'estimate' : 'forecast';
}

/** The sides of a wind area that have a radius: なし is none. */
function radiiOf(area: XmlElement): WindRadius[] {
  return children(descend(area, 'Circle', 'Axes'), 'Axis').flatMap((axis): WindRadius[] => {
    const km = positiveOf(children(axis, 'Radius').find(inUnit('km')));
    if (km === null) return [];
    const side = childText(axis, 'Direction') ?? '';
    return [{ bearing: Object.hasOwn(BEARINGS, side) ? (BEARINGS[side] ?? null) : null, km }];
  });
}

/** Degrees stand beside degrees and minutes, which are rounded to five: the tenths of a degree are the original. */
function lngLatOf(elements: readonly XmlElement[]): LngLat | null {
  const readings = elements.flatMap((element) => readIso6709(textOf(element) ?? '') ?? []);
  return (readings.find(({ inMinutes }) => !inMinutes) ?? readings[0])?.lngLat ?? null;
}

function inUnit(unit: string, type?: string): (element: XmlElement) => boolean {
  return ({ attributes }) => attributes['unit'] === unit && (type === undefined || attributes['type'] === type);
}

function numberOf(element: XmlElement | undefined): number | null {
  const text = textOf(element);
  const value = text === null || text.length > 20 ? Number.NaN : Number(text.normalize('NFKC'));
  return Number.isFinite(value) && value >= 0 ? value : null;
}

function positiveOf(element: XmlElement | undefined): number | null {
  const value = numberOf(element);
  return value !== null && value > 0 ? value : null;
}
