import { boundariesChanged, decodeEvent, populationCounted, typeOf, type LogRecord } from '@hinomi/contracts';
import type { RealmState } from '../realm/realm-state.js';

/** A record of `reference`; a tombstone or another data set changes nothing here. */
export function onReferenceEvent(state: RealmState, record: LogRecord): void {
  if (record.value === null) return;
  switch (typeOf(record)) {
    case boundariesChanged.type:
      return state.boundariesChanged(decodeEvent(boundariesChanged, record).data, record.appendedAt);
    case populationCounted.type:
      return state.populationCounted(decodeEvent(populationCounted, record).data, record.appendedAt);
  }
}
