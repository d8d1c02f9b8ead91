import type { SilenceWords } from './ja-silence.js';

export const easySilence: SilenceWords = {
  title: '{連絡|れんらく}が ない {所|ところ}',
  open: '{連絡|れんらく}が {来|き}て いない {所|ところ}を {見|み}る',
  asking: '{数|かぞ}えて います',
  failed: '{答|こた}えが ありません。{前|まえ}の {答|こた}えです。',
  nowhere:
    '{震度|しんど}6{弱|じゃく}より {強|つよ}い {所|ところ}、レベル4より {上|うえ}の {所|ところ}は、{今|いま} ありません。',
  counts: (units, allUnits, shelters, allShelters) =>
    `${allUnits}の {町|まち}の うち ${units}、${allShelters}の {避難所|ひなんじょ}の うち ${shelters}から、{何|なに}も {来|き}て いません。`,
  municipalities: '{連絡|れんらく}が ない {町|まち}',
  shelters: '{連絡|れんらく}が ない {避難所|ひなんじょ}',
  kinds: { municipality: '{町|まち}', shelter: '{避難所|ひなんじょ}' },
  columns: {
    name: '{名前|なまえ}',
    minutes: '{連絡|れんらく}が ない {時間|じかん}',
    hazard: '{災害|さいがい}',
    shelters: '{避難所|ひなんじょ}',
    phone: '{電話|でんわ}',
  },
  minutes: (minutes) =>
    minutes < 60 ? `${minutes}{分|ふん}` : `${Math.floor(minutes / 60)}{時間|じかん}${minutes % 60}{分|ふん}`,
  never: '{一度|いちど}も ない',
  heard: (time) => `その{前|まえ}は ${time}`,
  places: (count) => `${count}かしょ`,
  enter: '{聞|き}いた ことを {書|か}く',
  first: (count) => `{表|ひょう}は ${count}ずつです。CSVには ぜんぶ あります（500まで）。`,
  note: '{震度|しんど}6{弱|じゃく}より {強|つよ}い（または レベル4より {上|うえ}の）{所|ところ}で、{始|はじ}まってから {何|なに}も {連絡|れんらく}が ない {所|ところ}です。{連絡|れんらく}が ない ことは、だいじょうぶと いう {意味|いみ}では ありません。',
  csvHeads: [
    ...[
      'しゅるい',
      '{町|まち}の {番号|ばんごう}',
      '{名前|なまえ}',
      '{連絡|れんらく}が ない（{分|ふん}）',
      '{始|はじ}まり',
      '{災害|さいがい}',
    ],
    ...['ひどさ', '{前|まえ}の {連絡|れんらく}', '{電話|でんわ}', '{場所|ばしょ}'],
  ],
};
