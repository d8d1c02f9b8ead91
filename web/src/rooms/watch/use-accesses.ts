import { useCallback, useEffect, useState } from 'react';
import type { AuditPage, SupervisedEntry, UnacknowledgedAccesses } from '@hinomi/contracts';
import type { HubApi } from '../../access/hub-api.js';

/** Soon enough to ask whoever opened a record while they still stand beside the person. */
const EVERY_MS = 15_000;
/** One lost answer is no news. */
const FAILURES_TO_SAY = 2;
const MOST_SHOWN = 200;

export interface Accesses {
  /** Emergency accesses that nobody acknowledged, the newest first. */
  entries: readonly SupervisedEntry[];
  failed: boolean;
  acknowledge: (seq: number) => Promise<void>;
}

/** `exercise`: the run whose vault is asked; null = the real one, undefined = none. */
export function auditPath(step: string, exercise: string | null, more: Readonly<Record<string, string>> = {}): string {
  const query = new URLSearchParams({ ...more, ...(exercise !== null && { exercise }) });
  return `/api/v1/phr/audit${step}${query.size > 0 ? `?${query}` : ''}`;
}

/**
 * Asks which emergency accesses are not acknowledged: numbers alone, all day. The entries are read, and that noted, only when there
 * is a new one.
 */
export function useAccesses(api: HubApi, exercise: string | null | undefined): Accesses {
  const [seqs, setSeqs] = useState('');
  const [entries, setEntries] = useState<readonly SupervisedEntry[]>([]);
  const [failures, setFailures] = useState(0);
  const [round, setRound] = useState(0);

  useEffect(() => {
    if (exercise === undefined) return;
    let open = true;
    const look = (): void => {
      api.get<UnacknowledgedAccesses>(auditPath('/unacknowledged', exercise)).then(
        (found) => {
          if (!open) return;
          setSeqs(found.seqs.join(' '));
          setFailures(0);
        },
        () => open && setFailures((count) => count + 1),
      );
    };
    look();
    const timer = setInterval(look, EVERY_MS);
    return () => {
      open = false;
      clearInterval(timer);
    };
  }, [api, exercise, round]);

  useEffect(() => {
    const missing = new Set(seqs === '' ? [] : seqs.split(' ').map(Number));
    setEntries((known) => known.filter(({ seq }) => missing.has(seq)));
    if (exercise === undefined || missing.size === 0) return;
    let open = true;
    const query = { action: 'broke-glass', limit: String(MOST_SHOWN) };
    api.get<AuditPage>(auditPath('', exercise, query)).then(
      (page) => open && setEntries(page.entries.filter(({ seq }) => missing.has(seq))),
      () => {
        if (!open) return;
        setFailures((count) => count + 1);
        // Asked again with the next look.
        setSeqs('');
      },
    );
    return () => {
      open = false;
    };
  }, [api, exercise, seqs]);

  const acknowledge = useCallback(
    async (seq: number): Promise<void> => {
      await api.tell('POST', auditPath(`/${seq}/acknowledge`, exercise ?? null), {});
      setEntries((known) => known.filter((entry) => entry.seq !== seq));
      setRound((count) => count + 1);
    },
    [api, exercise],
  );
  return { entries, failed: failures >= FAILURES_TO_SAY, acknowledge };
}
