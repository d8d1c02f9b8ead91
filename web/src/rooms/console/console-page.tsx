import { Suspense, useEffect, useRef, type ReactNode } from 'react';
import type { DrillEntry, HubStatus, Me, Permission } from '@hinomi/contracts';
import type { HubApi } from '../../access/hub-api.js';
import type { ViewerControl } from '../../access/use-viewer.js';
import type { Page } from './use-page.js';
import { lazyPart } from '../../lazy-part.js';

const AccountsPage = lazyPart(() => import('../accounts/accounts-page.js'));
const ImportsPage = lazyPart(() => import('../imports/imports-page.js'));
const AuditPage = lazyPart(() => import('../watch/audit-page.js'));
const EmergencyNotice = lazyPart(() => import('../watch/emergency-notice.js'));
const AgencyPage = lazyPart(() => import('../agency/agency-page.js'));
const TabletsPage = lazyPart(() => import('../tablets/tablets-page.js'));

type OtherPage = Exclude<Page, 'console'>;
const NEEDS: Readonly<Record<OtherPage, Permission>> = {
  accounts: 'accounts:manage',
  tablets: 'tablets:enrol',
  imports: 'feeds:write',
  audit: 'vault:audit',
  agency: 'subscriptions:use',
};

/** The page instead of the map, for whoever may open it. */
export function mayOpen(page: Page, me: Me | null): OtherPage | null {
  return page !== 'console' && (me?.permissions.includes(NEEDS[page]) ?? false) ? page : null;
}

interface ConsolePageProps {
  page: OtherPage | null;
  api: HubApi;
  me: Me | null;
  people: ViewerControl;
  status: HubStatus;
  drill: DrillEntry | null;
  go: (page: Page) => void;
}

/** The page instead of the map, if any; above everything that a record was opened in an emergency, for whoever supervises. */
export function ConsolePage({ page, api, me, people, status, drill, go }: ConsolePageProps): ReactNode {
  const close = (): void => go('console');
  const run = drill?.running?.run;
  useLanding(people, me, go);
  return (
    <Suspense fallback={null}>
      {me?.permissions.includes('vault:audit') && (
        <EmergencyNotice key={me.subject} api={api} run={run} openAudit={() => go('audit')} />
      )}
      {page === 'accounts' && <AccountsPage api={api} me={me} close={close} />}
      {page === 'tablets' && <TabletsPage api={api} close={close} />}
      {page === 'imports' && <ImportsPage api={api} boundaries={status.boundaries} close={close} />}
      {page === 'audit' && <AuditPage api={api} run={run} close={close} />}
      {page === 'agency' && me && <AgencyPage key={me.subject} {...{ api, me, status, close }} />}
    </Suspense>
  );
}

/** An agency that signed in for nothing else is shown its subscriptions first; the map is one press away. */
function useLanding({ arrivedAt }: ViewerControl, me: Me | null, go: (page: Page) => void): void {
  const landed = useRef(false);
  useEffect(() => {
    if (landed.current || me === null) return;
    landed.current = true;
    if (arrivedAt === '/' && me.role === 'agency') go('agency');
  }, [arrivedAt, me, go]);
}
