import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import type { Viewer } from '../../access/use-viewer.js';

const PAGES = ['accounts', 'tablets', 'imports', 'audit', 'agency'] as const;
export type Page = 'console' | (typeof PAGES)[number];

/** `#imports=<id>` is one of the imports, `#agency=<id>` one of the subscriptions. */
const pageOf = (hash: string): Page =>
  PAGES.find((page) => hash === `#${page}` || hash.startsWith(`#${page}=`)) ?? 'console';

/** The page named in the address, so that "back", a reload and a sign-in return to it. */
export function usePage(): [Page, (page: Page) => void] {
  const [page, setPage] = useState(() => pageOf(window.location.hash));
  useEffect(() => {
    const onHash = (): void => setPage(pageOf(window.location.hash));
    window.addEventListener('popstate', onHash);
    window.addEventListener('hashchange', onHash);
    return () => {
      window.removeEventListener('popstate', onHash);
      window.removeEventListener('hashchange', onHash);
    };
  }, []);
  const go = useCallback((next: Page) => {
    window.history.pushState(null, '', next === 'console' ? window.location.pathname : `#${next}`);
    setPage(next);
  }, []);
  return [page, go];
}

const nothing = (): (() => void) => () => undefined;

/** True once only a new sign-in helps. */
export function useSessionEnded(viewer: Viewer): boolean {
  const session = viewer.kind === 'person' ? viewer.access : null;
  return useSyncExternalStore(session?.subscribe ?? nothing, () => session?.state() === 'ended');
}
