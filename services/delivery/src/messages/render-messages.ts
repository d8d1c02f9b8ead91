import type { DeliveredChange, DeliveredEvent, GeoJsonFeature } from '@hinomi/contracts';

export const CAP_TYPE = 'application/cap+xml; charset=utf-8';

/** What is sent at once: one change, or several that follow each other. */
export interface RenderedMessage {
  /** The same however often it is sent. */
  id: string;
  contentType: string;
  body: string;
  /** Of a record: what the message is as a CloudEvent, beside its data, as `ce_id` and so on. */
  attributes?: Readonly<Record<string, string>>;
}

/**
 * Changes that follow each other, in the subscription's format. Of several the id is that of the last one; alerts are one at a time.
 * Null where the format has nothing to say: CAP of what a newer change replaces.
 */
export function renderMessages(changes: readonly DeliveredChange[], isBatch: boolean): RenderedMessage | null {
  const id = changes.at(-1)!.id;
  const { alert } = changes[0]!;
  if (alert !== undefined) return alert === null ? null : { id, contentType: CAP_TYPE, body: alert };
  if (changes[0]!.event !== undefined) {
    const events = changes.map(({ event }) => event!);
    return isBatch
      ? { id, contentType: 'application/cloudevents-batch+json', body: JSON.stringify(events) }
      : {
          id,
          contentType: 'application/cloudevents+json',
          body: JSON.stringify(events[0] satisfies DeliveredEvent | undefined),
        };
  }
  const features = changes.map(toFeature);
  const body = isBatch ? { type: 'FeatureCollection', features } : features[0];
  return { id, contentType: 'application/geo+json', body: JSON.stringify(body) };
}

/** A GeoJSON feature that says what became of it in a foreign member (RFC 7946 section 6.1). */
function toFeature({ id, sequence, operation, featureId, at, feature }: DeliveredChange): object {
  const told = { message: id, sequence, operation, at };
  const gone: Omit<GeoJsonFeature, 'properties'> & { properties: null } = {
    ...{ type: 'Feature', id: (featureId ?? id) as GeoJsonFeature['id'], geometry: null, properties: null },
  };
  return { ...(feature ?? gone), hinomi: told };
}
