import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { CareTask, NeedActAnswer, NeedCode, NeedDecisionShown, RecordAnswer } from '@hinomi/contracts';
import type { CareApi, CarePlace } from '../care-api.js';
import { NeedsApi } from './task-api.js';
import { useTasks } from './use-tasks.js';

export interface CaredNeeds {
  api: NeedsApi;
  decisionOf: (need: NeedCode) => NeedDecisionShown | null;
  /** Oldest first. */
  tasksOf: (need: NeedCode) => readonly CareTask[];
  decided: (need: NeedCode, answer: NeedActAnswer) => void;
  put: (task: CareTask) => void;
}

/**
 * What is decided of one person's needs and asked of pharmacies, kept up while the person is open. `again` reads their records anew: the
 * pharmacy's handing over closes a need.
 */
export function useCaredNeeds(
  api: CareApi,
  place: CarePlace,
  person: string,
  answer: RecordAnswer | null,
  again: () => void,
): CaredNeeds {
  const needs = useMemo(() => new NeedsApi(api, place), [api, place]);
  const ask = useCallback((mark: string | null) => needs.tasks(mark), [needs]);
  const { tasks: atShelter, put } = useTasks<CareTask>(ask);
  const [acted, setActed] = useState<ReadonlyMap<NeedCode, NeedDecisionShown | null>>(new Map());
  useEffect(() => setActed(new Map()), [answer]);
  const tasks = useMemo(() => {
    // What ended long ago is in the record's answer alone.
    const current = (atShelter ?? []).filter((task) => task.person === person);
    const ids = new Set(current.map(({ id }) => id));
    const others = (answer?.tasks ?? []).filter(({ id }) => !ids.has(id));
    return [...others, ...current].sort((a, b) => ((a.steps[0]?.at ?? '') < (b.steps[0]?.at ?? '') ? -1 : 1));
  }, [atShelter, answer, person]);

  const handed = tasks
    .filter(({ state }) => state === 'handed-over')
    .map(({ id, steps }) => `${id} ${steps.length}`)
    .join();
  const known = useRef(handed);
  useEffect(() => {
    if (known.current === handed) return;
    known.current = handed;
    if (atShelter !== null && answer !== null) again();
  }, [handed, atShelter, answer, again]);

  const decided = useCallback((need: NeedCode, { decision }: NeedActAnswer) => {
    setActed((before) => new Map(before).set(need, decision));
  }, []);
  return {
    api: needs,
    decisionOf: (need) =>
      acted.has(need)
        ? (acted.get(need) ?? null)
        : (answer?.decisions.find((decision) => decision.need === need) ?? null),
    tasksOf: (need) => tasks.filter((task) => task.need === need),
    decided,
    put,
  };
}
