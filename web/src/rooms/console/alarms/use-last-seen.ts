import { useEffect } from 'react';
import { readKept, writeKept } from '../use-preference.js';

const nameOf = (realm: string): string => `last-seen.${realm}`;

/** When whoever sits at this browser last said that they have seen the room of a realm (ms since 1970); null: never. */
export function lastSeen(realm: string): number | null {
  const kept = Number(readKept(nameOf(realm)) ?? NaN);
  return Number.isFinite(kept) ? kept : null;
}

export function keepSeen(realm: string, atMs: number): void {
  writeKept(nameOf(realm), String(Math.round(atMs)));
}

/** A browser that sees a realm for the first time has seen it now. */
export function useLastSeen(realm: string, live: boolean): void {
  useEffect(() => {
    if (live && lastSeen(realm) === null) keepSeen(realm, Date.now());
  }, [realm, live]);
}
