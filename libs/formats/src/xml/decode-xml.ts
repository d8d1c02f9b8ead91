import { HubError } from '@hinomi/contracts';

/** The declaration stands at the very start and is ASCII in every encoding that is accepted without a byte order mark. */
const DECLARED = /^<\?xml\s[^>]*?encoding\s*=\s*(?:"([^"]*)"|'([^']*)')/;
const DECLARATION_BYTES = 256;

/**
 * Encodings a sender may declare, as the WHATWG Encoding Standard knows them, besides the Unicode ones. Left out are those
 * in which ASCII bytes can mean something else.
 */
const LEGACY =
  /^(iso-8859-(?:[1-9]|1[01345])|latin1|windows-(?:125[0-8]|31j|874)|koi8-[ru]|shift[_-]jis|sjis|ms_kanji|euc-jp|euc-kr|ks_c_5601-1987|gb2312|gbk|gb18030|big5|tis-620)$/;

/** Made once: telegrams are small, and making a decoder costs as much as decoding one. */
const UTF_8 = new TextDecoder('utf-8', { fatal: true });
const ASCII = new TextDecoder('latin1');

/** Most documents are one piece; the largest need not stand in memory as text as a whole. */
const PIECE_BYTES = 256 * 1024;

/** Bytes of an XML document → text, by byte order mark or declaration; what does not decode cleanly is refused. */
export function decodeXml(bytes: Uint8Array): string {
  return [...decodedPieces(bytes)].join('');
}

/** {@link decodeXml} piece by piece. */
export function* decodedPieces(bytes: Uint8Array): Generator<string> {
  const label = encodingOf(bytes);
  try {
    if (bytes.length <= PIECE_BYTES) {
      yield (label === 'utf-8' ? UTF_8 : new TextDecoder(label, { fatal: true })).decode(bytes);
      return;
    }
    const decoder = new TextDecoder(label, { fatal: true });
    for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
      yield decoder.decode(bytes.subarray(at, at + PIECE_BYTES), { stream: true });
    }
    yield decoder.decode();
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
  const start = ASCII.decode(bytes.subarray(0, DECLARATION_BYTES));
  const match = DECLARED.exec(start);
  const declared = match?.[1] ?? match?.[2] ?? 'utf-8';
  const name = declared.trim().toLowerCase();
  if (/^(utf-?8|us-ascii|ascii)$/.test(name)) return 'utf-8';
  if (!LEGACY.test(name)) {
    throw new HubError('report.unreadable', `cannot read the declared encoding ${declared}`, {
      place: { line: 1, column: 1 },
    });
  }
  return name;
}
