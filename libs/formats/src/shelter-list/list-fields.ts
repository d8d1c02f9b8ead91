import { DISASTER_KINDS, designationFor, type DisasterKind, type ImportField } from '@hinomi/contracts';
import { columnName } from '../table/table.js';

/** Words for the kinds of disaster, in headers and in cells; the longer ones first, since 内水氾濫 is no 洪水. */
const KIND_WORDS: Readonly<Record<DisasterKind, RegExp>> = {
  inland_flood: /内水|inland/i,
  storm_surge: /高潮|surge/i,
  landslide: /崖崩れ|がけ崩れ|がけくずれ|土石流|地滑り|地すべり|土砂|landslide/i,
  earthquake: /地震|earthquake/i,
  tsunami: /津波|tsunami/i,
  fire: /火事|火災|fire/i,
  volcano: /火山|噴火|volcan/i,
  flood: /洪水|浸水|風水害|水害|(?<!内水)氾濫|flood/i,
};

export function kindsIn(text: string): DisasterKind[] {
  return DISASTER_KINDS.filter((kind) => KIND_WORDS[kind].test(text));
}

/** Tools put their own mark before a column's name. */
const PREFIX = /^(USER|施設|避難所|避難場所|避難施設)[_・]/i;

/** Headers that name a field outright, in the order in which they are preferred. */
const NAMED: readonly (readonly [ImportField, RegExp])[] = [
  ['nationalId', /^(全国)?(避難所・避難場所)?共通(避難所・避難場所)?ID$/i],
  ['nameKana', /カナ|かな|ふりがな|フリガナ|読み|ヨミ|kana/i],
  ['name', /^(施設・場所名|名称|名前|name)$/i],
  ['name', /^(指定)?(緊急)?(避難|施設|場所|建物|ビル)(所|場所|施設|先|ビル)?(の)?名(称|前)?$/],
  ['name', /(施設|場所|避難所|建物)名/],
  ['lat', /^(緯度|北緯|lat|latitude|y座標)(\(.*\))?$/i],
  ['lng', /^(経度|東経|lng|lon|long|longitude|x座標)(\(.*\))?$/i],
  [
    'municipality',
    /^(所在地_)?(全国地方公共団体|地方公共団体|団体|自治体|市区町村|市町村|都道府県コード又は市区町村|行政区域)コード$/,
  ],
  ['address', /^(所在地_連結表記|住所|所在地|所在地住所|住所・所在地|address)$/i],
  ['address', /住所|所在地$/],
  ['cityName', /^(都道府県名及び市町村名|地方公共団体名|市区町村名?|市町村名?|自治体名|所在地_市区町村)$/],
  ['phone', /電話|TEL|phone/i],
  ['capacity', /収容(可能)?(人数|人員|数)|定員|capacity/i],
  ['height', /^(標高|海抜)|altitude/i],
  ['area', /対象.*(町|地区|自治会)|受入対象者/],
  ['note', /^(備考|注記|摘要|note|remarks)$/i],
  ['ownId', /^(ID|NO|No|番号|施設ID|施設番号|整理番号|管理番号|通し番号|USER_通し番号)\.?$/i],
];

const MANY_KINDS = /(災害.*(種別|種類)|対応.*災害|対象.*災害)$/;
/** Beside the designations themselves: 災害種別_洪水, and what merely speaks of them. */
const ABOUT_KINDS = /(想定|深|区域|対策|備考|人数|階)/;

/** What a column says of a shelter by its header alone; null for nothing that is known. */
export function fieldOfHeader(written: string): ImportField | null {
  const header = columnName(written);
  if (header === '') return null;
  const bare = header.replace(PREFIX, '');
  if (MANY_KINDS.test(header)) return 'kinds';
  for (const name of [header, bare]) {
    const named = NAMED.find(([, pattern]) => pattern.test(name));
    if (named !== undefined) return named[0];
  }
  const [kind, ...more] = kindsIn(header);
  if (kind !== undefined && more.length === 0 && !ABOUT_KINDS.test(header)) return designationFor(kind) as ImportField;
  return null;
}
