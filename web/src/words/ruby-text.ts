/** A run of text; `reading` stands above it. */
export interface RubyPart {
  text: string;
  reading: string | null;
}

const MARK = /\{([^|{}]+)\|([^|{}]+)\}/g;

/** Splits `{漢字|かんじ}` marks from the text around them. */
export function rubyParts(marked: string): RubyPart[] {
  const parts: RubyPart[] = [];
  let end = 0;
  for (const match of marked.matchAll(MARK)) {
    if (match.index > end) parts.push({ text: marked.slice(end, match.index), reading: null });
    parts.push({ text: match[1] ?? '', reading: match[2] ?? null });
    end = match.index + match[0].length;
  }
  if (end < marked.length) parts.push({ text: marked.slice(end), reading: null });
  return parts;
}

/** The text without readings, for names, titles and the map. */
export function plain(marked: string): string {
  return marked.replace(MARK, '$1');
}

const JAPANESE = /[\u3005\u3040-\u30ff\u3400-\u9fff]/;

/** True where a text holds Japanese characters: in an English page they are marked as Japanese. */
export function isJapanese(text: string): boolean {
  return JAPANESE.test(text);
}
