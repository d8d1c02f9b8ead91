import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { instantFromMillis, type DecisionEntry } from '@hinomi/contracts';
import { HubRefusal, type HubApi } from '../../access/hub-api.js';
import {
  noteOf,
  readWaiting,
  standingAlarms,
  undo,
  withoutEased,
  type Alarm,
  type Standing,
  type WaitingWord,
} from '../../things/acknowledged.js';
import { readKept, writeKept } from './use-preference.js';

const WAITING = 'urgent-waiting';
/** What another console took note of is seen here this soon. */
const ASK_EVERY_MS = 5_000;

/** Signed out, too slow, too many: the same may be heard later. */
const NOT_NOW = new Set([401, 408, 429]);

export interface Acknowledging<T extends Alarm> {
  alarms: Standing<T>[];
  take: (alarm: Alarm) => void;
  undo: (alarm: Standing<Alarm>) => void;
}

/**
 * Who has taken note of which alarm, as the hub has it; what is done here counts here at once and is kept until the hub has it.
 * Whoever may not decide for headquarters (`may`) keeps it in this browser.
 */
export function useAcknowledged<T extends Alarm>(
  urgent: readonly T[],
  api: HubApi,
  drill: boolean,
  live: boolean,
  mayRead: boolean,
  may: boolean,
): Acknowledging<T> {
  const [entries, setEntries] = useState<{ drill: boolean; all: readonly DecisionEntry[] }>({ drill, all: [] });
  const [waiting, setWaiting] = useState<readonly WaitingWord[]>(() => readWaiting(readKept(WAITING)));
  const latest = useRef(waiting);
  const keep = useCallback((next: (now: readonly WaitingWord[]) => readonly WaitingWord[]): void => {
    latest.current = next(latest.current);
    writeKept(WAITING, JSON.stringify(latest.current));
    setWaiting(latest.current);
  }, []);

  const turn = useRef<Promise<void> | null>(null);
  const talk = useCallback((): void => {
    const work = async (): Promise<void> => {
      while (may && latest.current.length > 0) {
        const [word] = latest.current as [WaitingWord];
        if (!(await isHeard(api, word))) break;
        keep((now) => now.filter((each) => each !== word));
      }
      if (!mayRead) return;
      const all = await api.decisions(drill, 'acknowledged').catch(() => null);
      if (all !== null) setEntries({ drill, all });
    };
    turn.current ??= work().finally(() => (turn.current = null));
  }, [api, drill, mayRead, may, keep]);

  const isNeeded = urgent.length > 0 || waiting.length > 0;
  useEffect(() => {
    if (!isNeeded) return undefined;
    talk();
    const timer = setInterval(talk, ASK_EVERY_MS);
    window.addEventListener('online', talk);
    return () => {
      clearInterval(timer);
      window.removeEventListener('online', talk);
    };
  }, [isNeeded, talk, waiting]);

  useEffect(() => {
    if (live && !may && withoutEased(latest.current, urgent, drill) !== latest.current)
      keep((now) => withoutEased(now, urgent, drill));
  }, [urgent, drill, live, may, keep]);

  const alarms = useMemo(() => {
    const here = waiting.filter((word) => word.drill === drill);
    return standingAlarms(urgent, entries.drill === drill ? entries.all : [], here);
  }, [urgent, entries, waiting, drill]);
  const now = () => instantFromMillis(Date.now());
  return {
    alarms,
    take: (alarm) => keep((words) => [...words, { do: 'take', decision: noteOf(alarm), drill, at: now() }]),
    undo: (alarm) => keep((words) => undo(words, alarm, drill, now())),
  };
}

/** Whether the hub has it, or will never have it; false = later. */
async function isHeard(api: HubApi, word: WaitingWord): Promise<boolean> {
  try {
    if (word.do === 'take') await api.tell('POST', '/api/v1/decisions', { decision: word.decision });
    else await api.tell('DELETE', `/api/v1/decisions/${encodeURIComponent(word.decisionId)}`);
    return true;
  } catch (problem) {
    // A no that stays no, as of a shelter or a decision that is gone, must not keep what was done after it.
    return problem instanceof HubRefusal && problem.status < 500 && !NOT_NOW.has(problem.status);
  }
}
