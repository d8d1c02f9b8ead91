/** Codes of an attribute with the words that rows hold for them. */
export type CodeWords = Readonly<Record<string, string>>;

const TRUCKS: CodeWords = {
  light: '軽自動車',
  '2t': '２ｔトラック',
  '4t': '４ｔトラック',
  '10t': '１０ｔトラック',
  other: 'その他',
  unknown: '不明',
};
const ESTAB: CodeWords = {
  close: '閉鎖',
  notaccept: '受入不可',
  open: '開設',
  unknown: '不明',
  other: 'その他',
};
const ACCEPTS: CodeWords = { notaccept: '受入不可', acceptable: '受入可' };

/**
 * The response-support models by code without the suffix of the geometry: which suffixes the checker has a template for, and the words of
 * their coded attributes (SIP4D-ZIP checker 1.2.4, templates 1.1; sip4d 4).
 */
export const MODELS: Readonly<
  Record<string, { suffixes: readonly string[]; words: Readonly<Record<string, CodeWords>> }>
> = {
  '01-001': {
    suffixes: ['01'],
    words: {
      eststts: {
        notopen: '未開設',
        open: '開設',
        close: '閉鎖',
        permanent: '常設',
        unknown: '不明',
        other: 'その他',
      },
      type: { shelter: '避難所', temp_shelter: '臨時避難所', welf_shelter: '福祉避難所', unknown: '不明' },
      division: {
        spec_shelter: '指定避難所',
        spec_emg_evacueeplace: '指定緊急避難場所兼避難所',
        assign_emg_shelter: '指定緊急避難場所',
        unspecified: '指定なし',
      },
      trucksize: TRUCKS,
      crowdstts: { free: '空き', congestion: '混雑', full: '定員一杯', unknown: '不明' },
    },
  },
  '01-002': {
    suffixes: ['01'],
    words: {
      estab: ESTAB,
      division: { w_areasbase: '広域物資拠点', l_areasbase: '地域物資拠点', unknown: '不明' },
      pass: { impassable: '通行不可', passable: '通行可' },
      trucksize: TRUCKS,
      lift: { notoperating: '非稼働', operating: '稼働中' },
    },
  },
  '01-003': {
    suffixes: ['01'],
    words: {
      status: {
        sup_req: '支援要',
        sup_arrgd: '支援手配済み',
        supporting: '支援中',
        non_sup_req: '支援要請なし',
        unknown: '不明',
        other: 'その他',
      },
      kyoten: { unspecified: '無', specified: '有' },
      toukai: { no_fear: 'おそれなし', fearful: 'おそれあり' },
    },
  },
  '01-004': {
    suffixes: ['01'],
    words: {
      estab: ESTAB,
      garbage: ACCEPTS,
      debris: ACCEPTS,
      sand: ACCEPTS,
      wood: ACCEPTS,
      mix: ACCEPTS,
      direct: ACCEPTS,
    },
  },
  '01-005': {
    suffixes: ['01', '02'],
    words: {
      roadtype: {
        expressway: '高速自動車国道',
        national_road: '一般国道',
        pref_road: '都道府県道',
        municipal_road: '市区町村道',
        unknown: '不明',
      },
      passstts: {
        road_close: '通行止め・閉鎖',
        close_road_large: '大型通行止め',
        chain_regulation: 'チェーン必要',
        lane_regulation: '車線規制',
        one_sided_alternating_traffic: '片側交互通行',
        face_to_face_traffic: '対面通行',
        other: 'その他の規制',
        unknown: '不明',
      },
    },
  },
  '01-006': {
    suffixes: ['01'],
    // The template itself is misspelt, and the checker takes nothing else.
    words: { estab: ESTAB, josetu: { permanect: '常設', temporary: '臨時' } },
  },
  '01-007': { suffixes: ['01'], words: {} },
  '01-008': { suffixes: ['03'], words: {} },
  '01-009': { suffixes: ['01', '02', '03'], words: {} },
  '01-010': {
    suffixes: ['01', '02', '03'],
    words: {
      type: {
        rockfall: 'がけ崩れ',
        landslide: '地すべり',
        debris_flow: '土石流',
        avalanche: '雪崩',
        other: 'その他',
      },
    },
  },
  '01-011': { suffixes: ['01'], words: {} },
  '01-012': { suffixes: ['01'], words: {} },
};

/** Codes that a template misspells, by the right spelling. */
export const MISSPELT: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  josetu: { permanent: 'permanect' },
};

/** Whether the checker has a template of its own for a code such as `01-005-02`. */
export function hasTemplate(code: string): boolean {
  return MODELS[code.slice(0, 6)]?.suffixes.includes(code.slice(7)) ?? false;
}

/** The words of a model's coded attributes; none for a code without a template. */
export function modelWords(code: string): Readonly<Record<string, CodeWords>> {
  return hasTemplate(code) ? (MODELS[code.slice(0, 6)]?.words ?? {}) : {};
}

/** How the models call their attributes in Japanese. */
export const ATTRIBUTE_TITLES: Readonly<Record<string, string>> = {
  id: 'ID',
  citycode: '市区町村コード',
  cityname: '市区町村名',
  name: '施設名称',
  namekana: '施設名称（かな）',
  address: '番地',
  phoneno: '電話番号',
  note: '備考',
  publicflg: '公開可否',
  eststts: '避難所区分',
  type: '種別',
  division: '指定区分',
  crowdstts: '避難所状況',
  trucksize: '搬入可能なトラックの大きさ',
  height: '高度',
  remarks: '補足情報',
  spnotes: '特記事項',
  area: '支援想定地域',
  multiple: '避難場所との重複',
  capacity: '想定収容人数',
  reason: '開設理由',
  evacueeno: '避難者数',
  sevacueeno: '自主避難人数',
  houseno: '世帯数',
  shouseno: '自主避難世帯数',
  thouseno: '対象世帯数',
  starttime: '開始日時',
  endtime: '終了日時',
  estendtime: '終了見込日時',
  maxhouseno: '最大世帯数',
  estab: '開設状況',
  pass: '通行可否',
  lift: 'フォークリフト',
  personelno: '人員数',
  openhour: '開設時間',
  status: '支援状況',
  kyoten: '災害拠点病院',
  toukai: '倒壊のおそれ',
  supplyinfo: '供給情報',
  roadname: '路線名',
  passstts: '通行規制状況',
  roadtype: '道路種別',
  roadno: '路線番号',
  startpoint: '起点',
  endpoint: '終点',
  category: '分類',
  detail: '詳細',
  josetu: '常設・臨時',
  rivername: '河川名',
  riverkana: '河川名（かな）',
};
