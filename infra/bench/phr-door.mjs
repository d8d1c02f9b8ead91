/**
 * `npm run bench -- phr`: bundles through the door of a running hub, and from a record to the count at headquarters. Baseline: the same
 * bytes as one synced row each, in an embedded store of their own.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { openStore } from '../../libs/store/dist/index.js';
import { clock, ms, ratio, summary, table } from './measures.mjs';
import { startHub } from './sides.mjs';

const AT_ONCE = 16;
const COUNTED = 'insulin';

/** Somebody who needs insulin, with as much besides as a summary of a hospital has. */
function bundleOf(n) {
  const subject = { reference: 'Patient/p' };
  const drug = (code) => ({
    resource: {
      ...{ resourceType: 'MedicationRequest', status: 'active', intent: 'order', subject, authoredOn: '2026-11-20' },
      medicationCodeableConcept: {
        coding: [{ system: 'http://capstandard.jp/iyaku.info/CodeSystem/YJ-code', code }],
        text: 'a medicine as its package calls it',
      },
    },
  });
  const patient = {
    ...{ resourceType: 'Patient', id: 'p', gender: 'female', birthDate: `19${10 + (n % 90)}-0${1 + (n % 9)}-11` },
    name: [{ text: `見本 ${n}号` }],
    identifier: [{ system: 'urn:bench', value: String(n) }],
  };
  const drugs = ['2492414G1020', '2149040F1020', '3962002F1024', '3332001F1024', '2171022F1020'].map(drug);
  return JSON.stringify({ resourceType: 'Bundle', type: 'collection', entry: [{ resource: patient }, ...drugs] });
}

async function tokenOf(url, client) {
  const form = { grant_type: 'client_credentials', client_id: client, client_secret: 'demo' };
  const reply = await fetch(`${url}oauth/token`, { method: 'POST', body: new URLSearchParams(form) });
  return (await reply.json()).access_token;
}

class Door {
  constructor(hub, medic) {
    Object.assign(this, { hub, medic, sent: 0 });
  }

  /** A place with its municipality, in the picture. */
  async open() {
    const body = {
      ...{ placeId: '01JG0000000000000000000000', name: '見本小学校', nameKana: null, address: null },
      ...{ lngLat: [136.967, 37.043], kind: 'provisional', openedAt: new Date().toISOString(), exercise: null },
    };
    const headers = { authorization: `Bearer ${this.hub.token}`, 'content-type': 'application/json' };
    const reply = await fetch(`${this.hub.url}api/v1/shelters`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    });
    if (!reply.ok) throw new Error(`a shelter was answered ${reply.status}: ${await reply.text()}`);
    this.shelter = (await reply.json()).id;
    for (let attempt = 0; (await this.send(bundleOf(1_000_000))) !== 201; attempt += 1) {
      if (attempt === 600) throw new Error('the shelter never came into the picture');
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  async send(bundle) {
    this.sent += 1;
    const asked = {
      format: 'fhir-json',
      shelter: this.shelter,
      requestId: `bench-${String(this.sent).padStart(8, '0')}`,
    };
    const query = new URLSearchParams({ ...asked, legalGround: 'consent', consentText: '2026-11' });
    const headers = { authorization: `Bearer ${this.medic}` };
    const reply = await fetch(`${this.hub.url}api/v1/phr/records?${query}`, { method: 'POST', headers, body: bundle });
    await reply.arrayBuffer();
    return reply.status;
  }

  /** What headquarters' health desk reads. */
  async count() {
    const headers = { authorization: `Bearer ${this.hub.token}` };
    const { shelters } = await (await fetch(`${this.hub.url}api/v1/needs`, { headers })).json();
    return shelters.find(({ shelter }) => shelter === this.shelter)?.needs[COUNTED]?.count ?? 0;
  }
}

async function allOf(items, work) {
  const waiting = [...items];
  const began = clock();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item);
    }),
  );
  return items.length / ((clock() - began) / 1_000);
}

async function bareRows(bundles, singles) {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'hinomi-bench-rows-'));
  const store = await openStore({ kind: 'embedded', dir }, []);
  try {
    await store.dataSource.query('CREATE TABLE bare (id serial PRIMARY KEY, bytes bytea NOT NULL)');
    const insert = (bundle) =>
      store.durably((rows) => rows.query('INSERT INTO bare (bytes) VALUES ($1)', [Buffer.from(bundle)]));
    const perSecond = await allOf(bundles, insert);
    const waits = [];
    for (const bundle of singles) {
      const began = clock();
      await insert(bundle);
      waits.push(clock() - began);
    }
    return { perSecond, one: summary(waits) };
  } finally {
    await store.close();
    rmSync(dir, { recursive: true, force: true });
  }
}

export async function benchPhrDoor({ bundles: many, singles: few }) {
  const bundles = Array.from({ length: many }, (_, n) => bundleOf(n));
  const singles = Array.from({ length: few }, (_, n) => bundleOf(many + n));
  const hub = await startHub();
  try {
    const door = new Door(hub, await tokenOf(hub.url, 'demo-medic'));
    await door.open();
    const before = (await hub.usage()).cpuMs;
    const perSecond = await allOf(bundles, async (bundle) => {
      const status = await door.send(bundle);
      if (status !== 201) throw new Error(`a bundle was answered ${status}`);
    });
    const cpuMs = ((await hub.usage()).cpuMs - before) / many;
    const [acknowledged, counted] = [[], []];
    for (const single of singles) {
      const known = await door.count();
      const began = clock();
      await door.send(single);
      acknowledged.push(clock() - began);
      while ((await door.count()) !== known + 1);
      counted.push(clock() - began);
    }
    if ((await door.count()) !== many + few + 1)
      throw new Error('the count at headquarters is not that of the persons');
    const bare = await bareRows(bundles, singles);
    const [first, seen] = [summary(acknowledged), summary(counted)];
    console.log(
      `\nBundles of ${bundles[0].length} bytes through the door, beside one synced row each of the same bytes\n`,
    );
    console.log(
      table([
        ['', 'bare rows', 'hub, over HTTP', 'ratio'],
        [`${many} bundles, ${AT_ONCE} under way`, `${bare.perSecond.toFixed(0)} /s`, `${perSecond.toFixed(1)} /s`, ratio(bare.perSecond / perSecond)],
        ['acknowledged, p50', ms(bare.one.p50), ms(first.p50), ratio(first.p50 / bare.one.p50)],
        ['acknowledged, p99', ms(bare.one.p99), ms(first.p99), ratio(first.p99 / bare.one.p99)],
        ['counted at headquarters, p50', ms(bare.one.p50), ms(seen.p50), ratio(seen.p50 / bare.one.p50)],
        ['counted at headquarters, p99', ms(bare.one.p99), ms(seen.p99), ratio(seen.p99 / bare.one.p99)],
      ]),
    ); // prettier-ignore
    console.log(`\n${ms(cpuMs)} of the hub's processor time a bundle; every person is counted once`);
    return { bundles: many, perSecond, cpuMs, acknowledged: first, counted: seen, bare };
  } finally {
    await hub.stop();
  }
}
