import type { SignatureState } from '@hinomi/contracts';

/** The words of alerts and lists of publishers abroad. */
export const jaPublishers = {
  signature: '電子署名',
  signatureState: { verified: '確認済み', unchecked: '署名あり・未確認' } satisfies Record<SignatureState, string>,
  signatureMissing: '署名なし',
  relay: '中継',
  unknownPlaces: '地図にない地名',
  aliases: '統合されたID',
  restriction: '配布の制限',
  audience: '対象',
  contact: '問い合わせ先',
  note: '注記',
  incidents: '関係する事案',
  heights: '高度',
  height: (from: number, to: number | null) => (to === null ? `${from} ft` : `${from}～${to} ft`),
  codes: '発表機関の符号',
  resources: '添付',
  resourceNote: '火の見はこのファイルを取得も検査もしていません。',
  gdacsTitle: (event: string, name: string | null, where: string) =>
    `${event}${name === null ? '' : ` ${name}`}${where === '' ? '' : `（${where}）`}`,
  gdacsEvent: '海外の災害',
  gdacsEvents: {
    EQ: '地震',
    TC: '熱帯低気圧',
    FL: '洪水',
    VO: '火山',
    DR: '干ばつ',
    WF: '林野火災',
    TS: '津波',
  } as Record<GdacsEventWord, string>,
  gdacsLevel: '人道上の影響（GDACS）',
  gdacsLevels: { Green: '緑（小さい）', Orange: '橙（中くらい）', Red: '赤（大きい）' },
  gdacsNote: 'GDACSの計算による、現地での影響の見込みです。日本の警報ではありません。',
  gdacsSeverity: '規模',
  gdacsPopulation: '影響を受ける人口',
  gdacsVulnerability: '脆弱性',
  gdacsCountries: '国',
  gdacsPeriod: '期間',
  gdacsEpisode: 'エピソード',
};

export type GdacsEventWord = 'EQ' | 'TC' | 'FL' | 'VO' | 'DR' | 'WF' | 'TS';
export type PublisherWords = typeof jaPublishers;
