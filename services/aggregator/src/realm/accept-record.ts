import {
  datasetListed,
  isObservations,
  sensorDescribed,
  thingDecided,
  topicIn,
  typeOf,
  type LogRecord,
  type Realm,
} from '@hinomi/contracts';
import { onIncidentEvent } from '../drawings/on-incident-event.js';
import { onDrillEvent } from '../drills/on-drill-event.js';
import { onHazardEvent } from '../hazards/on-hazard-event.js';
import { onNeedsEvent } from '../needs/on-needs-event.js';
import { onReferenceEvent } from '../reference/on-reference-event.js';
import { onRegistryEvent, onSensorEvent } from '../sensors/on-sensor-event.js';
import { onDatasetEvent, onDecisionEvent, onThingEvent } from '../things/on-thing-event.js';
import type { RealmState } from './realm-state.js';

/**
 * What a realm's picture is made from. Boundaries, the census, and what is known of sensors are the real realm's for both: a drill happens
 * in the real country.
 */
export function inputTopics(realm: Realm): string[] {
  return [
    topicIn(realm, 'hazards-urgent'),
    topicIn(realm, 'hazards'),
    topicIn(realm, 'decisions'),
    topicIn(realm, 'shelters'),
    topicIn(realm, 'places'),
    topicIn(realm, 'field-reports'),
    topicIn(realm, 'observations'),
    topicIn(realm, 'needs-published'),
    topicIn(realm, 'incidents'),
    topicIn('real', 'reference'),
    ...(realm === 'drill' ? [topicIn('real', 'places')] : []),
  ];
}

/** Takes one record into the state; throws `event.invalid` for one that cannot be understood. */
export function acceptRecord(state: RealmState, realm: Realm, record: LogRecord): void {
  const type = typeOf(record);
  if (realm === 'drill' && record.topic === topicIn('real', 'places')) return onRegistryEvent(state, record);
  switch (record.topic) {
    case topicIn('real', 'reference'):
      return onReferenceEvent(state, record);
    case topicIn(realm, 'decisions'):
      return type === thingDecided.type ? onDecisionEvent(state, realm, record) : onDrillEvent(state, record);
    case topicIn(realm, 'needs-published'):
      return onNeedsEvent(state, realm, record);
    case topicIn(realm, 'incidents'):
      return onIncidentEvent(state, realm, record);
    case topicIn(realm, 'shelters'):
    case topicIn(realm, 'places'):
    case topicIn(realm, 'field-reports'):
    case topicIn(realm, 'observations'):
      if (type === sensorDescribed.type || isObservations(record)) return onSensorEvent(state, realm, record);
      return type === datasetListed.type ? onDatasetEvent(state, realm, record) : onThingEvent(state, realm, record);
    default:
      return onHazardEvent(state, realm, record);
  }
}
