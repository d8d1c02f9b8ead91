import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { Mapping } from '@hinomi/formats';
import { parseDocument } from 'yaml';
import type { z } from 'zod';
import { readPinnedKeys } from '../trust/pinned-keys.js';
import { Source } from './source.js';

export interface SourceProblem {
  file: string;
  /** Path into the file, e.g. `/telegrams/2`; `/` for the whole of it. */
  path: string;
  message: string;
}

/** Every problem of every file, so that one start shows them all. */
export class SourcesInvalid extends Error {
  constructor(readonly problems: readonly SourceProblem[]) {
    super(problems.map((problem) => `${problem.file} ${problem.path}: ${problem.message}`).join('\n'));
    this.name = 'SourcesInvalid';
  }
}

/** Reads `*.yaml` of a folder, sorted by file name. Throws {@link SourcesInvalid}. */
export async function loadSources(folder: string): Promise<Source[]> {
  const files = (await readdir(folder)).filter((file) => /\.ya?ml$/.test(file)).sort();
  const sources: Source[] = [];
  const problems: SourceProblem[] = [];
  for (const file of files) {
    const read = readSource(file, await readFile(path.join(folder, file), 'utf8'));
    const pinned = Array.isArray(read) ? read : await withPinnedKeys(folder, file, read);
    const loaded = Array.isArray(pinned) ? pinned : await withMapping(folder, pinned);
    if (Array.isArray(loaded)) problems.push(...loaded);
    else sources.push(loaded);
  }
  if (problems.length > 0) throw new SourcesInvalid(problems);
  return sources;
}

function readSource(file: string, text: string): Source | SourceProblem[] {
  const source = readYaml(Source, file, text);
  if (Array.isArray(source)) return source;
  // Two files cannot have one name, so two sources cannot have one id.
  const expected = file.replace(/\.ya?ml$/, '');
  if (source.id === expected) return source;
  return [{ file, path: '/id', message: `the file is called ${file}, so the id is ${expected}` }];
}

function readYaml<T extends object>(schema: z.ZodType<T>, file: string, text: string): T | SourceProblem[] {
  const document = parseDocument(text);
  if (document.errors.length > 0) {
    return document.errors.map((error) => ({ file, path: '/', message: error.message.split('\n')[0] ?? error.code }));
  }
  const parsed = schema.safeParse(document.toJS());
  if (parsed.success) return parsed.data;
  return parsed.error.issues.map(({ path: place, message }) => ({ file, path: `/${place.join('/')}`, message }));
}

async function withMapping(folder: string, source: Source): Promise<Source | SourceProblem[]> {
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

async function withPinnedKeys(folder: string, file: string, source: Source): Promise<Source | SourceProblem[]> {
  if (!source.signature) return source;
  try {
    return { ...source, pinned: await readPinnedKeys(folder, source.signature) };
  } catch (error) {
    return [{ file, path: '/signature/certificates', message: error instanceof Error ? error.message : String(error) }];
  }
}
