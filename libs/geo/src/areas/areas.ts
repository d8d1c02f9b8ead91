import type { AreaSet, LngLat } from '@hinomi/contracts';
import cityRows from './jma-city.json' with { type: 'json' };
import forecastRows from './jma-forecast-area.json' with { type: 'json' };
import quakeRows from './jma-quake-area.json' with { type: 'json' };
import prefectureRows from './prefecture.json' with { type: 'json' };
import coastRows from './jma-tsunami-coast.json' with { type: 'json' };

/** Levels of JMA's forecast areas, from wide to narrow; `combined` areas stand beside the tree. */
export type ForecastLevel = 'combined' | 'saibun' | 'fuken' | 'ichiji' | 'matome';

/** One row of a code table. */
export interface Area {
  set: AreaSet;
  code: string;
  /** Japanese name, as JMA writes it. */
  name: string;
  kana: string | null;
  /** Romanised, without 市: municipalities and prefectures only. */
  en: string | null;
  /** A point inside; for a coast its first point. */
  lngLat: LngLat | null;
  level: ForecastLevel | null;
  /** JMA forecast areas it belongs to, narrow to wide. */
  forecastAreas: readonly string[];
  quakeArea: string | null;
  /** 2-digit prefectures it touches; a tsunami coast has none. */
  prefectures: readonly string[];
  /** Codes of the same set that make it up: wards of a designated city, parts of a divided one, combined forecast areas. */
  members: readonly string[];
}

type Cells = readonly string[];
const rowsOf = (rows: readonly string[]): Cells[] => rows.map((row) => row.split('|'));
const textOrNull = (cell: string | undefined): string | null => (cell ? cell : null);
const listOf = (cell: string | undefined): string[] => (cell ? cell.split(' ') : []);
const pointOf = (lng: string | undefined, lat: string | undefined): LngLat | null =>
  lng && lat ? [Number(lng), Number(lat)] : null;
const linesOf = (cell: string | undefined): LngLat[][] =>
  (cell ?? '').split(';').map((line) => listOf(line).map((pair) => pair.split(',').map(Number) as LngLat));
const byCode = (areas: Area[]): Map<string, Area> => new Map(areas.map((area) => [area.code, area]));

const BLANK = { kana: null, en: null, level: null, forecastAreas: [], quakeArea: null, prefectures: [], members: [] };

function cityArea([code = '', name = '', kana, en, lng, lat, quakeArea, forecastAreas, members]: Cells): Area {
  return {
    ...BLANK,
    set: 'jma-city',
    code,
    name,
    kana: textOrNull(kana),
    en: textOrNull(en),
    lngLat: pointOf(lng, lat),
    quakeArea: textOrNull(quakeArea),
    forecastAreas: listOf(forecastAreas),
    prefectures: [code.slice(0, 2)],
    members: listOf(members),
  };
}

function forecastArea([code = '', name = '', kana, level, lng, lat, forecastAreas, members]: Cells): Area {
  return {
    ...BLANK,
    set: 'jma-forecast-area',
    code,
    name,
    kana: textOrNull(kana),
    lngLat: pointOf(lng, lat),
    level: level === 'other' ? 'combined' : (level as ForecastLevel),
    forecastAreas: listOf(forecastAreas),
    prefectures: [code.slice(0, 2)],
    members: listOf(members),
  };
}

function quakeArea([code = '', name = '', kana, lng, lat, prefectures]: Cells): Area {
  const lngLat = pointOf(lng, lat);
  return {
    ...BLANK,
    set: 'jma-quake-area',
    code,
    name,
    kana: textOrNull(kana),
    lngLat,
    prefectures: listOf(prefectures),
  };
}

function coastArea([code = '', name = '', kana, lines]: Cells): Area {
  const lngLat = linesOf(lines)[0]?.[0] ?? null;
  return { ...BLANK, set: 'jma-tsunami-coast', code, name, kana: textOrNull(kana), lngLat };
}

function prefectureArea([code = '', name = '', kana, en, lng, lat]: Cells): Area {
  const names = { name, kana: textOrNull(kana), en: textOrNull(en) };
  return { ...BLANK, set: 'prefecture', code, ...names, lngLat: pointOf(lng, lat), prefectures: [code] };
}

const TABLES: Record<AreaSet, Map<string, Area>> = {
  'jma-city': byCode(rowsOf(cityRows).map(cityArea)),
  'jma-forecast-area': byCode(rowsOf(forecastRows).map(forecastArea)),
  'jma-quake-area': byCode(rowsOf(quakeRows).map(quakeArea)),
  'jma-tsunami-coast': byCode(rowsOf(coastRows).map(coastArea)),
  prefecture: byCode(rowsOf(prefectureRows).map(prefectureArea)),
};

/** The area of a code; null for a code the table does not know (an older or newer edition's). */
export function area(set: AreaSet, code: string): Area | null {
  return TABLES[set].get(code) ?? null;
}

/** Every area of a set, in code order. */
export function areasOf(set: AreaSet): Area[] {
  return [...TABLES[set].values()];
}

/** The simplified course of every tsunami coast, at most 20 points each. */
export function coastLines(): Map<string, LngLat[][]> {
  return new Map(rowsOf(coastRows).map(([code = '', , , lines]) => [code, linesOf(lines)]));
}
