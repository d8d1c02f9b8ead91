import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { DatasetId, ShelterImport } from '@hinomi/contracts';
import type { TopicPosition } from '@hinomi/event-log';
import type { StandingList } from './standing-lists.js';

/** What of an import the page does not see. */
export interface ImportRecord {
  shown: ShelterImport;
  /** Codes of municipalities (`unknown` for none) whose rows are left out: of another jurisdiction. */
  outside: string[];
  located: [number, string][];
  /** Where on the log its own records begin, at the earliest; absent = anywhere. */
  logFrom?: TopicPosition;
}

/** What a dataset said before an import; null = nobody had told of it. */
export type ListedBefore = Pick<StandingList, 'listedAt' | 'asOf' | 'parserRevision' | 'rows'> | null;
export type BeforeImport = readonly [DatasetId, ListedBefore][];

const zip = promisify(gzip);
const unzip = promisify(gunzip);
const NAME = /^[0-9A-HJKMNP-TV-Z]{26}$/;

/** Imports on disk: the file as it came, what is known of it, and what there was before. Each file is whole or not there. */
export class ImportFolder {
  private writing: Promise<void> = Promise.resolve();

  constructor(private readonly dir: string) {}

  /** Every import that there is, oldest first. */
  async all(): Promise<ImportRecord[]> {
    await mkdir(this.dir, { recursive: true });
    const ids = (await readdir(this.dir))
      .filter((name) => name.endsWith('.json'))
      .map((name) => name.slice(0, -'.json'.length))
      .filter((id) => NAME.test(id))
      .sort();
    return Promise.all(ids.map(async (id) => JSON.parse(await readFile(this.of(id, '.json'), 'utf8')) as ImportRecord));
  }

  async save(record: ImportRecord): Promise<void> {
    await this.write(this.of(record.shown.id, '.json'), Buffer.from(JSON.stringify(record)));
  }

  async keepFile(id: string, bytes: Uint8Array): Promise<void> {
    await this.write(this.of(id, '.list.gz'), await zip(bytes));
  }

  async file(id: string): Promise<Uint8Array> {
    return unzip(await readFile(this.of(id, '.list.gz')));
  }

  async keepBefore(id: string, before: BeforeImport): Promise<void> {
    await this.write(this.of(id, '.before.gz'), await zip(JSON.stringify(before)));
  }

  /** Null when the import never began. */
  async before(id: string): Promise<BeforeImport | null> {
    try {
      return JSON.parse((await unzip(await readFile(this.of(id, '.before.gz')))).toString('utf8')) as BeforeImport;
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw cause;
    }
  }

  async forget(id: string): Promise<void> {
    await Promise.all(['.json', '.list.gz', '.before.gz'].map((end) => rm(this.of(id, end), { force: true })));
  }

  private of(id: string, end: string): string {
    return path.join(this.dir, `${id}${end}`);
  }

  /** One after the other: of two states of one import the later one is the last that is written. */
  private write(file: string, bytes: Uint8Array): Promise<void> {
    const next = this.writing.then(() => this.writeWhole(file, bytes));
    this.writing = next.catch(() => undefined);
    return next;
  }

  /** On the disk when it resolves, under its name only when it is whole. */
  private async writeWhole(file: string, bytes: Uint8Array): Promise<void> {
    await mkdir(this.dir, { recursive: true });
    const part = `${file}.part`;
    const handle = await open(part, 'w');
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(part, file);
    const folder = await open(this.dir, 'r');
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  }
}
