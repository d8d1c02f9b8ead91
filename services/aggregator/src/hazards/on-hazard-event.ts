import {
  decodeEvent,
  hazardExpired,
  hazardReported,
  HubError,
  realmOf,
  typeOf,
  type LogRecord,
  type Realm,
} from '@hinomi/contracts';
import type { RealmState } from '../realm/realm-state.js';

/** A record of `hazards` or `hazards-urgent`; `event.invalid` when it is none of this realm. */
export function onHazardEvent(state: RealmState, realm: Realm, record: LogRecord): void {
  if (typeOf(record) === hazardExpired.type) {
    const { data } = decodeEvent(hazardExpired, record);
    keepApart(realm, data, record);
    state.expire(data, record.appendedAt);
    return;
  }
  const { id, data } = decodeEvent(hazardReported, record);
  keepApart(realm, data, record);
  state.report({ event: id, appendedAt: record.appendedAt, report: data });
}

/** An exercise must never show as real, nor the real as an exercise, whatever topic it was put on. */
function keepApart(realm: Realm, data: Parameters<typeof realmOf>[0], record: LogRecord): void {
  if (realmOf(data) === realm) return;
  throw new HubError('event.invalid', `${record.topic}/${record.partition}@${record.offset}: is of the other realm`);
}
