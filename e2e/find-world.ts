import type { HubProcess } from '@hinomi/testing';
import { eventually } from '@hinomi/testing';
import { shelterPackage } from './sip4d-package.js';

const hitoyoshi = { citycode: '43203', cityname: '人吉市' };
const TABLE = '5a4e7c20-77aa-4c1b-8f60-2f9f0f6f4fa1';
export const SCHOOL = `sip4d:${TABLE}/s1`;
/** Where the asker stands: 400 m south-west of the school. */
export const STANDPOINT = { latitude: 32.20732345, longitude: 130.75822345 };

const HEADER =
  '全国地方公共団体コード,ID,名称,名称_カナ,所在地_連結表記,緯度,経度,電話番号,市区町村コード,地方公共団体名,災害種別_洪水,' +
  '災害種別_崖崩れ、土石流及び地滑り,災害種別_高潮,災害種別_地震,災害種別_津波,災害種別_大規模な火事,災害種別_内水氾濫,災害種別_火山現象,' +
  '指定避難所との重複,想定収容人数,備考';

/** A town's list of evacuation sites: the school is none in a flood. */
function sites(extra: number): string {
  const row = (id: string, name: string, kana: string, lat: number, lng: number, flags: string) =>
    `432032,${id},${name},${kana},熊本県人吉市見本町${id},${lat},${lng},0767-00-00${id},432032,人吉市,${flags},1,150,内輪のメモ`;
  const more = Array.from({ length: extra }, (_, index) =>
    row(
      String(50 + index),
      `見本広場第${index + 1}`,
      'ミホンヒロバ',
      32.1872 + (index % 6) * 0.012,
      130.7251 + Math.floor(index / 6) * 0.015,
      '1,1,,1,1,1,1,',
    ),
  );
  return [
    HEADER,
    row('11', '見本小学校', 'ミホンショウガッコウ', 32.2103, 130.7626, ',1,,1,1,1,,'),
    row('12', '見本高台公園', 'ミホンタカダイコウエン', 32.2172, 130.7651, '1,1,1,1,1,1,1,1'),
    ...more,
    '',
  ].join('\r\n');
}

/** Shelters open, full, shut, silent and for responders only, a report from a tablet, and a town's list of sites. */
export async function tellOfShelters(hub: HubProcess, extra = 0): Promise<void> {
  const rows = [
    {
      id: 's1',
      name: '見本小学校',
      namekana: 'みほんしょうがっこう',
      lng: 130.7626,
      lat: 32.2103,
      eststts: '開設',
      evacueeno: 130,
      capacity: 150,
    },
    {
      id: 's2',
      name: '見本中学校',
      namekana: 'みほんちゅうがっこう',
      lng: 130.7751,
      lat: 32.2132,
      eststts: '開設',
      evacueeno: 400,
      capacity: 300,
    },
    {
      id: 's3',
      name: '見本公民館',
      namekana: 'みほんこうみんかん',
      lng: 130.7571,
      lat: 32.2082,
      eststts: '未開設',
      evacueeno: null,
      capacity: 80,
    },
  ].map((row) => ({ ...hitoyoshi, ...row }));
  const old = [
    {
      ...hitoyoshi,
      id: 'o1',
      name: '見本体育館',
      namekana: 'みほんたいいくかん',
      lng: 130.7501,
      lat: 32.2022,
      eststts: '開設',
      evacueeno: 20,
      capacity: 200,
    },
  ];
  const secret = [
    {
      ...hitoyoshi,
      id: 'x1',
      name: '内輪の宿舎',
      namekana: 'うちわのしゅくしゃ',
      lng: 130.7581,
      lat: 32.2072,
      eststts: '開設',
      evacueeno: 5,
      capacity: 20,
    },
  ];
  const author = '熊本県';
  const taken = await Promise.all([
    hub.post('sip4d-zip', shelterPackage(rows, { ttid: TABLE, author, minutesAgo: 22, isPublic: true })),
    hub.post(
      'sip4d-zip',
      shelterPackage(old, { ttid: TABLE.replace('a1', 'a2'), author, minutesAgo: 600, isPublic: true }),
    ),
    hub.post('sip4d-zip', shelterPackage(secret, { ttid: TABLE.replace('a1', 'a3'), author, minutesAgo: 22 })),
  ]);
  const list = await hub.fetch('api/v1/feeds/csv?source=municipal-evacuation-sites', 'demo-operator', {
    method: 'POST',
    body: sites(extra),
  });
  if (taken.some(({ status }) => status !== 202) || list.status !== 202)
    throw new Error(`not taken: ${await list.text()}`);
  await eventually(
    () => hub.fetch(`api/v1/shelters/${encodeURIComponent(SCHOOL)}`, 'demo-operator'),
    ({ ok }) => ok,
  );
  const seen = new Date(Date.now() - 10 * 60_000).toISOString();
  const told = { pets: 'yes', accessibletoilet: 'yes', careno: 7_654 };
  const attributes = Object.fromEntries(
    Object.entries(told).map(([name, value]) => [name, { value, observedAt: seen }]),
  );
  const id = (number: number): string => String(number).padStart(26, '0');
  const report = {
    ...{
      reportId: id(1),
      device: id(9),
      counter: 1,
      shelter: SCHOOL,
      by: 'tablet',
      toldBy: null,
      observedAt: seen,
      writtenAt: seen,
    },
    ...{ attributes, urgentNeed: '内輪の至急の連絡', confirmed: [] },
  };
  const reply = await hub.fetch(`api/v1/shelters/${encodeURIComponent(SCHOOL)}/reports`, 'demo-shelter', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ sentAt: new Date().toISOString(), reports: [report] }),
  });
  if (reply.status !== 202) throw new Error(await reply.text());
  await eventually(
    async () =>
      (await (await fetch(`${hub.url}api/v1/public/shelters?q=見本小学校&pets=1`)).json()) as { places: unknown[] },
    ({ places }) => places.length === 1,
  );
}
