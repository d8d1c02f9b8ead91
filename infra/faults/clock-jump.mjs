/**
 * Loaded before a program (`--import`): what it takes for the time is off by as many milliseconds as the file of
 * FAULTS_CLOCK says, and jumps when that changes. Timers are not, as with a clock that somebody sets.
 */
import { readFileSync } from 'node:fs';

const FILE = process.env.FAULTS_CLOCK;
const LOOK_MS = 50;

if (FILE) {
  const TrueDate = globalThis.Date;
  let offMs = 0;
  const look = () => {
    try {
      offMs = Number(readFileSync(FILE, 'utf8')) || 0;
    } catch {
      offMs = 0;
    }
  };
  const now = () => TrueDate.now() + offMs;
  globalThis.Date = new Proxy(TrueDate, {
    apply: () => new TrueDate(now()).toString(),
    construct: (target, given, newTarget) =>
      Reflect.construct(
        target,
        given.length === 0 ? [now()] : given,
        newTarget === globalThis.Date ? target : newTarget,
      ),
    get: (target, name, receiver) => (name === 'now' ? now : Reflect.get(target, name, receiver)),
  });
  TrueDate.prototype.constructor = globalThis.Date;
  look();
  setInterval(look, LOOK_MS).unref();
}
