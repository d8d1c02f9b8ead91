import { sensorStateAt, toGeoJson, type FeatureV1 } from '@hinomi/contracts';
import { areaSummary, featureTitle, groupTitle, prefectureName } from '../hazards/describe-hazard.js';
import { isHazard, type HazardGroup } from '../hazards/group-hazards.js';
import { levelText, sensorNote, valueText } from '../sensors/describe-sensor.js';
import { agencyText, numberText, stateText } from '../things/describe-thing.js';
import { dangerOf, groupOfThing, isThing, numberOf, type ThingFeature } from '../things/thing-feature.js';
import { isSilent } from '../things/thing-silence.js';
import { clock } from '../words/clock.js';
import type { TableWords } from '../words/tables/ja.js';
import type { Words } from '../words/words.js';
import type { Cell, RowPlace, TableName, TableRow } from './table-row.js';

/** In whose words the rows are, and as of when: the hub's time. */
export interface Reader {
  words: Words;
  text: TableWords;
  nowMs: number;
}

/** The tables whose rows are features of the picture. */
export type FeatureTable = Exclude<TableName, 'need' | 'feeds'>;

/** What of the picture a table holds. */
export function belongsTo(table: FeatureTable, feature: FeatureV1): boolean {
  const { layer, properties } = feature;
  const isSensor = properties.type === 'sensor';
  switch (table) {
    case 'all':
      return isThing(feature) || isHazard(properties);
    case 'hazards':
      return isHazard(properties) && !isSensor;
    case 'sensor':
      return isSensor;
    case 'shelter':
      return isThing(feature) && layer === 'shelter';
    case 'field':
      return isThing(feature) && (layer === 'road' || layer === 'lifeline' || layer === 'report');
    case 'place':
      return isThing(feature) && (layer === 'facility' || layer === 'resource');
  }
}

/** One row: `group` is the hazard that the feature is part of; a thing and a sensor stand for themselves. */
export function featureRow(table: FeatureTable, feature: FeatureV1, group: HazardGroup, reader: Reader): TableRow {
  const { words } = reader;
  const { severity, properties } = feature;
  const title = featureTitle(feature, words);
  // A class of intensity says nothing without its earthquake.
  const what = properties.type === 'earthquake-intensity' ? `${title} · ${groupTitle(group, words)}` : title;
  const cells = {
    severity: { text: words.severity[severity] ?? '', sort: severity },
    layer: { text: layerName(feature, words) },
    what: { text: what, isName: isThing(feature) },
    where: {
      text: properties.type === 'sensor' ? sensorNote(feature, words, reader.nowMs) : areaSummary([feature], words),
      isName: isThing(feature),
    },
    issued: time(feature.issuedAt, reader),
    agency: { text: agencyOf(feature, words), isName: true },
  };
  const row = { id: feature.id, opens: group.hazardId, severity, place: placeOf(feature, what, cells.where.text) };
  if (table === 'all') return { ...row, state: '', cells };
  if (table === 'sensor') return { ...row, ...sensorCells(feature, cells, reader) };
  if (isThing(feature)) return { ...row, ...thingCells(feature, cells, reader) };
  const level = feature.alertLevel ?? feature.levelEquivalent;
  const said = feature.alertLevel === null ? words.levelEquivalent : reader.text.level;
  const until = feature.valid.to;
  return {
    ...row,
    state: '',
    cells: {
      ...cells,
      level: { text: level === null ? '' : said(level), sort: level },
      until: until === null ? { text: words.detail.untilLifted, value: null, sort: null } : time(until, reader),
    },
  };
}

/** A thing as its own hazard of one. */
export function thingRow(table: FeatureTable, thing: ThingFeature, reader: Reader): TableRow {
  return featureRow(table, thing, groupOfThing(thing), reader);
}

type Common = Record<'severity' | 'layer' | 'what' | 'where' | 'issued' | 'agency', Cell>;

function thingCells(thing: ThingFeature, common: Common, reader: Reader): Pick<TableRow, 'state' | 'cells'> {
  const { words, text, nowMs } = reader;
  const state = isSilent(thing, nowMs) ? text.silent(stateText(thing, words)) : stateText(thing, words);
  const danger = dangerOf(thing);
  const [people, capacity] = [numberOf(thing, 'evacueeno'), numberOf(thing, 'capacity')];
  const rank = { none: 0, within: 1, 'at-risk': 2 }[danger];
  return {
    state,
    cells: {
      ...common,
      state: { text: state },
      danger: { text: danger === 'none' ? '' : danger === 'within' ? text.within : text.atRisk, sort: rank },
      observed: time(thing.observedAt ?? thing.issuedAt, reader),
      people: count(people),
      capacity: count(capacity),
    },
  };
}

function sensorCells(feature: FeatureV1, common: Common, reader: Reader): Pick<TableRow, 'state' | 'cells'> {
  const { properties, observedAt, areaCodes } = feature;
  const { words, nowMs } = reader;
  if (properties.type !== 'sensor') return { state: '', cells: common };
  const state = words.sensors.states[sensorStateAt(properties, nowMs)];
  const { sensorKind, level, value } = properties;
  const kind = sensorKind === null ? words.sensors.undescribed : words.sensors.kinds[sensorKind];
  return {
    state,
    cells: {
      ...common,
      what: { text: words.term(properties.title), isName: true },
      kind: { text: kind },
      value: { text: valueText(value, properties, words), value, sort: value },
      level: { text: level === null ? '' : levelText(level, properties, words), sort: level },
      state: { text: state },
      where: { text: areaCodes[0] === undefined ? '' : prefectureName(areaCodes[0].slice(0, 2), words) },
      observed: observedAt === null ? { text: words.sensors.never, value: null, sort: null } : time(observedAt, reader),
      agency: { text: words.term(properties.owner), isName: true },
    },
  };
}

export function time(at: string, { words, nowMs }: Reader): Cell {
  return { text: clock(at, words.language, nowMs), value: at, sort: Date.parse(at) };
}

/** Nobody said is no zero. */
export function count(value: number | null): Cell {
  return { text: value === null ? '' : numberText(value), value, sort: value };
}

function layerName({ layer }: FeatureV1, words: Words): string {
  return layer === 'drill' || layer === 'impact' ? '' : words.layers[layer];
}

function agencyOf({ properties, sources }: FeatureV1, words: Words): string {
  if (isHazard(properties)) return words.term(properties.agency);
  return [...new Set(sources.map(({ agency }) => agencyText(agency, words)))].join(words.separator);
}

function placeOf(feature: FeatureV1, title: string, where: string): RowPlace {
  const { geometry, area } = feature;
  const areas = geometry === null ? (area?.codes ?? []).map((code) => ({ edition: area?.edition ?? '', code })) : [];
  return { geometry, areas, properties: () => ({ title, where, ...toGeoJson(feature).properties }) };
}
