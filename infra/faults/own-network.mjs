/** A network and mounts of the harness's own, so that cutting links and filling disks touches nothing else of the machine. */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const OWN = 'FAULTS_OWN_NETWORK';
/** Before `local`, which is moved behind it: rules of this preference decide first. */
const CUT_PREFERENCE = '5';
const LOCAL_PREFERENCE = '10';

/** Whoever is not root may be so in a world of their own, where the system lets them. */
const UNSHARE = ['--net', '--mount', ...(process.getuid?.() === 0 ? [] : ['--user', '--map-root-user'])];

/** `null` when the system lets this process have a network and mounts of its own, else why not. */
export function whyNoOwnNetwork(target) {
  if (process.platform !== 'linux') return 'network namespaces are of Linux';
  if (target === 'cluster' && process.getuid?.() !== 0) return 'PostgreSQL needs a user that only root can become';
  const tried = spawnSync('unshare', [...UNSHARE, 'ip', 'link', 'set', 'lo', 'up'], { encoding: 'utf8' });
  if (tried.status === 0) return null;
  return `unshare and ip do not do it here: ${tried.error?.message ?? tried.stderr.trim()}`;
}

export const isInOwnNetwork = () => process.env[OWN] === '1';

/** The same command again in a network of its own; resolves to its exit code. */
export function runInOwnNetwork(argv) {
  const child = spawn('unshare', [...UNSHARE, process.execPath, ...argv], {
    stdio: 'inherit',
    env: { ...process.env, [OWN]: '1' },
  });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  return new Promise((done, failed) => {
    child.once('error', failed);
    child.once('exit', (code) => done(code ?? 1));
  });
}

export function openOwnNetwork() {
  ip('link', 'set', 'lo', 'up');
  for (const family of ['-4', '-6']) {
    ip(family, 'rule', 'add', 'pref', LOCAL_PREFERENCE, 'lookup', 'local');
    ip(family, 'rule', 'del', 'pref', '0');
  }
}

/** What comes from these ports is lost; with `both`, what is sent to them as well. Returns how to mend it. */
export function cutPorts(ports, how) {
  const sides = how === 'both' ? ['sport', 'dport'] : ['sport'];
  const rules = ports.flatMap((port) =>
    sides.flatMap((side) => ['-4', '-6'].map((family) => [family, side, String(port)])),
  );
  const set = (verb) => {
    for (const [family, side, port] of rules)
      ip(family, 'rule', verb, 'pref', CUT_PREFERENCE, 'ipproto', 'tcp', side, port, 'blackhole');
  };
  set('add');
  return () => set('del');
}

/** A disk of its own of so many bytes, in memory. */
export function mountDisk(folder, bytes) {
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes},mode=755`, 'tmpfs', folder]);
}

export function unmountDisk(folder) {
  spawnSync('umount', ['-l', folder]);
}

/** Fills a disk to its last byte; returns how to make room again. */
export function fillDisk(folder) {
  const file = join(folder, 'filling');
  spawnSync('dd', ['if=/dev/zero', `of=${file}`, 'bs=1M'], { stdio: 'ignore' });
  try {
    writeFileSync(`${file}-rest`, Buffer.alloc(1024 * 1024));
  } catch {
    // There is no room left: as it should be.
  }
  return () => {
    for (const each of [file, `${file}-rest`]) rmSync(each, { force: true });
  };
}

function ip(...args) {
  execFileSync('ip', args, { stdio: ['ignore', 'ignore', 'inherit'] });
}
