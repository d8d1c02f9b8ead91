import {
  decodeEvent,
  decodeObservations,
  sensorDescribed,
  typeOf,
  type LogRecord,
  type Realm,
} from '@hinomi/contracts';
import { keepApart } from '../realm/keep-apart.js';
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
