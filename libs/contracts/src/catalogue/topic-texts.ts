import type { TopicName } from '../topics.js';
import type { Trilingual } from '../api/drills.js';

export interface TopicText {
  title: Trilingual;
  description: Trilingual;
  /** Why nobody outside reads it; null = it is open. */
  closed: Trilingual | null;
}

/** The topics in words. Open ones are for whom the hub's operator grants them; by default nobody outside reads any. */
export const TOPIC_TEXTS: Readonly<Record<TopicName, TopicText>> = {
  raw: {
    title: { ja: '受け取った原文', en: 'Bytes as received', easy: 'もとの データ' },
    description: {
      ja: '届いたままのバイト列とヘッダ。',
      en: 'The bytes of every report with their headers.',
      easy: 'とどいた ままの データです。',
    },
    closed: {
      ja: '発信者の許諾と資格情報に関わるものを含みうるため、公開しません。',
      en: 'It may hold what its sender did not release, so it is the hub’s own.',
      easy: 'おくった ひとが みせてほしくない ものが あるかも しれません。',
    },
  },
  hazards: {
    title: { ja: '災害の報告', en: 'Hazards', easy: 'さいがいの ほうこく' },
    description: {
      ja: '情報源ごとの災害の報告、更新、取消、期限切れ。',
      en: 'Hazards as each source reported them: reported, updated, cancelled, expired.',
      easy: 'さいがいの ほうこくです。',
    },
    closed: null,
  },
  'hazards-urgent': {
    title: { ja: '急ぐ災害の報告', en: 'Urgent hazards', easy: 'いそぎの ほうこく' },
    description: {
      ja: '緊急地震速報、津波、洪水、火山、避難情報など。先に処理されます。',
      en: 'The same for early warnings, tsunami, floods, volcanoes and orders; drained first.',
      easy: 'いそぎの ほうこくです。',
    },
    closed: null,
  },
  observations: {
    title: { ja: '観測値', en: 'Observations', easy: 'はかった あたい' },
    description: {
      ja: '水位、雨量などの観測値。',
      en: 'Measured values such as water level and rain.',
      easy: 'みずの たかさや あめの あたいです。',
    },
    closed: null,
  },
  places: {
    title: { ja: '場所の名簿', en: 'Places', easy: 'ばしょの いちらん' },
    description: {
      ja: '観測点・病院・物資拠点などの名簿。',
      en: 'Registries of sensors, hospitals, supply bases.',
      easy: 'ばしょの いちらんです。',
    },
    closed: null,
  },
  shelters: {
    title: { ja: '避難所', en: 'Shelters', easy: 'ひなんじょ' },
    description: {
      ja: '避難所の名簿、開設、状況報告のすべて。対応機関だけに見せる内容を含みます（classification）。',
      en: 'Registry, openings and every status report. It holds what is for responders only: see classification.',
      easy: 'ひなんじょの ほうこくです。',
    },
    closed: null,
  },
  'field-reports': {
    title: { ja: '現地の報告', en: 'Field reports', easy: 'まちの ほうこく' },
    description: {
      ja: '道路、ライフライン、被害の報告。入力した人の名前（entered）を含みます。',
      en: 'Roads, lifelines, damage. It holds who entered a report (entered).',
      easy: 'まちで おきた ことの ほうこくです。',
    },
    closed: null,
  },
  incidents: {
    title: { ja: '本部の記録', en: 'Log book', easy: 'ほんぶの きろく' },
    description: {
      ja: '本部の記録と図。',
      en: 'The log book and the drawings of headquarters.',
      easy: 'ほんぶの きろくです。',
    },
    closed: {
      ja: '本部の記録は本部のものです。描いた図は drawing レイヤーで見られます。',
      en: 'The log book belongs to headquarters; drawings are to be seen as a layer.',
      easy: 'ほんぶだけが つかう きろくです。かいた ものは ちずで みられます。',
    },
  },
  needs: {
    title: { ja: '必要数（正確な数）', en: 'Needs, exact', easy: 'いる ものの かず' },
    description: {
      ja: '避難所ごとの正確な数。',
      en: 'Exact counts by shelter.',
      easy: 'いる ものの ただしい かずです。',
    },
    closed: {
      ja: '少ない数から人が分かるおそれがあります。伏せた数を needs-published で出しています。',
      en: 'A small number can tell of a person; the suppressed counts are in needs-published.',
      easy: 'かずが すくないと、だれか わかって しまいます。needs-published を みて ください。',
    },
  },
  'needs-published': {
    title: { ja: '公表された必要数', en: 'Needs, published', easy: 'みんなが みる かず' },
    description: {
      ja: '決まった時刻に公表する、少ない数を伏せた必要数。',
      en: 'Suppressed counts, published at fixed times.',
      easy: 'みんなが みても よい かずです。',
    },
    closed: null,
  },
  decisions: {
    title: { ja: '本部の判断', en: 'Decisions', easy: 'ほんぶの きめた こと' },
    description: {
      ja: '統合・分割・固定などの判断。',
      en: 'Merge, split, pin, undo: what operators decided.',
      easy: 'ほんぶが きめた ことです。',
    },
    closed: {
      ja: '誰が判断したかを含むため、公開しません。結果は地図の状態に表れます。',
      en: 'It says who decided; what came of it is in the picture.',
      easy: 'だれが きめたかが わかるからです。きまった ことは ちずで みられます。',
    },
  },
  reference: {
    title: { ja: '参照データ', en: 'Reference data', easy: 'もとに なる データ' },
    description: {
      ja: '有効な境界、人口などの版。',
      en: 'The editions now in force: boundaries, population.',
      easy: 'ちずの さかいや ひとの かずです。',
    },
    closed: null,
  },
  picture: {
    title: { ja: '状況図', en: 'The picture', easy: 'いまの ようす' },
    description: {
      ja: 'すべての地物のすべての版。空の値は削除を表します。',
      en: 'Every version of every feature; an empty value removes it.',
      easy: 'いまの ようすの すべてです。',
    },
    closed: null,
  },
  writers: {
    title: { ja: '書き手の合図', en: 'Writers', easy: 'かきての あいず' },
    description: {
      ja: '状況図を書く処理の合図。',
      en: 'Signs of life of the picture’s writer.',
      easy: 'しくみの なかの あいずです。',
    },
    closed: {
      ja: 'ハブの内部のやりとりです。',
      en: 'It is the hub’s own housekeeping.',
      easy: 'しくみの なかだけで つかいます。',
    },
  },
  audit: {
    title: { ja: '監査記録', en: 'Audit', easy: 'だれが みたかの きろく' },
    description: {
      ja: '誰が何のために健康情報を見たか。',
      en: 'Who did what in the vault, under which purpose.',
      easy: 'だれが みたかの きろくです。',
    },
    closed: {
      ja: '個人の記録に関わるため、監督者だけが見ます。',
      en: 'It is about persons’ records: only those who supervise see it.',
      easy: 'ひとの けんこうの ことだからです。みまもる ひとだけが みます。',
    },
  },
  quarantine: {
    title: { ja: '読めなかったもの', en: 'Quarantine', easy: 'よめなかった もの' },
    description: {
      ja: '読めなかった報告と、その場所・理由。',
      en: 'What could not be understood, where and why.',
      easy: 'よめなかった データです。',
    },
    closed: {
      ja: '読めない報告に何が入っているか分からないため、公開しません。',
      en: 'Nobody knows what is in a report that could not be read.',
      easy: 'よめないので、なにが はいって いるか わからないからです。',
    },
  },
};
