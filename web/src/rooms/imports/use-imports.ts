import { useCallback, useEffect, useState } from 'react';
import type { ShelterImport } from '@hinomi/contracts';
import type { HubApi } from '../../access/hub-api.js';
import { listImports, readImport } from './import-api.js';

const RETRY_MS = 5_000;
/** While something is on its way. */
const WATCH_MS = 700;
const MOVING = new Set<ShelterImport['state']>(['reading', 'running', 'undoing']);

export function isMoving({ state }: Pick<ShelterImport, 'state'>): boolean {
  return MOVING.has(state);
}

const ID = /^#imports=([0-9A-Z]{26})$/;
const idOf = (hash: string): string | null => ID.exec(hash)?.[1] ?? null;

/** Which import is open, by the address: a reload opens it again. */
export function useOpenImport(): [string | null, (id: string | null) => void] {
  const [id, setId] = useState(() => idOf(window.location.hash));
  useEffect(() => {
    const onHash = (): void => setId(idOf(window.location.hash));
    window.addEventListener('popstate', onHash);
    window.addEventListener('hashchange', onHash);
    return () => {
      window.removeEventListener('popstate', onHash);
      window.removeEventListener('hashchange', onHash);
    };
  }, []);
  const open = useCallback((next: string | null) => {
    window.history.pushState(null, '', next === null ? '#imports' : `#imports=${next}`);
    setId(next);
  }, []);
  return [id, open];
}

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
