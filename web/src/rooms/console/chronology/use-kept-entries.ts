import { useEffect } from 'react';
import type { FeatureV1, Me } from '@hinomi/contracts';
import type { HubApi } from '../../../access/hub-api.js';
import { LogOutbox } from '../../../chronology/log-outbox.js';
import { sendKept } from '../../../chronology/send-kept.js';
import { shelfOf } from '../desk/use-desk.js';
import { drillOf } from '../use-drill.js';

/** Entries that a page of before could not send go whether somebody opens the book or not. */
export function useKeptEntries(
  api: HubApi,
  me: Me | null,
  exercise: boolean,
  features: ReadonlyMap<string, FeatureV1>,
): void {
  const run = exercise ? (drillOf(features)?.run ?? null) : null;
  const mayWrite = me?.permissions.includes('chronology:write') === true && !(exercise && run === null);
  const writer = mayWrite ? me.subject : null;
  useEffect(() => {
    if (writer === null) return undefined;
    const sending = new AbortController();
    void sendKept(api, new LogOutbox(shelfOf('localStorage'), writer), run, sending.signal);
    return () => sending.abort();
  }, [api, writer, run]);
}
