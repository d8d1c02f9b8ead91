import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { HubError } from '@hinomi/contracts';
import { joinImports, type BoundaryImport } from '@hinomi/geo';
import type { BoundaryStore } from '../boundary-store.js';
import { readBoundaryFile } from '../read-boundary-file.js';
import { loadBoundarySources, type BoundarySource } from './boundary-source.js';
import { downloadFile, type DownloadProgress } from './download-file.js';

export interface DownloadOptions {
  store: BoundaryStore;
  /** The folder of boundaries; the files are kept in `downloads` below it. */
  dir: string;
  /** Id of a source, or `all`. */
  which: string;
  say: (text: string) => void;
  sourcesDir?: string;
  /** What the tests shorten. */
  download?: { stallMs?: number; attempts?: number; pauseMs?: number };
}

/** The checkout stands five folders above. */
const SOURCES = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../../../../infra/boundaries');

/** Fetches the official files of a source and brings them into force in one step; what is here already is not fetched again. */
export async function downloadBoundaries(options: DownloadOptions): Promise<void> {
  const { store, dir, which, say, sourcesDir = SOURCES } = options;
  const all = await loadBoundarySources(sourcesDir);
  const chosen = all.filter(({ id }) => which === 'all' || id === which);
  if (chosen.length === 0) {
    const known = [...all.map(({ id }) => id), 'all'].join(', ');
    throw new HubError('request.invalid', `There is no source ${which}; known are ${known}.`);
  }
  for (const source of chosen) {
    const imports = await fetchSource(source, options, path.join(dir, 'downloads', source.id));
    const { inForce, summary } = await store.importRead(joinImports(imports), `download ${source.id}`);
    for (const { set, areas } of summary) say(`  ${set}: ${areas} areas`);
    say(`In force now: ${inForce.map(({ edition }) => edition).join(', ')}`);
  }
}

async function fetchSource(
  source: BoundarySource,
  { say, download = {} }: DownloadOptions,
  folder: string,
): Promise<BoundaryImport[]> {
  const terms = `${source.title}\n  licence: ${source.licence}\n  terms: ${source.terms}\n  ${source.termsUrl}`;
  say(terms);
  if (!source.confirmed) say(`  (the addresses are noted from elsewhere; if one is gone, see ${source.page})`);
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'LICENCE.txt'), `${terms}\n`);
  const imports: BoundaryImport[] = [];
  for (const [index, { url, sha256 }] of source.files.entries()) {
    const name = path.basename(new URL(url).pathname);
    const label = `[${index + 1}/${source.files.length}] ${name}`;
    const target = path.join(folder, name);
    const outcome = await downloadFile({ url, target, sha256, ...download, onProgress: teller(label, say) });
    say(`${label}: ${outcome === 'kept' ? 'here already' : 'complete, checksum kept'}`);
    imports.push(await readBoundaryFile(target, source.gridDegrees));
  }
  return imports;
}

/** A line at every tenth, so that a log file stays readable too. */
function teller(label: string, say: (text: string) => void): (progress: DownloadProgress) => void {
  let told = 0;
  return ({ done, total, bytesPerSecond }) => {
    const tenth = total === null ? Math.floor(done / (10 * 1024 ** 2)) : Math.floor((10 * done) / total);
    if (tenth <= told) return;
    told = tenth;
    const part = total === null ? megabytes(done) : `${Math.floor((100 * done) / total)} % of ${megabytes(total)}`;
    say(`${label}: ${part}, ${megabytes(bytesPerSecond)}/s`);
  };
}

function megabytes(bytes: number): string {
  return `${(bytes / 1024 ** 2).toFixed(1)} MB`;
}
