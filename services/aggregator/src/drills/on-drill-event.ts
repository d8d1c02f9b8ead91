import { decodeEvent, drillChanged, typeOf, type LogRecord } from '@hinomi/contracts';
import type { RealmState } from '../realm/realm-state.js';

/** A record of `decisions` about a drill; other kinds are passed over. */
export function onDrillEvent(state: RealmState, record: LogRecord): void {
  if (typeOf(record) !== drillChanged.type) return;
  state.drill(decodeEvent(drillChanged, record).data, record.appendedAt);
}
