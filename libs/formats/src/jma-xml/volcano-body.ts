import type {
  AshFall,
  AshStatement,
  Geometry,
  LngLat,
  NamedCode,
  VolcanoArea,
  VolcanoState,
  VolcanoStatement,
} from '@hinomi/contracts';
import { child, children, childText, descend, descendants, errorAt, textOf, type XmlElement } from '../xml/element.js';
import { instantOf } from './envelope.js';
import { readIso6709 } from './iso6709.js';
import { namedCode } from './named-code.js';

/** `codeType` of the table an area is in. */
const VOLCANOES = '火山名';
const CITIES = '気象・地震・火山情報／市町村等';
const MARINE = '地方海上予報区';

/** What a municipality has to do says more than which warning names it. */
const RESPONSE = '防災対応等';

/** Reads 噴火警報・予報, its marine form, 噴火に関する火山観測報 and 噴火速報; `report.invalid` when no volcano is named. */
export function readVolcanoBody(report: VolcanoStatement['report'], body: XmlElement): VolcanoStatement {
  const infos = children(body, 'VolcanoInfo');
  const volcanoes = infos.flatMap((info) => itemsIn(info, VOLCANOES).map(volcanoOf));
  if (volcanoes.length === 0) throw errorAt(body, 'no volcano is named', { below: '/VolcanoInfo/Item/Areas/Area' });
  const forCities = infos.map((info) => ({ info, areas: itemsIn(info, CITIES).map(areaOf) }));
  const responses = forCities.filter(({ info }) => (info.attributes['type'] ?? '').includes(RESPONSE));
  const named = responses.some(({ areas }) => areas.length > 0) ? responses : forCities;
  const time = descendants(body, 'EventDateTime')[0];
  return {
    hazard: 'volcano',
    report,
    volcanoes,
    cities: named.flatMap(({ areas }) => areas),
    marineAreas: infos.flatMap((info) => itemsIn(info, MARINE).map(areaOf)),
    happenedAt: instantOf(time),
    dubious: time?.attributes['dubious'] || null,
    crater: textOf(descendants(body, 'CraterName')[0]),
    plume: plumeOf(body),
  };
}

/** Reads 降灰予報; `report.invalid` when no volcano is named or a span of time is missing. */
export function readAshBody(report: AshStatement['report'], body: XmlElement): AshStatement {
  const [volcano] = children(body, 'VolcanoInfo').flatMap((info) => itemsIn(info, VOLCANOES).map(volcanoOf));
  if (volcano === undefined) throw errorAt(body, 'no volcano is named', { below: '/VolcanoInfo/Item/Areas/Area' });
  const infos = children(body, 'AshInfos').flatMap((all) => children(all, 'AshInfo'));
  return {
    hazard: 'ash',
    report,
    volcano: { code: volcano.code, name: volcano.name, lngLat: volcano.lngLat },
    eruptedAt: instantOf(descendants(child(body, 'VolcanoObservation'), 'EventDateTime')[0]),
    plume: plumeOf(body),
    falls: infos.flatMap((info) => children(info, 'Item').map((item) => fallOf(info, item))),
  };
}

/** The parts of `VolcanoInfoContent` in order, then what was observed and what is noted. */
export function readVolcanoTexts(body: XmlElement): string[] {
  const content = child(body, 'VolcanoInfoContent')?.children.flatMap((part) => textOf(part) ?? []) ?? [];
  const observed = childText(child(body, 'VolcanoObservation'), 'OtherObservation');
  return [
    ...content,
    ...(observed === null ? [] : [observed]),
    ...children(body, 'Text').flatMap((t) => textOf(t) ?? []),
  ];
}

interface Named {
  kind: NamedCode;
  condition: string | null;
  area: XmlElement;
}

function itemsIn(info: XmlElement, table: string): Named[] {
  return children(info, 'Item').flatMap((item) => {
    const kind = child(item, 'Kind');
    const areas = children(item, 'Areas').filter(({ attributes }) => attributes['codeType'] === table);
    return areas
      .flatMap((all) => children(all, 'Area'))
      .filter((area) => namedCode(area) !== null)
      .map((area) => ({
        kind: namedCode(kind) ?? { code: '', name: '' },
        condition: childText(kind, 'Condition'),
        area,
      }));
  });
}

function volcanoOf({ kind, condition, area }: Named): VolcanoState {
  return { ...nameOf(area), lngLat: lngLatOf(area), kind: known(kind), condition };
}

function areaOf({ kind, area }: Named): VolcanoArea {
  return { ...nameOf(area), kind: known(kind) };
}

function nameOf(area: XmlElement): NamedCode {
  return namedCode(area) ?? { code: '?', name: '' };
}

/** A kind without a code is known by its name; one without either is still there. */
function known(kind: NamedCode): NamedCode {
  return kind.code === '' ? { code: '?', name: kind.name } : kind;
}

function lngLatOf(area: XmlElement): LngLat | null {
  const written = children(area, 'Coordinate').flatMap((element) => readIso6709(textOf(element) ?? '') ?? []);
  return written[0]?.lngLat ?? null;
}

/** Each measure of the plume as worded: 火口上2200m. */
function plumeOf(body: XmlElement): string[] {
  return descendants(body, 'ColorPlume').flatMap((plume) =>
    plume.children.flatMap(({ attributes }) => {
      const { type = '', description = '' } = attributes;
      return description === '' ? [] : [`${type}：${description}`];
    }),
  );
}

function fallOf(info: XmlElement, item: XmlElement): AshFall {
  const from = instantOf(child(info, 'StartTime'));
  const to = instantOf(child(info, 'EndTime'));
  if (from === null || to === null) throw errorAt(info, 'the span of time is not given', { below: '/StartTime' });
  const property = descend(item, 'Kind', 'Property');
  const distance = Number(childText(property, 'Distance') ?? Number.NaN);
  return {
    from,
    to,
    kind: known(namedCode(child(item, 'Kind')) ?? { code: '', name: '' }),
    geometry: polygonsOf(children(property, 'Polygon')),
    direction: child(property, 'PlumeDirection')?.attributes['description'] || childText(property, 'PlumeDirection'),
    distanceKm: Number.isFinite(distance) && distance >= 0 ? distance : null,
    cities: children(item, 'Areas').flatMap((all) => children(all, 'Area').flatMap((area) => namedCode(area) ?? [])),
  };
}

/** A chain of ISO 6709 points, closed by its first and turning either way. What does not make a ring is left out; the municipalities remain. */
function polygonsOf(elements: readonly XmlElement[]): Geometry | null {
  const rings = elements.flatMap((element) => {
    const points = (textOf(element) ?? '')
      .split('/')
      .filter((text) => text.trim() !== '')
      .map((text) => readIso6709(`${text}/`)?.lngLat ?? null)
      .filter((point) => point !== null);
    const [first] = points;
    const last = points.at(-1);
    if (first === undefined || last === undefined) return [];
    const ring = first[0] === last[0] && first[1] === last[1] ? points : [...points, first];
    return ring.length < 4 ? [] : [ring];
  });
  const [only] = rings;
  if (only === undefined) return null;
  return rings.length === 1
    ? { type: 'Polygon', coordinates: [only] }
    : { type: 'MultiPolygon', coordinates: rings.map((ring) => [ring]) };
}
