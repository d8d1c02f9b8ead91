import { jaSensors } from './ja-sensors.js';
import { jaPublishers } from './ja-publishers.js';
import { jaNature } from './ja-nature.js';
import { jaTelegrams } from './ja-telegrams.js';
import { jaPanels } from './ja-panels.js';
import { jaPeople } from './ja-people.js';
import { jaDecisions } from './ja-decisions.js';
import { jaTablets } from './ja-tablets.js';
import { jaPast } from './past/ja-past.js';
import { jaSilence } from './silence/ja-silence.js';
import { jaAlarms } from './alarms/ja-alarms.js';
import { jaExports } from './exports/ja-exports.js';
import { jaNeeds } from './ja-needs.js';
import { jaField } from './field/ja-things.js';
import { jaOrders } from './orders/ja.js';
import { jaDrawings } from './drawings/ja.js';
import { jaRollups } from './ja-rollups.js';
import { jaMapLayers, jaSearch } from './ja-search.js';
import { jaThings } from './ja-things.js';
import type { CapWords, IntensityWords, LayerWords, RankWords, ElementWords } from './hazard-words.js';

const age = (ms: number): string => {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < 60) return `${seconds}秒`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)}分`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)}時間`;
  return `${Math.floor(seconds / 86_400)}日`;
};

const layers: LayerWords = {
  'evacuation-order': '避難情報',
  earthquake: '地震',
  tsunami: '津波',
  'weather-warning': '気象警報',
  nankai: '巨大地震の情報',
  'legacy-warning': '気象警報（旧形式）',
  'river-flood': '河川',
  alert: '海外・その他',
  typhoon: '台風',
  volcano: '火山',
  ash: '降灰',
  eew: '緊急地震速報',
  'prompt-report': '気象防災速報',
  bulletin: '解説・お知らせ',
  gdacs: '海外の災害（GDACS）',
  shelter: '避難所',
  facility: '医療・施設',
  resource: '物資・給水',
  road: '道路',
  lifeline: 'ライフライン',
  report: '現場の報告',
  sensor: '観測所',
  need: '健康ニーズ',
  drawing: '描き込み',
};
const intensity: IntensityWords = {
  '1': '震度１',
  '2': '震度２',
  '3': '震度３',
  '4': '震度４',
  '5-?': '震度５弱以上（未入電）',
  '5-': '震度５弱',
  '5+': '震度５強',
  '6-': '震度６弱',
  '6+': '震度６強',
  '7': '震度７',
};
const badge: IntensityWords = {
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
};
const ranks: RankWords = { advisory: '注意報', warning: '警報', danger: '危険警報', emergency: '特別警報' };
const elements: ElementWords = {
  'heavy-rain': '大雨',
  landslide: '土砂災害',
  'storm-surge': '高潮',
  flood: '洪水',
  blizzard: '暴風雪',
  'wind-snow': '風雪',
  gale: '暴風',
  wind: '強風',
  waves: '波浪',
  'heavy-snow': '大雪',
  thunder: '雷',
  'snow-melt': '融雪',
  fog: '濃霧',
  dry: '乾燥',
  avalanche: 'なだれ',
  'low-temperature': '低温',
  frost: '霜',
  'ice-accretion': '着氷',
  'snow-accretion': '着雪',
  other: 'その他',
};
const cap: CapWords = {
  urgency: {
    Immediate: 'ただちに行動',
    Expected: 'まもなく（1時間以内）',
    Future: '今後',
    Past: '終わった',
    Unknown: '不明',
  },
  severity: { Extreme: '極めて重大', Severe: '重大', Moderate: '中程度', Minor: '軽微', Unknown: '不明' },
  certainty: {
    Observed: '観測された',
    Likely: '可能性が高い',
    Possible: '可能性がある',
    Unlikely: '可能性は低い',
    Unknown: '不明',
  },
};

export const ja = {
  language: 'ja',
  appName: '火の見',
  pageTitle: '火の見 Hinomi — 災害情報',
  skipToList: '一覧へ移動',
  close: '閉じる',
  back: '戻る',
  cancel: 'やめる',
  none: 'なし',
  unknown: '不明',
  separator: '、',
  colon: '：',
  age,
  ago: (ms: number) => `${age(ms)}前`,
  duration: (ms: number) => age(ms),

  top: {
    japan: '全国',
    home: '地元',
    goHome: '最初の範囲に戻す',
    language: '言語',
    you: '利用者',
    settings: '表示',
    help: '操作の説明',
    theme: { label: '画面の明るさ', light: '昼', dark: '夜' },
  },
  live: {
    live: 'ライブ',
    updated: (ms: number) => `最終更新 ${age(ms)}前`,
    starting: '接続しています',
    startingMore: 'ハブから最新の状況を受け取っています。',
    notLive: 'ライブではありません',
    notLiveSince: (clock: string, ms: number) => `最終更新 ${clock}（${age(ms)}前）`,
    neverLive: 'ハブにまだ接続できていません。',
    notLiveAdvice:
      '画面は古い状況です。自動で再接続しています。続くときはハブとネットワークを確認し、電話・無線・テレビでも状況を確かめてください。',
    lastReport: (ms: number) => `最後の電文 ${age(ms)}前`,
    noReport: '電文はまだ届いていません',
  },
  startUp: {
    failed: 'ハブに接続できません',
    advice: 'ハブが動いているか確認してください。この画面は自動で接続し直します。',
    loading: '読み込んでいます',
  },

  severity: ['なし', '情報', '注意', '警戒', '危険', '緊急'] as readonly string[],
  layers,
  intensity,
  badge,
  tsunami: {
    none: '津波なし',
    forecast: '津波予報（若干の海面変動）',
    advisory: '津波注意報',
    warning: '津波警報',
    'major-warning': '大津波警報',
  },
  ranks,
  elements,
  levelEquivalent: (level: number) => `レベル${level}相当`,
  warningName: (element: string, rank: string, level: number | null) =>
    level === null ? `${element}${rank}` : `レベル${level}${element}${rank}`,
  riverName: (river: string, level: number) =>
    `${river} レベル${level}氾濫${level >= 5 ? '特別警報' : level === 4 ? '危険警報' : level === 3 ? '警報' : '注意報'}`,
  quakeName: (place: string | null, magnitude: string | null) =>
    `${place ?? '震源調査中'}の地震${magnitude === null ? '' : ` ${magnitude}`}`,
  maxIntensity: (name: string) => `最大${name}`,
  tsunamiName: (category: string) => category,
  typhoonName: (number: number | null, name: string | null) =>
    number === null
      ? `熱帯低気圧${name === null ? '' : ` ${name}`}`
      : `台風第${number}号${name === null ? '' : ` ${name}`}`,
  typhoonParts: {
    track: '進路予想',
    probability: '予報円',
    storm: '暴風域',
    gale: '強風域',
    'storm-warning': '暴風警戒域',
  },
  magnitudeUnknown: 'M不明',
  depth: (km: number | null) => (km === null ? '不明' : km === 0 ? 'ごく浅い' : `約${km}km`),
  areas: (names: readonly string[], more: number) => names.join('、') + (more > 0 ? ` ほか${more}` : ''),
  coasts: (count: number) => `${count}予報区`,
  prefectureMunicipalities: (prefecture: string, count: number) => `${prefecture} ${count}市区町村`,
  prefectureNames: (prefecture: string, names: string) => `${prefecture}（${names}）`,
  abroad: '海外',
  noPlace: '場所の情報なし',

  list: {
    title: '発表中の情報',
    count: (count: number) => `${count}件`,
    bulletins: '解説情報・お知らせ',
    routine: '定時の予報・観測',
    recentQuakes: '最近の地震（24時間）',
    calm: '発表中の警報等はありません',
    nothingHeard: 'まだ電文が届いていません',
    nothingHeardMore: '警報等が出ているかどうか、この画面では分かりません。',
    calmMore: 'データがないことは、安全を意味しません。',
    measured: (count: number) => `ただし、観測値が危険な段階の地点が${count}か所あります（下の一覧）。`,
    hiddenByFilter: (count: number) => `絞り込みにより${count}件を隠しています`,
    showAll: 'すべて表示',
    issued: (clock: string) => `${clock}発表`,
    alsoKinds: (count: number) => `ほか${count}種類`,
    hint: '矢印キーで選び、Enterで詳細',
  },
  filter: {
    title: '絞り込み',
    layers: '種類',
    severity: '深刻度',
    all: 'すべて',
    atLeast: (word: string) => `${word}以上`,
  },
  views: { label: '表示の切替', map: '地図', table: '表' },
  map: {
    title: '災害情報の地図',
    cluster: (count: number) => `${count}か所のまとまり`,
    worst: (severity: string) => `最も重いもの：${severity}`,
    alsoHere: (count: number) => `ここにほか${count}件`,
    summary: (count: number, worst: string) =>
      count === 0
        ? '地図に描かれている情報はありません。'
        : `地図に${count}件の情報を描いています。最も深刻なもの：${worst}。`,
    twin: '地図と同じ内容は「表」で読めます。',
    zoomIn: '拡大',
    zoomOut: '縮小',
    resetNorth: '北を上にする',
    attribution: '出典',
    place: 'この場所の情報',
    placeNone: 'この場所に発表中の情報はありません。',
    placeNoneMore: '情報がないことは、安全を意味しません。',
    position: (lat: string, lng: string) => `北緯${lat}° 東経${lng}°`,
    approximateZoom: '境界はおおよその形です。正確な境界を取り込むには：',
    shapeless: (count: number) =>
      `形のデータが無い地域が${count}か所あり、地図には出ていません。一覧と表で確認してください。`,
    unavailable: '地図を表示できません',
    unavailableMore: 'この端末では地図を描けません。同じ内容を「表」で確認できます。',
  },
  cap,
  drill: {
    mark: '訓練',
    banner: '訓練です。実際の災害ではありません。',
    running: '訓練中',
    elapsed: (ms: number) => `経過 ${age(ms)}`,
    end: '訓練を終える',
    toReal: '実際の画面へ',
    toDrill: '訓練の画面へ',
    ended: '訓練は終わりました',
    again: 'もう一度',
    idle: '訓練は行われていません',
    start: '訓練を始める',
    choose: '訓練を選ぶ',
    minutes: (minutes: number) => `約${minutes}分`,
    failed: '訓練を操作できませんでした。もう一度お試しください。',
  },
  real: {
    arrived: '実際の災害情報が届きました',
    arrivedMore: '訓練ではありません。実際の画面で確認してください。',
    open: '実際の画面を開く',
    later: '訓練を続ける',
  },
  sound: {
    on: '音 オン',
    off: '音 オフ',
    blocked: '音が止められています。押すと鳴るようになります',
    mute: '音を消す',
    unmute: '音を出す',
  },
  announce: {
    hazard: (title: string, severity: string) => `新しい情報、${severity}、${title}`,
    removed: (count: number) => `${count}件の情報が終わりました`,
  },
  toast: { title: '新しい情報', open: '詳細を見る' },
  ...jaPanels,
  nature: jaNature,
  telegrams: jaTelegrams,
  publishers: jaPublishers,
  things: jaThings,
  decisions: jaDecisions,
  desk: { title: '避難所の連絡', open: '避難所の連絡を開く', report: '報告を入力', print: '報告用紙を印刷' },
  chronology: {
    title: 'クロノロジー',
    open: 'クロノロジーを開く',
    onMap: (count: number) => `場所のある記録（${count}件）`,
  },
  past: jaPast,
  alarms: jaAlarms,
  silence: jaSilence,
  exports: jaExports,
  rollups: jaRollups,
  search: jaSearch,
  mapLayers: jaMapLayers,
  orders: jaOrders,
  drawings: jaDrawings,
  presence: { title: '在席', open: '本部で誰がどこを見ているか' },
  field: { title: jaField.title, open: jaField.open, over: jaField.over },
  needs: jaNeeds,
  tablets: jaTablets,
  sensors: jaSensors,
  ...jaPeople,
};
