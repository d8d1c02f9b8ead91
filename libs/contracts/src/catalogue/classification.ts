import { THEME_DEFINITIONS, type Theme } from '../things/theme.js';

/** The categories of the EEI, 災害対応基本共有データ属性情報 (DS-455-1 実装データモデル（防災）, EEI v1.1), by their numbers. */
export const EEI_CATEGORIES: Readonly<Record<number, string>> = {
  1: '被害推計',
  2: '被害',
  3: '災害発生箇所',
  4: '孤立集落',
  5: '道路関連',
  6: '鉄道関連',
  7: '港湾関連',
  8: '航空関連',
  9: '活動拠点',
  10: '医療',
  11: '物資',
  12: '水道',
  13: '燃料',
  14: '電力',
  15: 'ガス',
  16: '通信',
  17: '対策本部',
  18: '重要施設',
  19: '廃棄物',
  20: '要配慮者施設',
  21: '避難所等',
  22: '避難指示等',
  23: '関係法律等',
  24: '被災状況動画像',
  25: '気象・地震・水位等情報',
};

/** Where the numbers above and below are from. */
export const EEI_SOURCE = 'Digital Agency, DS-455-1 (EEI v1.1)';
export const SIP4D_SOURCE = 'JSA-S1016:2023, templates of the SIP4D-ZIP checker 1.2.4';

/** Of the universal model: any table, no required attributes. */
export const SIP4D_UNIVERSAL = '99-999-99';

interface Sip4dModel {
  name: string;
  /** 01 = point, 02 = line, 03 = polygon. */
  geometries: readonly ('01' | '02' | '03')[];
}

/** The response-support models by code without the suffix of the geometry. */
const SIP4D_MODELS: Readonly<Record<string, Sip4dModel>> = {
  '01-001': { name: '避難所', geometries: ['01'] },
  '01-002': { name: '物資拠点', geometries: ['01'] },
  '01-003': { name: '有床病院', geometries: ['01'] },
  '01-004': { name: '災害廃棄物仮置場', geometries: ['01'] },
  '01-005': { name: '道路規制', geometries: ['01', '02'] },
  '01-006': { name: '給水拠点', geometries: ['01'] },
  '01-007': { name: '断水戸数', geometries: ['01'] },
  '01-008': { name: '浸水域', geometries: ['03'] },
  '01-009': { name: '河川の決壊・越水', geometries: ['01', '02', '03'] },
  '01-010': { name: '土砂災害', geometries: ['01', '02', '03'] },
  '01-011': { name: '被害集計', geometries: ['01'] },
  '01-012': { name: 'り災証明書交付', geometries: ['01'] },
};

export interface EeiMark {
  category: number;
  name: string;
  source: string;
}

export interface Sip4dMark {
  /** Whole codes such as `01-005-02`, one for each geometry. */
  codes: string[];
  name: string;
  theme: Theme;
  source: string;
}

export function eeiMark(category: number): EeiMark {
  return { category, name: EEI_CATEGORIES[category]!, source: EEI_SOURCE };
}

/** The EEI categories of themes, each once, in order. */
export function eeiOfThemes(themes: readonly Theme[]): EeiMark[] {
  const numbers = themes.flatMap((theme) => THEME_DEFINITIONS[theme].eeiCategory ?? []);
  return [...new Set(numbers)].sort((a, b) => a - b).map(eeiMark);
}

/** The SIP4D-ZIP models of themes; a theme without one is absent. */
export function sip4dOfThemes(themes: readonly Theme[]): Sip4dMark[] {
  return themes.flatMap((theme): Sip4dMark[] => {
    const { sip4dCode } = THEME_DEFINITIONS[theme];
    const model = sip4dCode === null ? undefined : SIP4D_MODELS[sip4dCode];
    if (model === undefined) return [];
    const codes = model.geometries.map((geometry) => `${sip4dCode}-${geometry}`);
    return [{ codes, name: model.name, theme, source: SIP4D_SOURCE }];
  });
}
