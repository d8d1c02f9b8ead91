import type { DrawingContent, DrawingId, DrawingWriteId } from '@hinomi/contracts';

/** One thing that the person at this page did to a drawing. */
export interface OwnStep {
  drawingId: DrawingId;
  /** Null = it was not there. */
  before: DrawingContent | null;
  after: DrawingContent | null;
  /** The version that stands if nobody did anything since. */
  writeId: DrawingWriteId;
}

/** The last one last. */
export interface OwnSteps {
  done: readonly OwnStep[];
  undone: readonly OwnStep[];
}

export const NO_STEPS: OwnSteps = { done: [], undone: [] };
/** More than anybody goes back. */
const MOST_STEPS = 100;

/** Whoever does something new has nothing to do again. */
export function withStep({ done }: OwnSteps, step: OwnStep): OwnSteps {
  return { done: [...done, step].slice(-MOST_STEPS), undone: [] };
}

/** The step is undone by a version of its own. */
export function withUndone({ done, undone }: OwnSteps, writeId: DrawingWriteId): OwnSteps {
  const last = done.at(-1);
  if (last === undefined) return { done, undone };
  return follow({ done: done.slice(0, -1), undone: [...undone, last] }, last, writeId);
}

export function withRedone({ done, undone }: OwnSteps, writeId: DrawingWriteId): OwnSteps {
  const last = undone.at(-1);
  if (last === undefined) return { done, undone };
  return follow({ done: [...done, last], undone: undone.slice(0, -1) }, last, writeId);
}

/** Somebody else was at this drawing: nothing that was done to it before can be taken back. */
export function withoutDrawing({ done, undone }: OwnSteps, drawingId: DrawingId): OwnSteps {
  const isOther = (step: OwnStep): boolean => step.drawingId !== drawingId;
  return { done: done.filter(isOther), undone: undone.filter(isOther) };
}

/** What stands of a drawing now is this version, for all steps of it. */
function follow(steps: OwnSteps, { drawingId }: OwnStep, writeId: DrawingWriteId): OwnSteps {
  const now = (step: OwnStep): OwnStep => (step.drawingId === drawingId ? { ...step, writeId } : step);
  return { done: steps.done.map(now), undone: steps.undone.map(now) };
}
