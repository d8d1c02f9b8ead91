/** The words of alarms, and of what changed since somebody last looked. */
export const jaAlarms = {
  title: (count: number) => `確認が必要な警報（${count}件）`,
  take: '確認した',
  more: (count: number) => `ほか${count}件`,
  fewer: '1件だけにする',
  worse: (time: string, by: string | null) =>
    `前より深刻です（前は${time}${by === null ? 'に確認' : `、${by}が確認`}）`,
  noted: '確認済みの警報',
  since: '前回見てから',
  openSince: '前回見てから変わったことを見る',
  from: (time: string) => `${time}に見てから、変わったことです。`,
  passed: (count: number) => `その間に来て、もう終わった災害 ${count}件`,
  notWhole: 'この間の記録がそろっていないため、抜けがあるかもしれません。',
  seen: 'ここまで見た',
  seenFrom: (time: string) => `次は${time}からの変化を出します。`,
  sinceNote: 'いつ見たかは、このブラウザーが本番と訓練で別々に覚えています。',
  keys: {
    focus: '確認が必要な警報へ移る（Enterで確認）',
    since: '前回見てから変わったこと',
    seen: 'その画面で、ここまで見たことにする',
  },
};

export type AlarmWords = typeof jaAlarms;
