import { topicIn, type LogRecord, type Realm } from '@hinomi/contracts';
import { onDrillEvent } from '../drills/on-drill-event.js';
import { onHazardEvent } from '../hazards/on-hazard-event.js';
import { onBoundariesEvent } from '../reference/on-boundaries-event.js';
import type { RealmState } from './realm-state.js';

/** What a realm's picture is made from. Boundaries are the real realm's for both: a drill happens in the real country. */
export function inputTopics(realm: Realm): string[] {
  return [
    topicIn(realm, 'hazards-urgent'),
    topicIn(realm, 'hazards'),
    topicIn(realm, 'decisions'),
    topicIn('real', 'reference'),
  ];
}

/** Takes one record into the state; throws `event.invalid` for one that cannot be understood. */
export function acceptRecord(state: RealmState, realm: Realm, record: LogRecord): void {
  switch (record.topic) {
    case topicIn('real', 'reference'):
      return onBoundariesEvent(state, record);
    case topicIn(realm, 'decisions'):
      return onDrillEvent(state, record);
    default:
      return onHazardEvent(state, realm, record);
  }
}
