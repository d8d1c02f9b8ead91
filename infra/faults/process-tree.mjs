import { readdirSync, readFileSync } from 'node:fs';

/** A process and everything below it, whatever groups they made for themselves. */
export function processTree(root) {
  const childrenOf = new Map();
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    const parent = parentOf(entry);
    if (parent !== null) childrenOf.set(parent, [...(childrenOf.get(parent) ?? []), Number(entry)]);
  }
  const tree = [root];
  for (const pid of tree) tree.push(...(childrenOf.get(pid) ?? []));
  return tree;
}

/** To all of the tree; whoever is gone meanwhile needs none. */
export function signalTree(root, signal) {
  for (const pid of processTree(root)) {
    try {
      process.kill(pid, signal);
    } catch (error) {
      if (error.code !== 'ESRCH') throw error;
    }
  }
}

/** Not one that died and waits to be started again. */
export const isThere = (pid) => pid !== undefined && parentOf(pid) !== null;

function parentOf(pid) {
  try {
    // The name may hold blanks and brackets; the parent is the second word after it.
    return Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1).split(' ')[1]);
  } catch {
    return null;
  }
}
