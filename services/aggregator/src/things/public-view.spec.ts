import fc from 'fast-check';
import { describe, expect, it } from '@jest/globals';
import {
  FeatureV1,
  openId,
  reportEventId,
  type DecisionId,
  type FeatureId,
  type Subject,
  type ThingReportedV1,
} from '@hinomi/contracts';
import { minute, reportAbout, thingReport } from '@hinomi/testing';
import type { DraftFeature } from '../hazards/hazard-feature.js';
import { Things } from './things.js';

/** In every value, name, id and text of what is for responders only. */
const SECRET = 'kakushi';
/** Nothing that is open happened in this hour. */
const SECRET_AT = 600;

/** What stands once all of it is told. */
function pictureOf(reports: readonly ThingReportedV1[], decide: (things: Things) => void = () => undefined) {
  const things = new Things();
  const features = new Map<FeatureId, DraftFeature>();
  for (const { original: _original, ...report } of reports) {
    const appendedAt = report.issuedAt;
    things.report({ event: reportEventId(report.subject, report.order), appendedAt, report }, null);
  }
  decide(things);
  for (const { features: changed } of things.deriveTouched({}))
    for (const feature of changed) features.set(feature.id, feature);
  const seen = [...features.values()].filter(({ label }) => label.classification !== 'responders');
  return { features, seen: seen.sort((a, b) => (a.id < b.id ? -1 : 1)) };
}

interface Row {
  dataset: string;
  key: string;
  at: number;
  shared: string[];
  people: number | null;
}

const row = ({ dataset, key, at, shared, people }: Row): ThingReportedV1 =>
  thingReport({
    ...{ dataset, key, at },
    content: {
      name: `${dataset} ${key}`,
      geometry: { type: 'Point', coordinates: [136.9, 37.4] },
      identifiers: shared.map((value) => ({ scheme: 'national-shelter', value })),
      attributes: { evacueeno: { value: people }, eststts: { value: 'open' } },
    },
  });

const secretRow = ({ key, at, shared }: Row): ThingReportedV1 => {
  const report = thingReport({
    ...{ dataset: SECRET, key: `${SECRET}-${key}`, at: SECRET_AT + at },
    content: {
      name: `${SECRET}学校`,
      nameKana: SECRET,
      classification: 'responders',
      municipality: '99999',
      geometry: { type: 'Point', coordinates: [139.123, 35.456] },
      identifiers: [
        ...shared.map((value) => ({ scheme: 'national-shelter', value })),
        { scheme: 'municipal', value: SECRET },
      ],
      attributes: { evacueeno: { value: 987_654 }, address: { value: SECRET }, water: { value: 'not_today' } },
    },
  });
  return { ...report, source: { ...report.source, agency: SECRET, attribution: SECRET } };
};

const rows = (datasets: string[]): fc.Arbitrary<Row> =>
  fc.record({
    dataset: fc.constantFrom(...datasets),
    key: fc.constantFrom('k1', 'k2'),
    at: fc.integer({ min: 0, max: 9 }),
    shared: fc.constantFrom<string[]>([], ['S1'], ['S2'], ['S1', 'S2']),
    people: fc.constantFrom(null, 0, 12),
  });

const staff = fc
  .record({ about: fc.constantFrom('town/k1', `${SECRET}/${SECRET}-k1`), device: fc.constantFrom('d1', 'd2') })
  .map(({ about, device }) =>
    reportAbout(about, device, { at: 20, content: { attributes: { eststts: { value: 'close' } } } }),
  );

const world = fc.record({
  open: fc.array(rows(['town', 'pref', 'post']).map(row), { minLength: 1, maxLength: 6 }),
  secret: fc.array(rows([SECRET]).map(secretRow), { minLength: 1, maxLength: 3 }),
  told: fc.array(staff, { maxLength: 2 }),
});

describe('a thing that some tell openly and some to responders only', () => {
  const open = row({ dataset: 'town', key: 'k1', at: 1, shared: ['S1'], people: 12 });
  const secret = secretRow({ dataset: SECRET, key: 'k1', at: 1, shared: ['S1'], people: null });

  it('stands for everybody as the open sources tell it, beside the whole of it for responders', () => {
    const { features, seen } = pictureOf([open, secret]);
    const whole = features.get('town/k1' as FeatureId);
    expect(whole).toMatchObject({ label: { classification: 'responders' }, severity: 4 });
    const [alone] = pictureOf([open]).seen;
    expect(seen).toEqual([
      { ...alone, id: 'town/k1/public', label: { classification: 'public-view', jurisdiction: null } },
    ]);
    expect(FeatureV1.safeParse({ ...seen[0], version: 1 }).success).toBe(true);
  });

  it('is one feature where all of them tell it alike, and none for the public where nobody tells it openly', () => {
    expect(pictureOf([open]).features.size).toBe(1);
    expect(pictureOf([secret]).seen).toEqual([]);
    const kept = { ...open, attributes: { ...open.attributes, publicflg: { value: '非公開' } } };
    expect(pictureOf([kept]).seen).toEqual([]);
  });

  it('shows no byte of what is kept from the public, whatever is told in whatever order', () => {
    fc.assert(
      fc.property(
        world.chain(({ open, secret, told }) =>
          fc.shuffledSubarray([...open, ...secret, ...told], { minLength: open.length + secret.length + told.length }),
        ),
        (reports) => {
          const bytes = JSON.stringify(pictureOf(reports).seen);
          for (const trace of [SECRET, '987654', '139.123', '99999', 'not_today', minute(SECRET_AT).slice(0, 13)])
            expect(bytes).not.toContain(trace);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('is for the public what it would be if nobody else told of it', () => {
    const withoutNames = ({ id, label: _label, properties, ...rest }: DraftFeature): unknown => ({
      ...rest,
      id: openId(id),
      properties: { ...properties, aliases: [] },
    });
    fc.assert(
      fc.property(world, ({ open, secret }) => {
        // A provider has a thing once: with several rows of one, which are one thing may hang on what others know.
        const each = [...new Map(open.map((report) => [report.dataset, report])).values()];
        expect(pictureOf([...each, ...secret.slice(0, 1)]).seen.map(withoutNames)).toEqual(
          pictureOf(each).seen.map(withoutNames),
        );
      }),
      { numRuns: 500 },
    );
  });

  it('is told by headquarters to everybody, of what the public is told at all', () => {
    const pin = (attribute: string, value: string, id: string) => (things: Things) =>
      things.decide(
        {
          appendedAt: minute(30),
          decided: {
            decisionId: id.padStart(26, '0') as DecisionId,
            ...{ at: minute(30), by: { subject: 'o', name: '本部' }, note: '', exercise: null },
            decision: { is: 'pin', thing: 'town/k1' as Subject, attribute, value },
          } as never,
        },
        null,
      );
    const pinned = pictureOf([open, secret], (things) => {
      pin('eststts', 'close', '1')(things);
      pin('address', 'somewhere', '2')(things);
    });
    expect(pinned.features.get('town/k1' as FeatureId)?.properties).toMatchObject({
      attributes: { eststts: { value: 'close' }, address: { value: 'somewhere' } },
    });
    expect(pinned.seen[0]?.properties).toMatchObject({ attributes: { eststts: { value: 'close' } } });
    expect(JSON.stringify(pinned.seen)).not.toContain('somewhere');
  });
});
