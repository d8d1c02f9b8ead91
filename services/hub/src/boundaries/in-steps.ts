import { setImmediate } from 'node:timers/promises';

/** Runs long work without holding the process: between two steps others get their turn. */
export async function inSteps<S, R>(steps: Generator<S, R>, onStep: (step: S) => void = () => {}): Promise<R> {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    onStep(value);
    await setImmediate();
  }
}
