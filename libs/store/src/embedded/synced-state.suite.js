/**
 * A worker that remembers what a power cut would leave: of each file the bytes at its last sync, under the names its folder
 * had at its own last sync. Then it is PGlite's worker.
 */
import fs from 'node:fs';
import path from 'node:path';
import { BroadcastChannel, workerData } from 'node:worker_threads';

const { dataDir } = workerData;
/** Path → bytes on disk for sure. */
const names = new Map();
/** Inode → bytes at the last sync. */
const contents = new Map();
let syncs = 0;

for (const entry of fs.readdirSync(dataDir, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile()) continue;
  const file = path.join(entry.parentPath, entry.name);
  const { ino } = fs.statSync(file);
  contents.set(ino, fs.readFileSync(file));
  names.set(file, ino);
}

const realSync = fs.fsyncSync;
const handles = new Map();
const realOpen = fs.openSync;
fs.openSync = (file, ...rest) => {
  const handle = realOpen(file, ...rest);
  handles.set(handle, String(file));
  return handle;
};
fs.fsyncSync = (handle) => {
  realSync(handle);
  syncs += 1;
  const stat = fs.fstatSync(handle);
  const file = handles.get(handle);
  if (stat.isDirectory()) return void syncNames(file);
  const bytes = Buffer.alloc(stat.size);
  fs.readSync(handle, bytes, 0, bytes.length, 0);
  contents.set(stat.ino, bytes);
  // As every journaling file system does: a file that is synced has its name, too.
  if (fs.existsSync(file) && fs.statSync(file).ino === stat.ino) names.set(file, stat.ino);
};

function syncNames(folder) {
  for (const file of names.keys()) if (path.dirname(file) === folder && !fs.existsSync(file)) names.delete(file);
  for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name);
    if (entry.isFile()) names.set(file, fs.statSync(file).ino);
  }
}

/** Writes what would be left into another folder. */
function leave(target) {
  for (const entry of fs.readdirSync(dataDir, { recursive: true, withFileTypes: true })) {
    if (entry.isDirectory())
      fs.mkdirSync(path.join(target, path.relative(dataDir, path.join(entry.parentPath, entry.name))), {
        recursive: true,
      });
  }
  for (const [file, ino] of names) {
    const copy = path.join(target, path.relative(dataDir, file));
    fs.mkdirSync(path.dirname(copy), { recursive: true });
    fs.writeFileSync(copy, contents.get(ino) ?? '');
  }
}

const channel = new BroadcastChannel('hinomi-power');
channel.unref();
channel.onmessage = ({ data }) => {
  if (data.kind !== 'leave') return;
  leave(data.target);
  channel.postMessage({ kind: 'left', syncs });
};
await import('./pglite-worker.js');
