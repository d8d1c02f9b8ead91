import { THEME_DEFINITIONS, type AttributeDefinition, type FeatureV1, type Theme } from '@hinomi/contracts';
import { tellsOfPersons } from '../mapping/tells-of-persons.js';
import { ATTRIBUTE_TITLES, MISSPELT, MODELS } from './model-words.js';
import { columnKey, typeOfValue, type CellType, type Sip4dCell } from './sip4d-cell.js';

export type Sip4dRow = Map<string, Sip4dCell>;

const TYPES = { text: 'String', integer: 'Integer', number: 'Double', instant: 'Datetime', code: 'List' } as const;

/** What every feature says beside its own facts. */
function ownCells(feature: FeatureV1): [string, Sip4dCell][] {
  const { id, severity, alertLevel, levelEquivalent, valid, observedAt, issuedAt, sources, version } = feature;
  const agencies = [...new Set(sources.map(({ agency }) => agency))].join('、');
  const own = (name: string, title: string, type: CellType, value: Sip4dCell['value']): [string, Sip4dCell] => [
    name,
    { value, type, title, connid: name === 'id' ? 'id' : null },
  ];
  return [
    own('id', 'ID', 'String', id),
    own('severity', '重大度（0〜5）', 'Integer', severity),
    own('alert_level', '警戒レベル', 'Integer', alertLevel),
    own('level_equivalent', '警戒レベル相当', 'Integer', levelEquivalent),
    own('valid_from', '有効期間の始まり', 'Datetime', valid.from),
    own('valid_to', '有効期間の終わり', 'Datetime', valid.to),
    own('observed_at', '状況確認日時', 'Datetime', observedAt),
    own('issued_at', '発表日時', 'Datetime', issuedAt),
    own('agency', '情報提供機関', 'String', agencies),
    own('version', '版', 'Integer', version),
  ];
}

/** The columns that a table has whatever its rows say: those of every feature, and those that its model requires. */
export function headOf(theme: Theme | null): [string, Sip4dCell][] {
  const none = { value: null };
  const own = ownCells(BLANK).map(([name, cell]): [string, Sip4dCell] => [name, { ...cell, ...none }]);
  if (theme === null) return own;
  const needed = Object.entries(THEME_DEFINITIONS[theme].attributes).filter(([, { required }]) => required);
  const model = needed.map(([name, definition]): [string, Sip4dCell] => [
    name,
    { ...modelCell(theme, name, definition), ...none },
  ]);
  return [...own.slice(0, 1), ...model, ...own.slice(1)];
}

const BLANK = { severity: 0, valid: {}, sources: [], version: 1 } as unknown as FeatureV1;

/** One feature as a row of a table (sip4d 3.3, 3.4). Columns about who typed it stay out. */
export function deriveSip4dRow(feature: FeatureV1): Sip4dRow {
  const { properties, area, areaCodes } = feature;
  const row: Sip4dRow = new Map(ownCells(feature));
  const add = (name: string, cell: Sip4dCell): void => {
    if (!row.has(name) && !tellsOfPersons(`${name} ${cell.title}`)) row.set(name, cell);
  };
  if (area !== null) add('areas', text('対象地域', area.names.join('、')));
  if (properties.type === 'thing') {
    addThing(properties, areaCodes, add);
    return row;
  }
  add('layer', text('レイヤー', feature.layer));
  add('area_codes', text('市区町村コード', areaCodes.join(' ')));
  // Needs are cells of a table that must not be cut, and drawings have nothing but their text.
  if (properties.type === 'needs') return row;
  for (const [name, value] of flattened(properties)) {
    const type = isInstant(value) ? 'Datetime' : typeOfValue(value);
    add(columnKey(name), { value, type, title: PROPERTY_TITLES[name] ?? name, connid: null });
  }
  return row;
}

function addThing(
  { theme, name, nameKana, attributes }: Extract<FeatureV1['properties'], { type: 'thing' }>,
  areaCodes: readonly string[],
  add: (name: string, cell: Sip4dCell) => void,
): void {
  const definitions = THEME_DEFINITIONS[theme].attributes;
  const given = new Map(Object.entries(attributes));
  for (const [attribute, { value, label, title }] of given) {
    if (attribute === 'id') continue;
    const definition = Object.hasOwn(definitions, attribute) ? definitions[attribute] : undefined;
    if (definition === undefined) {
      const told = label ?? value;
      // A name that only becomes one of the model's on the way stays another.
      const key = columnKey(attribute);
      add(Object.hasOwn(definitions, key) ? columnKey(`${attribute} `) : key, {
        value: told,
        type: typeOfValue(told),
        title: title || attribute,
        connid: null,
      });
    } else {
      const cell = modelCell(theme, attribute, definition);
      add(attribute, { ...cell, value: value ?? (definition.type === 'code' && label ? 'other' : null) });
    }
  }
  add('name', { ...modelCell(theme, 'name', { type: 'text' }), value: name });
  add('namekana', { ...modelCell(theme, 'namekana', { type: 'text' }), value: nameKana });
  const municipalities = areaCodes.filter((code) => code.length === 5);
  const only = municipalities.length === 1 ? (municipalities[0] ?? null) : null;
  add('citycode', { ...modelCell(theme, 'citycode', { type: 'text' }), value: only });
}

function modelCell(theme: Theme, name: string, { type, codes }: AttributeDefinition): Omit<Sip4dCell, 'value'> {
  const cell = { type: TYPES[type], title: ATTRIBUTE_TITLES[name] ?? name, connid: name };
  return type === 'code' ? { ...cell, words: wordsOf(theme, name, codes ?? []) } : cell;
}

/** The model's words for its codes; an attribute that it does not have is written in the codes themselves. */
function wordsOf(theme: Theme, name: string, codes: readonly string[]): Record<string, string> {
  const model = MODELS[THEME_DEFINITIONS[theme].sip4dCode ?? '']?.words[name] ?? {};
  return Object.fromEntries(codes.map((code) => [code, model[MISSPELT[name]?.[code] ?? code] ?? code]));
}

function text(title: string, value: string): Sip4dCell {
  return { value, type: 'String', title, connid: null };
}

function isInstant(value: unknown): boolean {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value);
}

/** Plain values of an object and of the objects in it: `magnitude.value` → `magnitudeValue`. Lists of texts become one, others are left out. */
function flattened(value: object, before = '', depth = 0): [string, string | number | boolean | null][] {
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) => {
    const name = before === '' ? key : `${before}${key.charAt(0).toUpperCase()}${key.slice(1)}`;
    if (inner === null || ['string', 'number', 'boolean'].includes(typeof inner)) {
      return [[name, inner as string | number | boolean | null]];
    }
    if (Array.isArray(inner)) {
      return inner.length > 0 && inner.every((one) => typeof one === 'string') ? [[name, inner.join('、')]] : [];
    }
    return typeof inner === 'object' && depth < 2 ? flattened(inner as object, name, depth + 1) : [];
  });
}

const PROPERTY_TITLES: Readonly<Record<string, string>> = {
  type: '種類',
  hazardId: '災害事象ID',
  main: '代表',
  title: '標題',
  headline: '見出し',
  text: '本文',
  originTime: '発生時刻',
  maxIntensity: '最大震度',
  intensity: '震度',
  magnitudeValue: 'マグニチュード',
  hypocentreName: '震央地名',
  hypocentreDepthKm: '深さ（km）',
  kindOfWarningName: '警報等の種類',
  kindOfWarningCode: '警報等の種類コード',
  forecastAreaName: '予報区',
  municipalityName: '市区町村名',
  districts: '対象地区',
  households: '対象世帯数',
  persons: '対象人数',
  level: 'レベル',
  step: '発令の段階',
  value: '値',
  unit: '単位',
};
