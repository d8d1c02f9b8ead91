/** Does one fault to a world, and undoes it. */
import { setTimeout as pause } from 'node:timers/promises';
import { cutPorts, fillDisk } from './own-network.mjs';
import { isThere, signalTree } from './process-tree.mjs';

/** Of each tenth of a second so much it stands still. */
const SLOW_STOPPED_MS = 75;
const SLOW_RUNNING_MS = 25;

const APPLY = {
  async kill({ actor }, { forMs }) {
    await actor.kill();
    await pause(forMs);
    return { starting: startAgain(() => actor.start()) };
  },
  async restart({ actor }) {
    return { starting: startAgain(() => actor.restart()) };
  },
  async stop({ actor }, { forMs }) {
    const { pid } = actor;
    if (!isThere(pid)) return;
    signalTree(pid, 'SIGSTOP');
    await pause(forMs);
    signalTree(pid, 'SIGCONT');
  },
  async slow({ actor }, { forMs }) {
    const { pid } = actor;
    for (const until = Date.now() + forMs; Date.now() < until && isThere(pid);) {
      signalTree(pid, 'SIGSTOP');
      await pause(SLOW_STOPPED_MS);
      signalTree(pid, 'SIGCONT');
      await pause(SLOW_RUNNING_MS);
    }
  },
  async cut({ cut, ports }, { how, forMs }) {
    // Browsers have no port of their own: their lines are.
    if (cut) return void (await cut());
    const mend = cutPorts(ports, how);
    await pause(forMs);
    mend();
  },
  async disk({ folder }, { forMs }) {
    const empty = fillDisk(folder);
    await pause(forMs);
    empty();
  },
  async clock({ setClock }, { bySeconds, forMs }) {
    setClock(bySeconds * 1_000);
    await pause(forMs);
    setClock(0);
  },
};

/**
 * Resolves when the fault is undone; whether all is well again is for the world to say. `starting`: what begins again and may be hit
 * by the next fault before it is there.
 */
export async function applyFault(member, fault) {
  const { starting = Promise.resolve() } = (await APPLY[fault.kind](member, fault)) ?? {};
  return { starting };
}

/** A start may fail while the disk is full or who is needed is away: whoever looks after the process goes on trying. */
async function startAgain(start) {
  await start().catch(() => undefined);
}
