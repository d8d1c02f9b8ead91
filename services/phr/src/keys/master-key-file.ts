import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync } from 'node:fs';
import { link, open, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { HubError } from '@hinomi/contracts';
import { z } from 'zod';
import type { KeyWrapping, WrappedKey } from './key-wrapping.js';
import { KEY_BYTES, openBytes, sealBytes } from './sealed-bytes.js';

const OWNER_ONLY_FILE = 0o600;
const OWNER_ONLY_FOLDER = 0o700;
const OTHERS = 0o077;

const KeyRing = z.object({
  about: z.string(),
  current: z.string(),
  keys: z.record(z.string(), z.string().regex(/^[A-Za-z0-9+/]{43}=$/)),
});
type KeyRing = z.infer<typeof KeyRing>;

const ABOUT =
  'Master key of the Hinomi vault. Whoever has it and the database reads health records; without it they are lost. Keep a copy apart from the backups of the database.';

/** The master keys in a file that only its owner reads. */
export class MasterKeyFile implements KeyWrapping {
  private constructor(
    readonly file: string,
    private ring: KeyRing,
  ) {}

  /** Null when there is none; `vault.key-missing` for one that is damaged or that others could read. */
  static async open(file: string): Promise<MasterKeyFile | null> {
    const text = await readFile(file, 'utf8').catch(nullIfAbsent);
    if (text === null) return null;
    if (process.platform !== 'win32' && ((await stat(file)).mode & OTHERS) !== 0) {
      throw new HubError(
        'vault.key-missing',
        `Others of this machine may read the master key ${file}: chmod 600 it first.`,
      );
    }
    return new MasterKeyFile(file, readRing(file, text));
  }

  /** Makes a file with one new key. Of processes that start together one makes it, and the others open that one. */
  static async create(file: string): Promise<MasterKeyFile> {
    const folder = path.dirname(file);
    mkdirSync(folder, { recursive: true, mode: OWNER_ONLY_FOLDER });
    chmodSync(folder, OWNER_ONLY_FOLDER);
    const temporary = await writeSynced(file, withNewKey({ about: ABOUT, current: '', keys: {} }));
    try {
      // Unlike a rename, a link never replaces a key that is there.
      await link(temporary, file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    } finally {
      await rm(temporary, { force: true });
    }
    await syncFolder(folder);
    const made = await MasterKeyFile.open(file);
    if (made === null) throw new HubError('vault.key-missing', `The master key ${file} is gone again.`);
    return made;
  }

  get current(): string {
    return this.ring.current;
  }

  get names(): string[] {
    return Object.keys(this.ring.keys);
  }

  wrap(key: Uint8Array, use: readonly string[]): Promise<WrappedKey> {
    const masterKey = this.current;
    return Promise.resolve({ masterKey, bytes: sealBytes(this.key(masterKey), key, ['key', masterKey, ...use]) });
  }

  async unwrap({ masterKey, bytes }: WrappedKey, use: readonly string[]): Promise<Buffer> {
    return openBytes(this.key(masterKey), bytes, ['key', masterKey, ...use]);
  }

  /** A new key wraps from now on; the old ones still unwrap. */
  rotate(): Promise<void> {
    return this.replace(withNewKey(this.ring));
  }

  /** Destroys all but the current key: what only the old ones open, in old backups as well, is gone for good. */
  forgetOld(): Promise<void> {
    const { current, keys } = this.ring;
    return this.replace({ ...this.ring, keys: { [current]: keys[current] as string } });
  }

  private async replace(ring: KeyRing): Promise<void> {
    const temporary = await writeSynced(this.file, ring);
    await rename(temporary, this.file);
    await syncFolder(path.dirname(this.file));
    this.ring = ring;
  }

  private key(name: string): Buffer {
    const text = this.ring.keys[name];
    if (text === undefined) {
      throw new HubError(
        'vault.key-missing',
        `The master key ${name} is not in ${this.file}: bring the right file back.`,
      );
    }
    return Buffer.from(text, 'base64');
  }
}

function withNewKey(ring: KeyRing): KeyRing {
  const name = randomBytes(8).toString('hex');
  return { ...ring, current: name, keys: { ...ring.keys, [name]: randomBytes(KEY_BYTES).toString('base64') } };
}

function readRing(file: string, text: string): KeyRing {
  try {
    const ring = KeyRing.parse(JSON.parse(text));
    if (Object.hasOwn(ring.keys, ring.current)) return ring;
  } catch {
    // An error of JSON or of the schema would show a part of the key.
  }
  throw new HubError('vault.key-missing', `The master key ${file} is damaged: bring its copy back.`);
}

/** Resolves to the temporary file's name. */
async function writeSynced(file: string, ring: KeyRing): Promise<string> {
  const temporary = `${file}.${randomBytes(4).toString('hex')}.tmp`;
  const handle = await open(temporary, 'wx', OWNER_ONLY_FILE);
  try {
    await handle.writeFile(`${JSON.stringify(ring, null, 2)}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  return temporary;
}

/** A new name is as durable as its folder. Windows has no such sync and needs none. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function nullIfAbsent(error: unknown): null {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
  throw error;
}
