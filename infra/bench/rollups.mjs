/** A nation of sites rolled up: a change, and each kind of answer, beside one plain pass over all sites. */
import v8 from 'node:v8';
import vm from 'node:vm';
import { areasOf, PreparedArea, PreparedShapes } from '@hinomi/geo';
import { RollupAnswers } from '../../services/gateway/dist/rollups/answer-rollups.js';
import { Municipalities } from '../../services/gateway/dist/rollups/municipalities.js';
import { RollupIndex } from '../../services/gateway/dist/rollups/rollup-index.js';
import { UnitTally } from '../../services/gateway/dist/rollups/unit-tally.js';
import { hazard, municipalities, nextOf, randomFrom, sites, wavyPolygon } from './impact-world.mjs';
import { clock, ms, ratio, summary, table } from './measures.mjs';

const SITES = 110_000;
const HAZARDS = 500;
const EDITION = 'jma-city@bench';
const LABEL = { classification: 'public', jurisdiction: null };
const AT = '2026-11-26T09:00:00.000Z';

v8.setFlagsFromString('--expose_gc');
const collect = vm.runInNewContext('gc');
const heapMb = () => {
  collect();
  return process.memoryUsage().heapUsed / 1e6;
};

/** The made-up municipalities under real codes. */
function world() {
  const codes = areasOf('jma-city').flatMap(({ code, members }) =>
    code.endsWith('00') && members.length === 0 && !code.startsWith('0169') ? [code] : [],
  );
  const shapes = new Map(
    municipalities()
      .slice(0, codes.length)
      .map((shape, index) => [codes[index], shape]),
  );
  const bounds = new Map([...shapes].map(([code, shape]) => [code, new PreparedArea(shape).bounds]));
  const edition = { set: 'jma-city', edition: EDITION, digest: '', approximate: false, attribution: '' };
  const boundaries = {
    inForce: () => edition,
    find: () => edition,
    shape: (_edition, code) => shapes.get(code) ?? null,
    bounds: (_edition, code) => bounds.get(code) ?? null,
    isApproximate: () => false,
  };
  return { codes: [...shapes.keys()], municipalities: new Municipalities(boundaries, new PreparedShapes(boundaries)) };
}

function siteOf(lngLat, index, people) {
  const said = (value) => ({ value, observedAt: AT, source: 'bench', agency: '' });
  const attributes = people === null ? {} : { eststts: said('open'), evacueeno: said(people) };
  return {
    id: `table:bench/${index}`,
    layer: 'shelter',
    kind: 'shelter',
    areaCodes: [],
    severity: people === null ? 0 : 1,
    geometry: { type: 'Point', coordinates: lngLat },
    properties: { type: 'thing', theme: 'shelter', name: `避難所 ${index}`, attributes },
    label: LABEL,
  };
}

function hazardOf({ codes, polygon }, index, known) {
  const named = codes?.flatMap((each) => known[each] ?? []) ?? [];
  return {
    id: `hazard:${index}`,
    layer: 'weather-warning',
    kind: 'hazard',
    areaCodes: named.map((code) => code.slice(0, 5)),
    severity: 1 + (index % 5),
    alertLevel: null,
    levelEquivalent: null,
    geometry: polygon ?? null,
    area: polygon ? null : { edition: EDITION, codes: named, names: named, approximate: false },
    properties: { type: 'weather-warning', hazardId: `hazard:${index}` },
    label: LABEL,
  };
}

export async function benchRollups({ rounds }) {
  const { codes, municipalities: known } = world();
  const points = sites(SITES);
  const random = randomFrom(23);
  const peopleNow = () => (random() < 0.05 ? Math.floor(random() * 300) : null);
  const features = points.map((lngLat, index) => siteOf(lngLat, index, peopleNow()));
  const codeOf = features.map((feature) => known.of(feature) ?? '');
  const told = Array.from({ length: HAZARDS }, () => hazard(random));
  const hazards = told.map((each, index) => hazardOf(each, index, codes));
  const entry = (feature) => ({ feature, place: null });

  const before = heapMb();
  const index = new RollupIndex(known);
  const note = (was, is) => index.note({ id: (is ?? was).id, before: was && entry(was), after: is && entry(is) });
  let from = clock();
  for (const each of [...features, ...hazards]) note(null, each);
  const loadMs = clock() - from;
  const memoryMb = heapMb() - before;

  const cells = [];
  const measure = (name, ours, plain) => {
    const [own, theirs] = [[], []];
    for (let round = 0; round < rounds; round++) {
      const question = ours.prepare?.() ?? null;
      from = clock();
      ours.run(question);
      own.push(clock() - from);
      if (round >= 20) continue;
      from = clock();
      plain(question);
      theirs.push(clock() - from);
    }
    cells.push({ name, own: summary(own), plain: summary(theirs) });
  };
  const byCode = () => {
    const units = new Map();
    for (const [at, feature] of features.entries()) {
      const code = codeOf[at];
      let unit = units.get(code);
      if (!unit) units.set(code, (unit = new UnitTally()));
      unit.add(feature);
    }
    return [...units.values()].map((unit) => UnitTally.countsOf([unit], AT));
  };
  const within = (shape) => {
    const unit = new UnitTally();
    for (const feature of features) if (shape.covers(feature.geometry.coordinates)) unit.add(feature);
    return UnitTally.countsOf([unit], AT);
  };
  const answers = () => new RollupAnswers(index, { sees: () => true, heardSince: AT, silentListed: 50 });
  const box = () => {
    const [lng, lat] = points[Math.floor(random() * SITES)];
    return [lng - 0.5, lat - 0.3, lng + 0.5, lat + 0.3];
  };
  const rectangle = ([west, south, east, north]) => ({
    type: 'Polygon',
    coordinates: [
      [
        [west, south],
        [east, south],
        [east, north],
        [west, north],
        [west, south],
      ],
    ],
  });

  measure(
    'one site changes',
    {
      prepare: () => Math.floor(random() * SITES),
      run: (at) => {
        const was = features[at];
        features[at] = siteOf(points[at], at, peopleNow() ?? 1);
        note(was, features[at]);
      },
    },
    byCode,
  );
  measure(
    'one hazard changes',
    {
      prepare: () => {
        const at = Math.floor(random() * HAZARDS);
        told[at] = nextOf(told[at], random);
        return { at, next: hazardOf(told[at], at, codes) };
      },
      run: ({ at, next }) => {
        note(hazards[at], next);
        hazards[at] = next;
      },
    },
    byCode,
  );
  measure('by municipality, the nation', { run: () => answers().byArea('municipality', null, null) }, byCode);
  measure('by prefecture', { run: () => answers().byArea('prefecture', null, null) }, byCode);
  const inBox = (bounds) => within(new PreparedArea(rectangle(bounds)));
  const wide = () => {
    const [west, south] = box();
    return [west - 3.5, south - 3.5, west + 6.5, south + 6.5];
  };
  measure(
    'squares of 10 km, 10 degrees',
    { prepare: wide, run: (bounds) => answers().byGrid('second', bounds, null) },
    inBox,
  );
  measure('squares of 1 km, a view', { prepare: box, run: (bounds) => answers().byGrid('third', bounds, null) }, inBox);
  measure(
    'a drawn area of 2,000 vertices',
    { prepare: () => new PreparedArea(wavyPolygon(random, 2_000)), run: (shape) => answers().drawn(shape) },
    within,
  );
  console.log(
    `\n${SITES} sites and ${HAZARDS} hazards are rolled up after ${ms(loadMs)}, in ${memoryMb.toFixed(0)} MB beside the picture\n`,
  );
  console.log(
    table([
      ['', 'plain pass p50', 'hub p50', 'hub p99', 'ratio'],
      ...cells.map(({ name, own, plain }) => [
        name,
        ms(plain.p50),
        ms(own.p50),
        ms(own.p99),
        ratio(own.p50 / plain.p50),
      ]),
    ]),
  );
  return { loadMs, memoryMb, cells };
}
