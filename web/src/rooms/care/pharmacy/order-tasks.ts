import type { FeatureId, PharmacyTask, TaskStep } from '@hinomi/contracts';

export function isOpen({ state }: Pick<PharmacyTask, 'state'>): boolean {
  return state === 'asked' || state === 'taken' || state === 'on-its-way';
}

/** The last thing that stands. */
export function lastStep({ steps }: Pick<PharmacyTask, 'steps'>): TaskStep | undefined {
  return steps.findLast(({ undone }) => !undone);
}

/** What is wanted soonest comes first; of what is over, the latest. */
export function orderTasks<T extends PharmacyTask>(tasks: readonly T[]): { open: T[]; ended: T[] } {
  const open = tasks.filter(isOpen).sort((a, b) => compare(a.wantedBy, b.wantedBy) || compare(a.number, b.number));
  const ended = tasks
    .filter((task) => !isOpen(task))
    .sort((a, b) => compare(lastStep(b)?.at ?? '', lastStep(a)?.at ?? ''));
  return { open, ended };
}

/** Where something is to be brought, with how much of it; by name. */
export function sheltersOf(tasks: readonly PharmacyTask[]): { id: FeatureId; name: string | null; count: number }[] {
  const found = new Map<FeatureId, { id: FeatureId; name: string | null; count: number }>();
  for (const task of tasks) {
    const known = found.get(task.shelter) ?? { id: task.shelter, name: task.shelterName, count: 0 };
    found.set(task.shelter, { ...known, count: known.count + Number(isOpen(task)) });
  }
  return [...found.values()].sort((a, b) => (a.name ?? a.id).localeCompare(b.name ?? b.id, 'ja'));
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
