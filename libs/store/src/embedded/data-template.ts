import { createReadStream, createWriteStream, existsSync, rmSync } from 'node:fs';
import { cp, mkdir, mkdtemp, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { PgliteEngine } from './engine.js';
import { keepFiles } from './keep-files.js';
import { finalStatus, messagesOf, query, TYPE } from './wire.js';

/** What a fresh store starts from, made once for a machine: PostGIS without what the hub never loads, and a data folder. */
export interface DataTemplate {
  /** PostGIS as PGlite loads it. */
  bundle: string;
  /** A data folder with PostGIS created. */
  dataDir: string;
}

/** The parts of this template; another number makes it anew. */
const REVISION = 1;

/** Raster, topology and the American geocoder are two thirds of the bundle, and their modules are loaded at each start. */
const NEEDED_FILE =
  /^(lib\/postgresql\/postgis-3\.so|share\/postgresql\/extension\/postgis(--[\d.]+\.sql|\.control)|share\/proj\/.*)$/;

/** The template of this machine; made at the first call, which takes 10 to 20 s. */
export async function dataTemplate(progress: (text: string) => void): Promise<DataTemplate> {
  const cache = await cacheFolder();
  const name = await templateName();
  const folder = path.join(cache, name);
  if (!existsSync(folder)) {
    progress('Preparing the embedded database (once; 10-20 s) …');
    await makeTemplate(cache, folder);
  }
  return { bundle: path.join(folder, 'postgis.tar.gz'), dataDir: path.join(folder, 'data') };
}

/** Makes `dataDir` out of the template, whole and on disk, or not at all. */
export async function copyTemplate(template: DataTemplate, dataDir: string): Promise<void> {
  const unfinished = `${dataDir}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await cp(template.dataDir, unfinished, { recursive: true });
  await syncTree(unfinished);
  await rename(unfinished, dataDir);
  await sync(path.dirname(dataDir));
}

async function makeTemplate(cache: string, folder: string): Promise<void> {
  const unfinished = await mkdtemp(path.join(cache, 'unfinished-'));
  try {
    const bundle = path.join(unfinished, 'postgis.tar.gz');
    const [full, slim] = [createGunzip(), createGzip({ level: 1 })];
    await Promise.all([
      pipeline(createReadStream(fullBundle()), full),
      keepFiles(full, slim, NEEDED_FILE),
      pipeline(slim, createWriteStream(bundle)),
    ]);
    const engine = await PgliteEngine.open({ dataDir: path.join(unfinished, 'data'), bundle });
    const reply = await engine.exchange(query('create extension postgis'));
    const failed = finalStatus(reply) !== 'I' || [...messagesOf(reply)].some(({ type }) => type === TYPE.error);
    if (failed) throw new Error(`PostGIS could not be created in the embedded database: ${reply.toString('latin1')}`);
    await engine.close();
    await rename(unfinished, folder);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    // Another process was quicker.
    if (existsSync(folder)) return;
    throw error;
  }
}

function fullBundle(): string {
  return path.join(
    path.dirname(createRequire(import.meta.url).resolve('@electric-sql/pglite-postgis')),
    'postgis.tar.gz',
  );
}

async function templateName(): Promise<string> {
  const versions = await Promise.all(['@electric-sql/pglite', '@electric-sql/pglite-postgis'].map(versionOf));
  return `store-${versions.join('-')}-r${REVISION}`;
}

async function versionOf(name: string): Promise<string> {
  const entry = createRequire(import.meta.url).resolve(name);
  const text = await readFile(path.join(path.dirname(entry), '../package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

/** Beside the packages, where a clean install takes it away; else where temporary files are, for packages nobody may write to. */
async function cacheFolder(): Promise<string> {
  const modules = fullBundle().split(`${path.sep}@electric-sql${path.sep}`)[0]!;
  for (const folder of [path.join(modules, '.cache'), tmpdir()]) {
    const cache = path.join(folder, 'hinomi-store');
    try {
      await mkdir(cache, { recursive: true });
      return cache;
    } catch (error) {
      if (folder === tmpdir()) throw error;
    }
  }
  throw new Error('unreachable');
}

async function syncTree(folder: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.map((entry) => path.join(entry.parentPath, entry.name));
  await Promise.all([folder, ...paths].map(sync));
}

/** On disk when it resolves. */
async function sync(file: string): Promise<void> {
  const handle = await open(file, 'r');
  try {
    await handle.sync();
  } catch (error) {
    // Windows has no handles on folders to sync.
    if (process.platform !== 'win32') throw error;
  } finally {
    await handle.close();
  }
}
