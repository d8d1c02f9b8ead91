/** The words of single families of JMA telegrams. */
export const jaTelegrams = {
  legacyName: (title: string) => `${title}（旧形式）`,
  legacyNote:
    '2026年5月より前の形式の警報・注意報です。レベルつきの新しい警報・注意報とは別に表示しています。この形式の「警報」には、新しい形式の「危険警報」が含まれることがあります。',
  legacyLegend: '旧形式の警報：塗り方は深刻度を示し、レベルではありません。',
};

export type TelegramWords = typeof jaTelegrams;
