import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseDocument } from 'yaml';
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
    if (Array.isArray(pinned)) problems.push(...pinned);
    else sources.push(pinned);
  }
  if (problems.length > 0) throw new SourcesInvalid(problems);
  return sources;
}

function readSource(file: string, text: string): Source | SourceProblem[] {
  const document = parseDocument(text);
  if (document.errors.length > 0) {
    return document.errors.map((error) => ({ file, path: '/', message: error.message.split('\n')[0] ?? error.code }));
  }
  const parsed = Source.safeParse(document.toJS());
  if (!parsed.success) {
    return parsed.error.issues.map(({ path: place, message }) => ({ file, path: `/${place.join('/')}`, message }));
  }
  // Two files cannot have one name, so two sources cannot have one id.
  const expected = file.replace(/\.ya?ml$/, '');
  if (parsed.data.id !== expected) {
    return [{ file, path: '/id', message: `the file is called ${file}, so the id is ${expected}` }];
  }
  return parsed.data;
}

async function withPinnedKeys(folder: string, file: string, source: Source): Promise<Source | SourceProblem[]> {
  if (!source.signature) return source;
  try {
    return { ...source, pinned: await readPinnedKeys(folder, source.signature) };
  } catch (error) {
    return [{ file, path: '/signature/certificates', message: error instanceof Error ? error.message : String(error) }];
  }
}
