/**
 * Makes a fresh checkout runnable: checks the machine in words, installs when the lock changed, builds when a source
 * changed. Plain Node without dependencies, because nothing is installed yet when it runs.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
// As one object: an old Node lacks some of its functions, and must still get as far as being told so.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

const NEEDED_NODE = [20, 19];
/** The hub with its picture and boundaries takes about 0.5 GB; a build takes about 1 GB. */
const NEEDED_MEMORY_MB = 1500;
/** Packages 0.9 GB, build and data 0.2 GB. */
const NEEDED_DISK_MB = 1500;
const INSTALL_STAMP = path.join(ROOT, 'node_modules', '.hinomi-installed');
const BUILD_STAMP = path.join(ROOT, 'node_modules', '.hinomi-built');
/** One compiler run over all packages shares what it read; the packages' own `build` targets are for working on one of them. */
const BUILD_STEPS = [
  ['the services', 'node_modules/typescript/bin/tsc', ['-b', 'services/hub', 'libs/testing'], '.'],
  ['the embedded database', 'libs/store/dist/embedded/prepare-template.js', [], '.'],
  ['the approximate boundaries', 'services/hub/dist/boundaries/prepare-boundaries.js', [], '.'],
  ['the page', 'node_modules/vite/bin/vite.js', ['build', '--logLevel', 'warn'], 'web'],
];
const BUILD_OUTPUTS = ['services/hub/dist/main.js', 'web/dist/index.html'];

/** A problem a person can mend: one sentence, no stack. */
export class Trouble extends Error {}

export function say(text) {
  process.stdout.write(`${text}\n`);
}

/** Prints a trouble in one sentence and ends; anything else is a bug and keeps its stack. */
export function fail(error) {
  process.stderr.write(`${error instanceof Trouble ? error.message : error.stack}\n`);
  process.exit(1);
}

export function checkMachine() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < NEEDED_NODE[0] || (major === NEEDED_NODE[0] && minor < NEEDED_NODE[1])) {
    throw new Trouble(
      `Hinomi needs Node ${NEEDED_NODE.join('.')} or newer, but this is Node ${process.versions.node}: install a newer Node and run the command again.`,
    );
  }
  const memoryMb = os.totalmem() / 2 ** 20;
  if (memoryMb < NEEDED_MEMORY_MB) {
    throw new Trouble(
      `Hinomi needs ${NEEDED_MEMORY_MB} MB of memory, but this machine has ${Math.round(memoryMb)} MB.`,
    );
  }
  const disk = fs.statfsSync(ROOT);
  const freeMb = (disk.bavail * disk.bsize) / 2 ** 20;
  if (freeMb < NEEDED_DISK_MB && !fs.existsSync(BUILD_STAMP)) {
    throw new Trouble(
      `Hinomi needs ${NEEDED_DISK_MB} MB of free disk for its first start, but only ${Math.round(freeMb)} MB are free in ${ROOT}: make room and run the command again.`,
    );
  }
}

export async function install() {
  const lock = digestOf([path.join(ROOT, 'package-lock.json')]);
  if (stampIs(INSTALL_STAMP, lock)) return;
  say('Installing packages (once; about 1-2 minutes) …');
  const finished = await npm(['ci', '--no-audit', '--no-fund', '--loglevel=error'], 'still installing');
  if (finished !== 0) {
    throw new Trouble(
      'Installing the packages failed (see above): the first start needs the npm registry; check the network and run the command again.',
    );
  }
  fs.writeFileSync(INSTALL_STAMP, lock);
}

export async function build() {
  const sources = digestOf(sourceFiles());
  if (stampIs(BUILD_STAMP, sources) && BUILD_OUTPUTS.every((file) => fs.existsSync(path.join(ROOT, file)))) return;
  fs.rmSync(BUILD_STAMP, { force: true });
  for (const [what, tool, args, folder] of BUILD_STEPS) {
    say(`Building ${what} …`);
    const finished = await run(process.execPath, [path.join(ROOT, tool), ...args], {
      waiting: 'still building',
      folder,
    });
    if (finished !== 0) throw new Trouble(`Building ${what} failed (see above).`);
  }
  fs.writeFileSync(BUILD_STAMP, sources);
}

/** Everything the build reads: a changed file changes the digest. */
function sourceFiles() {
  const roots = ['libs', 'services', 'web'].map((folder) => path.join(ROOT, folder));
  const files = ['package-lock.json', 'tsconfig.base.json', 'nx.json'].map((file) => path.join(ROOT, file));
  const visit = (folder) => {
    for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
      if (['node_modules', 'dist', '.nx'].includes(entry.name)) continue;
      const full = path.join(folder, entry.name);
      if (entry.isDirectory()) visit(full);
      else if (!/\.(spec|suite)\.ts$/.test(entry.name)) files.push(full);
    }
  };
  roots.forEach(visit);
  return files.sort();
}

function digestOf(files) {
  const hash = createHash('sha256');
  for (const file of files) {
    hash.update(path.relative(ROOT, file)).update('\0');
    hash.update(fs.existsSync(file) && fs.statSync(file).isFile() ? fs.readFileSync(file) : '').update('\0');
  }
  return hash.digest('hex');
}

function stampIs(file, value) {
  return fs.existsSync(file) && fs.readFileSync(file, 'utf8') === value;
}

/** Runs npm as it was started (npm passes its own path), so that no shell is needed. */
function npm(args, waiting) {
  fs.mkdirSync(path.join(ROOT, 'node_modules'), { recursive: true });
  const own = process.env.npm_execpath;
  const [command, prefix] =
    own && /\.[cm]?js$/.test(own) ? [process.execPath, [own]] : [process.platform === 'win32' ? 'npm.cmd' : 'npm', []];
  return run(command, [...prefix, ...args], { waiting });
}

/** Runs a program to its end with its output shown; says every 15 s that it goes on. Resolves to its exit code. */
export function run(command, args, { waiting, env, folder = '.' } = {}) {
  const began = Date.now();
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: path.join(ROOT, folder),
      stdio: 'inherit',
      env: { ...process.env, ...env },
    });
    const timer =
      waiting && setInterval(() => say(`  … ${waiting} (${Math.round((Date.now() - began) / 1000)} s)`), 15_000);
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      clearInterval(timer);
      resolve(signal ? 1 : code);
    });
  });
}
