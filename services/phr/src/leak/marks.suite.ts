/** A person of whom every word can be told from anything else in the world. */
export interface MarkedPerson {
  family: string;
  given: string;
  kana: string;
  address: string;
  /** A whole day, `1913-07-19`. */
  birthDate: string;
  identifier: string;
  phone: string;
}

/** Characters that nothing of the hub is written with; all of them exist in CP932. */
const RARE = [...'鬱鷲麒麟鳳凰薔薇檸檬蒟蒻蜻蛉蟋蟀鶺鴒鸚鵡鱶鰯鰊鱧鯰鮫鮪魴'];
const KANA = [...'ヌネノヘホムメモユヨルレロワ'];

/** Another person for every seed. */
export function markedPerson(seed: number): MarkedPerson {
  let state = (seed * 2_654_435_761 + 12_345) >>> 0;
  const next = (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const some = (from: readonly string[], count: number): string =>
    Array.from({ length: count }, () => from[next(from.length)]!).join('');
  const digits = (count: number): string => Array.from({ length: count }, () => String(next(10))).join('');
  return {
    family: some(RARE, 3),
    given: some(RARE, 3),
    kana: some(KANA, 8),
    address: `${some(RARE, 4)}町${1 + next(9)}-${1 + next(90)}`,
    birthDate: `19${String(1 + next(18)).padStart(2, '0')}-${String(1 + next(12)).padStart(2, '0')}-${String(1 + next(28)).padStart(2, '0')}`,
    identifier: `9${digits(13)}`,
    phone: `0${digits(11)}`,
  };
}

export function wordsOf(person: MarkedPerson): string[] {
  const { birthDate, ...words } = person;
  return [...Object.values(words), birthDate, birthDate.replaceAll('-', '')];
}

/** A word as it might stand anywhere: in each encoding, and as others write bytes into text. */
export interface Needle {
  word: string;
  how: string;
  bytes: Buffer;
}

export function needlesOf(words: readonly string[]): Needle[] {
  return words.flatMap((word) => {
    const utf8 = Buffer.from(word, 'utf8');
    const utf16 = Buffer.from(word, 'utf16le');
    const ways: [string, Buffer][] = [
      ['as UTF-8', utf8],
      ['as UTF-16', utf16],
      ['as UTF-16 BE', Buffer.from(utf16).swap16()],
      ['as CP932', cp932(word)],
      ['as hex', Buffer.from(utf8.toString('hex'))],
      ['as HEX', Buffer.from(utf8.toString('hex').toUpperCase())],
      ['in an address', Buffer.from(encodeURIComponent(word))],
      [
        'as JSON',
        Buffer.from([...word].map((char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')),
      ],
      ...[0, 1, 2].map((shift): [string, Buffer] => [`as base64 ${shift}`, base64Core(utf8, shift)]),
      ...[0, 1, 2].map((shift): [string, Buffer] => [`as CP932 in base64 ${shift}`, base64Core(cp932(word), shift)]),
    ];
    return ways.map(([how, bytes]) => ({ word, how, bytes }));
  });
}

/** What is found in some bytes, in words. */
export function findMarks(where: string, bytes: Uint8Array, needles: readonly Needle[]): string[] {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return needles.filter((needle) => all.includes(needle.bytes)).map(({ word, how }) => `${where}: ${word} ${how}`);
}

/** Of base64 what does not depend on the bytes before and after. */
function base64Core(bytes: Buffer, shift: number): Buffer {
  const text = Buffer.concat([Buffer.alloc(shift), bytes])
    .toString('base64')
    .replace(/=+$/, '');
  const from = Math.ceil((shift * 8) / 6);
  const to = Math.floor(((shift + bytes.length) * 8) / 6);
  return Buffer.from(text.slice(from, to));
}

const TABLE = new Map<string, number[]>();
function fillTable(): void {
  const decoder = new TextDecoder('shift_jis');
  for (let byte = 0x20; byte < 0x7f; byte += 1) TABLE.set(String.fromCharCode(byte), [byte]);
  for (let high = 0x81; high <= 0xfc; high += 1) {
    if (high > 0x9f && high < 0xe0) continue;
    for (let low = 0x40; low <= 0xfc; low += 1) {
      const char = decoder.decode(Uint8Array.of(high, low));
      if ([...char].length === 1 && char !== '\ufffd' && !TABLE.has(char)) TABLE.set(char, [high, low]);
    }
  }
}

/** Text in the encoding of medicine notebooks. */
export function cp932(text: string): Buffer {
  if (TABLE.size === 0) fillTable();
  return Buffer.from(
    [...text].flatMap((char) => {
      const bytes = TABLE.get(char);
      if (bytes === undefined) throw new Error(`${char} is not in CP932`);
      return bytes;
    }),
  );
}
