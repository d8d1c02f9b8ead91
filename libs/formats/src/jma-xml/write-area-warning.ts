import { warningKind, type NamedCode, type WarningTelegram } from '@hinomi/contracts';
import { headlineInformation, writeReport, type TelegramEnvelope, named } from './write-report.js';
import { el, textEl, type Xml } from '../xml/write-xml.js';

/** A 府県予報区 with its areas down to the municipalities; every telegram speaks of all of them. */
export interface ForecastArea extends NamedCode {
  divisions: readonly (NamedCode & { groups: readonly (NamedCode & { cities: readonly NamedCode[] })[] })[];
}

/** What is in force in one municipality, and what was. */
export interface CityWarning {
  /** `Kind/Code`, null = nothing. */
  now: string | null;
  last: string | null;
}

const ELEMENTS: Record<WarningTelegram, string> = {
  VPWW55: '大雨',
  VPWW56: '土砂災害',
  VPWW57: '高潮',
  VPWW58: '暴風',
  VPWW59: '波浪',
  VPWW60: '大雪',
  VPWW61: 'その他',
};

/** Names of the 2026 kinds (hazard-feeds 2.2). */
const KIND_NAMES: Readonly<Record<string, string>> = {
  '10': 'レベル２大雨注意報',
  '03': 'レベル３大雨警報',
  '43': 'レベル４大雨危険警報',
  '33': 'レベル５大雨特別警報',
  '29': 'レベル２土砂災害注意報',
  '09': 'レベル３土砂災害警報',
  '49': 'レベル４土砂災害危険警報',
  '39': 'レベル５土砂災害特別警報',
  '19': 'レベル２高潮注意報',
  '08': 'レベル３高潮警報',
  '48': 'レベル４高潮危険警報',
  '38': 'レベル５高潮特別警報',
  '13': '風雪注意報',
  '02': '暴風雪警報',
  '32': '暴風雪特別警報',
  '15': '強風注意報',
  '05': '暴風警報',
  '35': '暴風特別警報',
  '16': '波浪注意報',
  '07': '波浪警報',
  '37': '波浪特別警報',
  '12': '大雪注意報',
  '06': '大雪警報',
  '36': '大雪特別警報',
  '14': '雷注意報',
  '17': '融雪注意報',
  '20': '濃霧注意報',
  '21': '乾燥注意報',
  '22': 'なだれ注意報',
  '23': '低温注意報',
  '24': '霜注意報',
  '25': '着氷注意報',
  '26': '着雪注意報',
};

const NONE = '発表警報・注意報はなし';
const FORECAST_AREA = '気象情報／府県予報区・細分区域等';
const CITY = '気象・地震・火山情報／市町村等';
const CLASS = { 2: '注意報', 3: '警報', 4: '危険警報', 5: '特別警報' } as const;

export function warningKindName(code: string): string {
  return KIND_NAMES[code] ?? 'その他の注意報';
}

/** `Kind/Status`: how what is in force differs from what was. Null = nothing is in force and nothing was. */
export function warningStatus({ now, last }: CityWarning): string | null {
  if (now === null) return last === null ? null : '解除';
  if (last === null) return '発表';
  const [from, to] = [rank(last), rank(now)];
  if (from === to) return '継続';
  return to > from ? '発表' : `${CLASS[from]}から${CLASS[to]}`;
}

/** VPWW55-61: the full state of one element in one 府県予報区. */
export function writeAreaWarning(
  envelope: TelegramEnvelope,
  facts: { telegram: WarningTelegram; area: ForecastArea; cities: ReadonlyMap<string, CityWarning> },
): Uint8Array {
  const { telegram, area } = facts;
  const groups = area.divisions.flatMap((division) => division.groups);
  const rowsOf = (places: readonly NamedCode[], under: (place: NamedCode) => readonly NamedCode[]): Row[] =>
    places.map((place) => ({ place, ...strongest(under(place).map((city) => facts.cities.get(city.code))) }));
  const citiesOf = (code: string): NamedCode[] =>
    groups.filter((group) => group.code === code).flatMap((group) => [...group.cities]);
  const levels: Level[] = [
    { name: '府県予報区等', table: FORECAST_AREA, rows: rowsOf([area], () => groups.flatMap((group) => group.cities)) },
    {
      name: '一次細分区域等',
      table: FORECAST_AREA,
      rows: area.divisions.flatMap((division) =>
        rowsOf([division], () => division.groups.flatMap((group) => group.cities)),
      ),
    },
    { name: '市町村等をまとめた地域等', table: FORECAST_AREA, rows: rowsOf(groups, (group) => citiesOf(group.code)) },
    { name: '市町村等', table: CITY, rows: groups.flatMap((group) => rowsOf(group.cities, (city) => [city])) },
  ];
  return writeReport(envelope, {
    ...frame(telegram, area),
    infoType: '発表',
    information: levels.map(headline).filter((block) => block !== null),
    content: levels.map((level) =>
      el('Warning', [...level.rows.map(item)], { type: `気象警報・注意報（${level.name}）` }),
    ),
  });
}

interface Row extends CityWarning {
  place: NamedCode;
}
interface Level {
  name: string;
  table: string;
  rows: readonly Row[];
}

function frame(telegram: WarningTelegram, area: NamedCode) {
  const element = ELEMENTS[telegram];
  return {
    controlTitle: `気象警報・注意報（Ｒ０６）（${element === 'その他' ? 'その他注意報' : element}）`,
    headTitle: `${area.name}${element === 'その他' ? '注意報' : `${element}警報・注意報`}`,
    infoKind: '気象警報・注意報',
    infoKindVersion: '1.5_0',
    body: 'meteorology1',
  } as const;
}

function headline({ name, table, rows }: Level): Xml | null {
  const lifted = rows.filter((row) => row.now === null && row.last !== null);
  const inForce = [...new Set(rows.flatMap((row) => (row.now === null ? [] : [row.now])))].sort(
    (a, b) => rank(b) - rank(a),
  );
  const items = [
    ...inForce.map((code) => ({
      kind: { name: warningKindName(code), code },
      areas: rows.filter((row) => row.now === code).map((row) => row.place),
    })),
    ...(lifted.length > 0 ? [{ kind: { name: '解除', code: '00' }, areas: lifted.map((row) => row.place) }] : []),
  ];
  return items.length === 0 ? null : headlineInformation(`気象警報・注意報（${name}）`, table, items);
}

function item(row: Row): Xml {
  const status = warningStatus(row);
  // A lifted kind is named by what it was, with the status 解除.
  const code = row.now ?? row.last;
  if (status === null || code === null) {
    return el('Item', [el('Kind', [textEl('Status', NONE)]), el('Area', named(row.place))]);
  }
  const last = row.last === null ? null : el('LastKind', named({ name: warningKindName(row.last), code: row.last }));
  return el('Item', [
    el('Kind', [...named({ name: warningKindName(code), code }), textEl('Status', status), last]),
    el('Area', named(row.place)),
    textEl('ChangeStatus', status === '継続' ? '変化無' : '警報・注意報種別に変化有'),
  ]);
}

function strongest(warnings: readonly (CityWarning | undefined)[]): CityWarning {
  const max = (codes: readonly (string | null | undefined)[]): string | null =>
    codes.reduce<string | null>(
      (best, code) => (code && (best === null || rank(code) > rank(best)) ? code : best),
      null,
    );
  return { now: max(warnings.map((warning) => warning?.now)), last: max(warnings.map((warning) => warning?.last)) };
}

function rank(code: string): 2 | 3 | 4 | 5 {
  const { severity } = warningKind(code);
  return severity === 3 || severity === 4 || severity === 5 ? severity : 2;
}
