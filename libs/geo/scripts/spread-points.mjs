/** Points inside polygons, spread so that Voronoi cells of them follow the area roughly. Plain degrees in and out. */
const KM_PER_DEGREE = 111.2;

const ringArea = (ring) => {
  let sum = 0;
  for (let i = 0; i + 1 < ring.length; i++) sum += ring[i][0] * ring[i + 1][1] - ring[i + 1][0] * ring[i][1];
  return Math.abs(sum / 2);
};
const polygonsOf = (g) =>
  !g ? [] : g.type === 'Polygon' ? [g.coordinates] : g.type === 'MultiPolygon' ? g.coordinates : [];
const round4 = (n) => Math.round(n * 1e4) / 1e4;

export function contains(rings, [x, y]) {
  let inside = false;
  for (const ring of rings)
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const [xi, yi] = ring[i];
      const [xj, yj] = ring[j];
      if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside;
    }
  return inside;
}
export const geometryContains = (g, point) => polygonsOf(g).some((rings) => contains(rings, point));

const edgeDistance = (rings, [x, y], cos) => {
  let best = Infinity;
  for (const ring of rings)
    for (let i = 0; i + 1 < ring.length; i++) {
      const [ax, ay, bx, by] = [(ring[i][0] - x) * cos, ring[i][1] - y, (ring[i + 1][0] - x) * cos, ring[i + 1][1] - y];
      const [dx, dy] = [bx - ax, by - ay];
      const t = Math.max(0, Math.min(1, -(ax * dx + ay * dy) / (dx * dx + dy * dy || 1)));
      best = Math.min(best, Math.hypot(ax + t * dx, ay + t * dy));
    }
  return best;
};

function gridInside(rings, wanted) {
  const xs = rings[0].map((p) => p[0]);
  const ys = rings[0].map((p) => p[1]);
  const [w, s, e, n] = [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
  const cos = Math.cos((((s + n) / 2) * Math.PI) / 180);
  const step = Math.sqrt((ringArea(rings[0]) * cos) / wanted);
  const points = [];
  for (let y = s + step / 2; y < n; y += step)
    for (let x = w + step / cos / 2; x < e; x += step / cos) if (contains(rings, [x, y])) points.push([x, y]);
  return { points, cos };
}

/** A few points per ~`cellKm2`; the first is the one farthest from the edge of the largest polygon. */
export function spreadPoints(geometry, { cellKm2, most, leastIslandKm2 }) {
  const polygons = polygonsOf(geometry).sort((a, b) => ringArea(b[0]) - ringArea(a[0]));
  const result = [];
  for (const [index, rings] of polygons.entries()) {
    const { points, cos } = gridInside(rings, 160);
    const km2 = ringArea(rings[0]) * cos * KM_PER_DEGREE ** 2;
    if (index > 0 && (km2 < leastIslandKm2 || result.length >= most)) break;
    if (points.length === 0) {
      if (index === 0) result.push(rings[0][0]);
      continue;
    }
    const count = Math.max(1, Math.min(most - result.length, Math.round(km2 / cellKm2)));
    const first = points.reduce((a, b) => (edgeDistance(rings, b, cos) > edgeDistance(rings, a, cos) ? b : a));
    if (count === 1) {
      result.push(first);
      continue;
    }
    const centres = kMeans(points, cos, first, count);
    if (index === 0) {
      const d = (p) => Math.hypot((p[0] - first[0]) * cos, p[1] - first[1]);
      centres.sort((a, b) => d(a) - d(b));
    }
    result.push(...centres);
  }
  return result.map(([lng, lat]) => [round4(lng), round4(lat)]);
}

function kMeans(points, cos, first, count) {
  const distance = (a, b) => Math.hypot((a[0] - b[0]) * cos, a[1] - b[1]);
  let centres = [first];
  while (centres.length < count)
    centres.push(
      points.reduce((a, b) =>
        Math.min(...centres.map((c) => distance(b, c))) > Math.min(...centres.map((c) => distance(a, c))) ? b : a,
      ),
    );
  for (let round = 0; round < 12; round++) {
    const groups = centres.map(() => []);
    for (const p of points) {
      let best = 0;
      centres.forEach((c, i) => distance(p, c) < distance(p, centres[best]) && (best = i));
      groups[best].push(p);
    }
    centres = groups.map((group, i) => {
      if (group.length === 0) return centres[i];
      const mean = [0, 1].map((axis) => group.reduce((sum, p) => sum + p[axis], 0) / group.length);
      return group.reduce((a, b) => (distance(b, mean) < distance(a, mean) ? b : a));
    });
  }
  return centres;
}

const lineLength = (line) =>
  line.slice(1).reduce((sum, p, i) => sum + Math.hypot((p[0] - line[i][0]) * 0.8, p[1] - line[i][1]), 0);

const isRing = (line) => line[0][0] === line.at(-1)[0] && line[0][1] === line.at(-1)[1];

/** At most `most` points in total, given to the longest lines first, in order along each line. */
export function thinLines(lines, most) {
  const whole = lines.reduce((sum, line) => sum + lineLength(line), 0);
  const kept = [];
  let left = most;
  for (const line of lines.filter((l) => l.length > 1).sort((a, b) => lineLength(b) - lineLength(a))) {
    const least = isRing(line) ? 4 : 2;
    if (line.length < least || least > left || lineLength(line) < whole * 0.04) continue;
    kept.push({ line, least });
    left -= least;
  }
  const total = kept.reduce((sum, { line }) => sum + lineLength(line), 0);
  return kept.map(({ line, least }) => {
    const share = Math.min(
      left,
      Math.max(0, Math.round((most * lineLength(line)) / total) - least),
      line.length - least,
    );
    left -= share;
    return thinLine(line, least + share).map(([lng, lat]) => [round4(lng), round4(lat)]);
  });
}

function thinLine(line, count) {
  const kept = [...line];
  const triangle = (a, b, c) => Math.abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1]));
  while (kept.length > count) {
    let best = 1;
    let least = Infinity;
    for (let i = 1; i + 1 < kept.length; i++) {
      const area = triangle(kept[i - 1], kept[i], kept[i + 1]);
      if (area < least) [best, least] = [i, area];
    }
    kept.splice(best, 1);
  }
  return kept;
}
