/** What a large body does to telegrams that come with it: how long the slowest of them waits for its answer. */
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { openEmbeddedLog } from '@hinomi/event-log';
import { Mapping } from '../../libs/formats/dist/index.js';
import { zipBytes } from '../../libs/testing/dist/builders/zip-bytes.js';
import { ReadingRoom } from '../../services/ingest/dist/aside/reading-room.js';
import { sampleTelegram } from '../../services/ingest/dist/drill/sample-telegrams.js';
import { QuarantineShelf } from '../../services/ingest/dist/quarantine/quarantine-shelf.js';
import { LastReport } from '../../services/ingest/dist/receive/last-report.js';
import { readReport } from '../../services/ingest/dist/receive/read-report.js';
import { ReportDoor } from '../../services/ingest/dist/receive/receive-report.js';
import { SeenEvents } from '../../services/ingest/dist/receive/seen-events.js';
import { FeedHealth } from '../../services/ingest/dist/sources/feed-health.js';
import { PACKAGE } from '../fuzz/tables.mjs';
import { clock, ms, ratio, table } from './measures.mjs';

const mapping = Mapping.parse({
  theme: 'shelter',
  key: ['番号'],
  name: '施設名',
  position: { lng: '経度', lat: '緯度' },
  attributes: { address: { column: '住所' }, evacueeno: { column: '人数' } },
});
const town = { id: 'town', attribution: 'town', mapping };
const jma = { id: 'jma', attribution: 'jma' };
const PAUSE_MS = 20;
const lngLat = (index) => [130 + (index % 1_000) / 100, 33 + index / 10_000];

function csv(rows) {
  const line = (index) => `${index},見本小学校第${index},見本市本町${index}番地,${lngLat(index)},${index % 300}`;
  return Buffer.from(
    ['番号,施設名,住所,経度,緯度,人数', ...Array.from({ length: rows }, (_, index) => line(index))].join('\n'),
  );
}

function pack(rows) {
  const features = Array.from({ length: rows }, (_, index) => ({
    type: 'Feature',
    geometry: { type: 'Point', coordinates: lngLat(index) },
    properties: { id: String(index), hinanjo: `見本小学校第${index}`, jokyo: String(1 + (index % 2)), evacueeno: index % 300 },
  })); // prettier-ignore
  const files = { ...PACKAGE, 'a.geojson': JSON.stringify({ type: 'FeatureCollection', features }) };
  return zipBytes(Object.entries(files).map(([name, bytes]) => ({ name, bytes })));
}

async function slowestTelegram(normalise, format, bytes) {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'hinomi-bench-large-'));
  const log = await openEmbeddedLog({ dir });
  const shelf = new QuarantineShelf(log);
  await shelf.open();
  const now = () => new Date().toISOString();
  const feeds = [town, jma].map(({ id }) => ({ id, title: id, format: 'jma-xml', mode: 'polled' }));
  const door = new ReportDoor({
    log,
    normalise,
    seen: new SeenEvents(),
    shelf,
    health: new FeedHealth(feeds, now),
    lastReport: new LastReport(),
    now,
  });
  const telegram = (index) =>
    Buffer.from(
      sampleTelegram('earthquake', {
        at: new Date(Date.now() - index * 1_000).toISOString(),
        status: '通常',
        cancel: false,
      }),
    );
  await door.receive(jma, 'jma-xml', telegram(0));
  const began = clock();
  let under = true;
  const large = door.receive(town, format, bytes).finally(() => {
    under = false;
  });
  let slowest = 0;
  // From when a telegram should have been posted: what blocks the post blocks whoever posts it, too.
  for (let sent = 1, due = clock(); under; sent += 1) {
    await door.receive(jma, 'jma-xml', telegram(sent));
    slowest = Math.max(slowest, clock() - due);
    due = clock() + PAUSE_MS;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  const { accepted, acceptedMore = 0 } = await large;
  const whole = clock() - began;
  await log.close();
  rmSync(dir, { recursive: true, force: true });
  return { events: accepted.length + acceptedMore, slowest, whole };
}

/** The baseline reads the body where the telegrams are read. */
export async function benchLarge({ rows }) {
  const cells = [
    { name: 'CSV', format: 'csv', bytes: csv(rows) },
    { name: 'SIP4D-ZIP', format: 'sip4d-zip', bytes: pack(rows) },
  ];
  const results = [];
  for (const { name, format, bytes } of cells) {
    const room = new ReadingRoom();
    const here = await slowestTelegram(readReport, format, bytes);
    const aside = await slowestTelegram(room.read.bind(room), format, bytes);
    await room.close();
    results.push({ name, bytes: bytes.length, rows, here, aside, ratio: aside.slowest / here.slowest });
  }
  console.log(
    '\nThe slowest answer to a telegram while a large body is read: beside it, against in a thread of its own\n',
  );
  console.log(
    table([
      ['body', 'bytes', 'rows', 'beside it', 'in a thread', 'ratio', 'the body itself'],
      ...results.map(({ name, bytes, here, aside, ratio: share }) => [
        name,
        bytes,
        rows,
        ms(here.slowest),
        ms(aside.slowest),
        ratio(share),
        `${ms(here.whole)} → ${ms(aside.whole)}`,
      ]),
    ]),
  );
  return results;
}
