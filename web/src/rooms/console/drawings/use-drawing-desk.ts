import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { DrawingRequest, type FeatureV1, type RunId } from '@hinomi/contracts';
import type { HubApi } from '../../../access/hub-api.js';
import { DrawingDesk, type DrawingDeskView } from '../../../drawings/drawing-desk.js';
import { KeptRequests } from '../../../offline/kept-requests.js';
import { shelfOf } from '../desk/use-desk.js';
import { DRAWINGS_KEPT } from './drawings-kept.js';

/** One for each account and world for as long as the page lives: what is on its way goes on when its panel closes. */
const desks = new WeakMap<HubApi, Map<string, DrawingDesk>>();

export function useDrawingDesk(
  api: HubApi,
  subject: string,
  exercise: RunId | null,
  features: ReadonlyMap<string, FeatureV1>,
): { desk: DrawingDesk; view: DrawingDeskView } {
  const desk = useMemo(() => deskOf(api, subject, exercise), [api, subject, exercise]);
  useEffect(() => desk.hear(features), [desk, features]);
  return { desk, view: useSyncExternalStore(desk.subscribe, desk.current) };
}

function deskOf(api: HubApi, subject: string, exercise: RunId | null): DrawingDesk {
  const ofHub = desks.get(api) ?? new Map<string, DrawingDesk>();
  desks.set(api, ofHub);
  const key = `${subject}/${exercise ?? ''}`;
  const kept = new KeptRequests(shelfOf('localStorage'), `${DRAWINGS_KEPT}${subject}:`, DrawingRequest);
  const desk = ofHub.get(key) ?? new DrawingDesk(api, exercise, kept);
  ofHub.set(key, desk);
  return desk;
}
