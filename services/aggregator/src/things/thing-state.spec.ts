import { describe, expect, it } from '@jest/globals';
import {
  integrateListing,
  integrateThing,
  standingThing,
  type DatasetState,
  type EventId,
  type Instant,
  type KnownThing,
  type ThingReportedV1,
  type ThingState,
} from '@hinomi/contracts';
import { datasetListing, minute, thingReport } from '@hinomi/testing';

const known = (report: ThingReportedV1, appendedAt: Instant = minute(100)): KnownThing => {
  const { original: _original, ...rest } = report;
  return { event: `${report.subject}/${report.order.digest}` as EventId, appendedAt, report: rest };
};
const stateOf = (...reports: ThingReportedV1[]): ThingState =>
  reports.reduce<ThingState | undefined>(
    (state, report) => integrateThing(state, known(report)),
    undefined,
  ) as ThingState;
const people = (value: number | null, at: number): ThingReportedV1 =>
  thingReport({ at, content: { attributes: { evacueeno: { value } } } });
const listingOf = (rows: ThingReportedV1[], at: number): DatasetState['newest'] =>
  integrateListing(undefined, datasetListing(rows, { at }), minute(101)).newest;
const shown = (state: ThingState, listing: DatasetState['newest']): unknown => {
  const standing = standingThing(state, listing);
  return standing && [standing.known.report.attributes['evacueeno']?.value, standing.asOf];
};

describe('what a provider says of a thing', () => {
  it('is its newest report while no listing speaks of it', () => {
    expect(shown(stateOf(people(10, 1), people(20, 2)), null)).toEqual([20, minute(2)]);
    expect(shown(stateOf(people(20, 2), people(10, 1)), null)).toEqual([20, minute(2)]);
  });

  it('is again what a listing says that takes a later one back, seen when it was seen before', () => {
    const state = stateOf(people(10, 1), people(20, 5));
    const listed = datasetListing([people(10, 1)], { at: 9 });
    const back = integrateListing(undefined, { ...listed, asOf: minute(2) }, minute(101)).newest;
    expect(shown(state, back)).toEqual([10, minute(2)]);
  });

  it('is seen at the moment of the listing that says it is still so', () => {
    expect(shown(stateOf(people(10, 1)), listingOf([people(10, 1)], 6))).toEqual([10, minute(6)]);
  });

  it('is what the listing says, though a later report of an older table came in between', () => {
    const between = people(99, 3);
    expect(shown(stateOf(people(10, 1), between), listingOf([people(10, 1)], 6))).toEqual([10, minute(6)]);
  });

  it('is nothing when the listing leaves it out', () => {
    expect(shown(stateOf(people(10, 1)), listingOf([], 6))).toBeNull();
  });

  it('is a report newer than the listing', () => {
    expect(shown(stateOf(people(10, 1), people(30, 7)), listingOf([], 6))).toEqual([30, minute(7)]);
  });

  it('is nothing when it was taken back', () => {
    const gone = thingReport({ dataset: null, at: 3, effect: 'voids-subject' });
    expect(shown(stateOf(thingReport({ dataset: null, at: 1 }), gone), null)).toBeNull();
  });

  it('keeps the time of the first report though that is no longer kept', () => {
    const state = stateOf(...[5, 1, 2, 3, 4, 6, 7, 8].map((at) => people(at, at)));
    expect(state.registeredAt).toBe(minute(1));
    expect(state.reports).toHaveLength(4);
  });

  it('stays the same object when nothing new is told', () => {
    const state = stateOf(people(10, 1), people(20, 2));
    expect(integrateThing(state, known(people(20, 2), minute(200)))).toBe(state);
  });
});

describe('a listing in parts', () => {
  const part = (number: number) => ({
    ...datasetListing([thingReport({ key: `k${number}` })], { at: 6 }),
    ...{ part: number, parts: 2, digest: 'whole' },
  });
  const add = (state: DatasetState | undefined, number: number) => integrateListing(state, part(number), minute(101));

  it('counts once all parts are there, in any order, and a repeat is nothing', () => {
    const first = add(undefined, 2);
    expect(first.newest).toBeNull();
    expect(add(first, 2)).toBe(first);
    expect(Object.keys(add(first, 1).newest?.rows ?? {}).sort()).toEqual(['k1', 'k2']);
    expect(add(add(undefined, 1), 2).newest).toEqual(add(first, 1).newest);
  });

  it('is passed by a newer one, and an older one changes nothing', () => {
    const whole = add(add(undefined, 1), 2);
    expect(integrateListing(whole, datasetListing([], { at: 5 }), minute(102))).toBe(whole);
    expect(integrateListing(whole, datasetListing([], { at: 7 }), minute(102)).newest?.rows).toEqual({});
  });
});
