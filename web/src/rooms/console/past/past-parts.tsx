import { lazy, Suspense, type ReactNode } from 'react';
import type { FeatureV1 } from '@hinomi/contracts';
import { listNow } from '../hazard-panel.js';
import { UrgentPart } from '../urgent-part.js';
import type { Urgent } from '../use-urgent.js';
import type { Past } from './use-past.js';

const PastBar = lazy(() => import('./past-bar.js'));
const PastDifference = lazy(() => import('./past-difference.js'));

interface ListTopProps {
  past: Past | null;
  live: ReadonlyMap<string, FeatureV1>;
  urgent: Urgent;
  open: (id: string) => void;
  nowMs: number;
}

/** Above the lists: what two moments differ in, and what is urgent now, whatever moment is shown. */
export function ListTop({ past, live, urgent, open, nowMs }: ListTopProps): ReactNode {
  return (
    <Suspense fallback={null}>
      {past?.compared && <PastDifference compared={past.compared} view={past.view} live={live} />}
      <UrgentPart urgent={urgent} select={open} now={listNow(nowMs)} />
    </Suspense>
  );
}

/** Below the map while the past is shown. */
export function PastFoot({ past, hubNowMs }: { past: Past | null; hubNowMs: number }): ReactNode {
  return <Suspense fallback={null}>{past !== null && <PastBar past={past} hubNowMs={hubNowMs} />}</Suspense>;
}
