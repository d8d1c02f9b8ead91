import type { Layer, Theme } from '@hinomi/contracts';
import { CAP_LAYERS } from '../cap/cap-words.js';

/** The checker's list of categories (sip4d 3.2), as far as layers fall into it; anything else is その他. */
const CATEGORY_OF_LAYER: Readonly<Partial<Record<Layer, string>>> = {
  'evacuation-order': '避難',
  eew: '地震',
  nankai: '地震',
  earthquake: '地震',
  tsunami: '津波',
  'weather-warning': '気象',
  'legacy-warning': '気象',
  'prompt-report': '気象',
  typhoon: '気象',
  'river-flood': '洪水',
  volcano: '火山',
  ash: '火山',
  shelter: '避難',
  facility: '医療',
  resource: '物資',
  road: '交通',
  lifeline: 'ライフライン',
  need: '医療',
};

const THEMES: Readonly<Partial<Record<Theme, { title: string; category?: string }>>> = {
  shelter: { title: '避難所' },
  'evacuation-site': { title: '指定緊急避難場所' },
  'supply-base': { title: '物資拠点' },
  hospital: { title: '有床病院' },
  'waste-site': { title: '災害廃棄物仮置場', category: '廃棄物' },
  road: { title: '道路規制' },
  'water-supply': { title: '給水拠点' },
  'water-outage': { title: '断水' },
  'power-outage': { title: '停電' },
  'gas-outage': { title: 'ガスの停止' },
  'telephone-outage': { title: '電話の不通', category: '通信' },
  'flooded-area': { title: '浸水範囲', category: '洪水' },
  'river-breach': { title: '堤防の決壊', category: '洪水' },
  landslide: { title: '土砂災害', category: '土砂災害' },
  'isolated-community': { title: '孤立集落', category: 'その他' },
  fire: { title: '火災', category: '建物被害' },
  'damage-count': { title: '被害の数', category: '人的被害' },
  'victim-certificate': { title: 'り災証明の発行', category: '建物被害' },
};

export function titleOfTable(layer: Layer, theme: Theme | null): string {
  return (theme === null ? undefined : THEMES[theme]?.title) ?? CAP_LAYERS[layer].ja;
}

export function categoryOfTable(layer: Layer, theme: Theme | null): string {
  return (theme === null ? undefined : THEMES[theme]?.category) ?? CATEGORY_OF_LAYER[layer] ?? 'その他';
}

/** The state that a theme's legend tells apart, with a colour for each of its codes (RRGGBB). */
export const STATE_COLUMNS: Readonly<Partial<Record<Theme, string>>> = {
  shelter: 'eststts',
  'supply-base': 'estab',
  'waste-site': 'estab',
  'water-supply': 'estab',
  hospital: 'status',
  road: 'passstts',
};

/** JMA's colours of 警戒レベル for 2 to 5 (気象庁 ホームページにおける気象情報の配色に関する設定指針). */
export const SEVERITY_COLORS = ['9E9E9E', '5B8DEF', 'F2E700', 'FF2800', 'AA00AA', '0C000C'] as const;
