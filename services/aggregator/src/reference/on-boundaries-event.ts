import { boundariesChanged, decodeEvent, typeOf, type LogRecord } from '@hinomi/contracts';
import type { RealmState } from '../realm/realm-state.js';

/** A record of `reference`; a tombstone or another data set changes nothing here. */
export function onBoundariesEvent(state: RealmState, record: LogRecord): void {
  if (record.value === null || typeOf(record) !== boundariesChanged.type) return;
  state.boundariesChanged(decodeEvent(boundariesChanged, record).data, record.appendedAt);
}
