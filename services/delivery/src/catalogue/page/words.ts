/** Japanese first. */
export const PAGE_LANGUAGES = ['ja', 'easy', 'en'] as const;
export type PageLanguage = (typeof PAGE_LANGUAGES)[number];

export interface PageWords {
  /** What stands in `lang` (BCP 47). */
  tag: 'ja' | 'en';
  own: string;
  hub: string;
  title: string;
  about: string;
  languages: string;
  documents: string;
  openapi: string;
  asyncapi: string;
  ogc: string;
  json: string;
  layers: string;
  topics: string;
  closedTopics: string;
  token: string;
  id: string;
  eei: string;
  sip4d: string;
  kept: string;
  keptLayer: string;
  keptForever: string;
  keptDays: (days: number) => string;
  keptNewest: (days: number | null) => string;
  closed: string;
  more: string;
  sample: (name: string) => string;
  schema: (name: string) => string;
  back: string;
  notFound: string;
  skip: string;
}

const ja: PageWords = {
  ...{ tag: 'ja', own: '日本語', hub: '火の見', title: 'データの一覧' },
  about: 'この情報ハブが持つレイヤーとトピックの一覧です。形式、見本、災害時の共有データの区分が分かります。',
  ...{ languages: '言語', documents: 'プログラムのための説明書' },
  openapi: 'OpenAPI 3.1（HTTP の問い合わせ）',
  asyncapi: 'AsyncAPI 3.0（流れてくるメッセージ）',
  ogc: 'OGC API - Features（レイヤーの地物。トークンが必要です）',
  json: 'この一覧（JSON。トークンが必要です）',
  ...{ layers: '地図のレイヤー', topics: 'トピック', closedTopics: '公開していないトピック' },
  token: '出典、利用条件、新しさは、見る人の権限によって変わるため、JSON の一覧で答えます。',
  ...{ id: '識別名', eei: 'EEI の区分', sip4d: 'SIP4D-ZIP のコード', kept: '保存' },
  ...{ keptLayer: '現在の状態と、過去のすべての版', keptForever: '消しません' },
  keptDays: (days) => `${days} 日`,
  keptNewest: (days) => `キーごとに最新のもの${days === null ? '' : `（古い版は ${days} 日以上）`}`,
  ...{ closed: '公開しない理由', more: '見本と形式を見る' },
  sample: (name) => `見本（${name}）`,
  schema: (name) => `形式：JSON Schema（${name}）`,
  ...{ back: '一覧に戻る', notFound: 'その項目はありません。', skip: '本文へ' },
};

const en: PageWords = {
  ...{ tag: 'en', own: 'English', hub: 'Hinomi', title: 'Catalogue of data' },
  about: 'The layers and topics of this hub, with their schemas, samples and categories of shared disaster data.',
  ...{ languages: 'Language', documents: 'Descriptions for programs' },
  openapi: 'OpenAPI 3.1 (calls by HTTP)',
  asyncapi: 'AsyncAPI 3.0 (messages)',
  ogc: 'OGC API - Features (a token is needed)',
  json: 'This list as JSON (a token is needed)',
  ...{ layers: 'Layers of the picture', topics: 'Topics', closedTopics: 'Topics that are not open' },
  token: 'Credits, licences and freshness depend on what one may see; the list as JSON tells them.',
  ...{ id: 'Id', eei: 'EEI category', sip4d: 'SIP4D-ZIP code', kept: 'Kept' },
  ...{ keptLayer: 'What is so now, and every version of the past', keptForever: 'For ever' },
  keptDays: (days) => `${days} days`,
  keptNewest: (days) => `The newest of each key${days === null ? '' : ` (older ones at least ${days} days)`}`,
  ...{ closed: 'Why it is not open', more: 'Sample and schema' },
  sample: (name) => `Sample (${name})`,
  schema: (name) => `JSON Schema (${name})`,
  ...{ back: 'Back to the list', notFound: 'There is no such entry.', skip: 'Skip to the list' },
};

const easy: PageWords = {
  ...{ tag: 'ja', own: 'やさしい日本語', hub: '火の見（ひのみ）', title: 'データの いちらん' },
  about: 'ここに ある データの いちらんです。どんな データか、かたちと みほんが わかります。',
  ...{ languages: 'ことば', documents: 'プログラムを つくる ひとの ための せつめい' },
  openapi: 'OpenAPI 3.1（きいて こたえを もらう）',
  asyncapi: 'AsyncAPI 3.0（とどく おしらせ）',
  ogc: 'OGC API - Features（トークンが いります）',
  json: 'この いちらん（JSON。トークンが いります）',
  ...{ layers: 'ちずの データ', topics: 'ながれる データ', closedTopics: 'みせていない データ' },
  token: 'だれの データか、いつの データかは、みる ひとで ちがいます。JSON の いちらんで わかります。',
  ...{ id: 'なまえ', eei: 'EEI の ばんごう', sip4d: 'SIP4D-ZIP の ばんごう', kept: 'いつまで あるか' },
  ...{ keptLayer: 'いまの ものと、まえの もの ぜんぶ', keptForever: 'ずっと' },
  keptDays: (days) => `${days}にち`,
  keptNewest: () => 'いちばん あたらしい もの',
  ...{ closed: 'みせない わけ', more: 'みほんと かたちを みる' },
  sample: (name) => `みほん（${name}）`,
  schema: (name) => `かたち：JSON Schema（${name}）`,
  ...{ back: 'いちらんに もどる', notFound: 'それは ありません。', skip: 'いちらんへ' },
};

export const PAGE_WORDS: Readonly<Record<PageLanguage, PageWords>> = { ja, easy, en };

/** By the address; Japanese for every other wish. */
export function choosePageLanguage(asked: unknown): PageLanguage {
  return PAGE_LANGUAGES.find((language) => language === asked) ?? 'ja';
}
