import { decodeEvent, drawingWritten, typeOf, type LogRecord, type Realm } from '@hinomi/contracts';
import { keepApart } from '../realm/keep-apart.js';
import type { RealmState } from '../realm/realm-state.js';

/** Of what headquarters write, what they draw is in the picture; the log book is not. `event.invalid` when it is none of this realm. */
export function onIncidentEvent(state: RealmState, realm: Realm, record: LogRecord): void {
  if (typeOf(record) !== drawingWritten.type) return;
  const { data } = decodeEvent(drawingWritten, record);
  keepApart(realm, data, record);
  state.drawings.write(data, record.appendedAt, state.cause);
}
