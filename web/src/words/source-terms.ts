import type { NamePlace } from '../places/place-names.js';
import { NATURE_TERMS } from './nature-terms.js';
import type { Language } from './words.js';

/** What a telegram says in a fixed Japanese phrase, in the reader's language; unknown phrases stay as they are. */
export type SourceTerm = (text: string) => string;

/** Phrases of JMA's code tables: Japanese, English, やさしい日本語. */
const TERMS: readonly (readonly [ja: string, en: string, easy: string])[] = [
  ['津波到達中と推測', 'Tsunami estimated to be arriving now', '{津波|つなみ}が {来|き}ていると {考|かんが}えられます'],
  ['第１波の到達を確認', 'Arrival of the first wave confirmed', '{最初|さいしょ}の{波|なみ}が {来|き}ました'],
  ['既に津波到達と推測', 'Tsunami estimated to have arrived', 'もう {津波|つなみ}が {来|き}たと {考|かんが}えられます'],
  [
    '早いところでは既に津波到達と推定',
    'Estimated to have arrived already in some places',
    '{早|はや}い{所|ところ}では もう {来|き}たと {考|かんが}えられます',
  ],
  ['ただちに津波来襲と予測', 'Expected to arrive immediately', 'すぐに {津波|つなみ}が {来|き}ます'],
  ['第１波識別不能', 'First wave cannot be identified', '{最初|さいしょ}の{波|なみ}は わかりません'],
  ['欠測', 'No data', 'データが ありません'],
  ['観測中', 'Being observed', '{調|しら}べています'],
  ['推定中', 'Being estimated', '{計算|けいさん}しています'],
  ['微弱', 'Slight', 'とても {小|ちい}さい'],
  ['重要', 'Important', '{大切|たいせつ}'],
  ['巨大', 'Huge', 'とても{大|おお}きい'],
  ['高い', 'High', '{高|たか}い'],
  ['若干の海面変動', 'Slight sea-level change', '{海|うみ}が すこし{動|うご}く'],
  ['突風', 'Gusts', '{急|きゅう}な{強|つよ}い{風|かぜ}'],
  ['氾濫', 'Flooding of rivers', '{川|かわ}の{水|みず}が あふれる'],
  ['はん濫', 'Flooding of rivers', '{川|かわ}の{水|みず}が あふれる'],
  ['浸水', 'Inundation', '{水|みず}につかる'],
  ['土砂災害', 'Landslides', '{土砂|どしゃ}{災害|さいがい}'],
  ['竜巻', 'Tornadoes', 'たつまき'],
  ['ひょう', 'Hail', 'ひょう'],
  ['副振動', 'Secondary oscillation of the sea', '{海|うみ}の{水|みず}の{大|おお}きな{動|うご}き'],
  ['潮位変動大', 'Large change of the tide level', '{海|うみ}の{高|たか}さが {大|おお}きくかわる'],
  ['うねり', 'Swell', 'うねり'],
  ['高波', 'High waves', '{高|たか}い{波|なみ}'],
  ['高潮', 'Storm surge', '{高潮|たかしお}'],
  ['Ｍ８を超える巨大地震', 'Huge earthquake, above M8', 'M8より{大|おお}きい {地震|じしん}'],
  ['Ｍ不明', 'M unknown', 'M わかりません'],
  ['気象庁', 'Japan Meteorological Agency', '{気象庁|きしょうちょう}'],
  ['P2P地震情報', 'P2P Quake Information', 'P2P{地震|じしん}{情報|じょうほう}'],
  ['災害対策本部', 'Headquarters', '{災害|さいがい}の {本部|ほんぶ}'],
  ['環境省', 'Ministry of the Environment', '{環境省|かんきょうしょう}'],
  ['国土交通省', 'Ministry of Land, Infrastructure, Transport and Tourism', '{国土交通省|こくどこうつうしょう}'],
  ['沖縄気象台', 'Okinawa Regional Headquarters of JMA', '{沖縄気象台|おきなわきしょうだい}'],
];

const KNOWN = new Map([...TERMS, ...NATURE_TERMS].map(([ja, en, easy]) => [ja, { ja, en, easy }]));
const OFFICES = [
  [/^(.+)管区気象台$/, 'Regional Headquarters of JMA'],
  [/^(.+)地方気象台$/, 'Local Meteorological Office'],
  [/^(.+川)河川事務所$/, 'Office'],
] as const;
/** Cities by the bare name that an observatory carries, where no table of places has that name. */
const OFFICE_CITIES: Readonly<Record<string, string>> = {
  札幌: 'Sapporo',
  旭川: 'Asahikawa',
  帯広: 'Obihiro',
  室蘭: 'Muroran',
  盛岡: 'Morioka',
  仙台: 'Sendai',
  山形: 'Yamagata',
  福島: 'Fukushima',
  水戸: 'Mito',
  宇都宮: 'Utsunomiya',
  前橋: 'Maebashi',
  熊谷: 'Kumagaya',
  東京: 'Tokyo',
  銚子: 'Choshi',
  甲府: 'Kofu',
  長野: 'Nagano',
  福井: 'Fukui',
  岐阜: 'Gifu',
  静岡: 'Shizuoka',
  津: 'Tsu',
  彦根: 'Hikone',
  京都: 'Kyoto',
  大阪: 'Osaka',
  奈良: 'Nara',
  鳥取: 'Tottori',
  松江: 'Matsue',
  岡山: 'Okayama',
  下関: 'Shimonoseki',
  徳島: 'Tokushima',
  福岡: 'Fukuoka',
  佐賀: 'Saga',
  熊本: 'Kumamoto',
  宮崎: 'Miyazaki',
  宮古島: 'Miyakojima',
  石垣島: 'Ishigakijima',
};

export function termIn(language: Language, place: NamePlace): SourceTerm {
  if (language === 'ja') return (text) => text;
  return (text) => {
    const parts = text.split(/([\s　、]+)/);
    return parts
      .map((part) => KNOWN.get(part)?.[language] ?? (language === 'en' ? office(part, place) : part))
      .join('');
  };
}

/** 金沢地方気象台 → Kanazawa Local Meteorological Office. */
function office(text: string, place: NamePlace): string {
  for (const [pattern, kind] of OFFICES) {
    const city = pattern.exec(text)?.[1];
    if (city === undefined) continue;
    const name = OFFICE_CITIES[city] ?? place({ name: city });
    return name === city ? text : `${name} ${kind}`;
  }
  return text;
}

/** Titles of sources are written in both languages: `気象庁 地震・津波 (JMA earthquakes and tsunami)`. */
const BOTH = /^([^(]*[\u3040-\u30ff\u3400-\u9fff][^(]*) \(([\x20-\x7e]+?)\)(.*)$/;

/** The reader's half of a source's title; the whole of one that has no halves. */
export function sourceTitle(title: string, language: Language): string {
  const [, ja, en, rest] = BOTH.exec(title) ?? [];
  if (ja === undefined || en === undefined) return title;
  return `${language === 'en' ? en.charAt(0).toUpperCase() + en.slice(1) : ja}${rest ?? ''}`;
}
