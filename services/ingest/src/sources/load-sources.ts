import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { EntryProblem, SourceId } from '@hinomi/contracts';
import { Mapping } from '@hinomi/formats';
import type { Secrets } from '@hinomi/service-kit';
import { parseDocument } from 'yaml';
import type { z } from 'zod';
import { readPinnedKeys } from '../trust/pinned-keys.js';
import { resolveCredentials } from './credentials.js';
import { credentialsOf, Source, type ReadEntry } from './source.js';

/** Every problem of every file, so that one start shows them all. */
export class SourcesInvalid extends Error {
  constructor(readonly problems: readonly EntryProblem[]) {
    super(problems.map((problem) => `${problem.file} ${problem.path}: ${problem.message}`).join('\n'));
    this.name = 'SourcesInvalid';
  }
}

/**
 * Reads `*.yaml` of a folder, sorted by file name. A secret that is not there costs its source alone, which then carries
 * `problems`. Throws {@link SourcesInvalid} for what is written wrong.
 */
export async function loadSources(folder: string, secrets: Secrets = {}): Promise<Source[]> {
  const entries = await readEntries(folder, secrets);
  const sources = entries.flatMap(({ source }) => source ?? []);
  // Whoever mends an entry also wants to hear of the secret that is missing.
  if (sources.length < entries.length) throw new SourcesInvalid(entries.flatMap(({ problems }) => problems));
  return sources;
}

/** What every entry of the folder says now, right or wrong. */
export async function readEntries(folder: string, secrets: Secrets): Promise<ReadEntry[]> {
  const files = (await readdir(folder)).filter(isEntryFile).sort();
  const entries: ReadEntry[] = [];
  for (const file of files) {
    const id = file.replace(/\.ya?ml$/, '') as SourceId;
    const read = entries.some((known) => known.id === id)
      ? [{ file, path: '/', message: `there is a file ${id}.yaml already` }]
      : await loadSource(folder, file, secrets);
    if (Array.isArray(read)) entries.push({ id, file, source: null, problems: read });
    else entries.push({ id, file, source: read, problems: read.problems ?? [] });
  }
  return entries;
}

/** Editors leave their own beside it (`.good.yaml.swp`, `good.yaml~`). */
export function isEntryFile(file: string): boolean {
  return /^[^.].*\.ya?ml$/.test(file);
}

async function loadSource(folder: string, file: string, secrets: Secrets): Promise<Source | EntryProblem[]> {
  const read = readSource(file, await readFile(path.join(folder, file), 'utf8'));
  const pinned = Array.isArray(read) ? read : await withPinnedKeys(folder, file, read);
  const loaded = Array.isArray(pinned) ? pinned : await withMapping(folder, pinned);
  return Array.isArray(loaded) ? loaded : withAccess(folder, file, loaded, secrets);
}

function readSource(file: string, text: string): Source | EntryProblem[] {
  const source = readYaml(Source, file, text);
  if (Array.isArray(source)) return source;
  // So two sources cannot have one id.
  const expected = file.replace(/\.ya?ml$/, '');
  if (source.id === expected) return source;
  return [{ file, path: '/id', message: `the file is called ${file}, so the id is ${expected}` }];
}

function readYaml<T extends object>(schema: z.ZodType<T>, file: string, text: string): T | EntryProblem[] {
  const document = parseDocument(text);
  if (document.errors.length > 0) {
    return document.errors.map((error) => ({ file, path: '/', message: error.message.split('\n')[0] ?? error.code }));
  }
  const parsed = schema.safeParse(document.toJS());
  if (parsed.success) return parsed.data;
  return parsed.error.issues.map(({ path: place, message }) => ({ file, path: `/${place.join('/')}`, message }));
}

async function withMapping(folder: string, source: Source): Promise<Source | EntryProblem[]> {
  if (source.mapping === undefined) return source;
  const file = source.mapping;
  try {
    const table = readYaml(Mapping, file, await readFile(path.join(folder, file), 'utf8'));
    return Array.isArray(table) ? table : { ...source, table };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return [{ file: `${source.id}.yaml`, path: '/mapping', message }];
  }
}

async function withPinnedKeys(folder: string, file: string, source: Source): Promise<Source | EntryProblem[]> {
  if (!source.signature) return source;
  try {
    return { ...source, pinned: await readPinnedKeys(folder, source.signature) };
  } catch (error) {
    return [{ file, path: '/signature/certificates', message: error instanceof Error ? error.message : String(error) }];
  }
}

/** What is switched off needs no secret yet. */
async function withAccess(folder: string, file: string, source: Source, secrets: Secrets): Promise<Source> {
  const credentials = credentialsOf(source);
  if (!credentials || !source.enabled) return source;
  const resolved = await resolveCredentials(credentials, secrets, folder);
  if (resolved.outcome === 'resolved') return { ...source, access: resolved.credentials };
  return { ...source, problems: [{ file, path: `/credentials${resolved.path}`, message: resolved.message }] };
}
