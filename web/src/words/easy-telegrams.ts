import type { TelegramWords } from './ja-telegrams.js';

export const easyTelegrams: TelegramWords = {
  legacyName: (title) => `${title}（{前|まえ}の {形|かたち}）`,
  legacyNote:
    '2026{年|ねん}5{月|がつ}より {前|まえ}の {形|かたち}の {警報|けいほう}です。{新|あたら}しい {警報|けいほう}とは べつに {見|み}せています。この「{警報|けいほう}」は、{新|あたら}しい「{危険|きけん}{警報|けいほう}」のことも あります。',
  legacyLegend: '{前|まえ}の {形|かたち}の {警報|けいほう}：{色|いろ}は あぶなさです。レベルでは ありません。',
};
