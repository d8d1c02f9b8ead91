import type { Layer } from '../picture/feature.v1.js';
import type { Trilingual } from '../api/drills.js';

/** What a layer is for whoever looks for data; `eei`: `themes` = as its themes, else the category, null with why. */
export interface LayerText {
  title: Trilingual;
  description: Trilingual;
  eei: number | 'themes' | null;
  /** Why no category of the EEI is given. */
  eeiNone?: Trilingual;
}

/** The layers in words. Hazards are EEI category 25 (weather, tsunami, quake, volcano) or 22 (evacuation orders). */
export const LAYER_TEXTS: Readonly<Record<Layer, LayerText>> = {
  'evacuation-order': {
    title: { ja: '避難情報', en: 'Evacuation orders', easy: 'にげる おしらせ' },
    description: {
      ja: '市町村が出す高齢者等避難・避難指示・緊急安全確保。警戒レベルは市町村の発令によるものだけです。',
      en: 'What municipalities order: evacuation of the elderly, evacuation, emergency safety. An alert level is only ever from such an order.',
      easy: 'まちが 「にげてください」と いう おしらせです。',
    },
    eei: 22,
  },
  eew: {
    title: { ja: '緊急地震速報', en: 'Earthquake early warning', easy: 'つよい ゆれが くる まえの おしらせ' },
    description: {
      ja: '気象庁の緊急地震速報（震源と予想震度の地域）。',
      en: 'Early warnings of JMA: hypocentre, and the areas for which an intensity is forecast.',
      easy: 'つよい ゆれが くる まえに しらせます。',
    },
    eei: 25,
  },
  nankai: {
    title: { ja: '南海トラフ地震関連', en: 'Nankai Trough earthquake', easy: 'とても おおきい じしんの おしらせ' },
    description: {
      ja: '南海トラフ地震臨時情報などの段階。地図上の場所は持ちません。',
      en: 'The stage of what JMA says of a great earthquake in the Nankai Trough. It has no place on the map.',
      easy: 'とても おおきい じしんが くるかも しれない ときの おしらせです。',
    },
    eei: 25,
  },
  earthquake: {
    title: { ja: '地震', en: 'Earthquakes', easy: 'じしん' },
    description: {
      ja: '震源・規模・震度（気象庁、USGS など。同じ地震は一つにまとまります）。',
      en: 'Hypocentre, magnitude and observed intensities, of JMA, USGS and others; one earthquake is one hazard whoever tells of it.',
      easy: 'じしんの ばしょと つよさです。',
    },
    eei: 25,
  },
  tsunami: {
    title: { ja: '津波', en: 'Tsunami', easy: 'つなみ' },
    description: {
      ja: '大津波警報・津波警報・津波注意報・予報、到達時刻と高さ、観測。津波予報区ごと。',
      en: 'Warnings, advisories and forecasts by coast, times and heights of arrival, observations.',
      easy: 'つなみの けいほうと たかさです。',
    },
    eei: 25,
  },
  'weather-warning': {
    title: { ja: '気象警報・注意報', en: 'Weather warnings', easy: 'あめ・かぜ・ゆきの けいほう' },
    description: {
      ja: '2026 年からの形式の気象警報・注意報。警戒レベルは「相当」です。',
      en: 'Warnings of JMA in the form of 2026. Their levels are equivalents (相当), never orders.',
      easy: 'あめや かぜや ゆきの けいほうです。',
    },
    eei: 25,
  },
  'legacy-warning': {
    title: { ja: '気象警報・注意報（旧形式）', en: 'Weather warnings (legacy form)', easy: 'まえの かたちの けいほう' },
    description: {
      ja: '2026 年より前の形式の気象警報・注意報。',
      en: 'Warnings of JMA in the form of before 2026.',
      easy: 'まえの かたちの けいほうです。',
    },
    eei: 25,
  },
  'river-flood': {
    title: { ja: '指定河川洪水予報', en: 'River flood forecasts', easy: 'かわの みずの おしらせ' },
    description: {
      ja: '予報区域ごとの洪水予報。',
      en: 'Flood forecasts, river by river.',
      easy: 'かわの みずが ふえる おしらせです。',
    },
    eei: 25,
  },
  alert: {
    title: { ja: 'CAP の警報', en: 'CAP alerts', easy: 'ほかの けいほう' },
    description: {
      ja: 'CAP 1.2 で届いた警報を、そのまま（緊急度・重大度・確度は元のまま）。',
      en: 'Alerts that came as CAP 1.2, with urgency, severity and certainty as given.',
      easy: 'ほかの ところから きた けいほうです。',
    },
    eei: null,
    eeiNone: {
      ja: '内容は発信者しだいで、一つの区分に決まりません。',
      en: 'What it is about is for its sender to say: no one category fits.',
      easy: 'おくる ひとで ちがうので、きまって いません。',
    },
  },
  typhoon: {
    title: { ja: '台風', en: 'Typhoons', easy: 'たいふう' },
    description: {
      ja: '台風の位置、予報円、暴風域・強風域・暴風警戒域。',
      en: 'The centre, its track and forecast circles, storm and gale areas.',
      easy: 'たいふうの ばしょと これからの みちです。',
    },
    eei: 25,
  },
  volcano: {
    title: { ja: '火山', en: 'Volcanoes', easy: 'かざん' },
    description: {
      ja: '噴火警報・噴火速報・噴火に関する火山観測報。',
      en: 'Volcanic warnings, and eruptions as they were seen.',
      easy: 'かざんの けいほうです。',
    },
    eei: 25,
  },
  ash: {
    title: { ja: '降灰予報', en: 'Ash fall', easy: 'かざんの はい' },
    description: {
      ja: '降灰の予報（量と時間帯ごと）。',
      en: 'Forecast ash fall, by amount and span of time.',
      easy: 'かざんの はいが ふる ところです。',
    },
    eei: 25,
  },
  'prompt-report': {
    title: { ja: '気象防災速報・竜巻注意情報', en: 'Prompt weather reports', easy: 'いそぎの おしらせ' },
    description: {
      ja: '記録的短時間大雨、竜巻、顕著な大雪など、すぐに伝えるもの。',
      en: 'What is told at once: record rain, tornadoes, heavy snow.',
      easy: 'あめや たつまきの いそぎの おしらせです。',
    },
    eei: 25,
  },
  bulletin: {
    title: { ja: '気象解説', en: 'Bulletins', easy: 'せつめい' },
    description: {
      ja: '気象台などの解説文。',
      en: 'Words of an office: commentary and statistics.',
      easy: 'てんきの せつめいです。',
    },
    eei: 25,
  },
  gdacs: {
    title: { ja: '海外の災害（GDACS）', en: 'Disasters abroad (GDACS)', easy: 'がいこくの さいがい' },
    description: {
      ja: 'GDACS が見込む人道上の影響。',
      en: 'The humanitarian impact that GDACS expects of an event.',
      easy: 'がいこくの さいがいです。',
    },
    eei: null,
    eeiNone: {
      ja: 'EEI は国内の災害の項目です。',
      en: 'The EEI is about disasters in Japan.',
      easy: 'EEI は にほんの さいがいの ものです。',
    },
  },
  shelter: {
    title: { ja: '避難所・避難場所', en: 'Shelters', easy: 'ひなんじょ' },
    description: {
      ja: '避難所・緊急避難場所の名簿と開設状況。人数などは対応機関だけに見えます（need）。',
      en: 'Shelters and evacuation sites with their state. Counts of people are for responders and stand in the layer need.',
      easy: 'にげる ばしょと あいているか どうかです。',
    },
    eei: 'themes',
  },
  facility: {
    title: { ja: '施設', en: 'Hospitals and sites', easy: 'びょういんなど' },
    description: {
      ja: '病院（支援の要否、病床）と災害廃棄物仮置場。',
      en: 'Hospitals (support needed, beds) and sites for disaster waste.',
      easy: 'びょういんなどの ようすです。',
    },
    eei: 'themes',
  },
  resource: {
    title: { ja: '物資・給水', en: 'Supplies and water', easy: 'もの・みず' },
    description: {
      ja: '物資拠点と給水拠点。',
      en: 'Supply bases and water-supply points.',
      easy: 'ものや みずを もらえる ばしょです。',
    },
    eei: 'themes',
  },
  road: {
    title: { ja: '道路規制', en: 'Roads', easy: 'みち' },
    description: {
      ja: '通行止めなどの規制（点・線）。',
      en: 'Closures and other restrictions, as points or lines.',
      easy: 'とおれない みちです。',
    },
    eei: 'themes',
  },
  lifeline: {
    title: { ja: 'ライフライン', en: 'Lifelines', easy: 'すいどう・でんきなど' },
    description: {
      ja: '断水・停電・ガス・電話の支障。',
      en: 'Outages of water, power, gas and telephone.',
      easy: 'すいどうや でんきが とまっている ところです。',
    },
    eei: 'themes',
  },
  report: {
    title: { ja: '現地の報告', en: 'Field reports', easy: 'まちの ようす' },
    description: {
      ja: '浸水、決壊、土砂災害、孤立集落、火災、被害の集計など。',
      en: 'Flooded areas, breaches, landslides, isolated communities, fires, counts of damage.',
      easy: 'まちで おきている ことです。',
    },
    eei: 'themes',
  },
  sensor: {
    title: { ja: '観測点', en: 'Sensors', easy: 'はかる ばしょ' },
    description: {
      ja: '水位計・雨量計などの最新値、しきい値、状態。',
      en: 'The newest value of gauges, their thresholds and how they are.',
      easy: 'みずの たかさや あめを はかります。',
    },
    eei: 25,
  },
  need: {
    title: { ja: '必要な支援', en: 'Needs', easy: 'いる もの' },
    description: {
      ja: '公表された必要数（少ない数は伏せてあります）と、対応機関だけに見える避難者の状況。個人の情報はありません。',
      en: 'Published counts of needs, small ones suppressed; and, for responders, the people of a shelter. No person is in it.',
      easy: 'からだの ことで いる ものの かずです。',
    },
    eei: 'themes',
  },
  drawing: {
    title: { ja: '本部の書き込み', en: 'Drawings', easy: 'ちずに かいた もの' },
    description: {
      ja: '本部が地図に描いた線・面・文字。誰が描いたかは含みません。',
      en: 'What headquarters drew on the map, without who drew it.',
      easy: 'ほんぶが ちずに かいた ものです。',
    },
    eei: null,
    eeiNone: {
      ja: '本部の図で、共有データの項目ではありません。',
      en: 'A drawing is no item of shared data.',
      easy: 'ほんぶの えです。',
    },
  },
  impact: {
    title: { ja: '影響の集計', en: 'Impact', easy: 'えいきょうの かず' },
    description: {
      ja: '災害の範囲に入る避難所・避難者・住民・必要数。見える人ごとに別の集計です。',
      en: 'What an area of a hazard covers: shelters, evacuees, residents, needs; one for each access label, counting only what it may see.',
      easy: 'さいがいの ばしょに いる ひとや ひなんじょの かずです。',
    },
    eei: null,
    eeiNone: {
      ja: 'ハブが数えたもので、EEI の「被害推計」（建物・人の推計）ではありません。',
      en: 'Counted by the hub; not the estimate of damage that the EEI means by 被害推計.',
      easy: 'この しくみが かぞえた ものです。',
    },
  },
  drill: {
    title: { ja: '訓練の状態', en: 'Drill', easy: 'くんれん' },
    description: {
      ja: 'いま行われている訓練の名前と状態。',
      en: 'The newest drill and how it stands.',
      easy: 'くんれんの ようすです。',
    },
    eei: null,
    eeiNone: { ja: 'ハブ自身の状態です。', en: 'The hub’s own state.', easy: 'この しくみの ことです。' },
  },
};
