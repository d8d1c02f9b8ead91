import {
  datasetListed,
  decodeEvent,
  HubError,
  realmOf,
  thingDecided,
  thingReported,
  type LogRecord,
  type Realm,
} from '@hinomi/contracts';
import type { RealmState } from '../realm/realm-state.js';

/** A report of a thing; `event.invalid` when it is none of this realm. */
export function onThingEvent(state: RealmState, realm: Realm, record: LogRecord): void {
  const { id, data } = decodeEvent(thingReported, record);
  keepApart(realm, data, record);
  const { original: _original, ...report } = data;
  state.thing({ event: id, appendedAt: record.appendedAt, report });
}

/** What a dataset holds; `event.invalid` when it is none of this realm. */
export function onDatasetEvent(state: RealmState, realm: Realm, record: LogRecord): void {
  const { data } = decodeEvent(datasetListed, record);
  keepApart(realm, data, record);
  state.listed(data, record.appendedAt);
}

/** What an operator decided of things; `event.invalid` when it is none of this realm. */
export function onDecisionEvent(state: RealmState, realm: Realm, record: LogRecord): void {
  const { data } = decodeEvent(thingDecided, record);
  keepApart(realm, data, record);
  state.decided({ appendedAt: record.appendedAt, decided: data });
}

function keepApart(realm: Realm, data: Parameters<typeof realmOf>[0], record: LogRecord): void {
  if (realmOf(data) === realm) return;
  throw new HubError('event.invalid', `${record.topic}/${record.partition}@${record.offset}: is of the other realm`);
}
