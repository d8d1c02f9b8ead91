/**
 * Runs one spec file with Jest's own circus, but loads it with Node's own loader instead of Jest's.
 *
 * Jest gives every file a module registry of its own and so evaluates a few hundred modules for each. Here the sources and
 * packages are evaluated once per worker; only the spec itself and the `.suite` files it takes are new for every file
 * (`source-hooks.mjs`). Timeouts, `each`, skips, reports and exit codes are circus's and Jest's, unchanged.
 */
import { readFile } from 'node:fs/promises';
import { createRequire, register } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import circus from 'jest-circus/runner';

const require = createRequire(import.meta.url);
register('./source-hooks.mjs', import.meta.url);
process.setSourceMapsEnabled(true);

const adapter = circus.default ?? circus;
const HANDLERS = Symbol.for('EVENT_HANDLERS');
const TIMEOUT = Symbol.for('TEST_TIMEOUT_SYMBOL');
/** Where `globals.mjs` finds what `@jest/globals` gives to the file that is loaded now. */
const GLOBALS = Symbol.for('hinomi.jest-globals');
/**
 * V8 shares what it compiled of the embedded database for as long as somebody holds it. Nobody does between two files, and each
 * would compile it anew, for a second of processor time.
 */
const DATABASE = path.join(path.dirname(require.resolve('@electric-sql/pglite')), 'pglite.wasm');
globalThis[Symbol.for('hinomi.compiled-database')] = await WebAssembly.compile(await readFile(DATABASE));
let files = 0;

export default async function runFile(globalConfig, config, environment, runtime, testPath, sendMessageToJest) {
  files += 1;
  // Jest's own formatter knows the maps of what Jest transformed; Node knows those of what it loaded.
  Error.prepareStackTrace = undefined;
  delete globalThis[HANDLERS];
  delete globalThis[TIMEOUT];
  try {
    return await adapter(globalConfig, config, environment, plainRuntime(environment), testPath, sendMessageToJest);
  } finally {
    delete globalThis[GLOBALS];
  }
}

/** The part of Jest's runtime that circus asks for, on Node's loader. */
function plainRuntime(environment) {
  return {
    requireInternalModule: requireAnew,
    requireModule: (path) => require(path),
    unstable_shouldLoadAsEsm: () => true,
    unstable_importModule: (path) => import(`${pathToFileURL(path)}?file=${files}`),
    setGlobalsForRuntime: (globals) => {
      globalThis[GLOBALS] = { ...globals, jest: jestObject(environment) };
    },
    enterTestCode() {},
    leaveTestCode() {},
  };
}

/** Circus keeps the state of a file in its module. */
function requireAnew(path) {
  delete require.cache[require.resolve(path)];
  return require(path);
}

/** What the specs use of `jest`. Module mocks are not among it: nothing here is mocked by its name. */
function jestObject({ moduleMocker, fakeTimersModern: timers }) {
  const jest = {
    fn: moduleMocker.fn.bind(moduleMocker),
    spyOn: moduleMocker.spyOn.bind(moduleMocker),
    setTimeout: (ms) => chained(() => (globalThis[TIMEOUT] = ms)),
    useFakeTimers: (options) => chained(() => timers.useFakeTimers(options)),
    useRealTimers: () => chained(() => timers.useRealTimers()),
    advanceTimersByTime: (ms) => timers.advanceTimersByTime(ms),
    advanceTimersByTimeAsync: (ms) => timers.advanceTimersByTimeAsync(ms),
    runOnlyPendingTimers: () => timers.runOnlyPendingTimers(),
  };
  const chained = (change) => {
    change();
    return jest;
  };
  return jest;
}
