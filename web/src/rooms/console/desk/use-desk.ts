import { useCallback, useEffect, useState } from 'react';
import { ulid } from 'ulid';
import type { FeatureId, Instant, ShelterDetail, ShelterReportId, ShelterWarning } from '@hinomi/contracts';
import { nowInstant } from '../../shelter/form-state.js';
import type { ShelterApi } from '../../shelter/shelter-api.js';
import { deskReport, needToSay, NOTHING_TOLD, withTold, type Statement, type Told } from './desk-entry.js';
import { DeskLedger } from './desk-ledger.js';
import { outcomeOf, type DeskFailure } from './desk-outcome.js';
import { currentDraft, readSession, taken, type DeskDraft, type DeskSession } from './desk-session.js';

/** One of the page: without locks it holds the page's own number. */
let ledger: DeskLedger | undefined;
export function deskLedger(): DeskLedger {
  ledger ??= new DeskLedger(shelfOf('localStorage'), (navigator as Partial<Navigator>).locks ?? null);
  return ledger;
}

/** Null where the browser keeps nothing for this page; everything then lasts as long as the page. */
export function shelfOf(name: 'localStorage' | 'sessionStorage'): Storage | null {
  try {
    return window[name];
  } catch {
    // Barred by the browser's settings.
    return null;
  }
}

const keyOf = (exercise: boolean): string => `hinomi-desk-${exercise ? 'drill' : 'real'}`;

export interface Desk {
  session: DeskSession;
  draft: DeskDraft | null;
  /** What the hub has of the shelter; null until it has answered. */
  detail: ShelterDetail | null;
  /** What the report will start from. */
  told: Told;
  sending: boolean;
  failure: DeskFailure | null;
  update: (next: (session: DeskSession) => DeskSession) => void;
  send: (statement: Statement, seenAt: Instant, confirmed: readonly ShelterWarning[]) => void;
}

/** What the clerk is writing, kept in the tab with every key, and how it is sent. */
export function useDesk(api: ShelterApi, exercise: boolean): Desk {
  const [session, setSession] = useState(() =>
    readSession(shelfOf('sessionStorage')?.getItem(keyOf(exercise)) ?? null),
  );
  const [detail, setDetail] = useState<ShelterDetail | null>(null);
  const [sending, setSending] = useState(false);
  const [failure, setFailure] = useState<DeskFailure | null>(null);
  useEffect(() => {
    shelfOf('sessionStorage')?.setItem(keyOf(exercise), JSON.stringify(session));
  }, [session, exercise]);

  const draft = currentDraft(session);
  const id = draft?.id ?? null;
  useEffect(() => {
    setDetail(null);
    setFailure(null);
    if (id === null) return undefined;
    let open = true;
    api.detail(id).then(
      (known) => {
        if (open) setDetail(known);
      },
      // The form can be filled without; sending says what is wrong.
      () => undefined,
    );
    return () => {
      open = false;
    };
  }, [api, id]);

  const update = useCallback((next: (session: DeskSession) => DeskSession) => {
    setFailure(null);
    setSession(next);
  }, []);
  const send: Desk['send'] = (statement, seenAt, confirmed) => {
    if (draft === null || sending) return;
    setSending(true);
    setFailure(null);
    const { way } = session;
    deskLedger()
      .report({
        shelter: draft.id,
        corrects: draft.corrects,
        make: (device, counter, before, last) => {
          const told = withTold(before, statement);
          const reportId = ulid() as ShelterReportId;
          const frame = { reportId, device, counter, shelter: draft.id, confirmed, writtenAt: nowInstant(Date.now()) };
          const need = needToSay(statement, before, last);
          return { told, report: deskReport(frame, told.answers, need, { by: way, toldBy: draft.toldBy }) };
        },
        send: (report) => api.send(report.shelter, [report]),
      })
      .then(({ report, reply }) => {
        const outcome = outcomeOf(reply, report.reportId);
        if ('kind' in outcome) return setFailure(outcome);
        const { reportId } = report;
        return setSession((now) => taken(now, { draft, reportId, seenAt, receivedAt: outcome.takenAt }));
      })
      .catch((problem: unknown) => setFailure({ kind: 'broken', detail: String(problem) }))
      .finally(() => setSending(false));
  };
  const told = draft === null ? NOTHING_TOLD : toldOf(draft.id, draft.corrects);
  return { session, draft, detail, told, sending, failure, update, send };
}

export function toldOf(shelter: FeatureId, corrects: ShelterReportId | null): Told {
  return deskLedger().told(shelter, corrects);
}
