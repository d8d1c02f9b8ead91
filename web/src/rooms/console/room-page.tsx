import { lazy, Suspense, type ReactNode } from 'react';
import type { HubStatus, Me } from '@hinomi/contracts';
import type { HubApi } from '../../access/hub-api.js';
import type { Page } from './use-page.js';

const AccountsPage = lazy(() => import('../accounts/accounts-page.js'));
const ImportsPage = lazy(() => import('../imports/imports-page.js'));

type OtherPage = Exclude<Page, 'console'>;

/** The page beside the map that the address names, for whom it is there; null = the map. */
export function allowedPage(page: Page, me: Me | null): OtherPage | null {
  if (page === 'accounts' && me?.permissions.includes('accounts:manage')) return 'accounts';
  return page === 'imports' && me?.permissions.includes('feeds:write') ? 'imports' : null;
}

interface RoomPageProps {
  page: OtherPage | null;
  api: HubApi;
  me: Me | null;
  status: HubStatus;
  close: () => void;
}

export function RoomPage({ page, api, me, status, close }: RoomPageProps): ReactNode {
  if (page === null) return null;
  return (
    <Suspense fallback={null}>
      {page === 'accounts' ? (
        <AccountsPage api={api} me={me} close={close} />
      ) : (
        <ImportsPage api={api} boundaries={status.boundaries} close={close} />
      )}
    </Suspense>
  );
}
