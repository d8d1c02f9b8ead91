import type { AreaWarningStatement, NamedCode, WarningItem, WarningTelegram } from '@hinomi/contracts';
import { child, children, childText, descendants, errorAt, textOf, type XmlElement } from '../xml/element.js';
import { kindOf } from './envelope.js';
import { namedCode } from './named-code.js';
import type { JmaHead } from './report.js';

/** What stands in brackets after 気象警報・注意報 in the type of a block. */
export const FORECAST_AREA = '府県予報区等';
export const DIVISIONS = '一次細分区域等';
export const CITIES = '市町村等';
const COAST_SECTIONS = '高潮予報区間';

const FORECAST_AREA_CODE = /^\d{6}$/;
const NOT_IN_FORCE = /^(解除|なし|.*はなし)$/;
const LIFTED_CODE = '00';

/**
 * The 府県予報区 a telegram speaks of: first from the body, else from the headline (取消 has no body). It is half the key of
 * the report, so without it the report is refused.
 */
export function readForecastArea(head: JmaHead, body: XmlElement): NamedCode {
  const inBody = itemsOf(body, FORECAST_AREA).map((item) => namedCode(child(item, 'Area')));
  const inHeadline = head.headline.information
    .filter((information) => blockOf(information.type) === FORECAST_AREA)
    .flatMap((information) => information.items.flatMap((item) => item.areas));
  const area = [...inBody, ...inHeadline].find((candidate) => FORECAST_AREA_CODE.test(candidate?.code ?? ''));
  if (area) return area;
  throw errorAt(body, 'the 府県予報区 is not named', { below: '/Warning/Item/Area/Code' });
}

/**
 * Reads the body of VPWW55-61: the full state of its element, so only items in force are kept. A body without a block of
 * municipalities is refused: it would look like nothing in force.
 */
export function readWarningBody(
  telegram: WarningTelegram,
  forecastArea: NamedCode,
  body: XmlElement,
): AreaWarningStatement {
  const coastSections = inForce(body, COAST_SECTIONS);
  return { hazard: 'weather-warning', telegram, forecastArea, ...readBlocks(body), coastSections };
}

/** What is in force per municipality and per 一次細分区域; refused without a block of municipalities. */
export function readBlocks(body: XmlElement): { cities: WarningItem[]; divisions: WarningItem[] } {
  if (!children(body, 'Warning').some((warning) => blockOf(warning.attributes['type']) === CITIES)) {
    throw errorAt(body, 'there is no block of municipalities', { below: '/Warning' });
  }
  return { cities: inForce(body, CITIES), divisions: inForce(body, DIVISIONS) };
}

/** Notices and the notes of single areas, each once. */
export function readWarningTexts(body: XmlElement): string[] {
  const written = ['Notice', 'Text', 'Comment'].flatMap((name) =>
    children(body, name).flatMap((element) => childText(element, 'Text') ?? textOf(element) ?? []),
  );
  const notes = children(body, 'Warning').flatMap((warning) =>
    descendants(warning, 'Note').flatMap((note) => textOf(note) ?? []),
  );
  return [...new Set([...written, ...notes])];
}

function inForce(body: XmlElement, block: string): WarningItem[] {
  return itemsOf(body, block).flatMap(kindsInForce);
}

/** One per kind in force in the area of an `Item`. */
export function kindsInForce(item: XmlElement): WarningItem[] {
  const kinds = children(item, 'Kind').filter(isInForce);
  if (kinds.length === 0) return [];
  const area = namedCode(child(item, 'Area'));
  if (area === null) throw errorAt(item, 'a warning names no area', { below: '/Area/Code' });
  return kinds.map((element) => readItem(element, area));
}

function isInForce(kind: XmlElement): boolean {
  const status = childText(kind, 'Status');
  if (status !== null && NOT_IN_FORCE.test(status)) return false;
  if (status === null && namedCode(kind) === null) throw errorAt(kind, 'a warning has neither kind nor status');
  return childText(kind, 'Code') !== LIFTED_CODE;
}

function readItem(element: XmlElement, area: NamedCode): WarningItem {
  const kind = namedCode(element);
  if (kind === null) throw errorAt(element, `the warning for ${area.name} has no kind`, { below: '/Code' });
  const condition = kindOf(element).condition;
  const notes = descendants(element, 'Note').flatMap((note) => textOf(note) ?? []);
  return {
    kind,
    area,
    status: childText(element, 'Status') ?? '',
    additions: [...new Set([...(condition?.split(/[\s　]+/) ?? []), ...notes])],
  };
}

function itemsOf(body: XmlElement, block: string): XmlElement[] {
  return children(body, 'Warning')
    .filter((warning) => blockOf(warning.attributes['type']) === block)
    .flatMap((warning) => children(warning, 'Item'));
}

/** The longest has 30 characters; a hostile one is longer, and the pattern would try each of them. */
const MAX_TYPE_LENGTH = 100;

/** 気象警報・注意報（市町村等） → 市町村等. */
export function blockOf(type: string | undefined): string | undefined {
  return /\((.+)\)$/.exec((type ?? '').slice(0, MAX_TYPE_LENGTH).normalize('NFKC').trim())?.[1];
}
