/** The little of PostgreSQL's protocol 3.0 that sharing one session needs. */

export const TYPE = {
  query: 0x51,
  sync: 0x53,
  flush: 0x48,
  terminate: 0x58,
  copyPart: 0x64,
  copyDone: 0x63,
  copyFail: 0x66,
  ready: 0x5a,
  row: 0x44,
  error: 0x45,
  notification: 0x41,
} as const;

const SSL_REQUEST = 80877103;
const GSS_REQUEST = 80877104;
const CANCEL_REQUEST = 80877102;

/** I: no transaction, T: in one, E: in one that failed. */
export type TransactionStatus = 'I' | 'T' | 'E';

export interface Message {
  type: number;
  /** The whole message, type and length included. */
  bytes: Buffer;
}

/** Every message of a reply. */
export function* messagesOf(reply: Buffer): Generator<Message> {
  for (let at = 0; at + 5 <= reply.length;) {
    const end = at + 1 + reply.readInt32BE(at + 1);
    yield { type: reply[at]!, bytes: reply.subarray(at, end) };
    at = end;
  }
}

/** What the reply's last message says of the transaction; null when it is not ReadyForQuery, which ends every full reply. */
export function finalStatus(reply: Buffer): TransactionStatus | null {
  let last: Message | null = null;
  for (const message of messagesOf(reply)) last = message;
  if (last === null || last.type !== TYPE.ready || last.bytes.length !== 6) return null;
  return String.fromCharCode(last.bytes[5]!) as TransactionStatus;
}

/** The rows of a reply in text form. */
export function textRows(reply: Buffer): (string | null)[][] {
  const rows: (string | null)[][] = [];
  for (const { type, bytes } of messagesOf(reply)) {
    if (type !== TYPE.row) continue;
    const row: (string | null)[] = [];
    for (let at = 7; row.length < bytes.readInt16BE(5);) {
      const length = bytes.readInt32BE(at);
      at += 4;
      row.push(length === -1 ? null : bytes.toString('utf8', at, at + length));
      at += Math.max(0, length);
    }
    rows.push(row);
  }
  return rows;
}

export function query(text: string): Buffer {
  return message('Q', cString(text));
}

export function readyForQuery(status: TransactionStatus): Buffer {
  return message('Z', Buffer.from(status));
}

export function errorResponse(severity: 'ERROR' | 'FATAL', sqlState: string, text: string): Buffer {
  const fields = [`S${severity}`, `V${severity}`, `C${sqlState}`, `M${text}`].map(cString);
  return message('E', ...fields, Buffer.of(0));
}

/** The answer to a start-up message: signed in, the server's parameters, ready. */
export function welcome(parameters: readonly (readonly [string, string])[]): Buffer {
  return Buffer.concat([
    message('R', int32(0)),
    ...parameters.map(([name, value]) => message('S', cString(name), cString(value))),
    message('K', int32(1), int32(1)),
    readyForQuery('I'),
  ]);
}

/** Cuts what a client sends into messages; the first ones have no type. */
export class ClientInput {
  private rest: Buffer = Buffer.alloc(0);
  private started = false;

  *add(chunk: Buffer): Generator<Message | 'start' | 'refuse-encryption' | 'cancel'> {
    this.rest = this.rest.length === 0 ? chunk : Buffer.concat([this.rest, chunk]);
    for (;;) {
      const head = this.started ? 1 : 0;
      if (this.rest.length < head + 4) return;
      const length = head + this.rest.readInt32BE(head);
      if (this.rest.length < length) return;
      const bytes = this.rest.subarray(0, length);
      this.rest = this.rest.subarray(length);
      yield this.started ? { type: bytes[0]!, bytes } : this.opening(bytes.readInt32BE(4));
    }
  }

  private opening(code: number): 'start' | 'refuse-encryption' | 'cancel' {
    if (code === SSL_REQUEST || code === GSS_REQUEST) return 'refuse-encryption';
    if (code === CANCEL_REQUEST) return 'cancel';
    this.started = true;
    return 'start';
  }
}

function message(type: string, ...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  return Buffer.concat([Buffer.from(type), int32(body.length + 4), body]);
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}

function cString(text: string): Buffer {
  return Buffer.from(`${text}\0`);
}
