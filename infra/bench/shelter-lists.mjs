/** Lists of shelters as they are published, made up, and brought into a running hub. */
import { setTimeout as pause } from 'node:timers/promises';
import { parse } from 'csv-parse/sync';
import { areasOf } from '@hinomi/geo';
import { randomFrom } from './impact-world.mjs';
import { clock } from './measures.mjs';

/** Rows of the lists of 41 prefectures, in the ratio in which they are published. */
export const SITES = 102_703;
export const SHELTERS = 72_823;
const CHECK_WEIGHTS = [6, 5, 4, 3, 2];
const KINDS = '洪水,崖崩れ、土石流及び地滑り,高潮,地震,津波,大規模な火事,内水氾濫,火山現象';
const LOOK_EVERY_MS = 500;

function sixDigits(five) {
  const sum = [...five].reduce((total, digit, index) => total + Number(digit) * CHECK_WEIGHTS[index], 0);
  return `${five}${String(11 - (sum % 11)).slice(-1)}`;
}

/** A made-up nation's list in the form of the Geospatial Information Authority: real codes, a village around a point each. */
export function list(kind, count) {
  const random = randomFrom(kind === 'sites' ? 31 : 37);
  const codes = areasOf('jma-city').flatMap(({ code }) => (code.endsWith('00') ? [code.slice(0, 5)] : []));
  const each = Math.ceil(count / codes.length);
  const rows = Array.from({ length: count }, (_, index) => {
    const at = Math.floor(index / each);
    const serial = String(index % 100_000).padStart(5, '0');
    const id = `E${codes[at]}${serial}${kind === 'sites' ? '20' : '11'}1`;
    const lat = 31 + (at % 47) * 0.27 + random() * 0.1;
    const lng = 130 + Math.floor(at / 47) * 0.3 + random() * 0.1;
    const told = `${sixDigits(codes[at])},${index + 1},${id},見本県見本市,見本小学校第${kind}${index},見本市本町${index}番地`;
    const flags = kind === 'sites' ? '1,1,,1,,,1,,1,' : ',,,';
    return `${told},${flags},${lat.toFixed(6)},${lng.toFixed(6)}`;
  });
  const columns =
    kind === 'sites'
      ? `${KINDS},指定避難所との住所同一,備考`
      : '指定緊急避難場所との住所同一,その他市町村長が必要と認める事項,受入対象者,備考';
  const head = `団体コード,NO,共通ID,都道府県名及び市町村名,施設・場所名,住所,${columns},緯度(geometry),経度(geometry)`;
  return { name: `${kind}.csv`, bytes: Buffer.from([head, ...rows].join('\n')) };
}

/** Posts a list, starts it and waits until the picture has its last row. */
export async function bringIn(hub, { name, bytes }) {
  const headers = { authorization: `Bearer ${hub.token}` };
  const call = async (where, options = {}) => {
    const reply = await fetch(`${hub.url}api/v1/shelters${where}`, { headers, ...options });
    if (!reply.ok) throw new Error(`${where} answered ${reply.status}: ${await reply.text()}`);
    return reply.json();
  };
  const until = async (id, ...states) => {
    for (;;) {
      const one = (await call('/imports')).imports.find((each) => each.id === id);
      if (states.includes(one.state)) return one;
      if (one.state === 'failed') throw new Error(`${name}: ${one.problem.detail}`);
      await pause(LOOK_EVERY_MS);
    }
  };
  const began = clock();
  const { id } = await call(`/import?fileName=${name}`, { method: 'POST', body: bytes });
  await until(id, 'ready');
  const readMs = clock() - began;
  await call(`/imports/${id}/start`, { method: 'POST' });
  const { progress } = await until(id, 'done');
  const loggedMs = clock() - began;
  const last = parse(bytes.toString('utf8'), { columns: true, from_line: 1 }).at(-1);
  const query = `?limit=50&q=${encodeURIComponent(last['施設・場所名'])}&municipality=${last['団体コード'].slice(0, 5)}`;
  const isThere = (entry) => entry.name === last['施設・場所名'];
  while (!(await call(query)).some(isThere)) await pause(LOOK_EVERY_MS);
  return { rows: progress.done, readMs, loggedMs, pictureMs: clock() - began };
}
