/** What no platform brings: text → CP932, the decoder turned round. */
const BYTES = new Map<string, number[]>();
const decoder = new TextDecoder('shift_jis');
for (let lead = 0; lead < 256; lead += 1) {
  const one = decoder.decode(Uint8Array.of(lead));
  if (one.length === 1 && one !== '\ufffd' && !BYTES.has(one)) BYTES.set(one, [lead]);
}
for (let lead = 0x81; lead <= 0xfc; lead += 1) {
  for (let trail = 0x40; trail <= 0xfc; trail += 1) {
    const two = decoder.decode(Uint8Array.of(lead, trail));
    if (two.length === 1 && two !== '\ufffd' && !BYTES.has(two)) BYTES.set(two, [lead, trail]);
  }
}

export function cp932(text: string): Uint8Array {
  return Uint8Array.from(
    [...text].flatMap((letter) => {
      const bytes = BYTES.get(letter);
      if (bytes === undefined) throw new Error(`CP932 has no ${letter}`);
      return bytes;
    }),
  );
}

/** Lines as a notebook has them. */
export function notebook(...lines: string[]): Uint8Array {
  return cp932(lines.map((line) => `${line}\r\n`).join(''));
}
