import type { AlarmWords } from './ja-alarms.js';

export const easyAlarms: AlarmWords = {
  title: (count) => `{確認|かくにん}して ください（${count}）`,
  take: '{確認|かくにん}した',
  more: (count) => `あと ${count}`,
  fewer: '1つだけ {見|み}る',
  worse: (time, by) =>
    `{前|まえ}より {悪|わる}く なりました（{前|まえ}は ${time}に ${by === null ? '' : `${by}が `}{確認|かくにん}）`,
  noted: '{確認|かくにん}した もの',
  since: '{前|まえ}に {見|み}てから',
  openSince: '{前|まえ}に {見|み}てから {変|か}わった ことを {見|み}る',
  from: (time) => `${time}に {見|み}てから、{変|か}わった ことです。`,
  passed: (count) => `{来|き}て、もう {終|お}わった {災害|さいがい} ${count}`,
  notWhole: 'この {間|あいだ}の きろくは たりない ことが あります。',
  seen: 'ここまで {見|み}た',
  seenFrom: (time) => `つぎは ${time}から {変|か}わった ことを {出|だ}します。`,
  sinceNote: 'いつ {見|み}たかは、この ブラウザーが おぼえています。{訓練|くんれん}は {別|べつ}です。',
  keys: {
    focus: '{確認|かくにん}する ところへ {行|い}く（Enterで {確認|かくにん}）',
    since: '{前|まえ}に {見|み}てから {変|か}わった こと',
    seen: 'その {画面|がめん}で、ここまで {見|み}た',
  },
};
