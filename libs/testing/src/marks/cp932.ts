const TABLE = new Map<string, number[]>();

function fillTable(): void {
  const decoder = new TextDecoder('shift_jis');
  for (let byte = 0x20; byte < 0x7f; byte += 1) TABLE.set(String.fromCharCode(byte), [byte]);
  for (let byte = 0xa1; byte <= 0xdf; byte += 1) TABLE.set(decoder.decode(Uint8Array.of(byte)), [byte]);
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
