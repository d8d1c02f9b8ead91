import fc from 'fast-check';
import { describe, expect, it } from '@jest/globals';
import {
  FeatureV1,
  type EventId,
  type FeatureId,
  type Geometry,
  type HazardId,
  type SourceId,
  type ThingReportedV1,
} from '@hinomi/contracts';
import { minute, thingReport, type RowParts } from '@hinomi/testing';
import type { DraftFeature } from '../hazards/hazard-feature.js';
import { Population } from '../reference/population.js';
import { deriveThing } from '../things/derive-thing.js';
import { Impact, type AreaShapes } from './impact.js';

const place = (key: string, lng: number, over: RowParts['content'] = {}): DraftFeature => {
  const { original: _original, ...report }: ThingReportedV1 = thingReport({
    key,
    content: { geometry: { type: 'Point', coordinates: [lng, 37] }, ...over },
  });
  const known = { event: `${key}/e` as EventId, appendedAt: minute(1), report };
  return deriveThing([{ known, registeredAt: minute(0), asOf: minute(0), decidedAt: minute(1) }]);
};
const idOf = (key: string): FeatureId => `town/${key}` as FeatureId;

const box = (west: number, east: number): Geometry => ({
  type: 'Polygon',
  coordinates: [
    [
      [west, 36],
      [east, 36],
      [east, 38],
      [west, 38],
      [west, 36],
    ],
  ],
});
const warning = (id: string, shape: Geometry | string, over: Partial<DraftFeature> = {}): DraftFeature => ({
  id: id as FeatureId,
  layer: 'weather-warning',
  kind: 'hazard',
  geometry: typeof shape === 'string' ? null : shape,
  area: typeof shape === 'string' ? { edition: 'jma-city@1', codes: [shape], names: [''], approximate: false } : null,
  areaCodes: [],
  severity: 4,
  alertLevel: null,
  levelEquivalent: 4,
  valid: { from: minute(0), to: null },
  observedAt: null,
  issuedAt: minute(0),
  recordedAt: minute(2),
  properties: {
    type: 'weather-warning',
    hazardId: `${id}-hazard` as HazardId,
    main: true,
    title: '',
    headline: '',
    text: '',
    agency: '気象庁',
    telegram: 'VPWW56',
    kindOfWarning: { code: '49', name: 'レベル４土砂災害危険警報' },
    forecastArea: { code: '170000', name: '石川県' },
    divisions: [],
    coastSections: [],
    additions: [],
  },
  sources: [],
  conflicts: [],
  label: { classification: 'public', jurisdiction: null },
  exercise: null,
  ...over,
});

/** The picture as it is published: what the changes make of it, and what follows from them, a few at a time. */
class Published {
  readonly features = new Map<FeatureId, DraftFeature>();
  readonly population = new Population();
  readonly impact: Impact;

  constructor(shapes: AreaShapes | null = null) {
    this.impact = new Impact(shapes, this.population);
  }

  change(...drafts: readonly (DraftFeature | FeatureId)[]): FeatureId[] {
    const changes = new Map(drafts.map((draft) => (typeof draft === 'string' ? [draft, null] : [draft.id, draft])));
    const written = this.write(this.impact.apply(changes as Map<FeatureId, DraftFeature | null>, () => null));
    while (this.impact.isPending) written.push(...this.write(this.impact.take(2).changes));
    return written;
  }

  /** So many people in the 1 km square around a position, at the so-manieth census. */
  census(people: Readonly<Record<string, number>>, nth = 1): FeatureId[] {
    const at = minute(nth);
    const [code = ''] = Object.keys(people);
    const counted = { secondLevel: code.slice(0, 6), level: 'third' as const, people, source: CENSUS, at };
    if (this.population.count(counted, at)) this.impact.populationChanged(null);
    return this.change();
  }

  private write(changes: ReadonlyMap<FeatureId, DraftFeature | null>): FeatureId[] {
    for (const [id, draft] of changes) {
      if (draft === null) this.features.delete(id);
      else this.features.set(id, draft);
    }
    return [...changes.keys()];
  }

  counts(of: string, label = 'public'): unknown {
    return this.features.get(`${of}/impact/${label}` as FeatureId)?.properties;
  }

  hazards(key: string): unknown {
    const { properties } = this.features.get(idOf(key)) as DraftFeature;
    return properties.type === 'thing' ? properties.hazards : undefined;
  }
}

const CENSUS = { id: 'census' as SourceId, agency: 'bureau', attribution: 'Census' };

interface Census {
  census: Record<string, number>;
  nth: number;
}
const isCensus = (step: DraftFeature | FeatureId | Census): step is Census =>
  typeof step !== 'string' && 'census' in step;

const OPEN = { eststts: { value: 'open' }, evacueeno: { value: 30, observedAt: minute(5) } };

describe('what lies under a hazard', () => {
  it('is told by the place and counted by the hazard, and ends with it', () => {
    const picture = new Published();
    picture.change(place('in', 136.5, { attributes: OPEN }), place('edge', 137), place('out', 137.1));
    picture.change(warning('w', box(136, 137)));
    expect(picture.hazards('in')).toEqual([{ feature: 'w', hazardId: 'w-hazard', severity: 4, designated: 'unknown' }]);
    expect(picture.hazards('edge')).toHaveLength(1);
    expect(picture.hazards('out')).toBeUndefined();
    expect(picture.counts('w')).toEqual({
      type: 'impact',
      of: 'w',
      hazardId: 'w-hazard',
      shelters: 2,
      openShelters: 1,
      reportedShelters: 1,
      evacuees: 30,
      sheltersAtRisk: 0,
      others: {},
      oldestObservedAt: minute(5),
    });
    for (const feature of picture.features.values()) FeatureV1.parse({ ...feature, version: 1 });
    picture.change('w' as FeatureId);
    expect(picture.hazards('in')).toBeUndefined();
    expect(picture.counts('w')).toBeUndefined();
  });

  it('touches exactly the places between the old area and the new one', () => {
    const picture = new Published();
    picture.change(place('a', 136.2), place('b', 136.8), place('c', 137.5), warning('w', box(136, 137)));
    const written = picture.change(warning('w', box(136.5, 138)));
    expect(new Set(written)).toEqual(new Set(['w', 'w/impact/public', idOf('a'), idOf('c')]));
  });

  it('touches exactly the hazards over a place that changes or moves', () => {
    const picture = new Published();
    picture.change(
      place('a', 136.5),
      warning('w', box(136, 137)),
      warning('x', box(137, 138)),
      warning('y', box(139, 140)),
    );
    expect(new Set(picture.change(place('a', 137.5)))).toEqual(
      new Set([idOf('a'), 'w/impact/public', 'x/impact/public']),
    );
    expect(picture.counts('w')).toBeUndefined();
    expect(picture.counts('x')).toMatchObject({ shelters: 1 });
  });

  it('says when a site is designated for other kinds and not for this one', () => {
    const picture = new Published();
    const site = (key: string, landslide: string | null, flood: string): DraftFeature =>
      place(key, 136.5, {
        theme: 'evacuation-site',
        attributes: { designated_landslide: { value: landslide }, designated_flood: { value: flood } },
      });
    picture.change(site('safe', 'yes', 'no'), site('risky', 'no', 'yes'), site('unsaid', null, 'yes'));
    picture.change(warning('w', box(136, 137)));
    expect(['safe', 'risky', 'unsaid'].map((key) => picture.hazards(key))).toMatchObject([
      [{ designated: 'yes' }],
      [{ designated: 'no' }],
      [{ designated: 'unknown' }],
    ]);
    expect(picture.counts('w')).toMatchObject({ shelters: 3, sheltersAtRisk: 1 });
  });

  it('counts for the public only what the public may see', () => {
    const picture = new Published();
    picture.change(place('a', 136.5), place('b', 136.6, { classification: 'responders', attributes: OPEN }));
    picture.change(warning('w', box(136, 137)));
    expect(picture.counts('w')).toMatchObject({ shelters: 1, evacuees: 0 });
    expect(picture.counts('w', 'responders')).toMatchObject({ shelters: 2, evacuees: 30 });
    expect(picture.features.get('w/impact/responders' as FeatureId)?.label.classification).toBe('responders');
    picture.change(warning('w', box(136, 137), { label: { classification: 'responders', jurisdiction: null } }));
    expect(picture.counts('w')).toBeUndefined();
    expect(picture.counts('w', 'responders')).toMatchObject({ shelters: 2 });
  });

  it('leaves out advisories, lines, and what has no place', () => {
    const picture = new Published();
    picture.change(place('a', 136.5), warning('low', box(136, 137), { severity: 2 }));
    picture.change(
      warning('line', {
        type: 'LineString',
        coordinates: [
          [136, 37],
          [137, 37],
        ],
      }),
    );
    picture.change(warning('eew', box(136, 137), { layer: 'eew' }), place('nowhere', 0, { geometry: null }));
    expect(picture.hazards('a')).toBeUndefined();
    expect([...picture.features.values()].some(({ layer }) => layer === 'impact')).toBe(false);
  });

  it('counts who lives there by the census, whether places are there or not', () => {
    const picture = new Published();
    const written = picture.change(warning('w', box(136, 136.55)), place('a', 136.6), warning('x', box(136.55, 137)));
    expect(written).not.toContain('w/impact/public');
    expect(picture.counts('x')).not.toHaveProperty('residents');
    // Middles at 136.54375 and 136.55625.
    expect(picture.census({ '55364403': 70, '55364404': 9 })).toContain('w/impact/public');
    expect(picture.counts('w')).toMatchObject({ residents: 70, shelters: 0 });
    expect(picture.counts('x')).toMatchObject({ residents: 9, shelters: 1 });
    expect(picture.features.get('w/impact/public' as FeatureId)?.sources).toMatchObject([{ attribution: 'Census' }]);
    picture.change(warning('w', box(136, 137)));
    expect(picture.counts('w')).toMatchObject({ residents: 79 });
    picture.census({ '55364403': 1 }, 0);
    expect(picture.counts('w')).toMatchObject({ residents: 79 });
    picture.census({ '55364403': 1 }, 3);
    expect(picture.counts('w')).toMatchObject({ residents: 1 });
    picture.change('x' as FeatureId);
    expect(picture.counts('x')).toBeUndefined();
  });

  it('finds what lies in coded areas as soon as their edition is there', () => {
    let there = false;
    const shapes: AreaShapes = { find: () => (there ? {} : null), shape: () => box(136, 137) };
    const picture = new Published(shapes);
    picture.change(place('a', 136.5), warning('w', '1720200'));
    expect(picture.impact.isShapeless).toBe(true);
    expect(picture.hazards('a')).toBeUndefined();
    there = true;
    picture.change();
    expect(picture.hazards('a')).toHaveLength(1);
    expect(picture.impact.isShapeless).toBe(false);
  });

  it('equals what a fresh look finds, whatever happened before', () => {
    const lng = fc.constantFrom(136, 136.25, 136.5, 136.75, 137, 137.5, 138);
    const placeStep = fc
      .record({
        key: fc.constantFrom('a', 'b', 'c', 'd'),
        lng,
        secret: fc.boolean(),
        people: fc.constantFrom(null, 5, 9),
        gone: fc.integer({ min: 0, max: 4 }),
      })
      .map(({ key, lng: at, secret, people, gone }) =>
        gone === 0
          ? idOf(key)
          : place(key, at, {
              classification: secret ? 'responders' : 'public',
              attributes: { eststts: { value: 'open' }, evacueeno: { value: people } },
            }),
      );
    const areaStep = fc
      .record({
        id: fc.constantFrom('w', 'x', 'y'),
        west: lng,
        east: lng,
        severity: fc.constantFrom(2, 3, 4, 5),
        gone: fc.integer({ min: 0, max: 4 }),
      })
      .map(({ id, west, east, severity, gone }) =>
        gone === 0 || west >= east
          ? (id as FeatureId)
          : warning(id, box(west, east), { severity: severity as 2 | 3 | 4 | 5 }),
      );
    const censusStep = fc
      .record({ code: fc.constantFrom('55364403', '55364404', '55364709'), people: fc.nat(3), nth: fc.nat(9) })
      .map(({ code, people, nth }) => ({ census: { [code]: people }, nth }));
    const steps = fc.array(fc.array(fc.oneof(placeStep, areaStep, censusStep), { minLength: 1, maxLength: 4 }), {
      maxLength: 15,
    });
    const content = ({ features }: Published) =>
      [...features.values()].map(({ recordedAt: _recordedAt, ...rest }) => rest).sort((a, b) => (a.id < b.id ? -1 : 1));
    fc.assert(
      fc.property(steps, (batches) => {
        const live = new Published();
        const last = new Map<FeatureId, DraftFeature>();
        const counts: Census[] = [];
        for (const batch of batches) {
          counts.push(...batch.filter(isCensus));
          for (const { census, nth } of batch.filter(isCensus)) live.census(census, nth);
          const changes = batch.filter((step): step is DraftFeature | FeatureId => !isCensus(step));
          live.change(...changes);
          for (const step of changes) {
            if (typeof step === 'string') last.delete(step);
            else last.set(step.id, step);
          }
        }
        const fresh = new Published();
        fresh.change(...[...last.values()].reverse());
        for (const { census, nth } of counts.reverse()) fresh.census(census, nth);
        expect(content(live)).toEqual(content(fresh));
      }),
      { numRuns: 500 },
    );
  });
});
