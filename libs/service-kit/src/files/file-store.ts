import { mkdir, open, readdir, readFile, rename, rm, stat, statfs } from 'node:fs/promises';
import path from 'node:path';
import type { RunId } from '@hinomi/contracts';

/** One file of one world: id (a ULID) and run are checked by their shape, so neither leads out of the folder. */
export interface FileName {
  id: string;
  run: RunId | null;
}

export interface FileStoreSettings {
  /** On this disk or one that all processes of the service share. */
  dir: string;
  /** All of them together. */
  limitBytes: number;
  /** Milliseconds since 1970. */
  now: () => number;
  /** Of the files, without the point; what is noted of each stands beside it as JSON. */
  ending: string;
  /** What is said when there is no room. */
  full: (why: 'limit' | 'disk', cause?: unknown) => Error;
}

/** Kept free for the log and the database, which matter more than any of these files. */
const FREE_BYTES = 256 * 1024 * 1024;

/** Files that people send, each with a note, a drill's in a folder of its run. A file is there whole or not at all. */
export class FileStore<Note> {
  /** Of all files; null = not counted yet. Another process's files come in with the next count. */
  private total: number | null = null;
  private temporary = 0;

  constructor(private readonly settings: FileStoreSettings) {}

  /** Resolves when it survives power loss; rejects with what `full` makes when there is no room for it. */
  async write(name: FileName, bytes: Uint8Array, note: Note): Promise<void> {
    const folder = this.folderOf(name.run);
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await this.makeSureOfRoom(bytes.length);
      await this.writeWhole(path.join(folder, `${name.id}.json`), Buffer.from(JSON.stringify(note)));
      await this.writeWhole(path.join(folder, `${name.id}.${this.settings.ending}`), bytes);
    } catch (error) {
      if (!isFull(error)) throw error;
      throw this.settings.full('disk', error);
    }
    this.total = (this.total ?? 0) + bytes.length;
  }

  /** Null where there is none. */
  async read(name: FileName): Promise<Uint8Array | null> {
    return this.readIfThere(`${this.pathOf(name)}.${this.settings.ending}`);
  }

  async note(name: FileName): Promise<Note | null> {
    const text = await this.readIfThere(`${this.pathOf(name)}.json`);
    return text === null ? null : (JSON.parse(Buffer.from(text).toString()) as Note);
  }

  async remove(name: FileName): Promise<void> {
    const before = await this.sizeOf(`${this.pathOf(name)}.${this.settings.ending}`);
    for (const ending of [this.settings.ending, 'json']) await rm(`${this.pathOf(name)}.${ending}`, { force: true });
    if (this.total !== null) this.total = Math.max(0, this.total - before);
  }

  /** Removes what drills left and counts the rest. A drill's stay for so many days. */
  async sweep(drillDays: number): Promise<void> {
    const before = this.settings.now() - drillDays * 86_400_000;
    let total = 0;
    for (const folder of await this.folders()) {
      const isDrill = folder !== this.folderOf(null);
      for (const file of await readdir(folder)) {
        const { mtimeMs, size } = await stat(path.join(folder, file));
        if (isDrill && mtimeMs < before) await rm(path.join(folder, file), { force: true });
        else if (file.endsWith(`.${this.settings.ending}`)) total += size;
      }
    }
    this.total = total;
  }

  private async makeSureOfRoom(more: number): Promise<void> {
    if (this.total === null) await this.sweep(Number.POSITIVE_INFINITY);
    if ((this.total ?? 0) + more > this.settings.limitBytes) throw this.settings.full('limit');
    const { bavail, bsize } = await statfs(this.settings.dir);
    if (bavail * bsize < FREE_BYTES + more) throw this.settings.full('disk');
  }

  /** Under another name first, on the disk, and then under its own. */
  private async writeWhole(file: string, bytes: Uint8Array): Promise<void> {
    const unfinished = `${file}.${process.pid}-${(this.temporary += 1)}.part`;
    try {
      const handle = await open(unfinished, 'wx', 0o600);
      try {
        await handle.writeFile(bytes);
        await handle.sync();
      } finally {
        await handle.close();
      }
      await rename(unfinished, file);
      await syncFolder(path.dirname(file));
    } catch (error) {
      await rm(unfinished, { force: true });
      throw error;
    }
  }

  private async folders(): Promise<string[]> {
    const found: string[] = [];
    for (const folder of [this.folderOf(null), ...(await this.runFolders())]) {
      if ((await this.sizeOf(folder)) > 0) found.push(folder);
    }
    return found;
  }

  private async runFolders(): Promise<string[]> {
    const drills = path.join(this.settings.dir, 'drill');
    return (await this.sizeOf(drills)) === 0 ? [] : (await readdir(drills)).map((run) => path.join(drills, run));
  }

  private folderOf(run: RunId | null): string {
    return run === null ? path.join(this.settings.dir, 'real') : path.join(this.settings.dir, 'drill', run);
  }

  private pathOf({ id, run }: FileName): string {
    return path.join(this.folderOf(run), id);
  }

  private async readIfThere(file: string): Promise<Uint8Array | null> {
    try {
      return await readFile(file);
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return null;
      throw error;
    }
  }

  /** 0 = there is none. */
  private async sizeOf(file: string): Promise<number> {
    try {
      const found = await stat(file);
      return found.isDirectory() ? 1 : found.size;
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return 0;
      throw error;
    }
  }
}

/** A rename is on the disk only with its folder. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function isFull(error: unknown): boolean {
  return ['ENOSPC', 'EDQUOT'].includes(codeOf(error));
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}
