import { useCallback, useEffect, useState } from 'react';
import type { ShelterImport } from '@hinomi/contracts';
import type { HubApi } from '../../access/hub-api.js';
import { useOpenInAddress } from '../use-open-in-address.js';
import { listImports, readImport } from './import-api.js';

const RETRY_MS = 5_000;
/** While something is on its way. */
const WATCH_MS = 700;
const MOVING = new Set<ShelterImport['state']>(['reading', 'running', 'undoing']);

export function isMoving({ state }: Pick<ShelterImport, 'state'>): boolean {
  return MOVING.has(state);
}

const ID = /^#imports=([0-9A-Z]{26})$/;

/** Which import is open, by the address. */
export const useOpenImport = (): ReturnType<typeof useOpenInAddress> => useOpenInAddress('imports', ID);

export interface Followed<T> {
  value: T | null;
  failed: boolean;
  put: (value: T) => void;
  again: () => void;
}

/** Asked now, again while it moves, and again after a failure. */
function useFollowed<T>(ask: (() => Promise<T>) | null, moves: (value: T) => boolean): Followed<T> {
  const [value, put] = useState<T | null>(null);
  const [failed, setFailed] = useState(false);
  const [round, setRound] = useState(0);
  useEffect(() => {
    if (ask === null) return;
    let open = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const run = (): void => {
      ask().then(
        (next) => {
          if (!open) return;
          put(next);
          setFailed(false);
          if (moves(next)) timer = setTimeout(run, WATCH_MS);
        },
        () => {
          if (!open) return;
          setFailed(true);
          timer = setTimeout(run, RETRY_MS);
        },
      );
    };
    run();
    return () => {
      open = false;
      clearTimeout(timer);
    };
  }, [ask, moves, round]);
  const again = useCallback(() => setRound((count) => count + 1), []);
  return { value, failed, put, again };
}

const anyMoves = (imports: readonly ShelterImport[]): boolean => imports.some(isMoving);

export function useImportList(api: HubApi): Followed<ShelterImport[]> {
  const ask = useCallback(() => listImports(api), [api]);
  return useFollowed(ask, anyMoves);
}

export function useImport(api: HubApi, id: string): Followed<ShelterImport> {
  const ask = useCallback(() => readImport(api, id), [api, id]);
  return useFollowed(ask, isMoving);
}
