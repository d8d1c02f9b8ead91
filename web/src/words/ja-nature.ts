/** The words of storms, volcanoes and ash. */
export const jaNature = {
  position: '位置',
  movement: '進む方向と速さ',
  pressure: '中心気圧',
  maxWind: '最大風速',
  maxGust: '最大瞬間風速',
  strength: '強さ・大きさ',
  forecast: '予報',
  forecastAt: '日時',
  center: '中心（予報円の半径）',
  remark: '備考',
  hpa: (value: number) => `${value}hPa`,
  windSpeed: (metersPerSecond: number) => `${metersPerSecond}m/s`,
  speed: (kmh: number) => `時速${kmh}km`,
  radius: (km: number) => `半径${km}km`,
  level: '警報・警戒レベル',
  happenedAt: '噴火した時刻',
  crater: '火口',
  plume: '噴煙',
  responses: '対象の市町村と防災対応',
  falls: '降灰の予想',
  direction: '方向',
  distance: '距離',
  km: (value: number) => `${value}km`,
  plan: '噴火した場合の予想です。いま灰が降っているわけではありません。',
};

export type NatureWords = typeof jaNature;
