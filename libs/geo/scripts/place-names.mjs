import fs from 'node:fs';
import { englishName, partName } from './english-names.mjs';
import { romanise } from './romanise.mjs';

const rowsOf = (name) =>
  JSON.parse(fs.readFileSync(new URL(`../src/areas/${name}.json`, import.meta.url), 'utf8')).map((row) =>
    row.split('|'),
  );

/** Stretches of rivers that are forecast apart. */
const STRETCHES = [
  ['', '', ''],
  ['上流', 'じょうりゅう', 'Upper '],
  ['中流', 'ちゅうりゅう', 'Middle '],
  ['下流', 'かりゅう', 'Lower '],
  ['上流部', 'じょうりゅうぶ', 'Upper '],
  ['中流部', 'ちゅうりゅうぶ', 'Middle '],
  ['下流部', 'かりゅうぶ', 'Lower '],
];

/** Files the names are made from. */
export const PLACE_NAME_TABLES = [
  'prefecture',
  'jma-city',
  'jma-forecast-area',
  'jma-quake-area',
  'jma-tsunami-coast',
  'jma-hypocentre',
  'jma-tide-station',
  'jma-river',
  'jma-volcano',
].map((name) => new URL(`../src/areas/${name}.json`, import.meta.url));

/**
 * What one language calls every place of the tables: `en` English, `kana` the reading, `ja` the name itself. Areas by
 * set and code; hypocentres, tide stations, rivers and volcanoes by their Japanese names, as their codes are not on the telegrams
 * of every source.
 */
export function placeNames(language) {
  const prefectures = rowsOf('prefecture').map(([, name, kana, en]) => [name, kana, en]);
  const text = (name, kana, en) => (language === 'en' ? en() : language === 'ja' ? name : kana);
  const table = (rows) => Object.fromEntries(rows.filter(([, value]) => value));
  const areas = (set) =>
    table(
      rowsOf(set).map(([code, name, kana]) => [code, text(name, kana, () => englishName(name, kana, prefectures))]),
    );
  const sets = {
    prefecture: table(rowsOf('prefecture').map(([code, name, kana, en]) => [code, text(name, kana, () => en)])),
    'jma-city': cities(text, table),
    'jma-forecast-area': areas('jma-forecast-area'),
    'jma-quake-area': areas('jma-quake-area'),
    'jma-tsunami-coast': areas('jma-tsunami-coast'),
  };
  const names =
    language === 'ja'
      ? {}
      : table([...quakePlaces(text, prefectures), ...stations(text), ...rivers(text), ...volcanoes(text)]);
  return { sets, names };
}

function cities(text, table) {
  const rows = rowsOf('jma-city').map(([code, name, kana, en, , , , , members]) => ({ code, name, kana, en, members }));
  const wholes = rows.filter(({ en }) => en);
  const byMember = new Map();
  for (const whole of wholes) {
    for (const member of whole.members.split(' ')) if (!byMember.has(member)) byMember.set(member, whole);
  }
  const wholeOf = (code, name) =>
    byMember.get(code) ??
    wholes.find((whole) => whole.code !== code && whole.code.slice(0, 5) === code.slice(0, 5)) ??
    wholes.find(
      (whole) => whole.code !== code && whole.code.slice(0, 3) === code.slice(0, 3) && name.startsWith(whole.name),
    );
  return table(
    rows.map(({ code, name, kana, en }) => [
      code,
      text(name, kana, () => {
        const whole = wholeOf(code, name);
        return whole ? partName(name, kana, whole) : en || englishName(name, kana, []);
      }),
    ]),
  );
}

/** Inland hypocentres are named like the areas of the intensity report, some with 地方 behind. */
function quakePlaces(text, prefectures) {
  const areas = rowsOf('jma-quake-area').flatMap(([, name, kana]) => {
    const en = englishName(name, kana, prefectures);
    const region = en.includes(', ') ? en.replace(', ', ' Region, ') : en;
    return [
      [name, text(name, kana, () => en)],
      [`${name}地方`, text(name, `${kana}ちほう`, () => region)],
    ];
  });
  return [...areas, ...rowsOf('jma-hypocentre').map(([name, kana, en]) => [name, text(name, kana, () => en)])];
}

/** `いしのまき(し)~あゆかわ`: parts apart by ~, what English leaves out in brackets. */
function stations(text) {
  return rowsOf('jma-tide-station').map(([name, marked, en]) => [
    name,
    text(
      name,
      marked.replace(/[()~]/g, ''),
      () =>
        en ||
        marked
          .split('~')
          .map((part) => romanise(part.replace(/\([^)]*\)/g, '')))
          .join(' '),
    ),
  ]);
}

function rivers(text) {
  return rowsOf('jma-river').flatMap(([name, kana]) =>
    STRETCHES.map(([kanji, reading, en]) => [
      `${name}${kanji}`,
      text(`${name}${kanji}`, `${kana}${reading}`, () => `${en}${riverName(kana)}`),
    ]),
  );
}

/** The mountain's own word stays in it, as in JMA's English: 浅間山 → Asamayama. */
function volcanoes(text) {
  return rowsOf('jma-volcano').map(([, name, kana]) => [name, text(name, kana, () => romanise(kana))]);
}

/** いしかりがわ → Ishikari River; 江の川 keeps its own word, as the maps of the Geospatial Information Authority do. */
function riverName(kana) {
  return `${romanise(kana.replace(/[がか]わ$/, ''))} River`;
}
