import { lastHeardAt, millisOf, openedAtOf, shelterSilentFrom, silenceLimitHours } from '@hinomi/contracts';
import type { ThingFeature } from './thing-feature.js';
import { thingState, type ThingState } from './thing-state.js';

/** How a thing is drawn: its state, or that an open shelter is no longer heard of. */
export type ThingLook = ThingState | 'silent';

/** By the rule of the call list; the hub's time, to the minute, is enough. */
export function thingLook(feature: ThingFeature, hubNowMs: number): ThingLook {
  return isSilent(feature, hubNowMs) ? 'silent' : thingState(feature);
}

export function isSilent({ properties }: ThingFeature, hubNowMs: number): boolean {
  if (properties.theme !== 'shelter') return false;
  const from = shelterSilentFrom(properties.attributes);
  return from !== null && millisOf(from) <= hubNowMs;
}

/** For how long nobody said a word, and how long that may be; null = it is not silent for too long. */
export function silenceOf(feature: ThingFeature, hubNowMs: number): { forMs: number; limitHours: number } | null {
  if (!isSilent(feature, hubNowMs)) return null;
  const { attributes } = feature.properties;
  const [heardAt, openedAt] = [lastHeardAt(attributes), openedAtOf(attributes)];
  const since = heardAt ?? openedAt;
  if (since === null) return null;
  const fromMs = millisOf(shelterSilentFrom(attributes) ?? since);
  return { forMs: hubNowMs - millisOf(since), limitHours: silenceLimitHours(openedAt, fromMs) };
}
