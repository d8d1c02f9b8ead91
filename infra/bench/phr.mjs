/** Health records: parsed against a bare JSON.parse of the same bytes, and needs derived for many made-up persons. */
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseFhir, parseJahisNotebook } from '@hinomi/formats';
import { deriveNeeds, loadNeedsRules, suppressCounts } from '../../services/phr/dist/index.js';
import { clock, ratio, table } from './measures.mjs';

const folder = (name) => fileURLToPath(new URL(`../../${name}`, import.meta.url));
const AT = '2026-09-01T00:00:00.000Z';
const decoder = new TextDecoder('utf-8', { fatal: true });

/** A bundle of many prescriptions and conditions, as a hospital's summary has them. */
function largeBundle() {
  const bundle = JSON.parse(readFileSync(folder('libs/formats/fixtures/fhir/jp_prescription.json'), 'utf8'));
  const [person, ...rest] = bundle.entry;
  bundle.entry = [person, ...Array.from({ length: 50 }, () => rest).flat()];
  return Buffer.from(JSON.stringify(bundle));
}

function documents() {
  const fhir = folder('libs/formats/fixtures/fhir');
  const small = readdirSync(fhir).map((name) => ({ name, bytes: readFileSync(`${fhir}/${name}`) }));
  return [...small, { name: '200 entries', bytes: largeBundle() }];
}

function rate(work, seconds) {
  const began = clock();
  let count = 0;
  while (clock() - began < seconds * 1000) {
    for (let n = 0; n < 10; n += 1) work();
    count += 10;
  }
  return count / ((clock() - began) / 1000);
}

/** The sides alternate; the best of each is compared. */
function compare(one, other, { rounds, seconds }) {
  const best = { one: 0, other: 0 };
  rate(one, seconds / 4);
  rate(other, seconds / 4);
  for (let round = 0; round < rounds; round += 1) {
    best.one = Math.max(best.one, rate(one, seconds));
    best.other = Math.max(best.other, rate(other, seconds));
  }
  return best;
}

/** Classes of medicines and diseases as often as they come; `n` makes the same person every time. */
const DRUGS = ['2171022F1020', '2149040F1020', '3962002F1024', '2189010F1020', '3399008F1020', '3332001F1024', '1179038F1020', '2492414G1020', '1139010F1024', '2259704G1020', '620004992']; // prettier-ignore
const DISEASES = ['I10', 'E11.9', 'I50.0', 'J45.9', 'F03', 'N18.5', 'G40.9', 'M17.0', 'H91', 'E78.5'];

function personOf(n) {
  const pick = (list, salt) => list[(n * 2_654_435_761 + salt * 40_503) % list.length];
  const one = { from: null, until: null, route: null, category: null, value: null, text: null, where: 'line 1' };
  const medicine = (index) => ({
    ...one,
    kind: 'medicine',
    codes: [{ system: 'yj', code: pick(DRUGS, index) }],
    origin: 'notebook',
    status: 'unknown',
    from: '2026-08-20',
    until: '2026-09-20',
  });
  const condition = (index) => ({
    ...one,
    kind: 'condition',
    codes: [{ system: 'icd-10', code: pick(DISEASES, index) }],
    origin: 'record',
    status: 'active',
  });
  const evidence = [...Array(n % 6).keys()].map(medicine).concat([...Array(n % 3).keys()].map(condition));
  const person = { names: [], kana: [], sex: 'unknown', phones: [], address: null, identifiers: [], languages: ['ja'] };
  return {
    format: 'stated',
    person: { ...person, birthDate: `${1930 + (n % 96)}-06-01` },
    evidence,
    statements: [],
    issuedAt: null,
    consent: null,
  };
}

export async function benchPhr({ rounds, seconds, persons }) {
  const parsed = documents().map(({ name, bytes }) => {
    if (parseFhir(bytes).record === null) throw new Error(`${name} was refused`);
    const best = compare(
      () => parseFhir(bytes),
      () => JSON.parse(decoder.decode(bytes)),
      { rounds, seconds },
    );
    return { name, bytes: bytes.byteLength, parse: best.one, bare: best.other, ratio: best.other / best.one };
  });
  const notebook = readFileSync(folder('libs/formats/fixtures/jahis-notebook/two-prescriptions.csv'));
  const cp932 = new TextDecoder('shift_jis');
  const read = compare(
    () => parseJahisNotebook(notebook),
    () => cp932.decode(notebook).split('\r\n').map((line) => line.split(',')),
    { rounds, seconds },
  ); // prettier-ignore
  parsed.push({
    name: 'medicine notebook',
    bytes: notebook.byteLength,
    parse: read.one,
    bare: read.other,
    ratio: read.other / read.one,
  });
  console.log(
    '\nHealth records, against a bare JSON.parse (of the notebook: decoding and splitting) of the same bytes\n',
  );
  const rows = parsed.map((each) => [
    each.name,
    each.bytes,
    Math.round(each.parse),
    Math.round(each.bare),
    ratio(each.ratio),
  ]);
  console.log(table([['document', 'bytes', 'parse /s', 'bare /s', 'time ratio'], ...rows]));
  return { parsed, ...(await benchDerive({ rounds, persons })) };
}

async function benchDerive({ rounds, persons }) {
  const rules = await loadNeedsRules(folder('infra/needs-rules'));
  const records = Array.from({ length: persons }, (_, n) => personOf(n));
  const texts = records.map((record) => JSON.stringify(record));
  const best = { derive: Infinity, bare: Infinity };
  let needs = 0;
  const counts = new Map();
  for (let round = 0; round <= rounds; round += 1) {
    let began = clock();
    needs = 0;
    counts.clear();
    for (const [n, record] of records.entries()) {
      const shelter = `s${n % 500}`;
      const ofShelter = counts.get(shelter) ?? {};
      counts.set(shelter, ofShelter);
      for (const { need } of deriveNeeds(record, rules, AT)) {
        ofShelter[need] = { count: (ofShelter[need]?.count ?? 0) + 1 };
        needs += 1;
      }
    }
    if (round > 0) best.derive = Math.min(best.derive, clock() - began);
    began = clock();
    for (const text of texts) JSON.parse(text);
    if (round > 0) best.bare = Math.min(best.bare, clock() - began);
  }
  const publishMs = timePublication(counts, rules);
  const perSecond = Math.round(persons / (best.derive / 1000));
  console.log(
    `\n${persons} made-up persons → ${needs} needs: ${perSecond} persons/s, ${ratio(best.derive / best.bare)} times a JSON.parse of the same records`,
  );
  console.log(
    `publication of 500 shelters in 40 municipalities, ${rules.needs.size} needs: ${publishMs.toFixed(0)} ms`,
  );
  return { persons, needs, personsPerSecond: perSecond, deriveToParse: best.derive / best.bare, publishMs };
}

function timePublication(counts, rules) {
  const places = [...counts.keys()].map((shelterId, n) => {
    const municipality = `${17 + (n % 2)}${String(200 + (n % 20))}`;
    return { shelterId, municipality, prefecture: municipality.slice(0, 2) };
  });
  const exact = {
    places,
    counts: [...counts].map(([shelterId, needs]) => ({ shelterId, needs })),
    publishedFrom: new Map([...rules.needs.values()].map(({ need, publishedFrom }) => [need, publishedFrom])),
    rulesVersion: rules.version,
    settings: { threshold: 5, periodHours: 3 },
  };
  const first = suppressCounts({ ...exact, previous: null, at: AT });
  const began = clock();
  suppressCounts({ ...exact, previous: first, at: '2026-09-01T03:00:00.000Z' });
  return clock() - began;
}
