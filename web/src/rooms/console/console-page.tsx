import { lazy, Suspense, type ReactNode } from 'react';
import type { HubStatus, Me, Permission } from '@hinomi/contracts';
import type { HubApi } from '../../access/hub-api.js';
import type { Page } from './use-page.js';

const AccountsPage = lazy(() => import('../accounts/accounts-page.js'));
const ImportsPage = lazy(() => import('../imports/imports-page.js'));
const TabletsPage = lazy(() => import('../tablets/tablets-page.js'));

type OtherPage = Exclude<Page, 'console'>;
const NEEDS: Readonly<Record<OtherPage, Permission>> = {
  accounts: 'accounts:manage',
  tablets: 'tablets:enrol',
  imports: 'feeds:write',
};

/** The page instead of the map, for whoever may open it. */
export function mayOpen(page: Page, me: Me | null): OtherPage | null {
  return page !== 'console' && (me?.permissions.includes(NEEDS[page]) ?? false) ? page : null;
}

interface ConsolePageProps {
  page: OtherPage | null;
  api: HubApi;
  me: Me | null;
  status: HubStatus;
  close: () => void;
}

export function ConsolePage({ page, api, me, status, close }: ConsolePageProps): ReactNode {
  if (page === null) return null;
  return (
    <Suspense fallback={null}>
      {page === 'accounts' && <AccountsPage api={api} me={me} close={close} />}
      {page === 'tablets' && <TabletsPage api={api} close={close} />}
      {page === 'imports' && <ImportsPage api={api} boundaries={status.boundaries} close={close} />}
    </Suspense>
  );
}
