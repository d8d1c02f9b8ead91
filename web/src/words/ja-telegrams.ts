/** The words of single families of JMA telegrams. */
export const jaTelegrams = {
  legacyName: (title: string) => `${title}（旧形式）`,
  legacyNote:
    '2026年5月より前の形式の警報・注意報です。レベルつきの新しい警報・注意報とは別に表示しています。この形式の「警報」には、新しい形式の「危険警報」が含まれることがあります。',
  legacyLegend: '旧形式の警報：塗り方は深刻度を示し、レベルではありません。',
  longPeriod: '長周期地震動',
  longPeriodMax: '最大の長周期地震動階級',
  longPeriodClass: (level: number) => `階級${level}`,
  longPeriodNote: '高い建物の上の階での、長く続く大きな揺れの強さです。地上の震度とは別のものです。',
  nankai: {
    'megaquake-warning': '南海トラフ地震臨時情報（巨大地震警戒）',
    'megaquake-caution': '南海トラフ地震臨時情報（巨大地震注意）',
    investigating: '南海トラフ地震臨時情報（調査中）',
    ended: '南海トラフ地震臨時情報（調査終了）',
    unknown: '南海トラフ地震臨時情報',
    explanation: '南海トラフ地震関連解説情報',
    routine: '南海トラフ地震関連解説情報（定例）',
    'subsequent-caution': '北海道・三陸沖後発地震注意情報',
  },
  nankaiRegion: '南海トラフ沿い（想定震源域とその周辺）',
  subsequentRegion: '北海道の根室沖から東北地方の三陸沖',
  nankaiNote:
    '地震が必ず起きるという予知ではありません。続く期間は国の指針による目安です。国や自治体の呼びかけに従って行動してください。',
  nankaiReports: '発表された情報',
};

export type TelegramWords = typeof jaTelegrams;
