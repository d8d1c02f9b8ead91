/** The words of where nothing has come from, though it should have. */
export const jaSilence = {
  title: '音信なし',
  open: '連絡が来るはずなのに来ていない所を見る',
  asking: '数えています',
  failed: 'ハブから答えがありません。前の答えを出しています。',
  nowhere: '震度6弱以上、またはレベル4以上の所は、今ありません。',
  counts: (units: number, allUnits: number, shelters: number, allShelters: number) =>
    `市区町村 ${allUnits}のうち${units}、避難所 ${allShelters}か所のうち${shelters}か所から、何も届いていません。`,
  municipalities: '何も届いていない市区町村',
  shelters: '何も届いていない避難所',
  kinds: { municipality: '市区町村', shelter: '避難所' },
  columns: { name: '名前', minutes: '音信なし', hazard: '災害', shelters: '避難所', phone: '電話' },
  minutes: (minutes: number) => (minutes < 60 ? `${minutes}分` : `${Math.floor(minutes / 60)}時間${minutes % 60}分`),
  never: '一度も報告なし',
  heard: (time: string) => `その前は${time}`,
  places: (count: number) => `${count}か所`,
  enter: '聞いたことを入力',
  first: (count: number) => `表には${count}件ずつ出しています。CSVには全部入ります（500件まで）。`,
  note: '震度6弱以上（入電のない震度5弱以上を含む）か、警戒レベル4以上・相当の所で、その始まりより後に、避難所の状態や現場（道路、ライフライン、被害）の報告が一つもない所です。観測所の値や名簿は数えません。報告がないことは、無事という意味ではありません。',
  csvHeads: [
    ...[
      '種別',
      '市区町村コード',
      '名前',
      '音信なし（分）',
      '始まり',
      '災害',
      '深刻度',
      '前の報告',
      '電話',
      '緯度 経度',
    ],
  ] as string[],
};

export type SilenceWords = typeof jaSilence;
