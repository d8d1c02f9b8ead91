import type { FeatureV1, Layer, OrderLevel, TsunamiCategory } from '@hinomi/contracts';
import type { CAP_CATEGORIES } from './cap-alert.js';

export interface TwoLanguages {
  ja: string;
  en: string;
}

type Category = (typeof CAP_CATEGORIES)[number];

/** What a layer is called in CAP's `event`, and CAP's category for it (CAP 1.2 section 3.2.2). */
export const CAP_LAYERS: Readonly<Record<Layer, TwoLanguages & { category: Category }>> = {
  'evacuation-order': { ja: '避難情報', en: 'Evacuation order', category: 'Safety' },
  eew: { ja: '緊急地震速報', en: 'Earthquake early warning', category: 'Geo' },
  nankai: { ja: '巨大地震の情報', en: 'Great earthquake information', category: 'Geo' },
  earthquake: { ja: '地震', en: 'Earthquake', category: 'Geo' },
  tsunami: { ja: '津波', en: 'Tsunami', category: 'Geo' },
  'weather-warning': { ja: '気象警報', en: 'Weather warning', category: 'Met' },
  'legacy-warning': { ja: '気象警報（旧形式）', en: 'Weather warning (legacy form)', category: 'Met' },
  'river-flood': { ja: '河川の氾濫', en: 'River flood', category: 'Met' },
  alert: { ja: '警報・注意情報', en: 'Alert', category: 'Other' },
  typhoon: { ja: '台風', en: 'Typhoon', category: 'Met' },
  volcano: { ja: '火山', en: 'Volcano', category: 'Geo' },
  ash: { ja: '降灰', en: 'Ash fall', category: 'Geo' },
  'prompt-report': { ja: '気象防災速報', en: 'Prompt weather report', category: 'Met' },
  bulletin: { ja: '解説・お知らせ', en: 'Bulletin', category: 'Other' },
  gdacs: { ja: '海外の災害（GDACS）', en: 'Disaster abroad (GDACS)', category: 'Safety' },
  shelter: { ja: '避難所', en: 'Shelter', category: 'Safety' },
  facility: { ja: '医療・施設', en: 'Hospital or site', category: 'Health' },
  resource: { ja: '物資・給水', en: 'Supplies or water', category: 'Infra' },
  road: { ja: '道路', en: 'Road', category: 'Transport' },
  lifeline: { ja: 'ライフライン', en: 'Lifeline outage', category: 'Infra' },
  report: { ja: '現場の報告', en: 'Field report', category: 'Safety' },
  sensor: { ja: '観測所', en: 'Sensor', category: 'Env' },
  need: { ja: '健康ニーズ', en: 'Health needs', category: 'Health' },
  drawing: { ja: '描き込み', en: 'Drawing', category: 'Other' },
  impact: { ja: '影響の推計', en: 'Estimated impact', category: 'Safety' },
  drill: { ja: '訓練', en: 'Exercise', category: 'Other' },
};

/** 災害対策基本法 56 and 60, in the Cabinet Office's English. */
const ORDERS: Readonly<Record<OrderLevel, TwoLanguages>> = {
  3: { ja: '高齢者等避難', en: 'Evacuation of the elderly and others' },
  4: { ja: '避難指示', en: 'Evacuation instruction' },
  5: { ja: '緊急安全確保', en: 'Emergency safety measures' },
};

const TSUNAMI: Readonly<Record<TsunamiCategory, TwoLanguages>> = {
  none: { ja: '津波なし', en: 'No tsunami' },
  forecast: { ja: '津波予報', en: 'Tsunami forecast' },
  advisory: { ja: '津波注意報', en: 'Tsunami advisory' },
  warning: { ja: '津波警報', en: 'Tsunami warning' },
  'major-warning': { ja: '大津波警報', en: 'Major tsunami warning' },
};

/** The event as its own source names it, where it does so shortly; else the layer's word. */
export function eventOf({ layer, properties }: Pick<FeatureV1, 'layer' | 'properties'>): TwoLanguages {
  const words = CAP_LAYERS[layer];
  switch (properties.type) {
    case 'evacuation-order':
      return ORDERS[properties.level];
    case 'tsunami':
      return TSUNAMI[properties.category];
    case 'tsunami-coast':
      return TSUNAMI[properties.coast.category];
    case 'weather-warning':
    case 'legacy-warning':
    case 'river-flood':
    case 'volcano-area':
      return { ja: properties.kindOfWarning.name || words.ja, en: words.en };
    case 'volcano':
      return { ja: properties.volcano.kind.name || words.ja, en: words.en };
    default:
      return { ja: words.ja, en: words.en };
  }
}

/** The hub's five steps, as they stand on its pages. */
export const SEVERITY_WORDS: readonly TwoLanguages[] = [
  { ja: 'なし', en: 'None' },
  { ja: '情報', en: 'Information' },
  { ja: '注意', en: 'Advisory' },
  { ja: '警戒', en: 'Warning' },
  { ja: '危険', en: 'Danger' },
  { ja: '緊急', en: 'Emergency' },
];
