import { flushLog, logOf } from '../log/log.js';

/** Something to end; its name stands in the sentence that says what hung. */
export interface StopStep {
  name: string;
  run: () => void | Promise<void>;
}

export interface StopSettings {
  /** Run one after the other. A step that fails does not keep the next from running. */
  steps: readonly StopStep[];
  /** Orchestrators kill after 10 s (Docker) or 30 s (Kubernetes): a clean end must be sooner. */
  limitMs?: number;
  /** Told the words for the person at the terminal. */
  say?: (words: string) => void;
}

const STOP_LIMIT_MS = 9_000;

/** What a shell makes of an end by Ctrl-C. */
const INTERRUPTED = 130;

/**
 * Ends the process well: SIGTERM or the first Ctrl-C runs the steps and exits with 0; a step that hangs is named and ends it
 * with 1; a second signal ends it at once. A bug nobody caught is logged with its stack and ends it with 1: what it left
 * behind is not known, and everything here may be killed at any time.
 */
export function stopGracefully(settings: StopSettings): void {
  const { say = (words) => process.stdout.write(`${words}\n`) } = settings;
  let stopping = false;
  const onSignal = (): void => {
    if (stopping) end(INTERRUPTED);
    stopping = true;
    say('Stopping …');
    void runSteps(settings.steps, settings.limitMs ?? STOP_LIMIT_MS, say).then((clean) => end(clean ? 0 : 1));
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  endOnBugs();
}

/** From now on a bug nobody caught ends the process; called as early as may be. */
export function endOnBugs(): void {
  if (watching) return;
  watching = true;
  process.on('uncaughtException', (error) => endByBug('an exception nobody caught', error));
  process.on('unhandledRejection', (error) => endByBug('a rejection nobody handled', error));
}

let watching = false;

function endByBug(what: string, error: unknown): never {
  logOf('hub').fatal(`ended by ${what}`, { error: error instanceof Error ? error : new Error(String(error)) });
  return end(1);
}

async function runSteps(steps: readonly StopStep[], limitMs: number, say: (words: string) => void): Promise<boolean> {
  let inHand = '';
  let clean = true;
  const work = async (): Promise<void> => {
    for (const { name, run } of steps) {
      inHand = name;
      try {
        await run();
      } catch (error) {
        clean = false;
        logOf('hub').error(`could not end ${name}`, { error });
      }
    }
  };
  // Holds the process too: a step that hangs may not.
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => (timer = setTimeout(() => resolve('late'), limitMs)));
  const result = await Promise.race([work(), late]);
  clearTimeout(timer);
  if (result !== 'late') return clean;
  say(`Stopping took longer than ${limitMs / 1_000} s: ${inHand} did not end. What was acknowledged is safe.`);
  logOf('hub').error(`${inHand} did not end in time`, { durationMs: limitMs });
  return false;
}

function end(code: number): never {
  flushLog();
  process.exit(code);
}
