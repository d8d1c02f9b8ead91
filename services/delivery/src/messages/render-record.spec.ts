import { describe, expect, it } from '@jest/globals';
import { toGeoJson, type DeliveredChange, type SubscriptionState } from '@hinomi/contracts';
import { pictureFeature } from '@hinomi/testing';
import { deriveEvent } from './derive-event.js';
import { renderRecord } from './render-record.js';
import { renderState, type StateOrigin } from './render-state.js';

const SUBSCRIPTION = '01K00000000000000000000000';
const at = '2026-11-27T00:00:00.000Z';
const origin: StateOrigin = {
  ...{ source: `http://localhost/api/v1/subscriptions/${SUBSCRIPTION}`, exercise: false },
  alerts: { publisher: { host: 'hub.example', sender: 'bosai@hub.example' }, shapeOf: () => null },
};
const change = {
  ...{ id: `${SUBSCRIPTION}.7`, sequence: 7, operation: 'upsert', featureId: 'a', at, position: 3, digest: 'd' },
} as DeliveredChange;
const feature = toGeoJson(pictureFeature({ id: 'a', severity: 5 }));
const state = (...features: unknown[]): SubscriptionState =>
  ({ type: 'FeatureCollection', subscription: SUBSCRIPTION, sequence: 7, at, features }) as SubscriptionState;

describe('a change as a record', () => {
  const attributes = {
    ...{ ce_specversion: '1.0', ce_id: `${SUBSCRIPTION}.7`, ce_source: origin.source, ce_subject: 'a', ce_time: at },
    ...{ ce_type: 'jp.hinomi.feature.upsert.v1', ce_sequence: '0000000000000007', ce_exercise: 'false' },
  };

  it('is a CloudEvent whose attributes are headers and whose data is the value', () => {
    const record = renderRecord({ ...change, event: deriveEvent(change, feature, origin) }, origin)!;
    expect(record.attributes).toEqual(attributes);
    expect([record.contentType, JSON.parse(record.body)]).toEqual([
      'application/geo+json',
      JSON.parse(JSON.stringify(feature)),
    ]);
  });

  it('has the same headers in the other formats', () => {
    expect(renderRecord({ ...change, feature }, origin)!.attributes).toEqual(attributes);
    expect(renderRecord({ ...change, alert: '<alert/>' }, origin)).toMatchObject({ body: '<alert/>', attributes });
  });

  it('of what is gone is no tombstone, and of what CAP has no words for is none', () => {
    const gone: DeliveredChange = { ...change, operation: 'remove' };
    const record = renderRecord({ ...gone, event: deriveEvent(gone, null, origin) }, origin)!;
    expect([record.body, record.contentType]).toEqual(['null', 'application/json']);
    expect(record.attributes!['ce_type']).toBe('jp.hinomi.feature.remove.v1');
    expect(renderRecord({ ...gone, alert: null }, origin)).toBeNull();
  });
});

describe('the state', () => {
  it('is told in parts that a broker takes', () => {
    const long = { ...feature, properties: { ...feature.properties, note: '火'.repeat(100_000) } };
    const parts = renderState(state(long, long, long, feature), 'geojson', origin);
    expect(parts.map(({ count }) => count)).toEqual([2, 2]);
    expect(parts.every(({ message }) => Buffer.byteLength(message.body) < 900_000)).toBe(true);
    const many = Array.from({ length: 101 }, () => feature);
    expect(renderState(state(...many), 'geojson', origin).map(({ count }) => count)).toEqual([100, 1]);
    const huge = { ...long, properties: { ...feature.properties, note: '火'.repeat(400_000) } };
    expect(renderState(state(feature, huge), 'geojson', origin).map(({ count }) => count)).toEqual([1, 1]);
  });

  it('says in one empty part that there is nothing', () => {
    const [part, ...others] = renderState(state(), 'cloudevents', origin, true);
    expect(others).toEqual([]);
    expect(JSON.parse(part!.message.body)).toMatchObject({ features: [], hinomi: { part: 1, parts: 1 } });
  });

  it('as a record has its attributes beside the value, in every format', () => {
    const attributes = expect.objectContaining({
      ...{ ce_id: `${SUBSCRIPTION}.7.state.1`, ce_type: 'jp.hinomi.state.v1', ce_sequence: '0000000000000007' },
    });
    for (const format of ['cloudevents', 'geojson', 'cap'] as const) {
      const [part] = renderState(state(feature), format, origin, true);
      expect([format, part!.message.attributes]).toEqual([format, attributes]);
      expect(part!.message.body).not.toContain('specversion');
    }
    expect(renderState(state(feature), 'cloudevents', origin)[0]!.message.body).toContain('"specversion":"1.0"');
  });
});
