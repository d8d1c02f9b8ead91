import { useMemo } from 'react';
import type { FeatureV1 } from '@hinomi/contracts';
import type { HubApi } from '../../access/hub-api.js';
import type { HazardGroup } from '../../hazards/group-hazards.js';
import type { AlarmSound } from '../../sound/alarm-sound.js';
import type { Words } from '../../words/words.js';
import { useArrivals, type Announcements } from './use-arrivals.js';
import { useUrgent, type Urgent } from './use-urgent.js';

/** All that calls for attention by itself: new and worse hazards, and what shelters need at once. */
export function useNews(
  features: ReadonlyMap<string, FeatureV1>,
  groups: readonly HazardGroup[],
  live: boolean,
  realm: string,
  words: Words,
  sound: AlarmSound,
  api: HubApi,
  permissions: readonly string[],
): { urgent: Urgent; all: readonly Announcements[] } {
  const hazards = useMemo(() => groups.filter(({ layer }) => layer !== 'sensor'), [groups]);
  const news = useArrivals(hazards, live, realm, words, sound);
  const urgent = useUrgent(features, live, realm, words, sound, api, permissions);
  return { urgent, all: [urgent.news, news] };
}
