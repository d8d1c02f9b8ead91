import { useCallback, useEffect, useRef, useState } from 'react';
import type { PharmacyTask, TasksAnswer } from '@hinomi/contracts';

/** Both sides see a step within this; nothing is shown, and noted in the audit, while nothing is different. */
const ASK_EVERY_MS = 3_000;

export interface Tasks<T> {
  /** Null until the hub has answered. */
  tasks: readonly T[] | null;
  /** On this device's clock, when the hub last answered. */
  atMs: number;
  isStale: boolean;
  /** A step of one's own is seen at once. */
  put: (task: T) => void;
}

/** What is asked of pharmacies, kept up. `null` = not asked. */
export function useTasks<T extends PharmacyTask>(
  ask: ((mark: string | null) => Promise<TasksAnswer<T>>) | null,
): Tasks<T> {
  const [known, setKnown] = useState<Omit<Tasks<T>, 'put'>>({ tasks: null, atMs: 0, isStale: false });
  const mark = useRef<string | null>(null);
  useEffect(() => {
    if (ask === null) return;
    let open = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    mark.current = null;
    const look = (): void => {
      ask(mark.current)
        .then(
          (answer) => {
            if (!open) return;
            mark.current = answer.mark;
            setKnown(({ tasks }) => ({ tasks: answer.tasks ?? tasks, atMs: Date.now(), isStale: false }));
          },
          () => open && setKnown((before) => ({ ...before, isStale: true })),
        )
        .finally(() => {
          if (open) timer = setTimeout(look, ASK_EVERY_MS);
        });
    };
    look();
    return () => {
      open = false;
      clearTimeout(timer);
    };
  }, [ask]);
  const put = useCallback((task: T) => {
    // The next look brings everything: what is under this mark is not what is known now.
    mark.current = null;
    setKnown((before) => {
      const others = (before.tasks ?? []).filter(({ id }) => id !== task.id);
      return { ...before, tasks: [...others, task] };
    });
  }, []);
  return { ...known, put };
}
