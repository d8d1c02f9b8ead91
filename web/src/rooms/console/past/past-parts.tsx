import { Suspense, type ReactNode } from 'react';
import type { FeatureV1 } from '@hinomi/contracts';
import { listNow } from '../hazard-panel.js';
import { NotedPart } from '../alarms/noted-part.js';
import { UrgentPart } from '../urgent-part.js';
import type { News } from '../use-news.js';
import type { Past } from './use-past.js';
import { lazyPart } from '../../../lazy-part.js';

const PastBar = lazyPart(() => import('./past-bar.js'));
const PastDifference = lazyPart(() => import('./past-difference.js'));

interface ListTopProps {
  past: Past | null;
  live: ReadonlyMap<string, FeatureV1>;
  news: News;
  open: (id: string) => void;
  nowMs: number;
}

/** Above the lists: what two moments differ in, and what is urgent now, whatever moment is shown. */
export function ListTop({ past, live, news, open, nowMs }: ListTopProps): ReactNode {
  return (
    <Suspense fallback={null}>
      {past?.compared && <PastDifference compared={past.compared} view={past.view} live={live} />}
      <UrgentPart urgent={news.urgent} select={open} now={listNow(nowMs)} />
      <NotedPart alarms={news.alarms} open={open} now={listNow(nowMs)} />
    </Suspense>
  );
}

/** Below the map while the past is shown. */
export function PastFoot({ past, hubNowMs }: { past: Past | null; hubNowMs: number }): ReactNode {
  return <Suspense fallback={null}>{past !== null && <PastBar past={past} hubNowMs={hubNowMs} />}</Suspense>;
}
