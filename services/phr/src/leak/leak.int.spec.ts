import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { logOf, startLogging } from '@hinomi/service-kit';
import {
  brokenDocuments,
  fhirBundle,
  markedPerson,
  MarkSearch,
  notebook,
  wordsOf,
  type MarkedPerson,
} from '@hinomi/testing';
import fc from 'fast-check';
import { PhrApp, shelterFeature, type Reply } from '../phr-app.suite.js';
import { formOf, sealed } from '../reception/sealing.suite.js';
import { recordOf } from '../vault-desk.suite.js';

const ROUNDS = Math.max(2, Math.min(100, Number(process.env['HINOMI_ROUNDS'] ?? 3)));
const SHELTER = 'town/school';
const OTHER = 'town/hall';
const query = (parts: Record<string, string>): string => `?${new URLSearchParams(parts).toString()}`;

let phr: PhrApp;
const lines: string[] = [];
const refusals: string[] = [];
const marked: MarkedPerson[] = [];
/** Nothing of the hub is written with these characters either: what is asked of a pharmacy stays in the vault. */
const MARK_FOR_PHARMACY = '鱚鰆鱸鰤';
const seenByPharmacy: string[] = [];
let requests = 0;

beforeAll(async () => {
  startLogging({ level: 'debug', format: 'json', destination: { write: (line: string) => void lines.push(line) } });
  phr = await new PhrApp().start();
  await phr.show(shelterFeature(SHELTER, '17204'), shelterFeature(OTHER, '17204'));
}, 120_000);
afterAll(() => phr.end());

async function ask(method: string, at: string, body?: unknown, client?: string): Promise<Reply> {
  const reply = await phr.call(method, at, body, client);
  if (reply.status >= 400) refusals.push(reply.text);
  return reply;
}

function send(format: string, document: unknown, over: Record<string, string> = {}): Promise<Reply> {
  requests += 1;
  const parts = {
    format,
    shelter: SHELTER,
    requestId: `request-${requests}`,
    legalGround: 'consent',
    consentText: '2026-11',
    ...over,
  };
  return ask('POST', `/api/v1/phr/records${query(parts)}`, document);
}

/** Everything that can happen to a person in the vault, and what people do wrong. */
async function live(person: MarkedPerson): Promise<void> {
  const { family, given, kana, birthDate, identifier } = person;
  const care = query({ purpose: 'treatment', shelter: SHELTER });
  const fhir = await send('fhir-json', fhirBundle(person), { requestId: `${identifier}-fhir` });
  expect([fhir.status, fhir.text]).toEqual([201, expect.stringContaining('"person"')]);
  const paper = await send('jahis-notebook', notebook(person));
  expect([paper.status, paper.body.person]).toEqual([201, fhir.body.person]);
  const stated = recordOf({
    names: [`${family}${given}`],
    kana: [kana],
    birthDate,
    sex: 'female',
    needs: ['dialysis'],
  });
  expect((await send('stated', stated)).body.person).toBe(fhir.body.person);
  const key = (await ask('GET', '/api/v1/phr/key', undefined, 'demo-shelter')).body;
  const author = { subject: 'demo-shelter', name: '受付' };
  const envelopes = [
    await sealed(key, formOf(stated), { author }),
    await sealed(key, formOf({ ...stated, [given]: family })),
    await sealed(key, new TextEncoder().encode(`{"${family}": "${identifier}"}`)),
    { ...(await sealed(key, formOf(stated))), [family]: given },
  ];
  const handedIn = await ask('POST', '/api/v1/phr/sealed', { sentAt: key.madeAt, envelopes }, 'demo-shelter');
  expect(handedIn.body).toMatchObject({ accepted: [envelopes[0]?.requestId], refused: [{}, {}, {}] });
  refusals.push(handedIn.text);
  const broken = brokenDocuments(person);
  const answers = await Promise.all(broken.map(([format, bytes]) => send(format, bytes)));
  // Of a few faults a parser makes a finding and goes on; what is told of them is searched as well.
  expect(answers.filter(({ status }) => status >= 400).length).toBeGreaterThan(broken.length / 2);
  refusals.push(...answers.map(({ body }) => JSON.stringify((body as { findings?: unknown }).findings ?? null)));
  await send('fhir-json', fhirBundle(person), { shelter: `${family}${given}` });
  await send('fhir-json', fhirBundle(person), { consentText: family, [given]: identifier });
  await send(family, fhirBundle(person), { legalGround: given });
  const read = await ask('GET', `/api/v1/phr/records/${fhir.body.id}${care}`);
  expect(read.text).toContain(family);
  const search = (by: object, over: object = {}) =>
    ask('POST', '/api/v1/phr/search', { shelter: SHELTER, purpose: 'nursing', by, ...over });
  expect((await search({ name: `${family} ${given}`, birthDate })).body).toHaveLength(1);
  expect((await search({ system: 'urn:insurance', value: identifier })).body).toHaveLength(1);
  await search({ name: family, birthDate: given });
  await search({ [family]: given });
  await search({ name: family, birthDate }, { purpose: given, [kana]: family });
  await ask('POST', '/api/v1/phr/search', Buffer.from(`{"by": {"name": "${family}`));
  await ask('GET', `/api/v1/phr/records/${encodeURIComponent(family)}${query({ purpose: given, shelter: kana })}`);
  expect((await ask('GET', `/api/v1/phr/persons${care}`)).text).toContain(family);
  const at = `/api/v1/phr/persons/${fhir.body.person}`;
  await ask('POST', `${at}/move`, { shelter: `${family}避難所` });
  await ask('POST', `${at}/move`, { shelter: OTHER });
  await ask('GET', `/api/v1/phr/records/${fhir.body.id}${care}`);
  const words = `${family}${given}さん（${birthDate}、${identifier}）は意識がない。`;
  await ask('POST', `${at}/break-glass`, { purpose: 'treatment', shelter: SHELTER, reason: words, words });
  await ask('POST', `${at}/break-glass`, { purpose: 'treatment', shelter: SHELTER, reason: 'unconscious', words });
  expect((await ask('GET', `/api/v1/phr/records/${fhir.body.id}${care}`)).status).toBe(200);
  await ask(
    'PUT',
    `/api/v1/phr/records/${fhir.body.id}${care}&format=fhir-json`,
    fhirBundle({ ...person, phone: `${person.phone}1` }),
  );
  const namesake = { ...stated, person: { ...stated.person, sex: 'male' as const } };
  await ask('PUT', `/api/v1/phr/records/${fhir.body.id}${care}&format=stated`, namesake);
  await send('fhir-json', fhirBundle({ ...person, given: family }), { requestId: `${identifier}-fhir` });
  await careForNeeds(person, fhir.body.person);
  await ask('GET', '/api/v1/needs', undefined, 'demo-operator');
  await ask('GET', '/api/v1/phr/audit', undefined, 'demo-operator');
  const flip = `UPDATE vault.persons SET sealed = set_byte(sealed, 30, get_byte(sealed, 30) # 1) WHERE id = '${fhir.body.person}'`;
  await phr.store.dataSource.query(flip);
  expect((await ask('GET', `/api/v1/phr/records/${fhir.body.id}${care}`)).status).toBe(500);
  await phr.store.dataSource.query(flip);
  if (Number(identifier) % 2 === 0) expect((await ask('DELETE', `${at}?because=revoked`)).status).toBe(204);
}

/** What is decided of a need and asked of a pharmacy, with marks wherever somebody may write one. */
async function careForNeeds({ family, given, birthDate }: MarkedPerson, person: string): Promise<void> {
  const at = `/api/v1/phr/persons/${person}`;
  const said = () => ({
    requestId: `act-${family}-${(requests += 1)}`.replace(/[^\w-]/g, 'x'),
    purpose: 'nursing',
    shelter: OTHER,
  });
  const met = { act: 'met', need: 'insulin', until: { days: 3 } };
  expect((await ask('POST', `${at}/needs`, { ...said(), ...met })).status).toBe(200);
  await ask('POST', `${at}/needs`, { ...said(), ...met, need: family });
  await ask('POST', `${at}/needs`, { ...said(), act: 'not-needed', need: 'insulin', reason: family });
  await ask('POST', `${at}/needs`, { ...said(), act: 'reopen', need: 'insulin' });
  const goods = {
    need: 'insulin',
    goods: MARK_FOR_PHARMACY,
    amount: '3本',
    note: null,
    wantedBy: '2026-11-26T09:00:00.000Z',
  };
  for (const over of [
    { note: `${family}さん` },
    { goods: `${given}の薬` },
    { amount: birthDate },
    { wantedBy: family },
  ])
    expect((await ask('POST', `${at}/tasks`, { ...said(), ...goods, ...over })).status).toBeGreaterThanOrEqual(400);
  const asked = await ask('POST', `${at}/tasks`, { ...said(), ...goods });
  expect([asked.status, asked.text]).toEqual([201, expect.stringContaining(MARK_FOR_PHARMACY)]);
  expect((await ask('GET', `/api/v1/phr/tasks${query({ purpose: 'nursing', shelter: OTHER })}`)).status).toBe(200);
  const pharmacy = (path: string, body?: object) =>
    ask(body === undefined ? 'GET' : 'POST', `/api/v1/phr/pharmacy/tasks${path}`, body, 'demo-pharmacist');
  const list = await pharmacy('');
  expect([list.status, list.text]).toEqual([200, expect.stringContaining(MARK_FOR_PHARMACY)]);
  // The pharmacy is told what to bring, and not for whom.
  seenByPharmacy.push(list.text);
  const id = asked.body.id as string;
  for (const body of [
    { act: 'take' },
    { act: 'take' },
    { act: 'cannot', reason: family },
    { act: 'hand-over', days: 2 },
  ])
    seenByPharmacy.push((await pharmacy(`/${id}`, { requestId: said().requestId, ...body })).text);
  await pharmacy(`/${encodeURIComponent(family)}`, { requestId: said().requestId, act: 'take' });
  await ask('POST', `${at}/tasks`, { ...said(), ...goods });
}

/** Every byte that is anywhere but in the answer to who may read it. */
async function everythingElse(): Promise<[where: string, bytes: Buffer][]> {
  const found: [string, Buffer][] = [];
  for (const { topic, key, value, headers } of await phr.everyRecord()) {
    found.push(
      [`topic ${topic}`, Buffer.from(`${key}\n${JSON.stringify(headers)}`)],
      [`topic ${topic}`, Buffer.from(value ?? [])],
    );
  }
  found.push(['the log lines', Buffer.from(lines.join(''))], ['error replies', Buffer.from(refusals.join('\n'))]);
  for (const at of ['/metrics', '/readyz']) found.push([at, Buffer.from((await phr.call('GET', at)).text)]);
  const tables: { name: string }[] = await phr.store.dataSource.query(
    `SELECT table_schema || '.' || table_name AS name FROM information_schema.tables WHERE table_schema LIKE 'vault%'`,
  );
  for (const { name } of tables) {
    const rows: { text: string }[] = await phr.store.dataSource.query(`SELECT t::text AS text FROM ${name} t`);
    const texts = rows.map(({ text }) => text);
    // Bytes as PostgreSQL shows them are hex, in which no word in UTF-8 would hide: as bytes too.
    const bytea = texts.flatMap((text) =>
      [...text.matchAll(/\\x([0-9a-f]+)/g)].map(([, hex]) => Buffer.from(hex!, 'hex')),
    );
    found.push([`rows of ${name}`, Buffer.from(texts.join('\n'))], [`rows of ${name}`, Buffer.concat(bytea)]);
  }
  for (const file of readdirSync(phr.folder, { recursive: true, encoding: 'utf8' })) {
    const whole = path.join(phr.folder, file);
    if (statSync(whole).isFile()) found.push([file, readFileSync(whole)]);
  }
  return found;
}

async function leaks(marks: MarkSearch): Promise<string[]> {
  await phr.sent();
  await phr.store.dataSource.query('checkpoint');
  return (await everythingElse()).flatMap(([where, bytes]) => marks.in(where, bytes));
}

describe('what leaves the vault', () => {
  it(
    `is no name, address, birthday, number or telephone of anybody (${ROUNDS} persons; HINOMI_ROUNDS)`,
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.integer({ min: 1, max: 1_000_000_000 }), async (seed) => {
          const person = markedPerson(seed);
          marked.push(person);
          await live(person);
        }),
        { numRuns: ROUNDS, endOnFailure: true },
      );
      await phr.sent();
      await phr.store.dataSource.query('checkpoint');
      const everything = await everythingElse();
      const size = everything.reduce((sum, [, bytes]) => sum + bytes.length, 0);
      // What is searched is there: records on three topics, lines, refusals, and the database's own files.
      const places = new Set(everything.map(([where]) => where.split(' ')[0]));
      expect(['topic', 'the', 'error', 'rows', '/metrics'].filter((place) => !places.has(place))).toEqual([]);
      expect([size > 10_000_000, lines.length > ROUNDS * 10, refusals.length > ROUNDS * 15]).toEqual([
        true,
        true,
        true,
      ]);
      const marks = new MarkSearch([...marked.flatMap(wordsOf), MARK_FOR_PHARMACY]);
      expect(everything.flatMap(([where, bytes]) => marks.in(where, bytes))).toEqual([]);
      expect(seenByPharmacy.length).toBe(ROUNDS * 5);
      const shown = Buffer.from(seenByPharmacy.join('\n'));
      expect(new MarkSearch(marked.flatMap(wordsOf)).in('the pharmacy', shown)).toEqual([]);
    },
    120_000 + ROUNDS * 20_000,
  );

  it('would be found, wherever and however it left', async () => {
    const somebody = markedPerson(-1);
    const [marks, { family, birthDate, identifier }] = [new MarkSearch(wordsOf(somebody)), somebody];
    const record = { key: SHELTER, value: Buffer.from('{}'), headers: {} };
    await phr.log.append('needs', [{ ...record, value: Buffer.from(JSON.stringify({ needs: { [family]: 1 } })) }]);
    await phr.log.append('audit', [{ ...record, headers: { ce_subject: identifier } }]);
    await phr.log.append('quarantine', [
      { ...record, value: Buffer.from(JSON.stringify({ bytes: Buffer.from(`x${family}`).toString('base64') })) },
    ]);
    logOf('phr').info('received', { shelter: SHELTER, detail: { born: birthDate } });
    refusals.push(JSON.stringify({ detail: `Unexpected token in "${family}"` }));
    writeFileSync(path.join(phr.folder, 'upload.tmp'), Buffer.from(family, 'utf16le'));
    await phr.store.dataSource.query('INSERT INTO vault.requests VALUES ($1, $1, $2, $2)', [
      Buffer.from(identifier),
      'x',
    ]);
    const found = await leaks(marks);
    const says = (pattern: RegExp) => expect(found).toContainEqual(expect.stringMatching(pattern));
    says(new RegExp(`^topic needs: ${family} as UTF-8`));
    says(new RegExp(`^topic audit: ${identifier} as UTF-8`));
    says(new RegExp(`^topic quarantine: ${family} as base64`));
    says(new RegExp(`^the log lines: ${birthDate} as UTF-8`));
    says(new RegExp(`^error replies: ${family}`));
    says(new RegExp(`^upload.tmp: ${family} as UTF-16`));
    says(new RegExp(`^rows of vault.requests: ${identifier}`));
    says(new RegExp(`^log/.*: ${family}`));
  }, 120_000);
});
