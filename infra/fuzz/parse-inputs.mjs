/**
 * One process that feeds parsers until it is told to stop; its parent watches that it goes on. A parser reads, or refuses with
 * one of its own codes and a place, within a second of processor time; whatever else it does is a finding.
 */
import fc from 'fast-check';
import { HealthRecord, HubError } from '../../libs/contracts/dist/index.js';
import { parseAtom, parseFhir, parseJahisNotebook, parseRss } from '../../libs/formats/dist/index.js';
import { contractOf } from '../../services/ingest/dist/receive/ingest-events.js';
import { peekExercise } from '../../services/ingest/dist/receive/peek-status.js';
import { readReport } from '../../services/ingest/dist/receive/read-report.js';
import { SensorRules } from '../../services/ingest/dist/sensors/sensor-rules.js';
import { splitNotebook } from './health.mjs';
import { cook, readSeeds, recipe } from './inputs.mjs';
import { CSV_MAPPING, GEOJSON_MAPPING, JSON_MAPPING } from './tables.mjs';

const HANG_MS = 1_000;
const BATCH = 500;
const REFUSALS = /^report\./;
const { from, to, seed } = JSON.parse(process.argv[2]);
const seeds = await readSeeds();
/** Reads the project's own documents of any provider's JSON. */
const sensors = SensorRules.parse({
  mapping: [
    {
      readings: '/min10Values/*',
      id: '#/obsStn/code',
      time: { at: 'obsTime', format: 'yyyy/MM/dd HH:mm', zone: '+09:00' },
      value: 'stg',
      quality: { at: 'stgCcd', good: [0] },
      name: '#/obsStn/name',
      lng: '#/obsStn/lon',
      lat: '#/obsStn/lat',
    },
    {
      readings: '/stations/*/rows/*',
      id: '2#',
      time: { at: ['d', 't'], format: 'yyyyMMdd HHmm', zone: '+09:00' },
      value: 'cm',
      missing: ['-'],
    },
  ],
});
const context = {
  source: { id: 'fuzz', attribution: 'fuzz', sensors },
  entry: 'v1.1/Datastreams(1)/Observations',
  exercise: null,
  rawId: 'raw/fuzz/1',
  trace: '0'.repeat(32),
  receivedAt: '2026-09-01T00:00:00.000Z',
};

const MAPPINGS = { csv: CSV_MAPPING, json: JSON_MAPPING, geojson: GEOJSON_MAPPING };

async function parse(format, bytes) {
  if (format === 'atom') return parseAtom(bytes);
  if (format === 'rss') return parseRss(bytes);
  const feed = format === 'sip4d-files' ? 'sip4d-zip' : format;
  const source = { ...context.source, mapping: MAPPINGS[format] };
  const exercise = await peekExercise(feed, bytes);
  const { events } = await readReport(feed, bytes, { ...context, source, exercise });
  // What the log would refuse must not come out of a parser.
  for (const event of events) contractOf(event).schema.parse(event.data);
  return events;
}

/** Where something is wrong in a record: a line, or a FHIR path of names that FHIR has. */
const PLACE =
  /^(?:line \d+(?: of code \d+)?(?:, (?:column|field) \d+)?|[A-Z][A-Za-z]+(?:\[\d+\])?(?:\._?[A-Za-z]+(?:\[\d+\])?)*)$/;
const HEALTH = { 'fhir-json': parseFhir, 'jahis-notebook': parseJahisNotebook };

/** A record is read, or refused with an error; it never throws, and nothing of it stands in what is said about it. */
function healthFindingOf(format, bytes, codes) {
  const { record, findings } = HEALTH[format](
    format === 'jahis-notebook' && codes ? splitNotebook(bytes, codes) : bytes,
  );
  if (record === null && !findings.some(({ severity }) => severity === 'error')) return 'refused without an error';
  if (record !== null && !HealthRecord.safeParse(record).success)
    return 'made a record that does not follow its contract';
  if (findings.some(({ where }) => !PLACE.test(where))) return 'a finding without a place of its own';
  return null;
}

/** A stack begins with the message, which may quote the record. */
function framesOf(error) {
  const frames = String(error?.stack ?? '')
    .split('\n')
    .filter((line) => /^ +at /.test(line));
  return `${error?.name} ${frames.slice(0, 4).join('')}`;
}

const counts = { inputs: 0, bytes: 0, slowestMs: 0 };

/** Null when all is well. */
async function findingOf({ format, codes }, bytes) {
  const before = process.cpuUsage();
  try {
    if (Object.hasOwn(HEALTH, format)) {
      const finding = healthFindingOf(format, bytes, codes);
      if (finding !== null) return finding;
    } else await parse(format, bytes);
  } catch (error) {
    if (Object.hasOwn(HEALTH, format)) return `crash: ${framesOf(error)}`;
    if (!(error instanceof HubError)) return `crash: ${error?.stack ?? error}`;
    if (!REFUSALS.test(error.code)) return `refused with ${error.code}: ${error.message}`;
    if (error.place === undefined) return `refused without a place: ${error.message.slice(0, 200)}`;
  }
  const { user, system } = process.cpuUsage(before);
  const ms = (user + system) / 1_000;
  counts.slowestMs = Math.max(counts.slowestMs, Math.round(ms));
  return ms > HANG_MS ? `hang: ${Math.round(ms)} ms` : null;
}

for (let batch = Math.floor(from / BATCH); batch * BATCH < to; batch += 1) {
  const recipes = fc.sample(recipe, { numRuns: BATCH, seed: seed + batch });
  for (const [index, one] of recipes.entries()) {
    const number = batch * BATCH + index;
    if (number < from || number >= to) continue;
    const bytes = cook(seeds, one);
    process.send({ at: number });
    const finding = await findingOf(one, bytes);
    counts.inputs += 1;
    counts.bytes += bytes.length;
    if (finding !== null) process.send({ number, format: one.format, finding, bytes: bytes.toString('base64') });
  }
}
process.send({ done: { ...counts, memoryMb: Math.round(process.resourceUsage().maxRSS / 1_000) } }, () =>
  process.disconnect(),
);
