import { easySensors } from './easy-sensors.js';
import { easyPublishers } from './easy-publishers.js';
import { easyNature } from './easy-nature.js';
import { easyTelegrams } from './easy-telegrams.js';
import { easyPanels } from './easy-panels.js';
import { easyPeople } from './easy-people.js';
import { easyDecisions } from './easy-decisions.js';
import { easyTablets } from './easy-tablets.js';
import { easyPast } from './past/easy-past.js';
import { easySilence } from './silence/easy-silence.js';
import { easyAlarms } from './alarms/easy-alarms.js';
import { easyExports } from './exports/easy-exports.js';
import { easyNeeds } from './easy-needs.js';
import { easyField } from './field/easy-things.js';
import { easyOrders } from './orders/easy.js';
import { easyDrawings } from './drawings/easy.js';
import { easyRollups } from './easy-rollups.js';
import { easyMapLayers, easySearch } from './easy-search.js';
import { easyThings } from './easy-things.js';
import type { Catalogue } from './words.js';

/**
 * やさしい日本語: short sentences, plain words. `{漢字|かんじ}` carries the reading; ruby.tsx shows it above the characters.
 */
const age = (ms: number): string => {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < 60) return `${seconds}{秒|びょう}`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)}{分|ふん}`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)}{時間|じかん}`;
  return `${Math.floor(seconds / 86_400)}{日|にち}`;
};

export const easy: Catalogue = {
  language: 'easy',
  appName: '{火|ひ}の{見|み}',
  pageTitle: '火の見 Hinomi — 災害の情報',
  skipToList: '{一覧|いちらん}へ',
  close: 'とじる',
  back: 'もどる',
  cancel: 'やめる',
  none: 'ありません',
  unknown: 'わかりません',
  separator: '、',
  colon: '：',
  age,
  ago: (ms) => `${age(ms)}まえ`,
  duration: (ms) => age(ms),

  top: {
    japan: '{日本|にほん}ぜんぶ',
    home: 'このまち',
    goHome: 'はじめの{場所|ばしょ}にもどる',
    language: 'ことば',
    you: '{使|つか}う{人|ひと}',
    settings: '{画面|がめん}',
    help: '{使|つか}いかた',
    theme: { label: '{画面|がめん}の{明|あか}るさ', light: 'ひる', dark: 'よる' },
  },
  live: {
    live: '{今|いま}の{情報|じょうほう}です',
    updated: (ms) => `${age(ms)}まえに{新|あたら}しくなりました`,
    starting: 'つないでいます',
    startingMore: '{今|いま}の{情報|じょうほう}をもらっています。',
    notLive: '{今|いま}の{情報|じょうほう}ではありません',
    notLiveSince: (clock, ms) => `${clock}の{情報|じょうほう}です（${age(ms)}まえ）`,
    neverLive: 'まだ つながっていません。',
    notLiveAdvice:
      'この{画面|がめん}は{古|ふる}いです。{自動|じどう}で もう{一度|いちど} つなぎます。{長|なが}く{続|つづ}くときは、{電話|でんわ}、ラジオ、テレビでも{確|たし}かめてください。',
    lastReport: (ms) => `{最後|さいご}のお{知|し}らせは ${age(ms)}まえ`,
    noReport: 'お{知|し}らせは まだ ありません',
  },
  startUp: {
    failed: 'つながりません',
    advice: 'ハブが{動|うご}いているか{見|み}てください。この{画面|がめん}は{自動|じどう}でつなぎます。',
    loading: '{準備|じゅんび}しています',
  },

  severity: ['なし', 'お{知|し}らせ', '{注意|ちゅうい}', '{気|き}をつけて', 'あぶない', 'とてもあぶない'],
  layers: {
    'evacuation-order': '{逃|に}げる お{知|し}らせ',
    earthquake: '{地震|じしん}',
    tsunami: '{津波|つなみ}',
    'weather-warning': '{雨|あめ}・{風|かぜ}・{雪|ゆき}',
    nankai: 'とても {大|おお}きい{地震|じしん}の お{知|し}らせ',
    'legacy-warning': '{天気|てんき}の{警報|けいほう}（{前|まえ}の{形|かたち}）',
    'river-flood': '{川|かわ}',
    alert: 'ほか',
    typhoon: '{台風|たいふう}',
    volcano: '{火山|かざん}',
    ash: '{火山|かざん}の{灰|はい}',
    eew: '{緊急地震速報|きんきゅうじしんそくほう}',
    'prompt-report': '{急|いそ}ぎの {天気|てんき}の お{知|し}らせ',
    bulletin: 'お{知|し}らせ',
    gdacs: '{外国|がいこく}の {災害|さいがい}',
    shelter: '{避難所|ひなんじょ}',
    facility: '{病院|びょういん}など',
    resource: '{物|もの}・{水|みず}',
    road: '{道|みち}',
    lifeline: '{水道|すいどう}など',
    report: '{町|まち}の ようす',
    sensor: '{測|はか}る {場所|ばしょ}',
    need: '{体|からだ}の ことで いるもの',
    drawing: '{地図|ちず}に かいたもの',
  },
  intensity: {
    '1': '{震度|しんど}1',
    '2': '{震度|しんど}2',
    '3': '{震度|しんど}3',
    '4': '{震度|しんど}4',
    '5-?': '{震度|しんど}5{弱|じゃく}より{強|つよ}い（{数字|すうじ}が まだ {来|き}ていません）',
    '5-': '{震度|しんど}5{弱|じゃく}',
    '5+': '{震度|しんど}5{強|きょう}',
    '6-': '{震度|しんど}6{弱|じゃく}',
    '6+': '{震度|しんど}6{強|きょう}',
    '7': '{震度|しんど}7',
  },
  badge: {
    '1': '1',
    '2': '2',
    '3': '3',
    '4': '4',
    '5-?': '5?',
    '5-': '5弱',
    '5+': '5強',
    '6-': '6弱',
    '6+': '6強',
    '7': '7',
  },
  tsunami: {
    none: '{津波|つなみ}は ありません',
    forecast: '{海|うみ}が すこし {高|たか}くなります',
    advisory: '{津波|つなみ}{注意報|ちゅういほう}',
    warning: '{津波|つなみ}{警報|けいほう}',
    'major-warning': '{大|おお}{津波|つなみ}{警報|けいほう}',
  },
  ranks: {
    advisory: '{注意報|ちゅういほう}',
    warning: '{警報|けいほう}',
    danger: '{危険|きけん}{警報|けいほう}',
    emergency: '{特別|とくべつ}{警報|けいほう}',
  },
  elements: {
    'heavy-rain': '{大雨|おおあめ}',
    landslide: '{土砂|どしゃ}{災害|さいがい}',
    'storm-surge': '{高潮|たかしお}',
    flood: '{洪水|こうずい}',
    blizzard: '{暴風雪|ぼうふうせつ}',
    'wind-snow': '{風雪|ふうせつ}',
    gale: '{暴風|ぼうふう}',
    wind: '{強風|きょうふう}',
    waves: '{高|たか}い{波|なみ}',
    'heavy-snow': '{大雪|おおゆき}',
    thunder: '{雷|かみなり}',
    'snow-melt': '{雪|ゆき}どけ',
    fog: '{霧|きり}',
    dry: '{乾燥|かんそう}',
    avalanche: 'なだれ',
    'low-temperature': '{寒|さむ}さ',
    frost: '{霜|しも}',
    'ice-accretion': '{氷|こおり}がつく',
    'snow-accretion': '{雪|ゆき}がつく',
    other: 'ほか',
  },
  levelEquivalent: (level) => `レベル${level}{相当|そうとう}`,
  warningName: (element, rank, level) => (level === null ? `${element}${rank}` : `レベル${level} ${element}${rank}`),
  riverName: (river, level) =>
    `${river} レベル${level} {川|かわ}の{水|みず}が あふれる{${level >= 5 ? '特別警報|とくべつけいほう' : level === 4 ? '危険警報|きけんけいほう' : level === 3 ? '警報|けいほう' : '注意報|ちゅういほう'}}`,
  quakeName: (place, magnitude) =>
    `${place === null ? '{場所|ばしょ}を{調|しら}べています。{地震|じしん}' : `${place}の{地震|じしん}`}${magnitude === null ? '' : ` ${magnitude}`}`,
  maxIntensity: (name) => `いちばん{強|つよ}い{所|ところ} ${name}`,
  tsunamiName: (category) => category,
  typhoonName: (number, name) =>
    number === null
      ? `{台風|たいふう}に なりそうな {雲|くも}${name === null ? '' : ` ${name}`}`
      : `{台風|たいふう}{第|だい}${number}{号|ごう}`,
  typhoonParts: {
    track: '{台風|たいふう}が {行|い}く {道|みち}',
    probability: '{台風|たいふう}が {来|く}る かもしれない {所|ところ}',
    storm: 'とても {強|つよ}い{風|かぜ}の {所|ところ}',
    gale: '{強|つよ}い{風|かぜ}の {所|ところ}',
    'storm-warning': 'とても {強|つよ}い{風|かぜ}に なりそうな {所|ところ}',
  },
  magnitudeUnknown: 'M わかりません',
  depth: (km) => (km === null ? 'わかりません' : km === 0 ? 'とても{浅|あさ}い' : `${km}kmくらい`),
  areas: (names, more) => names.join('、') + (more > 0 ? ` ほか${more}` : ''),
  coasts: (count) => `${count}の{海岸|かいがん}`,
  prefectureMunicipalities: (prefecture, count) => `${prefecture} ${count}の{市|し}や{町|まち}`,
  prefectureNames: (prefecture, names) => `${prefecture}（${names}）`,
  abroad: '{外国|がいこく}',
  noPlace: '{場所|ばしょ}は わかりません',

  list: {
    title: '{今|いま} {出|で}ている{情報|じょうほう}',
    count: (count) => `${count}こ`,
    bulletins: '{説明|せつめい}と お{知|し}らせ',
    routine: 'いつもの{天気|てんき}の{知|し}らせ',
    recentQuakes: 'さいきんの{地震|じしん}（24{時間|じかん}）',
    calm: '{今|いま}、{警報|けいほう}などは ありません',
    nothingHeard: 'お{知|し}らせは まだ {来|き}ていません',
    nothingHeardMore: '{警報|けいほう}が {出|で}ているか、この{画面|がめん}では わかりません。',
    calmMore: '{情報|じょうほう}がなくても、{安全|あんぜん}とは かぎりません。',
    measured: (count) =>
      `でも、{水|みず}や{雨|あめ}が あぶない ところが ${count}かしょ あります（{下|した}を {見|み}てください）。`,
    hiddenByFilter: (count) => `${count}こを かくしています`,
    showAll: 'ぜんぶ {見|み}る',
    issued: (clock) => `${clock}に {出|で}ました`,
    alsoKinds: (count) => `ほか${count}`,
    hint: '{矢印|やじるし}キーで{選|えら}び、Enterで くわしく{見|み}る',
  },
  filter: {
    title: '{選|えら}んで{見|み}る',
    layers: '{種類|しゅるい}',
    severity: 'あぶなさ',
    all: 'ぜんぶ',
    atLeast: (word) => `${word} から{上|うえ}`,
  },
  views: { label: '{見|み}かた', map: '{地図|ちず}', table: '{表|ひょう}' },
  map: {
    title: '{災害|さいがい}の{地図|ちず}',
    cluster: (count) => `${count}つの {所|ところ}が あります`,
    worst: (severity) => `{一番|いちばん} あぶないもの：${severity}`,
    alsoHere: (count) => `ここに ほか${count}つ`,
    summary: (count, worst) =>
      count === 0
        ? '{地図|ちず}に {情報|じょうほう}は ありません。'
        : `{地図|ちず}に ${count}この{情報|じょうほう}があります。いちばん あぶないもの：${worst}。`,
    twin: '{地図|ちず}と{同|おな}じことを「{表|ひょう}」で{読|よ}めます。',
    zoomIn: '{大|おお}きくする',
    zoomOut: '{小|ちい}さくする',
    resetNorth: '{北|きた}を{上|うえ}にする',
    attribution: '{情報|じょうほう}を{出|だ}した{所|ところ}',
    place: 'この{場所|ばしょ}の{情報|じょうほう}',
    placeNone: 'この{場所|ばしょ}に {情報|じょうほう}は ありません。',
    placeNoneMore: '{情報|じょうほう}がなくても、{安全|あんぜん}とは かぎりません。',
    position: (lat, lng) => `{北緯|ほくい}${lat}° {東経|とうけい}${lng}°`,
    approximateZoom: '{境|さかい}の{線|せん}は だいたいの{形|かたち}です。{正|ただ}しい{線|せん}を{入|い}れるには：',
    shapeless: (count: number) =>
      `{地図|ちず}に{出|だ}せない{場所|ばしょ}が ${count}つ あります。「{表|ひょう}」を{見|み}てください。`,
    unavailable: '{地図|ちず}を{出|だ}せません',
    unavailableMore: '{地図|ちず}と{同|おな}じことを「{表|ひょう}」で{見|み}てください。',
  },
  cap: {
    urgency: {
      Immediate: '{今|いま}すぐ',
      Expected: 'もうすぐ（1{時間|じかん}の{中|なか}）',
      Future: 'これから',
      Past: '{終|お}わりました',
      Unknown: 'わかりません',
    },
    severity: {
      Extreme: 'とても ひどい',
      Severe: 'ひどい',
      Moderate: 'すこし ひどい',
      Minor: '{小|ちい}さい',
      Unknown: 'わかりません',
    },
    certainty: {
      Observed: 'もう {起|お}きました',
      Likely: 'たぶん {起|お}きます',
      Possible: '{起|お}きるかもしれません',
      Unlikely: 'たぶん {起|お}きません',
      Unknown: 'わかりません',
    },
  },
  drill: {
    mark: '訓練',
    banner: '{訓練|くんれん}（{練習|れんしゅう}）です。ほんとうの{災害|さいがい}ではありません。',
    running: '{訓練|くんれん}をしています',
    elapsed: (ms) => `はじめてから ${age(ms)}`,
    end: '{訓練|くんれん}をおわる',
    toReal: 'ほんとうの{画面|がめん}へ',
    toDrill: '{訓練|くんれん}の{画面|がめん}へ',
    ended: '{訓練|くんれん}は おわりました',
    again: 'もう{一度|いちど}',
    idle: '{訓練|くんれん}は していません',
    start: '{訓練|くんれん}をはじめる',
    choose: '{訓練|くんれん}を{選|えら}ぶ',
    minutes: (minutes) => `${minutes}{分|ふん}くらい`,
    failed: 'できませんでした。もう{一度|いちど}してください。',
  },
  real: {
    arrived: 'ほんとうの{災害|さいがい}の{情報|じょうほう}が{来|き}ました',
    arrivedMore: '{訓練|くんれん}ではありません。ほんとうの{画面|がめん}を{見|み}てください。',
    open: 'ほんとうの{画面|がめん}を{見|み}る',
    later: '{訓練|くんれん}をつづける',
  },
  sound: {
    on: '{音|おと} あり',
    off: '{音|おと} なし',
    blocked: '{音|おと}が{出|で}ません。{押|お}すと{出|で}ます',
    mute: '{音|おと}を{消|け}す',
    unmute: '{音|おと}を{出|だ}す',
  },
  announce: {
    hazard: (title, severity) => `{新|あたら}しい{情報|じょうほう}、${severity}、${title}`,
    removed: (count) => `${count}この{情報|じょうほう}が{終|お}わりました`,
  },
  toast: { title: '{新|あたら}しい{情報|じょうほう}', open: 'くわしく{見|み}る' },
  ...easyPanels,
  nature: easyNature,
  telegrams: easyTelegrams,
  publishers: easyPublishers,
  things: easyThings,
  decisions: easyDecisions,
  desk: {
    title: '{避難所|ひなんじょ}の {連絡|れんらく}',
    open: '{避難所|ひなんじょ}の {連絡|れんらく}を {開|ひら}く',
    report: '{報告|ほうこく}を {書|か}く',
    print: '{報告|ほうこく}の {紙|かみ}を {印刷|いんさつ}する',
  },
  chronology: {
    title: '{記録|きろく}',
    open: '{出来事|できごと}の {記録|きろく}を {開|ひら}く',
    onMap: (count) => `{場所|ばしょ}の ある {記録|きろく}（${count}）`,
  },
  past: easyPast,
  alarms: easyAlarms,
  silence: easySilence,
  exports: easyExports,
  rollups: easyRollups,
  search: easySearch,
  mapLayers: easyMapLayers,
  orders: easyOrders,
  drawings: easyDrawings,
  presence: {
    title: '{今|いま} いる {人|ひと}',
    open: '{本部|ほんぶ}の {人|ひと}が {地図|ちず}の どこを {見|み}て いるか',
  },
  field: { title: easyField.title, open: easyField.open, over: easyField.over },
  needs: easyNeeds,
  tablets: easyTablets,
  sensors: easySensors,
  ...easyPeople,
};
