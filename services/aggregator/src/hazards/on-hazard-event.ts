import { decodeEvent, hazardExpired, hazardReported, typeOf, type LogRecord, type Realm } from '@hinomi/contracts';
import { keepApart } from '../realm/keep-apart.js';
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
