import { HubError } from '@hinomi/contracts';

interface Field {
  name: string;
  length: number;
}

const HEADER_BYTES = 32;
const FIELD_BYTES = 32;
const END_OF_FIELDS = 0x0d;

/** The rows of a dBase table, every value as trimmed text. Errors: `report.unreadable`. */
export function readDbf(bytes: Uint8Array, encoding?: string): Record<string, string>[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.byteLength < HEADER_BYTES) throw damaged('is too short');
  const rows = view.getUint32(4, true);
  const headerBytes = view.getUint16(8, true);
  const rowBytes = view.getUint16(10, true);
  if (headerBytes > bytes.byteLength || rowBytes < 1) throw damaged('has a header that does not fit');
  if (headerBytes + rows * rowBytes > bytes.byteLength) throw damaged(`ends before its ${rows} rows`);
  const decode = decoderOf(bytes.subarray(headerBytes), encoding);
  const fields: Field[] = [];
  for (let at = HEADER_BYTES; at + FIELD_BYTES <= headerBytes && bytes[at] !== END_OF_FIELDS; at += FIELD_BYTES) {
    const name = decode(bytes.subarray(at, at + 11)).replace(/\0[^]*$/, '');
    fields.push({ name, length: bytes[at + 16] ?? 0 });
  }
  if (fields.reduce((sum, { length }) => sum + length, 1) > rowBytes) throw damaged('has fields wider than its rows');
  return Array.from({ length: rows }, (_unused, row) => {
    let at = headerBytes + row * rowBytes + 1;
    return Object.fromEntries(
      fields.map(({ name, length }) => {
        const text = decode(bytes.subarray(at, at + length));
        at += length;
        return [name, text.replace(/[\0 ]+$/, '').replace(/^ +/, '')];
      }),
    );
  });
}

function decoderOf(rows: Uint8Array, encoding: string | undefined): (bytes: Uint8Array) => string {
  const as = (label: string) => (bytes: Uint8Array) => new TextDecoder(label).decode(bytes);
  const stated = encoding?.trim().toLowerCase() ?? '';
  if (/^(utf-?8|65001)$/.test(stated)) return as('utf-8');
  if (/932|sjis|shift/.test(stated)) return as('shift_jis');
  return isUtf8(rows) ? as('utf-8') : as('shift_jis');
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes) !== null;
  } catch {
    return false;
  }
}

function damaged(why: string): HubError {
  return new HubError('report.unreadable', `The table (.dbf) beside the shapes ${why}.`);
}
