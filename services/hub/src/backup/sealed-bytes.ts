import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import { Transform, type TransformCallback } from 'node:stream';
import { HubError } from '@hinomi/contracts';

const CHUNK_BYTES = 1024 * 1024;
const TAG_BYTES = 16;
const LENGTH_BYTES = 4;
const LAST = 0x8000_0000;
/** 64 MB and some tenths of a second for each guess of a passphrase. */
const COST = 2 ** 16;

/** How the key follows from the passphrase; not secret. */
export interface Sealing {
  kdf: 'scrypt';
  cost: number;
  salt: string;
}

export function newSealing(): Sealing {
  return { kdf: 'scrypt', cost: COST, salt: randomBytes(16).toString('base64') };
}

export function keyOf(passphrase: string, { cost, salt }: Sealing): Promise<Buffer> {
  const options = { N: cost, r: 8, p: 1, maxmem: 256 * cost * 8 };
  return new Promise((resolve, reject) =>
    scrypt(passphrase.normalize('NFC'), Buffer.from(salt, 'base64'), 32, options, (error, key) =>
      error ? reject(error) : resolve(key),
    ),
  );
}

/** The number of a chunk is its nonce: a key seals one file. Order, end and header are part of what is proven. */
function nonceOf(index: number): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUIntBE(index, 6, 6);
  return nonce;
}

function proven(header: Buffer, isLast: boolean): Buffer {
  return Buffer.concat([header, Buffer.of(isLast ? 1 : 0)]);
}

/** AES-256-GCM in chunks of 1 MiB, each with its length before it. */
export class SealStream extends Transform {
  private waiting: Buffer[] = [];
  private waitingBytes = 0;
  private index = 0;

  constructor(
    private readonly key: Buffer,
    private readonly header: Buffer,
  ) {
    super();
  }

  override _transform(bytes: Buffer, _encoding: string, done: TransformCallback): void {
    this.waiting.push(bytes);
    this.waitingBytes += bytes.length;
    // More than one chunk, since what is written at the end must be marked as the last.
    while (this.waitingBytes > CHUNK_BYTES) this.pushChunk(CHUNK_BYTES, false);
    done();
  }

  override _flush(done: TransformCallback): void {
    this.pushChunk(this.waitingBytes, true);
    done();
  }

  private pushChunk(size: number, isLast: boolean): void {
    const all = Buffer.concat(this.waiting);
    const cipher = createCipheriv('aes-256-gcm', this.key, nonceOf(this.index++));
    cipher.setAAD(proven(this.header, isLast));
    const sealed = Buffer.concat([cipher.update(all.subarray(0, size)), cipher.final(), cipher.getAuthTag()]);
    const length = Buffer.alloc(LENGTH_BYTES);
    length.writeUInt32BE((sealed.length | (isLast ? LAST : 0)) >>> 0);
    this.push(Buffer.concat([length, sealed]));
    this.waiting = [all.subarray(size)];
    this.waitingBytes -= size;
  }
}

/** The opposite; a wrong passphrase shows at the first chunk, damage at its own. */
export class OpenStream extends Transform {
  private waiting = Buffer.alloc(0);
  private index = 0;
  private at: number;
  private isOver = false;

  constructor(
    private readonly key: Buffer,
    private readonly header: Buffer,
  ) {
    super();
    this.at = header.length;
  }

  override _transform(bytes: Buffer, _encoding: string, done: TransformCallback): void {
    this.waiting = Buffer.concat([this.waiting, bytes]);
    try {
      while (this.takeChunk());
      done();
    } catch (error) {
      done(error as Error);
    }
  }

  override _flush(done: TransformCallback): void {
    const isWhole = this.isOver && this.waiting.length === 0;
    done(isWhole ? null : damaged(`it ends at byte ${this.at + this.waiting.length}, and goes on no further`));
  }

  private takeChunk(): boolean {
    if (this.waiting.length < LENGTH_BYTES) return false;
    const word = this.waiting.readUInt32BE();
    const isLast = word >= LAST;
    const size = isLast ? word - LAST : word;
    if (this.isOver || size < TAG_BYTES || size > CHUNK_BYTES + TAG_BYTES) throw damaged(`byte ${this.at}`);
    if (this.waiting.length < LENGTH_BYTES + size) return false;
    const sealed = this.waiting.subarray(LENGTH_BYTES, LENGTH_BYTES + size);
    this.push(this.opened(sealed, isLast));
    this.waiting = this.waiting.subarray(LENGTH_BYTES + size);
    this.at += LENGTH_BYTES + size;
    this.index += 1;
    this.isOver = isLast;
    return true;
  }

  private opened(sealed: Buffer, isLast: boolean): Buffer {
    const decipher = createDecipheriv('aes-256-gcm', this.key, nonceOf(this.index));
    decipher.setAAD(proven(this.header, isLast));
    decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
    try {
      return Buffer.concat([decipher.update(sealed.subarray(0, -TAG_BYTES)), decipher.final()]);
    } catch (cause) {
      if (this.index > 0) throw damaged(`between bytes ${this.at} and ${this.at + sealed.length}`, cause);
      throw new HubError('request.invalid', 'The passphrase is another one, or the file is damaged at its beginning.', {
        cause,
      });
    }
  }
}

/** What is said of a file that is not as it was written. */
export function damaged(where: string, cause?: unknown): HubError {
  return new HubError('report.unreadable', `The backup is damaged: ${where}. Nothing was changed; take another one.`, {
    cause,
  });
}
