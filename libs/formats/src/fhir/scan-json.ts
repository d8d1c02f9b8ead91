/** What is wrong with a JSON text, and where in it (UTF-16 units). Says nothing of its content. */
export interface JsonFault {
  offset: number;
  kind: 'syntax' | 'too-deep' | 'duplicate-key' | 'forbidden-key';
}

/** Setting these on an ordinary object changes more than one property. */
const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype']);

const SPACE = /[ \t\n\r]*/y;
const PLAIN = /[^"\\\u0000-\u001f]*/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const SCALAR = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

/**
 * Walks a JSON text without building anything: syntax (RFC 8259), depth, keys given twice, keys that reach prototypes. JSON.parse
 * takes the last of two equal keys in silence, and its messages quote the text. Null: nothing is wrong.
 */
export function scanJson(text: string, maxDepth: number): JsonFault | null {
  return new Scan(text, maxDepth).run();
}

class Scan {
  private at = 0;
  /** One set of keys per open object, null per open array. */
  private readonly open: (Set<string> | null)[] = [];

  constructor(
    private readonly text: string,
    private readonly maxDepth: number,
  ) {}

  run(): JsonFault | null {
    let fault = this.value();
    while (fault === null && this.open.length > 0) fault = this.after();
    if (fault !== null) return fault;
    this.skip(SPACE);
    return this.at === this.text.length ? null : this.syntax();
  }

  /** Reads a scalar, or opens a container up to its first value. */
  private value(): JsonFault | null {
    for (;;) {
      this.skip(SPACE);
      const start = this.at;
      switch (this.text[start]) {
        case '{': {
          this.at += 1;
          if (this.open.push(new Set()) > this.maxDepth) return { offset: start, kind: 'too-deep' };
          this.skip(SPACE);
          if (this.text[this.at] === '}') return null;
          const fault = this.key();
          if (fault !== null) return fault;
          continue;
        }
        case '[':
          this.at += 1;
          if (this.open.push(null) > this.maxDepth) return { offset: start, kind: 'too-deep' };
          this.skip(SPACE);
          if (this.text[this.at] === ']') return null;
          continue;
        case '"':
          return this.string() === null ? this.syntax() : null;
        default:
          return this.skip(SCALAR) > 0 ? null : this.syntax();
      }
    }
  }

  /** After a value: the next one, or the end of its container. */
  private after(): JsonFault | null {
    this.skip(SPACE);
    const keys = this.open.at(-1);
    const next = this.text[this.at];
    if (next === (keys === null ? ']' : '}')) {
      this.at += 1;
      this.open.pop();
      return null;
    }
    if (next !== ',') return this.syntax();
    this.at += 1;
    if (keys === null) return this.value();
    return this.key() ?? this.value();
  }

  private key(): JsonFault | null {
    this.skip(SPACE);
    const start = this.at;
    const key = this.string();
    if (key === null) return this.syntax();
    if (FORBIDDEN.has(key)) return { offset: start, kind: 'forbidden-key' };
    const keys = this.open.at(-1) as Set<string>;
    if (keys.has(key)) return { offset: start, kind: 'duplicate-key' };
    keys.add(key);
    this.skip(SPACE);
    if (this.text[this.at] !== ':') return this.syntax();
    this.at += 1;
    return null;
  }

  /** The string that begins here, unescaped; null when there is none. */
  private string(): string | null {
    if (this.text[this.at] !== '"') return null;
    const start = this.at;
    this.at += 1;
    let escaped = false;
    for (;;) {
      this.skip(PLAIN);
      if (this.text[this.at] === '"') break;
      if (this.skip(ESCAPE) === 0) return null;
      escaped = true;
    }
    this.at += 1;
    const written = this.text.slice(start, this.at);
    return escaped ? (JSON.parse(written) as string) : written.slice(1, -1);
  }

  private skip(pattern: RegExp): number {
    pattern.lastIndex = this.at;
    if (!pattern.test(this.text)) return 0;
    const length = pattern.lastIndex - this.at;
    this.at = pattern.lastIndex;
    return length;
  }

  private syntax(): JsonFault {
    return { offset: this.at, kind: 'syntax' };
  }
}
