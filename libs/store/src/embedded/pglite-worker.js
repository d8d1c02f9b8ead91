/**
 * PGlite in a worker thread: opens a data folder, then answers one piece of the PostgreSQL protocol at a time. It knows
 * nothing of connections.
 *
 * @NOTE Plain JavaScript, because a worker is started from a file as Node runs it: from `src` in a spec, from `dist` else.
 *
 * @typedef {import('./engine.js').EngineFiles} EngineFiles
 * @typedef {import('./engine.js').EngineRequest} EngineRequest
 * @typedef {import('./engine.js').EngineReply} EngineReply
 */
import fs from 'node:fs';
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';
import { postgis } from '@electric-sql/pglite-postgis';

/**
 * PGlite's own start parameters without `-F`, which turns fsync off. Of PostgreSQL's ways to sync the write-ahead log only
 * `fsync` reaches the file system here: `fdatasync` is an empty function in this build.
 */
const START_PARAMETERS = ['--single', '-O', '-j'].concat(
  [
    'search_path=public',
    'exit_on_error=false',
    'log_checkpoints=false',
    'max_worker_processes=0',
    'max_parallel_workers=0',
    'max_parallel_workers_per_gather=0',
    'max_parallel_maintenance_workers=0',
    'io_method=sync',
    'fsync=on',
    'full_page_writes=on',
    'wal_sync_method=fsync',
    // The hub's tables are small, and the operating system caches the files as well.
    'shared_buffers=16MB',
    'min_wal_size=2MB',
  ].flatMap((setting) => ['-c', setting]),
);

/** Log segments of 1 MB: a fresh folder is a tenth of the size, and 16 MB are rarely needed at once. */
const INITDB_PARAMETERS = ['--wal-segsize=1'];

/** Gives the file system under the database a real fsync, of files and of folders. */
const syncing = {
  name: 'syncing',
  /** @param {unknown} _pg @param {any} options */
  setup: async (_pg, options) => ({
    emscriptenOpts: {
      ...options,
      preRun: [
        ...options.preRun,
        (/** @type {any} */ module) => {
          const { NODEFS } = module.FS.filesystems;
          NODEFS.stream_ops.fsync = (/** @type {any} */ stream) =>
            NODEFS.tryFSOperation(() => {
              if (typeof stream.nfd === 'number') fs.fsyncSync(stream.nfd);
              else syncFolder(NODEFS.realPath(stream.node));
              return 0;
            });
        },
      ],
    },
  }),
};

/** @param {string} folder */
function syncFolder(folder) {
  // Windows has no handles on folders to sync, and keeps their entries by itself.
  if (process.platform === 'win32') return;
  const handle = fs.openSync(folder, 'r');
  try {
    fs.fsyncSync(handle);
  } finally {
    fs.closeSync(handle);
  }
}

/** @param {string} bundle */
function postgisFrom(bundle) {
  return {
    name: 'postgis',
    /** @param {any} pg @param {any} options */
    setup: async (pg, options) => ({
      ...(await postgis.setup(pg, options)),
      bundlePath: pathToFileURL(bundle),
    }),
  };
}

/** @param {EngineFiles} files */
async function open({ dataDir, bundle }) {
  return PGlite.create({
    dataDir,
    extensions: { postgis: postgisFrom(bundle), syncing },
    startParams: START_PARAMETERS,
    initDbStartParams: INITDB_PARAMETERS,
  });
}

/** @param {PGlite} database @param {Uint8Array} request */
async function answer(database, request) {
  /** @type {Uint8Array[]} */
  const chunks = [];
  // The streaming call, because the other one keeps every message it ever parsed. A chunk is a view of the wasm memory.
  await database.execProtocolRawStream(request, {
    syncToFs: false,
    onRawData: (chunk) => void chunks.push(chunk.slice()),
  });
  const reply = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    reply.set(chunk, at);
    at += chunk.length;
  }
  return reply;
}

const port = /** @type {import('node:worker_threads').MessagePort} */ (parentPort);
/** @param {EngineReply} message @param {ArrayBuffer[]} [transfer] */
const post = (message, transfer = []) => port.postMessage(message, transfer);
/** @param {unknown} error */
const words = (error) => (error instanceof Error ? (error.stack ?? error.message) : String(error));

try {
  const database = await open(/** @type {EngineFiles} */ (workerData));
  const heapBytes = () => database.Module.HEAPU8.length;
  post({ kind: 'open', heapBytes: heapBytes() });
  port.on('message', async (/** @type {EngineRequest} */ request) => {
    try {
      if (request.kind === 'close') {
        await database.close();
        post({ kind: 'closed' });
        return;
      }
      const bytes = await answer(database, request.bytes);
      post({ kind: 'reply', bytes, heapBytes: heapBytes() }, [bytes.buffer]);
    } catch (error) {
      post({ kind: 'failed', reason: words(error) });
    }
  });
} catch (error) {
  post({ kind: 'failed', reason: words(error) });
}
