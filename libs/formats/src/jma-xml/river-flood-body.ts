import type { NamedCode, RiverFloodStatement } from '@hinomi/contracts';
import { child, children, childText, descend, errorAt, textOf, type XmlElement } from '../xml/element.js';
import { namedCode } from './named-code.js';
import type { JmaHead, JmaKind } from './report.js';

type River = RiverFloodStatement['rivers'][number];

/** Codes 1x (解除) and 00; every other code begins with its level. */
const LIFTED = /^(1\d|00)$/;
const LEVELLED = /^([2-5])\d$/;

const RIVER_TABLE = '河川';
const AREA_TABLE = '予報区域';

/**
 * Reads 指定河川洪水予報. The level stands per river in the headline's table of rivers; where that is missing the forecast
 * area stands for its rivers. `report.invalid` when neither table is there or a kind has no level.
 */
export function readRiverFloodBody(
  eventId: string,
  head: JmaHead,
  root: XmlElement,
  body: XmlElement,
): RiverFloodStatement {
  const items = [RIVER_TABLE, AREA_TABLE].map((table) => tableOf(head, table)).find((found) => found.length > 0);
  if (items === undefined) {
    throw errorAt(root, 'no river is named', { below: '/Head/Headline/Information/Item' });
  }
  const listed = items.flatMap(({ kind, area }) => riverOf(kind, area, root) ?? []);
  return {
    hazard: 'river-flood',
    forecastArea: { code: eventId, name: tableOf(head, AREA_TABLE)[0]?.area.name ?? head.title },
    rivers: [...highestByCode(listed).values()],
    inundationCities: inundationCitiesOf(body),
    texts: textsOf(body),
  };
}

/** The main text per gauge, then what is said of rain. */
export function readRiverFloodTexts(body: XmlElement): string[] {
  const rain = children(body, 'MeteorologicalInfos').flatMap((infos) =>
    children(infos, 'MeteorologicalInfo').flatMap((info) =>
      children(info, 'Item').flatMap((item) => childText(descend(item, 'Kind', 'Property'), 'Text') ?? []),
    ),
  );
  const written = ['Notice', 'Text'].flatMap((name) => children(body, name).flatMap((text) => textOf(text) ?? []));
  return [...written, ...textsOf(body).map(({ text }) => text), ...rain];
}

function tableOf(head: JmaHead, table: string): { kind: JmaKind; area: NamedCode }[] {
  return head.headline.information
    .filter(({ type }) => type.normalize('NFKC').endsWith(`(${table})`))
    .flatMap(({ items }) => items)
    .flatMap(({ kinds, areas }) => kinds.flatMap((kind) => areas.map((area) => ({ kind, area }))));
}

function riverOf(kind: JmaKind, river: NamedCode, root: XmlElement): River | null {
  const code = kind.code ?? '';
  if (LIFTED.test(code)) return null;
  const level = Number(LEVELLED.exec(code)?.[1]);
  if (Number.isNaN(level)) {
    throw errorAt(root, `the kind of ${river.name} (${code || 'no code'}) has no level`, {
      below: '/Head/Headline/Information/Item/Kind/Code',
    });
  }
  return { ...river, kind: { code, name: kind.name ?? kind.condition ?? code }, level };
}

/** A river listed twice has the higher level. */
function highestByCode(rivers: readonly River[]): Map<string, River> {
  const highest = new Map<string, River>();
  for (const river of rivers) {
    if (river.level > (highest.get(river.code)?.level ?? 0)) highest.set(river.code, river);
  }
  return highest;
}

function bodyItems(body: XmlElement): XmlElement[] {
  return children(body, 'Warning').flatMap((warning) => children(warning, 'Item'));
}

function textsOf(body: XmlElement): RiverFloodStatement['texts'] {
  return bodyItems(body).flatMap((item) =>
    children(child(item, 'Kind'), 'Property')
      .filter((property) => childText(property, 'Type') === '主文')
      .flatMap((property) => {
        const text = childText(property, 'Text');
        return text === null ? [] : [{ gauge: namedCode(descend(item, 'Stations', 'Station')), text }];
      }),
  );
}

/** 浸水想定地区 names a municipality once per gauge; here once. */
function inundationCitiesOf(body: XmlElement): NamedCode[] {
  const cities = bodyItems(body)
    .flatMap((item) => children(child(item, 'Areas'), 'Area'))
    .flatMap((area): NamedCode[] => {
      const code = childText(area, 'CityCode');
      return code === null ? [] : [{ code, name: childText(area, 'City') ?? code }];
    });
  return [...new Map(cities.map((city) => [city.code, city])).values()];
}
