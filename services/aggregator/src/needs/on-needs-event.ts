import { decodeEvent, needsPublished, type LogRecord, type Realm } from '@hinomi/contracts';
import { keepApart } from '../realm/keep-apart.js';
import type { RealmState } from '../realm/realm-state.js';

/** What was published of needs; `event.invalid` when it is none of this realm. */
export function onNeedsEvent(state: RealmState, realm: Realm, record: LogRecord): void {
  const { data } = decodeEvent(needsPublished, record);
  keepApart(realm, data, record);
  state.published.publish({ published: data, appendedAt: record.appendedAt }, state.cause);
}
