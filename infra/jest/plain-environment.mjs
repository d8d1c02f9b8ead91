/**
 * A test environment that is the worker's own global scope: no context of its own is made, so what one spec file loaded
 * the next one finds. What Jest puts into the global scope for a file is taken out again after it.
 */
import { ModernFakeTimers } from '@jest/fake-timers';
import { ModuleMocker } from 'jest-mock';

export default class PlainEnvironment {
  global = globalThis;
  exportConditions = () => ['node', 'node-addons'];

  constructor({ projectConfig }) {
    this.fakeTimers = null;
    this.fakeTimersModern = new ModernFakeTimers({ config: projectConfig, global: globalThis });
    this.moduleMocker = new ModuleMocker(globalThis);
    this.before = { console: globalThis.console, exit: process.exit };
  }

  async setup() {}

  /** Jest asks for it before it loads a file itself; files are loaded by Node here. */
  getVmContext() {
    return null;
  }

  async teardown() {
    this.fakeTimersModern.dispose();
    this.moduleMocker.restoreAllMocks();
    globalThis.console = this.before.console;
    process.exit = this.before.exit;
  }
}
