import { useEffect, useState } from 'react';
import { instantFromMillis, millisOf, type FeatureV1, type InterestV1 } from '@hinomi/contracts';
import type { HubApi } from '../../../access/hub-api.js';
import { PassedHazards } from '../../../past/passed-hazards.js';
import { PastStretch } from '../../../past/past-stretch.js';
import { roomInterest } from '../../../picture/picture-feed.js';

/** Of what came and went only this severe is named: a small earthquake more is no news. */
const PASSED_SEVERITY = 3;
/** More changes than anybody reads; then the list says that it is not whole. */
const MOST_PAGES = 30;

export interface Since {
  state: 'asking' | 'known' | 'failed';
  fromMs: number;
  /** The picture as it was known then. */
  before: ReadonlyMap<string, FeatureV1>;
  passed: PassedHazards;
  /** Something may be missing: history begins later, or there were too many changes. */
  isWhole: boolean;
}

/** The picture as this console showed it at a moment, and what came since. Asked once for each moment. */
export function useSince(api: HubApi, exercise: boolean, fromMs: number, hubNowMs: number): Since | null {
  const [since, setSince] = useState<Since | null>(null);
  const [toMs] = useState(hubNowMs);
  useEffect(() => {
    let open = true;
    const blank: Since = { state: 'asking', fromMs, before: new Map(), passed: new PassedHazards(), isWhole: true };
    setSince(blank);
    ask(api, exercise, fromMs, Math.max(toMs, fromMs + 1000)).then(
      (found) => open && setSince({ ...blank, ...found, state: 'known' }),
      () => open && setSince({ ...blank, state: 'failed' }),
    );
    return () => {
      open = false;
    };
  }, [api, exercise, fromMs, toMs]);
  return since;
}

async function ask(
  api: HubApi,
  exercise: boolean,
  fromMs: number,
  toMs: number,
): Promise<Pick<Since, 'before' | 'passed' | 'isWhole'>> {
  const question = { clock: 'known', from: instantFromMillis(fromMs), to: instantFromMillis(toMs) } as const;
  const first = await api.changes(roomInterest(exercise), { ...question, cursor: null });
  const completeMs = first.historyCompleteFrom === null ? Infinity : millisOf(first.historyCompleteFrom);
  const passed = new PassedHazards();
  const severe: InterestV1 = { exercise, minSeverity: PASSED_SEVERITY };
  let cursor: string | null = null;
  let pages = 0;
  do {
    const page = await api.changes(severe, { ...question, cursor });
    passed.add(page);
    cursor = page.next;
    pages += 1;
  } while (cursor !== null && pages < MOST_PAGES);
  return { before: new PastStretch(first).features, passed, isWhole: completeMs <= fromMs && cursor === null };
}
