import { CQL2_LIMITS, wrongFilter } from './cql2.js';

/** One word of CQL2 text; `at` counts characters of the text from 0. */
export interface Cql2Token {
  kind: 'name' | 'quoted-name' | 'text' | 'number' | 'sign' | 'end';
  value: string;
  at: number;
}

/** A word, and how it is spelled in the text. Signed numbers are one word: this hub knows no arithmetic. */
const WORDS: readonly (readonly [Cql2Token['kind'], RegExp])[] = [
  ['number', /[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?(?![\p{L}\d_])/uy],
  ['name', /[\p{L}_:][\p{L}\p{M}\p{N}_:.]*/uy],
  ['quoted-name', /"[^"]+"/uy],
  ['text', /'(?:''|\\'|[^'])*'/uy],
  ['sign', /<>|<=|>=|[=<>(),]/uy],
];
const SPACE = /\s*/uy;

/** CQL2 text as words; throws `request.invalid` with the place of what is none. */
export function readCql2Tokens(text: string): Cql2Token[] {
  if (text.length > CQL2_LIMITS.characters) {
    throw wrongFilter({ column: CQL2_LIMITS.characters + 1 }, `expected at most ${CQL2_LIMITS.characters} characters`);
  }
  const tokens: Cql2Token[] = [];
  let at = matchAt(SPACE, text, 0)!.length;
  while (at < text.length) {
    const token = readToken(text, at);
    tokens.push(token);
    at += token.value.length;
    at += matchAt(SPACE, text, at)!.length;
  }
  return [...tokens.map(unquoted), { kind: 'end', value: '', at: text.length }];
}

function readToken(text: string, at: number): Cql2Token {
  for (const [kind, spelling] of WORDS) {
    const value = matchAt(spelling, text, at);
    if (value !== null) return { kind, value, at };
  }
  const isOpen = text[at] === "'" || text[at] === '"';
  throw wrongFilter({ column: at + 1 }, isOpen ? 'this quote is not closed' : 'expected a word, a number or a text');
}

function unquoted(token: Cql2Token): Cql2Token {
  if (token.kind === 'quoted-name') return { ...token, value: token.value.slice(1, -1) };
  if (token.kind !== 'text') return token;
  // A quote is doubled or has a backslash before it; every other backslash is the pattern's.
  return { ...token, value: token.value.slice(1, -1).replace(/''|\\'/g, "'") };
}

function matchAt(spelling: RegExp, text: string, at: number): string | null {
  spelling.lastIndex = at;
  return spelling.exec(text)?.[0] ?? null;
}
