import type { FeatureV1 } from './feature.v1.js';

/**
 * Whether two features have the same canonical text (`canonicalFeature`), found without writing it: what they share in memory is not
 * looked at again, and most that differ do so early.
 */
export function isSameFeature(a: FeatureV1, b: FeatureV1): boolean {
  return isSameObject(contentOf(a), contentOf(b), (x, y, key) =>
    isSame(x, y, key === 'geometry' ? isSamePosition : isSameNumber),
  );
}

type Values = Readonly<Record<string, unknown>>;
type SameNumber = (a: number, b: number) => boolean;

function contentOf({ version: _version, recordedAt: _recordedAt, ...content }: FeatureV1): Values {
  return content;
}

/** As JSON has them: zero has no sign. */
const isSameNumber: SameNumber = (a, b) => a === b;
/** To 1e-7 degrees. */
const isSamePosition: SameNumber = (a, b) => Math.round(a * 1e7) === Math.round(b * 1e7);

function isSame(a: unknown, b: unknown, numbers: SameNumber): boolean {
  if (a === b) return true;
  const [x, y] = [inJson(a), inJson(b)];
  if (typeof x === 'number' && typeof y === 'number') return numbers(x, y);
  if (typeof x !== 'object' || typeof y !== 'object' || x === null || y === null) return x === y;
  if (!Array.isArray(x) || !Array.isArray(y)) {
    if (Array.isArray(x) || Array.isArray(y)) return false;
    return isSameObject(x as Values, y as Values, (one, other) => isSame(one, other, numbers));
  }
  if (x.length !== y.length) return false;
  for (let index = 0; index < x.length; index++) if (!isSame(x[index], y[index], numbers)) return false;
  return true;
}

/** What has no JSON is not there. */
function isSameObject(a: Values, b: Values, same: (x: unknown, y: unknown, key: string) => boolean): boolean {
  let count = 0;
  for (const key of Object.keys(a)) {
    if (a[key] === undefined) continue;
    count += 1;
    if (!Object.hasOwn(b, key) || b[key] === undefined || !same(a[key], b[key], key)) return false;
  }
  for (const key of Object.keys(b)) if (b[key] !== undefined) count -= 1;
  return count === 0;
}

function inJson(value: unknown): unknown {
  return value === undefined || (typeof value === 'number' && !Number.isFinite(value)) ? null : value;
}
