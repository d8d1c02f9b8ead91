import { useMemo } from 'react';
import type { FeatureV1 } from '@hinomi/contracts';
import type { HubApi } from '../../access/hub-api.js';
import { hazardAlarms, type HazardAlarm } from '../../alarms/hazard-alarms.js';
import type { HazardGroup } from '../../hazards/group-hazards.js';
import { partOf } from '../../hazards/picture-parts.js';
import type { AlarmSound } from '../../sound/alarm-sound.js';
import type { Standing } from '../../things/acknowledged.js';
import { urgentThings, type UrgentThing } from '../../things/urgent-things.js';
import type { Words } from '../../words/words.js';
import { useLastSeen } from './alarms/use-last-seen.js';
import { useAcknowledged, type Acknowledging } from './use-acknowledged.js';
import { useStepped } from './use-stepped.js';
import { useArrivals, type Announcements } from './use-arrivals.js';
import { useUrgent, type Urgent } from './use-urgent.js';

/** Hazards that are alarms, with who has taken note of each. */
export interface HazardAlarms {
  /** What nobody has taken note of yet. */
  open: Standing<HazardAlarm>[];
  noted: Standing<HazardAlarm>[];
  take: Acknowledging<HazardAlarm>['take'];
  undo: Acknowledging<HazardAlarm>['undo'];
}

/** With who is in a shelter, which is told beside it. */
const stepThings = partOf(({ properties }) => properties.type === 'thing');

export interface News {
  urgent: Urgent;
  alarms: HazardAlarms;
  all: readonly Announcements[];
}

/** All that calls for attention by itself: new and worse hazards, and what shelters need at once. */
export function useNews(
  features: ReadonlyMap<string, FeatureV1>,
  hazards: readonly HazardGroup[],
  live: boolean,
  realm: string,
  words: Words,
  sound: AlarmSound,
  api: HubApi,
  permissions: readonly string[],
): News {
  const { part: things } = useStepped(features, stepThings);
  const urgent = useMemo(() => urgentThings(things), [things]);
  const asked = useMemo(() => [...urgent, ...hazardAlarms(hazards)], [urgent, hazards]);
  const [mayRead, may] = [permissions.includes('decisions:read'), permissions.includes('decisions:write')];
  const { alarms, take, undo } = useAcknowledged(asked, api, realm === 'drill', live, mayRead, may);
  const ofHazards = useMemo(() => alarms.filter(isOfHazard), [alarms]);
  const ofThings = useMemo(() => alarms.filter((alarm) => !isOfHazard(alarm)), [alarms]);
  const news = useArrivals(hazards, ofHazards, live, realm, words, sound);
  const ofUrgent = useUrgent(urgent, { alarms: ofThings, take, undo }, live, realm, words, sound);
  useLastSeen(realm, live);
  return {
    urgent: ofUrgent,
    alarms: {
      open: ofHazards.filter(({ taken }) => taken === null),
      noted: ofHazards.filter(({ taken }) => taken !== null),
      ...{ take, undo },
    },
    all: [ofUrgent.news, news],
  };
}

type Any = Standing<UrgentThing | HazardAlarm>;

function isOfHazard(alarm: Any): alarm is Standing<HazardAlarm> {
  return alarm.is === 'hazard';
}
