import { describe, expect, it } from '@jest/globals';
import {
  reportEventId,
  type DecisionId,
  type FeatureId,
  type Subject,
  type ThingDecision,
  type ThingReportedV1,
} from '@hinomi/contracts';
import { datasetListing, minute, reportAbout, thingReport, type RowParts } from '@hinomi/testing';
import type { DraftFeature } from '../hazards/hazard-feature.js';
import type { KnownDecision } from './decisions.js';
import { Things } from './things.js';

/** What stands in the picture after each step. */
class Picture {
  readonly things = new Things();
  readonly features = new Map<FeatureId, DraftFeature>();

  tell(...reports: readonly ThingReportedV1[]): this {
    for (const { original: _original, ...report } of reports)
      this.things.report({ event: reportEventId(report.subject, report.order), appendedAt: minute(100), report }, null);
    return this.settle();
  }

  list(rows: readonly ThingReportedV1[], parts: RowParts): this {
    this.things.listed(datasetListing(rows, parts), minute(100), null);
    return this.settle();
  }

  settle(): this {
    const changes = this.things.deriveTouched({});
    for (const id of changes.flatMap(({ removed }) => removed)) this.features.delete(id);
    for (const feature of changes.flatMap(({ features }) => features)) this.features.set(feature.id, feature);
    return this;
  }

  get ids(): string[] {
    return [...this.features.keys()].sort();
  }

  people(id: string): unknown {
    const properties = this.features.get(id as FeatureId)?.properties;
    return properties?.type === 'thing' ? properties.attributes['evacueeno']?.value : undefined;
  }
}

const people = (value: number, at: number, version = 0): ThingReportedV1 =>
  reportAbout('town/k1', 'd1', {
    version,
    at,
    content: { attributes: { evacueeno: { value, observedAt: minute(at) } } },
  });
const town = thingReport({ content: { attributes: { evacueeno: { value: 5 } } } });

describe('an alarm out of two reports', () => {
  const told = (device: string, name: string, value: string | number, at: number, version = 0): ThingReportedV1 =>
    reportAbout('town/k1', device, {
      version,
      at,
      content: { attributes: { [name]: { value, observedAt: minute(at) } } },
    });
  const open = thingReport({ content: { attributes: { eststts: { value: 'open' } } } });
  const out = told('d1', 'power', 'no', 3);
  const devices = told('d2', 'c_deviceno', 2, 5);
  const severities = (picture: Picture): unknown[] =>
    ['town/k1', 'town/k1/people'].map((id) => picture.features.get(id as FeatureId)?.severity);

  it('stands whichever device was heard first, for responders alone', () => {
    for (const facts of [
      [open, out, devices],
      [devices, open, out],
      [out, devices, open],
    ]) {
      const picture = new Picture();
      for (const fact of facts) picture.tell(fact);
      expect(severities(picture)).toEqual([1, 4]);
      expect(picture.features.get('town/k1/people' as FeatureId)?.label.classification).toBe('responders');
    }
  });

  it('ends when the power is back, when nobody depends on it any more, or when the shelter closes', () => {
    const picture = (): Picture => new Picture().tell(open, out, devices);
    expect(severities(picture().tell(told('d3', 'power', 'yes', 9)))).toEqual([1, 1]);
    expect(severities(picture().tell(told('d2', 'c_deviceno', 0, 9, 1)))).toEqual([1, 1]);
    expect(severities(picture().tell(told('d1', 'eststts', 'close', 9, 1)))).toEqual([0, 0]);
    expect(severities(picture().tell(told('d3', 'power', 'yes', 1)))).toEqual([1, 4]);
  });
});

describe('two devices that say different things at about the same time', () => {
  const told = (device: string, value: number, at: number): ThingReportedV1 =>
    reportAbout('town/k1', device, { at, content: { attributes: { evacueeno: { value, observedAt: minute(at) } } } });

  it('are told apart by their reports, whichever came first, and the later value counts', () => {
    for (const facts of [
      [town, told('d1', 120, 40), told('d2', 135, 42)],
      [told('d2', 135, 42), told('d1', 120, 40), town],
    ]) {
      const picture = new Picture().tell(...facts);
      expect(picture.people('town/k1')).toBe(135);
      expect(picture.features.get('town/k1' as FeatureId)?.conflicts).toMatchObject([
        {
          field: 'evacueeno',
          values: [
            { subject: 'shelter-report:d2:town/k1', value: 135, observedAt: minute(42) },
            { subject: 'shelter-report:d1:town/k1', value: 120, observedAt: minute(40) },
          ],
        },
      ]);
    }
  });
});

describe('what a shelter asks for', () => {
  const NOTE = 'notes/n1';
  const asks = (words: string, at: number): ThingReportedV1 =>
    thingReport({
      ...{ dataset: 'notes', key: 'n1', at },
      content: {
        theme: 'shelter-note',
        classification: 'responders',
        attributes: { detail: { value: words, observedAt: minute(at) } },
      },
    });
  const decided = (number: number, decision: ThingDecision, at = 30): KnownDecision => ({
    appendedAt: minute(100),
    decided: {
      decisionId: String(number).padStart(26, '0') as DecisionId,
      decision,
      note: '給水車が着いた',
      by: { subject: 'op', name: '指揮班' },
      at: minute(at),
      exercise: null,
    },
  });
  const handled = (words: string): ThingDecision => ({
    is: 'handled',
    thing: NOTE as Subject,
    words,
    from: 'headquarters',
  });
  const state = (...told: readonly (ThingReportedV1 | KnownDecision)[]): [number | undefined, unknown] => {
    const picture = new Picture();
    for (const each of told) {
      if ('decided' in each) picture.things.decide(each, null);
      else picture.tell(each);
    }
    const feature = picture.settle().features.get(NOTE as FeatureId);
    const properties = feature?.properties;
    return [feature?.severity, properties?.type === 'thing' ? properties.decisions : undefined];
  };
  const done = decided(1, handled('水 200本'));
  const by = { is: 'handled', from: 'headquarters', at: minute(30), by: '指揮班', note: '給水車が着いた' };

  it('is done by a decision in its words, before or after, however often it is repeated', () => {
    for (const told of [
      [asks('水 200本', 5), done],
      [done, asks('水 200本', 5)],
      [asks('水 200本', 5), done, asks(' 水 200本 ', 50)],
    ])
      expect(state(...told)).toMatchObject([0, [by]]);
  });

  it('is another need in other words, and stands again when the decision is undone', () => {
    expect(state(asks('水 200本', 5), done, asks('毛布 50枚', 50))).toEqual([4, undefined]);
    const undo = decided(2, { is: 'withdraw', decisionId: done.decided.decisionId }, 40);
    expect(state(asks('水 200本', 5), done, undo)).toEqual([4, undefined]);
    expect(state(undo, done, asks('水 200本', 5))).toEqual([4, undefined]);
  });
});

describe('a report about a thing', () => {
  it('is no thing of its own, waits for it, and counts when it appears', () => {
    const picture = new Picture().tell(people(30, 9));
    expect(picture.ids).toEqual([]);
    expect(picture.tell(town).ids).toEqual(['town/k1']);
    expect(picture.people('town/k1')).toBe(30);
    expect(picture.tell(people(0, 12, 1)).people('town/k1')).toBe(0);
    expect(picture.tell(people(31, 11, 0)).people('town/k1')).toBe(0);
  });

  it('neither names nor places nor numbers it, however early it came', () => {
    const { features } = new Picture().tell(people(30, -9), town);
    expect(features.get('town/k1' as FeatureId)).toMatchObject({
      id: 'town/k1',
      geometry: town.geometry,
      areaCodes: ['17', '17202'],
      properties: { name: '中央小学校', aliases: [] },
      sources: [{ subject: 'shelter-report:d1:town/k1' }, { subject: 'town/k1' }],
    });
  });

  it('makes a shelter of an evacuation site', () => {
    const site = thingReport({ content: { theme: 'evacuation-site' } });
    const open = reportAbout('town/k1', 'd1', {
      content: { attributes: { eststts: { value: 'open', observedAt: minute(1) } } },
    });
    const { features } = new Picture().tell(site, open);
    expect(features.get('town/k1' as FeatureId)).toMatchObject({ severity: 1, properties: { theme: 'shelter' } });
  });

  it('stays with its thing while anybody tells of it, waits when nobody does, and comes back with it', () => {
    const pref = thingReport({ dataset: 'pref', at: 2 });
    const picture = new Picture().tell(town, pref, people(30, 9)).list([town], { at: 3 });
    expect(picture.ids).toEqual(['town/k1']);
    picture.list([], { at: 4 });
    expect([picture.ids, picture.people('pref/k1')]).toEqual([['pref/k1'], 30]);
    expect(picture.tell(thingReport({ dataset: 'pref', at: 5, effect: 'voids-subject' })).ids).toEqual([]);
    picture.list([town], { at: 6 });
    expect([picture.ids, picture.people('town/k1')]).toEqual([['town/k1'], 30]);
  });

  it('is taken back like every report', () => {
    const picture = new Picture().tell(town, people(30, 9));
    picture.tell(reportAbout('town/k1', 'd1', { version: 1, at: 10, effect: 'voids-subject' }));
    expect([picture.ids, picture.people('town/k1')]).toEqual([['town/k1'], 5]);
  });
});
