import { createHash } from 'node:crypto';
import { mkdir, open, readFile, rename, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { setImmediate as breathe } from 'node:timers/promises';
import type { Realm } from '@hinomi/contracts';
import type { TopicPosition } from '@hinomi/event-log';
import type { RealmFacts } from '../realm/realm-state.js';

/** The state of one realm with the input positions it was made from. */
export interface Checkpoint {
  logId: string;
  /** Per topic, the next offset to read. */
  inputs: Readonly<Record<string, TopicPosition>>;
  state: RealmFacts;
}

/** Goes up when an older file can no longer be read; the state is then rebuilt from the log. */
const LAYOUT = 6;
/** Entries written between two looks at the event loop, so that a checkpoint never holds back a warning. */
const ENTRIES_AT_ONCE = 50;

export type CheckpointStep = 'opened' | 'written' | 'synced' | 'renamed' | 'done';

/**
 * One file per realm: JSON, then the digest of it on a line of its own. Replaced as a whole, so that a crash leaves the
 * old file or the new one.
 */
export class CheckpointStore {
  private readonly file: string;

  /** `onStep` is called between any two steps; specs stop the process there. */
  constructor(
    private readonly dir: string,
    realm: Realm,
    private readonly onStep: (step: CheckpointStep) => void = () => undefined,
  ) {
    this.file = path.join(dir, `${realm}.checkpoint`);
  }

  /** `null` when there is none for this log that can be read; `onUnreadable` hears why. */
  async load(logId: string, onUnreadable: (why: string) => void): Promise<Checkpoint | null> {
    let content: string;
    try {
      content = await readFile(this.file, 'utf8');
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw cause;
    }
    const end = content.lastIndexOf('\n', content.length - 2);
    const json = content.slice(0, end + 1);
    if (digestOf(json) !== content.slice(end + 1).trim()) {
      onUnreadable('its digest does not fit');
      return null;
    }
    const { layout, ...checkpoint } = JSON.parse(json) as Checkpoint & { layout: number };
    if (layout === LAYOUT && checkpoint.logId === logId) return checkpoint;
    onUnreadable(layout === LAYOUT ? 'it belongs to another log' : `its layout is ${layout}`);
    return null;
  }

  async save(checkpoint: Checkpoint): Promise<void> {
    await mkdir(this.dir, { recursive: true });
    const fresh = `${this.file}.tmp`;
    const handle = await open(fresh, 'w');
    try {
      this.onStep('opened');
      await write(handle, checkpoint);
      this.onStep('written');
      await handle.sync();
      this.onStep('synced');
    } finally {
      await handle.close();
    }
    await rename(fresh, this.file);
    this.onStep('renamed');
    await syncFolder(this.dir);
    this.onStep('done');
  }
}

async function write(handle: FileHandle, { logId, inputs, state }: Checkpoint): Promise<void> {
  const hash = createHash('sha256');
  const put = async (text: string): Promise<void> => {
    hash.update(text);
    await handle.write(text);
  };
  await put(`{"layout":${LAYOUT},"logId":${JSON.stringify(logId)},"inputs":${JSON.stringify(inputs)},\n"state":{`);
  for (const [index, [key, value]] of Object.entries(state).entries()) {
    await put(`${index === 0 ? '' : ',\n'}${JSON.stringify(key)}:`);
    if (Array.isArray(value)) await writeEntries(put, value);
    else await put(JSON.stringify(value));
  }
  await put('}}\n');
  await handle.write(`${hash.digest('hex')}\n`);
}

async function writeEntries(put: (text: string) => Promise<void>, entries: readonly unknown[]): Promise<void> {
  await put('[');
  for (let from = 0; from < entries.length; from += ENTRIES_AT_ONCE) {
    const lines = entries.slice(from, from + ENTRIES_AT_ONCE).map((entry) => JSON.stringify(entry));
    await put(`${from === 0 ? '\n' : ',\n'}${lines.join(',\n')}`);
    await breathe();
  }
  await put(']');
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Makes the rename itself survive power loss. */
async function syncFolder(dir: string): Promise<void> {
  const folder = await open(dir, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
