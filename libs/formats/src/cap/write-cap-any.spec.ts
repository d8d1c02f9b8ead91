import { existsSync, readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from '@jest/globals';
import { HubError, LAYERS, type LngLat } from '@hinomi/contracts';
import type { XmlElement } from '../xml/element.js';
import { readXml } from '../xml/read-xml.js';
import { deriveCap } from './derive-cap.js';
import { parseCap } from './parse-cap.js';
import { MOST_POINTS, simplifyRing } from './simplify-ring.js';
import { message, warning } from './write-cap.suite.js';
import { writeCapAlert } from './write-cap-alert.js';
import { writeCap } from './write-cap.js';

/** One length for every long suite: 10 in CI, 300 in the soak. */
const ROUNDS = Number(process.env['HINOMI_ROUNDS'] ?? 10);
const encoded = (xml: string): Uint8Array => new TextEncoder().encode(xml);

const anyText = fc.string({ unit: 'binary', maxLength: 40 });
const level = fc.option(fc.integer({ min: 1, max: 5 }));
const lngLat = fc.tuple(
  fc.double({ min: 20, max: 179, noNaN: true }),
  fc.double({ min: -89, max: 89, noNaN: true }),
) as fc.Arbitrary<LngLat>;
const ring = fc.array(lngLat, { minLength: 3, maxLength: 30 }).map((open) => [...open, ...open.slice(0, 1)]);
const geometry = fc.oneof(
  lngLat.map((coordinates) => ({ type: 'Point', coordinates })),
  fc.array(lngLat, { minLength: 2, maxLength: 8 }).map((coordinates) => ({ type: 'LineString', coordinates })),
  ring.map((outer) => ({ type: 'Polygon', coordinates: [outer] })),
  fc.constant(null),
);
const anyFeature = fc
  .record({
    id: anyText.filter((id) => id !== ''),
    layer: fc.constantFrom(...LAYERS),
    severity: fc.integer({ min: 0, max: 5 }),
    alertLevel: level,
    levelEquivalent: level,
    geometry,
    exercise: fc.constantFrom(null, 'run-1'),
    texts: fc.tuple(anyText, anyText, anyText, anyText),
  })
  .map(({ texts: [title, headline, text, name], ...over }) =>
    warning(over, { title, headline, text, kindOfWarning: { code: '49', name } }),
  );

/** The sequences of the schema (OASIS CAP-v1.2.xsd). */
const SEQUENCES: Readonly<Record<string, string>> = {
  alert: 'identifier sender sent status msgType source scope restriction addresses code note references incidents info',
  info: 'language category event responseType urgency severity certainty audience eventCode effective onset expires senderName headline description instruction web contact parameter resource area',
  resource: 'resourceDesc mimeType size uri derefUri digest',
  area: 'areaDesc polygon circle geocode altitude ceiling',
};

/** Elements that the schema does not have at their place. */
function outOfOrder({ name, children }: XmlElement): string[] {
  const order = SEQUENCES[name]?.split(' ');
  if (order === undefined) return [];
  const places = children.map((child) => order.indexOf(child.name));
  const wrong = children.filter((_, index) => (places[index] ?? -1) < Math.max(0, places[index - 1] ?? 0));
  return [...wrong.map((child) => child.name), ...children.flatMap(outOfOrder)];
}

describe('any feature', () => {
  it('becomes a message that is well-formed and reads as it was meant', () => {
    fc.assert(
      fc.property(anyFeature, (feature) => {
        const meant = deriveCap(feature, message());
        const xml = encoded(writeCap(feature, message()));
        expect(outOfOrder(readXml(xml))).toEqual([]);
        const { status, msgType, identifier, sent, infos } = parseCap(xml);
        expect({ status, msgType, identifier, sent }).toEqual({
          status: meant.status,
          msgType: meant.msgType,
          identifier: meant.identifier,
          sent: meant.sent,
        });
        const facts = (all: typeof infos) =>
          all.map(({ severity, urgency, certainty, onset, expires, areas }) => ({
            ...{ severity, urgency, certainty, onset, expires },
            areas: areas.map(({ rings, circles, geocodes }) => [rings.length, circles.length, geocodes]),
          }));
        expect(facts(infos)).toEqual(facts(meant.infos));
      }),
      { numRuns: 20 * ROUNDS },
    );
  });
});

describe('simplifyRing', () => {
  it('closes every ring, keeps it short, and never lets it cross itself', () => {
    fc.assert(
      fc.property(fc.oneof(ring, jagged()), (outer) => {
        const simple = simplifyRing(outer);
        if (simple === null) return;
        expect(simple.length).toBeGreaterThanOrEqual(4);
        expect(simple.length).toBeLessThanOrEqual(MOST_POINTS);
        expect(simple[0]).toEqual(simple.at(-1));
        expect(crossings(simple)).toEqual([]);
      }),
      { numRuns: 20 * ROUNDS },
    );
  });

  it('keeps many points of a smooth coast', () => {
    const open = Array.from({ length: 5_000 }, (_, index): LngLat => {
      const angle = (index / 5_000) * 2 * Math.PI;
      return [136 + Math.cos(angle) + 0.1 * Math.cos(7 * angle), 36 + Math.sin(angle)];
    });
    const simple = simplifyRing([...open, ...open.slice(0, 1)]) ?? [];
    expect(simple.length).toBeGreaterThan(75);
    expect(simple.length).toBeLessThanOrEqual(MOST_POINTS);
  });

  it('leaves a short ring as it is, and finds no inside in a line', () => {
    const triangle: LngLat[] = [[0, 0], [1, 0], [0, 1], [0, 0]]; // prettier-ignore
    expect(simplifyRing(triangle)).toEqual(triangle);
    expect(simplifyRing([[0, 0], [1, 1], [2, 2], [0, 0]])).toBeNull(); // prettier-ignore
  });
});

/** A coast: many small steps around a circle. */
function jagged(): fc.Arbitrary<LngLat[]> {
  return fc.array(fc.double({ min: 0.8, max: 1, noNaN: true }), { minLength: 300, maxLength: 400 }).map((radii) => {
    const open = radii.map((radius, index): LngLat => {
      const angle = (index / radii.length) * 2 * Math.PI;
      return [136 + radius * Math.cos(angle), 36 + radius * Math.sin(angle)];
    });
    return [...open, ...open.slice(0, 1)];
  });
}

/** Pairs of edges that properly cross, found another way than the code does: by solving for the point. */
function crossings(ring: readonly LngLat[]): number[][] {
  const found: number[][] = [];
  for (let a = 0; a + 1 < ring.length; a += 1)
    for (let b = a + 1; b + 1 < ring.length; b += 1) {
      const [p, q, r, s] = [ring[a], ring[a + 1], ring[b], ring[b + 1]];
      if (!p || !q || !r || !s) continue;
      const [dx, dy, ex, ey] = [q[0] - p[0], q[1] - p[1], s[0] - r[0], s[1] - r[1]];
      const det = dx * ey - dy * ex;
      const t = ((r[0] - p[0]) * ey - (r[1] - p[1]) * ex) / det;
      const u = ((r[0] - p[0]) * dy - (r[1] - p[1]) * dx) / det;
      const inside = (share: number): boolean => share > 1e-6 && share < 1 - 1e-6;
      if (inside(t) && inside(u)) found.push([a, b]);
    }
  return found;
}

const corpus = `${process.env['HINOMI_CORPUS'] ?? new URL('../../../../../shared/data', import.meta.url).pathname}/cap`;
const present = existsSync(corpus);
const files = present
  ? readdirSync(corpus, { recursive: true, encoding: 'utf8' }).filter((file) => /\.(xml|cap)$/.test(file))
  : [];

(present ? describe : describe.skip)(`CAP corpus${present ? '' : ' (absent: set HINOMI_CORPUS)'}`, () => {
  it('is the same after it was read, written and read again', () => {
    let compared = 0;
    for (const file of files.sort()) {
      let first: ReturnType<typeof parseCap>;
      try {
        first = parseCap(readFileSync(`${corpus}/${file}`));
      } catch (error) {
        if (error instanceof HubError) continue;
        throw error;
      }
      // Some national updates name nothing but themselves, which says nothing.
      if (first.msgType === 'Update' && first.references.length === 0) continue;
      compared += 1;
      const written = encoded(writeCapAlert(first));
      expect([file, outOfOrder(readXml(written))]).toEqual([file, []]);
      expect([file, plain(parseCap(written))]).toEqual([file, plain(first)]);
    }
    expect(compared).toBeGreaterThan(40);
  });
});

/** Without what is not carried on: the version it came in, fractions of a second, files within, digits below a centimetre. */
function plain(alert: ReturnType<typeof parseCap>): unknown {
  return JSON.parse(
    JSON.stringify({ ...alert, version: '1.2' }, (key, value: unknown) => {
      if (key === 'embeddedBytes' || key === 'mimeType') return undefined;
      if (typeof value === 'number') return Math.round(value * 1e7) / 1e7 + 0;
      return typeof value === 'string' ? value.replace(/\r/g, '').replace(/\.\d{3}Z$/, '.000Z') : value;
    }),
  );
}
