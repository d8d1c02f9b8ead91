import { FeatureKind, type FeatureV1, type Layer } from '@hinomi/contracts';
import {
  areasOfBox,
  boxFault,
  compileCql2,
  meetsSome,
  readCql2Json,
  readCql2Text,
  touchesCodes,
  type Subject,
} from '@hinomi/interest';
import { ITEMS_UNLESS_TOLD, MOST_ITEMS, type OgcParameter } from './ogc-parameters.js';
import { readPage } from './page-token.js';
import { isQueryable } from './queryables.js';
import { readDatetime } from './read-datetime.js';
import { wrongParameter, type OgcQuery } from './read-ogc-query.js';

/** A feature with its place. */
export type Item = Subject & { readonly feature: FeatureV1 };
type IsWanted = (item: Item) => boolean;

export interface ItemsQuery {
  limit: number;
  /** The id that the page before ended with. */
  after: string | null;
  isWanted: IsWanted;
}

/** What is asked of a layer; `request.invalid` names the parameter that is wrong. */
export function readItemsQuery(query: OgcQuery, layer: Layer): ItemsQuery {
  const wishes = [
    ...wish(query, 'bbox', isInBox),
    ...wish(query, 'datetime', readDatetime),
    ...wish(query, 'areaCodes', isInArea),
    ...wish(query, 'kind', isOfKind),
    ...wish(query, 'severity', (text) => hasLevel('severity', text, 0)),
    ...wish(query, 'alertLevel', (text) => hasLevel('alertLevel', text, 1)),
    ...wish(query, 'levelEquivalent', (text) => hasLevel('levelEquivalent', text, 1)),
    ...wish(query, 'filter', (text) => readFilter(text, query['filter-lang'], layer)),
  ];
  return {
    limit: readLimit(query.limit),
    after: query.page === undefined ? null : readPage(query.page),
    isWanted: (item) => wishes.every((isWanted) => isWanted(item)),
  };
}

function wish(query: OgcQuery, name: OgcParameter, read: (text: string) => IsWanted): IsWanted[] {
  const text = query[name];
  return text === undefined ? [] : [read(text)];
}

function isInBox(text: string): IsWanted {
  const box = text.split(',').map((each) => (/^\s*[+-]?\d+(\.\d+)?\s*$/.test(each) ? Number(each) : NaN));
  const fault = boxFault(box);
  if (fault !== null) throw wrongParameter('bbox', `is wrong: ${fault}`);
  const areas = areasOfBox(box);
  // Not knowing where is no reason for silence, and the standard says so (req/core/fc-bbox-response).
  return ({ place }) => place === null || meetsSome(place, areas);
}

function isInArea(text: string): IsWanted {
  const codes = text.split(',');
  if (!codes.every((code) => /^(\d{2}|\d{5})$/.test(code))) {
    throw wrongParameter(
      'areaCodes',
      'must be a list of JIS codes, 5 digits per municipality or ward, 2 per prefecture',
    );
  }
  const touches = touchesCodes(codes);
  return ({ feature }) => touches(feature.areaCodes);
}

function isOfKind(text: string): IsWanted {
  const kind = FeatureKind.safeParse(text);
  if (!kind.success) throw wrongParameter('kind', `must be one of ${FeatureKind.options.join(', ')}`);
  return ({ feature }) => feature.kind === kind.data;
}

function hasLevel(name: 'severity' | 'alertLevel' | 'levelEquivalent', text: string, least: number): IsWanted {
  const level = /^\d$/.test(text) ? Number(text) : NaN;
  if (!(level >= least && level <= 5)) throw wrongParameter(name, `must be a whole number from ${least} to 5`);
  return ({ feature }) => feature[name] === level;
}

function readFilter(text: string, language = 'cql2-text', layer: Layer): IsWanted {
  const isProperty = isQueryable(layer);
  return compileCql2(
    language === 'cql2-text' ? readCql2Text(text, isProperty) : readCql2Json(readJson(text), isProperty),
  );
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw wrongParameter('filter', 'is not JSON');
  }
}

function readLimit(text: string | undefined): number {
  if (text === undefined) return ITEMS_UNLESS_TOLD;
  const limit = /^\d{1,15}$/.test(text) ? Number(text) : 0;
  if (limit < 1) throw wrongParameter('limit', `must be a whole number from 1 to ${MOST_ITEMS}`);
  return Math.min(limit, MOST_ITEMS);
}
