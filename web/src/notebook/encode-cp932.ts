/** Characters by their bytes, made from what the browser itself reads: it has a reader for this code and no writer. */
let known: ReadonlyMap<string, readonly [number, number]> | null = null;

/**
 * Text as a medicine notebook has it (CP932, lines end in CR LF). Characters that the code does not have are named instead: a name
 * with a question mark in it would be another name.
 */
export function encodeCp932(text: string): { bytes: Uint8Array<ArrayBuffer> } | { missing: string[] } {
  known ??= tableOfCp932();
  const bytes: number[] = [];
  const missing = new Set<string>();
  for (const character of text.replaceAll(/\r\n?|\n/g, '\r\n')) {
    const code = character.codePointAt(0) ?? 0;
    const pair = known.get(character);
    if (code < 0x80) bytes.push(code);
    else if (code >= 0xff61 && code <= 0xff9f) bytes.push(code - 0xff61 + 0xa1);
    else if (pair !== undefined) bytes.push(...pair);
    else missing.add(character);
  }
  return missing.size > 0 ? { missing: [...missing] } : { bytes: new Uint8Array(bytes) };
}

function tableOfCp932(): Map<string, readonly [number, number]> {
  const reader = new TextDecoder('shift_jis');
  const table = new Map<string, readonly [number, number]>();
  for (let lead = 0x81; lead <= 0xfc; lead += 1) {
    if (lead > 0x9f && lead < 0xe0) continue;
    for (let trail = 0x40; trail <= 0xfc; trail += 1) {
      if (trail === 0x7f) continue;
      const character = reader.decode(new Uint8Array([lead, trail]));
      // Where two places hold one character, the first is the one that is written.
      if (character.length === 1 && character !== '\ufffd' && !table.has(character))
        table.set(character, [lead, trail]);
    }
  }
  // As Japanese input writes them, which is not as the code's reader does.
  for (const [typed, read] of [
    ['〜', '～'],
    ['−', '－'],
    ['‖', '∥'],
    ['—', '―'],
  ] as const) {
    const pair = table.get(read);
    if (pair !== undefined && !table.has(typed)) table.set(typed, pair);
  }
  return table;
}
