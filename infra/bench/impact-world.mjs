/** A made-up country of national scale for the bench of the cover relation; the same every time. */

/** mulberry32: the same numbers from the same seed. */
export function randomFrom(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const [WEST, SOUTH, SIDE] = [129, 31, 12];
const ACROSS = 44;
const MUNICIPALITIES = 1_900;

/** A jagged line between two corners by midpoint displacement; the seed is the edge's, so that neighbours share it. */
function border(from, to, edges, seed) {
  const random = randomFrom(seed);
  let line = [from, to];
  for (let reach = 0.12; line.length <= edges; reach *= 0.8)
    line = line.flatMap((a, index) => {
      const b = line[index + 1];
      if (!b) return [a];
      const aside = (random() - 0.5) * 2 * reach;
      const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
      return [a, [(a[0] + b[0]) / 2 - dy * aside, (a[1] + b[1]) / 2 + dx * aside]];
    });
  return line;
}

/** Polygons side by side as municipalities are: four borders of 64 to 1,024 edges each, shared with the neighbour. */
export function municipalities() {
  const step = SIDE / ACROSS;
  const corner = (column, row) => {
    const random = randomFrom(row * 1000 + column);
    return [WEST + (column + 0.5 * random()) * step, SOUTH + (row + 0.5 * random()) * step];
  };
  const across = (column, row, up) => {
    const seed = (row * ACROSS + column) * 2 + (up ? 1 : 0) + 7_000_000;
    const edges = 64 * 4 ** Math.floor(randomFrom(seed + 1)() * 2.4);
    return border(corner(column, row), up ? corner(column, row + 1) : corner(column + 1, row), edges, seed);
  };
  return Array.from({ length: MUNICIPALITIES }, (_, index) => {
    const [column, row] = [index % ACROSS, Math.floor(index / ACROSS)];
    const ring = [
      ...across(column, row, false).slice(0, -1),
      ...across(column + 1, row, true).slice(0, -1),
      ...across(column, row + 1, false)
        .toReversed()
        .slice(0, -1),
      ...across(column, row, true).toReversed(),
    ];
    return { type: 'Polygon', coordinates: [ring] };
  });
}

/** Sites crowd in 1,500 towns of very different size. */
export function sites(count, seed = 1) {
  const random = randomFrom(seed);
  const towns = Array.from({ length: 1_500 }, () => [WEST + SIDE * random(), SOUTH + SIDE * random()]);
  return Array.from({ length: count }, () => {
    const [lng, lat] = towns[Math.floor(random() ** 2 * towns.length)];
    return [lng + 0.12 * (random() + random() - 1), lat + 0.12 * (random() + random() - 1)];
  });
}

/** A wavy ring, as forecast polygons and flood zones are. */
export function wavyPolygon(random, vertices) {
  const [lng, lat, radius, phase] = [
    WEST + SIDE * random(),
    SOUTH + SIDE * random(),
    0.05 + 1.2 * random() ** 2,
    6 * random(),
  ];
  const ring = Array.from({ length: vertices }, (_, index) => {
    const angle = (2 * Math.PI * index) / vertices;
    const waves = 0.2 * Math.sin(5 * angle + phase) + 0.1 * Math.sin(17 * angle) + 0.04 * Math.sin(71 * angle);
    return [lng + radius * (1 + waves) * Math.cos(angle), lat + radius * (1 + waves) * Math.sin(angle)];
  });
  return { type: 'Polygon', coordinates: [[...ring, ring[0]]] };
}

/** A block of neighbouring municipalities, as a warning names them. */
function blockOfMunicipalities(random) {
  const [columns, rows] = [1 + Math.floor(random() * 8), 1 + Math.floor(random() * 8)];
  const [column, row] = [Math.floor(random() * (ACROSS - columns)), Math.floor(random() * (43 - rows))];
  return Array.from({ length: columns * rows }, (_, index) => {
    return (row + Math.floor(index / columns)) * ACROSS + column + (index % columns);
  });
}

/** Three of five hazards are made of municipalities, the others are polygons of 200 to 20,000 vertices. */
export function hazard(random) {
  return random() < 0.6
    ? { codes: blockOfMunicipalities(random) }
    : { polygon: wavyPolygon(random, Math.round(200 * 100 ** random())) };
}

/** What a next report of the same hazard says: some municipalities more and fewer, or another polygon. */
export function nextOf({ codes }, random) {
  if (!codes) return { polygon: wavyPolygon(random, Math.round(200 * 100 ** random())) };
  const kept = codes.filter(() => random() > 0.1);
  return { codes: [...new Set([...kept, ...blockOfMunicipalities(random).slice(0, 4)])] };
}
