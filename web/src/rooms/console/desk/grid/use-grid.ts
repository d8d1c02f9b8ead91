import { useCallback, useEffect, useRef, useState } from 'react';
import { ulid } from 'ulid';
import type { FeatureId, ShelterDetail, ShelterReportId, ShelterWarning } from '@hinomi/contracts';
import { earlierCounts } from '../../../shelter/earlier-counts.js';
import { answersOf, nowInstant, type Answers } from '../../../shelter/form-state.js';
import type { ShelterApi } from '../../../shelter/shelter-api.js';
import { deskReport, needToSay, type Way } from '../desk-entry.js';
import { outcomeOf, type DeskFailure, type FailureKind } from '../desk-outcome.js';
import { deskLedger, shelfOf, toldOf } from '../use-desk.js';
import { oddIn, planOf, toldWith, undoOf, type RowReport } from './grid-report.js';
import { isTouched, readGrid, settle, type GridSession } from './grid-session.js';

const keyOf = (exercise: boolean): string => `hinomi-desk-grid-${exercise ? 'drill' : 'real'}`;
/** Asked of the hub at once. */
const ASKED_AT_ONCE = 4;
/** What befalls one row befalls the rest: nothing more is sent until the clerk tries again. */
const FOR_ALL: readonly FailureKind[] = ['unreachable', 'sign-in', 'broken'];

/** A row that looks odd. */
export interface OddRow {
  row: RowReport;
  odd: ShelterWarning[];
}

export interface Grid {
  session: GridSession;
  update: (next: (grid: GridSession) => GridSession) => void;
  /** What the hub has of a shelter, as far as it has answered. */
  hub: ReadonlyMap<FeatureId, Answers>;
  /** What looks odd, to be confirmed once for all of it. */
  asked: readonly OddRow[];
  mend: () => void;
  sending: { done: number; of: number } | null;
  /** Of the last sending. */
  done: { taken: number; left: number } | 'nothing' | null;
  send: (confirmed: readonly OddRow[]) => void;
}

/** The grid: kept in the tab with every key, sent row by row in one step. */
export function useGrid(api: ShelterApi, exercise: boolean, way: Way): Grid {
  const [session, setSession] = useState(() => readGrid(shelfOf('sessionStorage')?.getItem(keyOf(exercise)) ?? null));
  const [asked, setAsked] = useState<readonly OddRow[]>([]);
  const [sending, setSending] = useState<Grid['sending']>(null);
  const [done, setDone] = useState<Grid['done']>(null);
  const latest = useRef(session);
  latest.current = session;
  useEffect(() => {
    shelfOf('sessionStorage')?.setItem(keyOf(exercise), JSON.stringify(session));
  }, [session, exercise]);
  const { hub, ask } = useHubAnswers(api, session);

  const update = useCallback((next: (grid: GridSession) => GridSession) => {
    setAsked([]);
    setDone(null);
    setSession(next);
  }, []);

  const send = async (confirmed: readonly OddRow[]): Promise<void> => {
    const nowMs = Date.now();
    const { ready, held } = planOf(latest.current, nowMs);
    setAsked([]);
    setSession((grid) => held.reduce((now, { key, why }) => settle(now, key, { is: 'held', why }), grid));
    if (ready.length === 0) return setDone(held.length === 0 ? 'nothing' : { taken: 0, left: held.length });
    setSending({ done: 0, of: ready.length });
    const known = await ask(ready.map(({ shelter }) => shelter.id));
    const odd = ready.flatMap((row): OddRow[] => {
      const told = toldOf(row.shelter.id, null);
      const earlier = [...earlierCounts([], known.get(row.shelter.id) ?? {}), ...earlierCounts([], told.answers)];
      const warnings = oddIn(row, told, earlier, nowMs);
      return warnings.length === 0 ? [] : [{ row, odd: warnings }];
    });
    if (odd.some((each) => !isConfirmed(each, confirmed))) return setAsked(odd);
    let taken = 0;
    let stopped: DeskFailure | null = null;
    for (const row of ready) {
      const confirms = odd.find((each) => each.row.key === row.key)?.odd ?? [];
      const undo = undoOf(toldOf(row.shelter.id, null), row);
      const outcome: Outcome = stopped ?? (await sendRow(api, row, way, confirms));
      const isTaken = 'takenAt' in outcome;
      if (isTaken) taken += 1;
      else if (FOR_ALL.includes(outcome.kind)) stopped = outcome;
      const result = isTaken
        ? ({ is: 'taken', at: outcome.takenAt } as const)
        : ({ is: 'failed', failure: outcome } as const);
      setSession((grid) => settle(grid, row.key, result, row.cells, undo));
      setSending((now) => now && { ...now, done: now.done + 1 });
    }
    setDone({ taken, left: ready.length - taken + held.length });
  };
  const run: Grid['send'] = (confirmed) => {
    if (sending !== null) return;
    void send(confirmed).finally(() => setSending(null));
  };
  return { session, update, hub, asked, mend: () => setAsked([]), sending, done, send: run };
}

function isConfirmed({ row, odd }: OddRow, confirmed: readonly OddRow[]): boolean {
  const before = confirmed.find((each) => each.row.key === row.key)?.odd ?? [];
  return odd.every((warning) => before.includes(warning));
}

type Outcome = ReturnType<typeof outcomeOf>;

/** Never rejects: what came of it is the answer. */
async function sendRow(api: ShelterApi, row: RowReport, way: Way, confirmed: ShelterWarning[]): Promise<Outcome> {
  const { shelter, statement, toldBy } = row;
  try {
    const { report, reply } = await deskLedger().report({
      shelter: shelter.id,
      corrects: null,
      make: (device, counter, before, last) => {
        const told = toldWith(before, row);
        const reportId = ulid() as ShelterReportId;
        const frame = { reportId, device, counter, shelter: shelter.id, confirmed, writtenAt: nowInstant(Date.now()) };
        const isGone = row.withdrawn.includes('urgent');
        const said = isGone ? null : needToSay(statement, before, last);
        // A report that says nothing is none: that all of it was wrong is said by there being nothing urgent either.
        const need = Object.keys(told.answers).length === 0 ? (said ?? told.urgentNeed ?? null) : said;
        return { told, report: deskReport(frame, told.answers, need, { by: way, toldBy }) };
      },
      send: (each) => api.send(each.shelter, [each]),
    });
    return outcomeOf(reply, report.reportId);
  } catch (problem) {
    return { kind: 'broken', detail: String(problem) };
  }
}

/** What is known of the shelters of the grid, a few at a time. */
function useHubAnswers(api: ShelterApi, { rows }: GridSession) {
  const [hub, setHub] = useState<ReadonlyMap<FeatureId, Answers>>(new Map());
  const asked = useRef(new Set<FeatureId>());
  const ask = useCallback(
    async (ids: readonly FeatureId[]): Promise<ReadonlyMap<FeatureId, Answers>> => {
      const found = new Map<FeatureId, Answers>();
      const waiting = [...new Set(ids)];
      const work = async (): Promise<void> => {
        for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
          const detail: ShelterDetail | null = await api.detail(id).catch(() => null);
          // Rows can be filled without; sending says what is wrong.
          if (detail === null) continue;
          found.set(id, answersOf(detail.attributes as Parameters<typeof answersOf>[0]));
        }
      };
      await Promise.all(Array.from({ length: ASKED_AT_ONCE }, work));
      setHub((known) => new Map([...known, ...found]));
      return found;
    },
    [api],
  );
  const ids = rows.flatMap(({ shelter }) => shelter?.id ?? []).join('\n');
  useEffect(() => {
    const fresh = (ids === '' ? [] : ids.split('\n')).filter(
      (id) => !asked.current.has(id as FeatureId),
    ) as FeatureId[];
    for (const id of fresh) asked.current.add(id);
    if (fresh.length > 0) void ask(fresh);
  }, [ids, ask]);
  return { hub, ask };
}

/** Rows that the next sending would take up. */
export function touchedCount({ rows }: GridSession): number {
  return rows.filter(isTouched).length;
}
