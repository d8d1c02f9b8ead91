/** The nearest of a nation's places, by the index and by measuring every one; the whole answer; a search by name. */
import { distanceKm } from '@hinomi/geo';
import { PlaceFinder } from '../../services/gateway/dist/find/place-finder.js';
import { randomFrom, sites } from './impact-world.mjs';
import { clock, ms, summary, table } from './measures.mjs';

const SITES = 110_000;
const LISTED = 20;
const WITHIN_KM = 50;
const AT = '2026-11-26T09:00:00.000Z';

function featureOf(lngLat, index) {
  const said = (value) => ({ value, observedAt: AT, source: 'bench', agency: '' });
  return {
    id: `table:bench/${index}`,
    kind: 'shelter',
    layer: 'shelter',
    areaCodes: ['17', '17202'],
    geometry: { type: 'Point', coordinates: lngLat },
    properties: {
      type: 'thing',
      theme: 'shelter',
      name: `見本第${index}小学校`,
      nameKana: null,
      identifiers: [],
      attributes: { eststts: said(index % 50 === 0 ? 'open' : 'notopen'), address: said(`見本町${index}`) },
    },
    label: { classification: 'public', jurisdiction: null },
    exercise: null,
  };
}

function timed(rounds, work) {
  const times = [];
  for (let round = 0; round < rounds; round++) {
    const from = clock();
    work(round);
    times.push(clock() - from);
  }
  return summary(times);
}

/** Every place measured, the nearest kept. */
function scanned(entries, from, accept) {
  const found = [];
  for (const entry of entries) {
    const km = distanceKm(from, entry.lngLat);
    if (km <= WITHIN_KM && accept(entry)) found.push({ entry, km });
  }
  return found.sort((a, b) => a.km - b.km).slice(0, LISTED);
}

export function benchFind({ rounds }) {
  const points = sites(SITES);
  const finder = new PlaceFinder();
  const heapBefore = process.memoryUsage().heapUsed;
  finder.start(points.map((lngLat, index) => ({ feature: featureOf(lngLat, index) })));
  const entries = [...finder.search('', () => true)].map(({ entry }) => entry);
  const isOpen = ({ feature }) => feature.properties.attributes.eststts.value === 'open';
  const random = randomFrom(11);
  const asked = Array.from({ length: rounds }, () => {
    const [lng, lat] = points[Math.floor(random() * points.length)];
    return [lng + (random() - 0.5) * 0.02, lat + (random() - 0.5) * 0.02];
  });
  finder.nearest(asked[0], { limit: 1, withinKm: WITHIN_KM, accept: () => true });
  const cells = [
    ['the 20 nearest', () => true],
    ['the 20 nearest that are open (1 in 50)', isOpen],
  ].map(([what, accept]) => {
    const query = { limit: LISTED, withinKm: WITHIN_KM, accept };
    const ours = timed(rounds, (round) => finder.nearest(asked[round], query));
    const plain = timed(Math.min(rounds, 50), (round) => scanned(entries, asked[round], accept));
    for (const from of asked.slice(0, 20)) {
      const [one, other] = [finder.nearest(from, query), scanned(entries, from, accept)].map((found) =>
        found.map(({ km }) => km).join(),
      );
      if (one !== other) throw new Error('the index and the scan found different places');
    }
    return { what, plain, ours };
  });
  let number = SITES;
  const moved = timed(rounds, () => {
    const index = Math.floor(random() * SITES);
    finder.note({ id: `table:bench/${index}`, after: { feature: featureOf(points[index], ++number) } });
  });
  const byName = timed(Math.min(rounds, 50), (round) => [...finder.search(`第${round}小学校`, () => true)]);
  const heapMb = (process.memoryUsage().heapUsed - heapBefore) / 1e6;
  console.log(`\nThe nearest of ${SITES.toLocaleString('en')} places, beside measuring every one\n`);
  const rows = cells.map(({ what, plain, ours }) => [
    what,
    ...[plain.p50, ours.p50, ours.p99].map(ms),
    (ours.p50 / plain.p50).toFixed(4),
  ]);
  console.log(table([['cell', 'every one p50', 'index p50', 'index p99', 'ratio'], ...rows]));
  console.log(`\na report about one of them ${ms(moved.p50)}, a search by name ${ms(byName.p50)}`);
  return { cells, moved, byName, heapMb };
}
