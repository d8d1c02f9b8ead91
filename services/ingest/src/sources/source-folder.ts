import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { EntryProblem } from '@hinomi/contracts';
import { logOf, type Secrets } from '@hinomi/service-kit';
import { filesOf } from './credentials.js';
import { decideSources, type SourcesInForce } from './decide-sources.js';
import { isEntryFile, loadSources, readEntries } from './load-sources.js';
import { credentialsOf, sameSource, type Source } from './source.js';

const log = logOf('ingest');

/** A change takes effect after two looks; folders that are shared over a network tell nobody of one. */
const LOOK_EVERY_MS = 1_000;

/** Puts the entries in force; may be called again with the same. */
export type ApplySources = (inForce: SourcesInForce) => Promise<void>;

/**
 * The folder of the entries, followed while the hub runs. Whatever becomes of the folder, a source that works is never
 * worse off for an edit that is wrong or half done.
 */
export class SourceFolder {
  private taken = '';
  private settling = '';
  private told: readonly string[] = [];
  private timer: NodeJS.Timeout | undefined;
  private turn: Promise<void> = Promise.resolve();
  private apply: ApplySources | null = null;

  private constructor(
    private readonly folder: string,
    private readonly secrets: Secrets,
    private inForce: SourcesInForce,
  ) {
    this.tell();
  }

  /** Throws `SourcesInvalid`: at a start somebody is there to read it. */
  static async open(folder: string, secrets: Secrets): Promise<SourceFolder> {
    return new SourceFolder(folder, secrets, { sources: await loadSources(folder, secrets), unread: [] });
  }

  get sources(): readonly Source[] {
    return this.inForce.sources;
  }

  /** Tells from now on what is in force whenever it changes. */
  follow(apply: ApplySources): void {
    this.apply = apply;
    this.timer = setInterval(() => void this.look(), LOOK_EVERY_MS).unref();
  }

  /** Resolves when a change that is being put in force is. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    this.apply = null;
    await this.turn;
  }

  /** Looks at the folder now. */
  look(): Promise<void> {
    this.turn = this.turn.then(() => this.lookOnce()).catch((error: unknown) => this.keepAll(error));
    return this.turn;
  }

  private async lookOnce(): Promise<void> {
    const { apply } = this;
    if (!apply) return;
    const seen = await this.signature();
    // A key or secret that is missing may stand anywhere, and may be there now.
    if (seen === this.taken && this.problems().length === 0) return;
    const settled = seen === this.settling;
    this.settling = seen;
    // The beginning of an entry may be an entry too, without the lines that make it safe.
    if (!settled) return;
    const next = decideSources(this.sources, await readEntries(this.folder, this.secrets));
    if ((await this.signature()) !== seen) return;
    await this.putInForce(next, apply);
    this.taken = seen;
  }

  private async putInForce(next: SourcesInForce, apply: ApplySources): Promise<void> {
    if (!isDeepStrictEqual(problemsOf(next), this.problems()) || !sameSources(next.sources, this.sources)) {
      await apply(next);
    }
    for (const line of changes(this.sources, next.sources)) log.info('an entry of a source is in force', line);
    this.inForce = next;
    this.tell();
  }

  /** The folder is away, or what it says could not be put in force: everything stays as it is. */
  private async keepAll(error: unknown): Promise<void> {
    this.taken = '';
    const message = `the entries cannot be read: ${error instanceof Error ? error.message : String(error)}`;
    const sources = this.sources.map((source) => ({
      ...source,
      problems: [{ file: `${source.id}.yaml`, path: '/', message }],
    }));
    const next = { ...this.inForce, sources };
    if (isDeepStrictEqual(problemsOf(next), this.problems())) return;
    this.inForce = next;
    this.tell();
    await this.apply?.(next);
  }

  private problems(): readonly EntryProblem[] {
    return problemsOf(this.inForce);
  }

  /** Each problem once, as long as it lasts. */
  private tell(): void {
    const problems = this.problems();
    const lines = problems.map((problem) => JSON.stringify(problem));
    problems.forEach((problem, index) => {
      if (!this.told.includes(lines[index] ?? ''))
        log.warn('an entry of a source is not taken as it is', { ...problem });
    });
    this.told = lines;
  }

  /** Changes when one of the entries does, or a file that one in force names. */
  private async signature(): Promise<string> {
    const entries = (await readdir(this.folder)).filter(isEntryFile).sort();
    const named = this.sources.flatMap(namedFiles);
    const signs = [...entries, ...named].map(
      async (file) => `${file} ${await signOf(path.resolve(this.folder, file))}`,
    );
    return (await Promise.all(signs)).join('\n');
  }
}

function namedFiles(source: Source): readonly string[] {
  const credentials = credentialsOf(source);
  const secrets = credentials ? filesOf(credentials) : [];
  const mapping = source.mapping === undefined ? [] : [source.mapping];
  return [...(source.signature?.certificates ?? []), ...mapping, ...secrets];
}

async function signOf(file: string): Promise<string> {
  try {
    const { ino, size, mtimeMs, ctimeMs } = await stat(file);
    return [ino, size, mtimeMs, ctimeMs].join(' ');
  } catch (error) {
    return String((error as NodeJS.ErrnoException).code);
  }
}

function problemsOf({ sources, unread }: SourcesInForce): readonly EntryProblem[] {
  return [...sources, ...unread].flatMap(({ problems = [] }) => problems);
}

function sameSources(a: readonly Source[], b: readonly Source[]): boolean {
  return a.length === b.length && a.every((source, index) => sameSource(source, b[index]));
}

function changes(before: readonly Source[], after: readonly Source[]): { source: string; change: string }[] {
  const old = new Map(before.map((source) => [source.id, source]));
  const now = new Set(after.map(({ id }) => id));
  const removed = before.filter(({ id }) => !now.has(id)).map(({ id }) => ({ source: id, change: 'removed' }));
  const others = after.flatMap((source) => {
    const known = old.get(source.id);
    if (known && sameSource(source, known)) return [];
    return [{ source: source.id, change: known ? 'changed' : 'added' }];
  });
  return [...removed, ...others];
}
