import { HubError } from '@hinomi/contracts';

/** The declaration stands at the very start and is ASCII in every encoding that is accepted without a byte order mark. */
const DECLARED = /^<\?xml\s[^>]*?encoding\s*=\s*(?:"([^"]*)"|'([^']*)')/;
const DECLARATION_BYTES = 256;

/** Names a sender may declare → label of the WHATWG Encoding Standard. */
const ENCODINGS: Readonly<Record<string, string>> = {
  'utf-8': 'utf-8',
  utf8: 'utf-8',
  'us-ascii': 'utf-8',
  'iso-8859-1': 'iso-8859-1',
  shift_jis: 'shift_jis',
  'windows-31j': 'shift_jis',
};

/** Bytes of an XML document → text, by byte order mark or declaration; what does not decode cleanly is refused. */
export function decodeXml(bytes: Uint8Array): string {
  const label = encodingOf(bytes);
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new HubError('report.unreadable', `the bytes are not ${label}`, { place: { line: 1, column: 1 }, cause });
  }
}

function encodingOf(bytes: Uint8Array): string {
  const [a, b, c, d] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  if (a === 0x3c && b === 0 && c === 0x3f && d === 0) return 'utf-16le';
  if (a === 0 && b === 0x3c && c === 0 && d === 0x3f) return 'utf-16be';
  const start = String.fromCharCode(...bytes.subarray(0, DECLARATION_BYTES));
  const match = DECLARED.exec(start);
  const declared = match?.[1] ?? match?.[2] ?? 'utf-8';
  const label = ENCODINGS[declared.toLowerCase()];
  if (label === undefined) {
    throw new HubError('report.unreadable', `cannot read the declared encoding ${declared}`, {
      place: { line: 1, column: 1 },
    });
  }
  return label;
}
