import { HubError, type WarningTelegram } from '@hinomi/contracts';
import { childText, descend, errorAt, placeOf, shortened, type XmlElement } from '../xml/element.js';
import type { JmaTelegram } from './report.js';

/** `Control/Title` → telegram; the code itself is not in the document. Keys are NFKC, as compared. */
const BY_TITLE: Readonly<Record<string, JmaTelegram>> = {
  震度速報: 'VXSE51',
  震源に関する情報: 'VXSE52',
  '震源・震度に関する情報': 'VXSE53',
  顕著な地震の震源要素更新のお知らせ: 'VXSE61',
  長周期地震動に関する観測情報: 'VXSE62',
  '津波警報・注意報・予報a': 'VTSE41',
  津波情報a: 'VTSE51',
  沖合の津波観測に関する情報: 'VTSE52',
  '気象警報・注意報(R06)(集約通報)': 'VPWS50',
  南海トラフ地震臨時情報: 'VYSE50',
  南海トラフ地震関連解説情報: 'VYSE51',
  '北海道・三陸沖後発地震注意情報': 'VYSE60',
  '気象警報・注意報': 'VPWW50',
  '気象特別警報・警報・注意報': 'VPWW53',
  '気象警報・注意報(H27)': 'VPWW54',
  土砂災害警戒情報: 'VXWW50',
  指定河川洪水予報: 'VXKO',
  府県気象防災速報: 'VPBS50',
  記録的短時間大雨情報: 'VPOA50',
  竜巻注意情報: 'VPHW50',
  '竜巻注意情報(目撃情報付き)': 'VPHW51',
  '緊急地震速報(警報)': 'VXSE43',
  '緊急地震速報(予報)': 'VXSE44',
  '緊急地震速報(地震動予報)': 'VXSE45',
  '噴火警報・予報': 'VFVO50',
  '火山現象に関する海上警報・海上予報': 'VFSV',
  噴火に関する火山観測報: 'VFVO52',
  噴火速報: 'VFVO56',
  '降灰予報(定時)': 'VFVO53',
  '降灰予報(速報)': 'VFVO54',
  '降灰予報(詳細)': 'VFVO55',
};

/** 台風解析・予報情報 in its forms: （３日予報）, （５日予報）, （５日予報）（Ｈ３０）, … */
const TYPHOON_TITLE = /^台風解析・予報情報(\(|$)/;

const WARNING_TITLE = /^気象警報・注意報\(R06\)\((.+)\)$/;

/** The element in brackets of the title; JMA's own samples differ in 土砂 and 土砂災害. */
const BY_ELEMENT: Readonly<Record<string, WarningTelegram>> = {
  大雨: 'VPWW55',
  土砂: 'VPWW56',
  土砂災害: 'VPWW56',
  高潮: 'VPWW57',
  暴風: 'VPWW58',
  暴風雪: 'VPWW58',
  '暴風(雪)': 'VPWW58',
  波浪: 'VPWW59',
  大雪: 'VPWW60',
  その他: 'VPWW61',
  その他注意報: 'VPWW61',
};

/** `Head/InfoKind` → the telegrams that carry it: the second witness, for wrong titles. */
const BY_INFO_KIND: Readonly<Record<string, readonly JmaTelegram[]>> = {
  震度速報: ['VXSE51'],
  震源速報: ['VXSE52'],
  地震情報: ['VXSE53'],
  震源要素更新のお知らせ: ['VXSE61'],
  長周期地震動に関する観測情報: ['VXSE62'],
  '津波警報・注意報・予報': ['VTSE41'],
  津波情報: ['VTSE51', 'VTSE52'],
  南海トラフ地震に関連する情報: ['VYSE50', 'VYSE51'],
  '北海道・三陸沖後発地震注意情報': ['VYSE60'],
  土砂災害警戒情報: ['VXWW50'],
  指定河川洪水予報: ['VXKO'],
  '噴火警報・予報': ['VFVO50'],
  噴火に関する火山観測報: ['VFVO52'],
  噴火速報: ['VFVO56'],
  降灰予報: ['VFVO53', 'VFVO54', 'VFVO55'],
  '気象警報・注意報': [...Object.values(BY_ELEMENT), 'VPWS50', 'VPWW50', 'VPWW53', 'VPWW54'],
};

/** They warn of seconds, or are what such warnings are worked out from, many a second: read as words they would mislead. */
const STATES = /^(緊急地震速報(?!配信テスト)|リアルタイム震度)/;

/** The longest title has 40 characters. */
const MAX_TITLE_LENGTH = 100;

/**
 * Which telegram a report is. An unknown title is decided by `InfoKind` where that names one telegram, and is a bulletin
 * otherwise, unless the telegram states something that must not pass as mere words; a known title that
 * contradicts a known `InfoKind` is refused, since either reading could be wrong.
 *
 * Errors: `report.unsupported` naming the title, or without one; `report.invalid` for a contradiction.
 */
export function recogniseTelegram(root: XmlElement): JmaTelegram {
  const control = descend(root, 'Control') ?? root;
  const written = childText(control, 'Title');
  const title = written && shortened(written, MAX_TITLE_LENGTH);
  const infoKind = childText(descend(root, 'Head'), 'InfoKind');
  const byTitle = telegramOfTitle(plain(title));
  const witnesses = lookUp(BY_INFO_KIND, plain(infoKind)) ?? [];

  if (byTitle !== undefined) {
    if (witnesses.length > 0 && !witnesses.includes(byTitle)) {
      throw errorAt(control, `the title ${title} contradicts the kind of report ${infoKind}`, { below: '/Title' });
    }
    return byTitle;
  }
  const byKind = witnesses[0];
  if (byKind === 'VTSE51') {
    return plain(childText(descend(root, 'Head'), 'Title')).includes('沖合') ? 'VTSE52' : 'VTSE51';
  }
  if (byKind !== undefined && witnesses.length === 1) return byKind;
  if (title !== null && !STATES.test(plain(title))) return 'bulletin';
  throw new HubError('report.unsupported', `telegrams titled ${title ?? '(nothing)'} are not supported`, {
    place: placeOf(control, '/Title'),
  });
}

/** The telegram as the title alone has it, also of a document that is not read to its end; `undefined` for a title nobody knows. */
export function telegramOfRoot(root: XmlElement): JmaTelegram | undefined {
  return telegramOfTitle(plain(childText(descend(root, 'Control'), 'Title')));
}

function telegramOfTitle(title: string): JmaTelegram | undefined {
  if (TYPHOON_TITLE.test(title)) return 'VPTW';
  const element = WARNING_TITLE.exec(title)?.[1];
  return lookUp(BY_TITLE, title) ?? (element === undefined ? undefined : lookUp(BY_ELEMENT, element));
}

/** Full-width and half-width forms of a title are the same title. */
function plain(text: string | null): string {
  return (text ?? '')
    .slice(0, 2 * MAX_TITLE_LENGTH)
    .normalize('NFKC')
    .replace(/\s/g, '');
}

function lookUp<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
