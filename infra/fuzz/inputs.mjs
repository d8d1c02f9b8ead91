/** What the fuzzer feeds the parsers: seeds of every format, harmed as lines, disks and attackers do it. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { zipBytes } from '../../libs/testing/dist/builders/zip-bytes.js';
import { withZip } from '../../libs/service-kit/dist/index.js';
import { harmShape, WRONG_VALUES } from './health.mjs';
import { PACKAGE, TABLES } from './tables.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const corpus = process.env.HINOMI_CORPUS ?? path.join(root, '../shared/data');
/** Larger files make the same errors more slowly. */
const MAX_SEED_BYTES = 60_000;

/** Format → folders of its documents: the project's own, and the corpus where it is. */
const SEEDS = {
  'jma-xml': ['libs/formats/fixtures/jma-xml', `${corpus}/jma`],
  cap: ['libs/formats/fixtures/cap', `${corpus}/cap`],
  gdacs: ['libs/formats/fixtures/gdacs', `${corpus}/gdacs`],
  p2pquake: ['libs/formats/fixtures/p2pquake', `${corpus}/p2pquake`],
  rss: ['libs/formats/fixtures/rss', 'libs/formats/fixtures/gdacs'],
  atom: [`${corpus}/jma/feed`, `${corpus}/cap/feeds`],
  'usgs-geojson': [`${corpus}/usgs`],
  sensorthings: ['libs/formats/fixtures/sensorthings'],
  'sensor-json': ['libs/formats/fixtures/sensor-json'],
  csv: [`${corpus}/shelters/municipal-csv`],
  'population-csv': ['libs/formats/fixtures/population-csv'],
  json: ['libs/formats/fixtures/sensor-json'],
  geojson: [`${corpus}/shelters/gsi-geojson`],
  'sip4d-zip': [`${corpus}/sip4d`],
  'fhir-json': ['libs/formats/fixtures/fhir', `${corpus}/fhir`],
  'jahis-notebook': ['libs/formats/fixtures/jahis-notebook', `${corpus}/jahis`],
  // A whole archive around files of which one is harmed: what is below the archive sees it.
  'sip4d-files': [],
};

/** For formats without a fixture of their own. */
const WRITTEN = {
  ...TABLES,
  'sip4d-zip': zipBytes(Object.entries(PACKAGE).map(([name, bytes]) => ({ name, bytes }))),
  atom: '<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>a</id><link href="https://a.example/1"/><updated>2026-09-01T00:00:00Z</updated></entry></feed>',
  'usgs-geojson':
    '{"type":"FeatureCollection","metadata":{"generated":1788220800000,"title":"t","count":1,"status":200},"features":[{"type":"Feature","id":"us1","geometry":{"type":"Point","coordinates":[142.4,38.3,29]},"properties":{"mag":7.1,"place":"off Honshu","time":1788220800000,"updated":1788220900000,"status":"reviewed","ids":",us1,at2,","magType":"mww","alert":"orange","title":"M 7.1"}}]}',
};

export const FORMATS = Object.keys(SEEDS);

/** Every seed, by format: bytes, of `sip4d-files` the files of each package as `{ name, bytes }`. */
export async function readSeeds() {
  const all = Object.fromEntries(
    FORMATS.map((format) => {
      const files = SEEDS[format].flatMap((folder) => filesBelow(path.resolve(root, folder), format));
      const seeds = files.map((file) => readFileSync(file)).filter(({ length }) => length <= MAX_SEED_BYTES);
      if (WRITTEN[format]) seeds.push(Buffer.from(WRITTEN[format]));
      return [format, seeds];
    }),
  );
  all['sip4d-files'] = await Promise.all(all['sip4d-zip'].map(filesOf));
  return all;
}

function filesOf(bytes) {
  return withZip({ name: 'a seed', bytes }, async (entries) => {
    const files = [];
    for (const entry of entries) files.push({ name: entry.name, bytes: Buffer.from(await entry.read()) });
    return files;
  });
}

const ENDINGS = { csv: /\.csv$/, 'jahis-notebook': /\.(csv|txt)$/, 'population-csv': /\.csv$/, 'sip4d-zip': /\.zip$/ };

function filesBelow(folder, format) {
  if (!existsSync(folder)) return [];
  const ending = ENDINGS[format] ?? /\.(xml|cap|geojson|json|atom|rss)$/;
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && ending.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}

const PIECES = [
  '<', '>', '&', '"', "'", '&lt;', '&#0;', '&#x110000;', '<!--', '-->', '<![CDATA[', ']]>', '<?xml version="1.0"?>',
  '<!DOCTYPE a [<!ENTITY b "c">]>', '&b;', '\u0000', '\ufeff', '\ud800', '９'.repeat(400), '1e309', '-0', 'NaN', '1'.repeat(400),
  '0001-01-01T00:00:00Z', '9999-12-31T23:59:59+99:99', '+91.0+181.0/', '9999/12/31 23:59:59.999', '-200', '{', '}', '[', ']', '[[[[[[[[', ',,', ':null,', '":{"',
  '"', ',"', '""', '\r\n', '\t', ',,,,,,,,,,', '令和99年13月32日 25時', '１，２，３', '999999999999', '{"type":"Feature"}', '[[[],[]]]', '[1e999,91]', 'null', 'true',
  '__proto__', 'constructor', 'toString', '\u0085', '../', '.geojson', '<a>'.repeat(300), '['.repeat(5_000), '{"a":'.repeat(5_000), ' '.repeat(10_000),
]; // prettier-ignore

const place = fc.double({ min: 0, max: 1, noNaN: true });
/** Now and then so often that what takes a little too long takes far too long. */
const times = fc.oneof({ weight: 20, arbitrary: fc.nat(200) }, { weight: 1, arbitrary: fc.nat(3_500) });
const change = fc.oneof(
  { weight: 4, arbitrary: fc.record({ by: fc.constant('insert'), at: place, piece: fc.constantFrom(...PIECES) }) },
  { weight: 3, arbitrary: fc.record({ by: fc.constant('cut'), at: place, length: fc.nat(200) }) },
  { weight: 3, arbitrary: fc.record({ by: fc.constant('flip'), at: place, mask: fc.integer({ min: 1, max: 255 }) }) },
  { weight: 2, arbitrary: fc.record({ by: fc.constant('double'), at: place, length: fc.nat(2_000) }) },
  { weight: 2, arbitrary: fc.record({ by: fc.constant('swap'), at: place, other: place, length: fc.nat(400) }) },
  { weight: 1, arbitrary: fc.record({ by: fc.constant('end'), at: place }) },
  { weight: 1, arbitrary: fc.record({ by: fc.constant('splice'), at: place, seed: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ by: fc.constant('encode'), as: fc.constantFrom('utf-16le', 'latin1', 'bom') }) },
  {
    weight: 4,
    arbitrary: fc.record({
      by: fc.constant('shape'),
      at: place,
      put: fc.constantFrom(...WRONG_VALUES),
      as: fc.constantFrom('put', 'put', 'put', 'remove', 'within', 'list', 'text'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ by: fc.constant('grow'), at: place, length: fc.nat(300), times }) },
);

/** Which seed of which format, and what is done to it. */
export const recipe = fc.record({
  format: fc.constantFrom(...FORMATS),
  seed: fc.nat(),
  changes: fc.array(change, { minLength: 1, maxLength: 6 }),
  /** Of a notebook: cut into codes, which come in another order. */
  codes: fc.option(fc.record({ cuts: fc.array(place, { minLength: 1, maxLength: 4 }), turn: fc.nat(9) })),
});

/** The bytes a recipe makes. */
export function cook(seeds, { format, seed, changes }) {
  const own = seeds[format];
  if (format === 'sip4d-files') return cookPackage(own[seed % own.length], seed, changes);
  return changes.reduce((bytes, step) => apply(bytes, step, own), own[seed % own.length]);
}

/** An archive of which one file is harmed, with pieces of the others. */
function cookPackage(files, seed, changes) {
  const harmed = (seed % 97) % files.length;
  const others = files.map(({ bytes }) => bytes);
  const harm = (bytes) => changes.reduce((so, step) => apply(so, step, others), bytes);
  return zipBytes(files.map(({ name, bytes }, index) => ({ name, bytes: index === harmed ? harm(bytes) : bytes })));
}

function apply(bytes, step, own) {
  const at = Math.floor((step.at ?? 0) * bytes.length);
  const part = bytes.subarray(at, at + (step.length ?? 0));
  switch (step.by) {
    case 'insert':
      return Buffer.concat([bytes.subarray(0, at), Buffer.from(step.piece), bytes.subarray(at)]);
    case 'cut':
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + step.length)]);
    case 'flip': {
      const flipped = Buffer.from(bytes);
      if (at < flipped.length) flipped[at] ^= step.mask;
      return flipped;
    }
    case 'double':
      return Buffer.concat([bytes.subarray(0, at), part, bytes.subarray(at)]);
    case 'swap': {
      const to = Math.floor(step.other * bytes.length);
      return Buffer.concat([bytes.subarray(0, to), part, bytes.subarray(to)]);
    }
    case 'end':
      return bytes.subarray(0, at);
    case 'splice': {
      const other = own[step.seed % own.length];
      return Buffer.concat([bytes.subarray(0, at), other.subarray(Math.floor(step.at * other.length))]);
    }
    case 'shape':
      return harmShape(bytes, step);
    case 'encode':
      return step.as === 'bom' ? Buffer.concat([Buffer.from('\ufeff'), bytes]) : Buffer.from(bytes.toString(), step.as);
    default:
      return Buffer.concat([bytes.subarray(0, at), ...Array(step.times).fill(part), bytes.subarray(at)]);
  }
}
