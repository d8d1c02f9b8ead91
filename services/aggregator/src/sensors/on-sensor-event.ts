import {
  decodeEvent,
  decodeObservations,
  HubError,
  realmOf,
  sensorDescribed,
  typeOf,
  type LogRecord,
  type Realm,
} from '@hinomi/contracts';
import type { RealmState } from '../realm/realm-state.js';

/** A description or readings; `event.invalid` when it is none of this realm. */
export function onSensorEvent(state: RealmState, realm: Realm, record: LogRecord): void {
  if (typeOf(record) === sensorDescribed.type) {
    const { data } = decodeEvent(sensorDescribed, record);
    keepApart(realm, data, record);
    return state.sensors.describe(data, record.appendedAt, state.cause);
  }
  const observations = decodeObservations(record);
  for (const observation of observations) {
    keepApart(realm, observation, record);
    state.sensors.observe(observation, record.appendedAt, state.cause);
  }
}

/** For a drill: a record of the real registry of places, of which sensors are some. */
export function onRegistryEvent(state: RealmState, record: LogRecord): void {
  if (typeOf(record) !== sensorDescribed.type) return;
  const { data } = decodeEvent(sensorDescribed, record);
  keepApart('real', data, record);
  state.sensors.register(data, state.cause);
}

/** An exercise must never show as real, nor the real as an exercise, whatever topic it was put on. */
function keepApart(realm: Realm, data: Parameters<typeof realmOf>[0], record: LogRecord): void {
  if (realmOf(data) === realm) return;
  throw new HubError('event.invalid', `${record.topic}/${record.partition}@${record.offset}: is of the other realm`);
}
