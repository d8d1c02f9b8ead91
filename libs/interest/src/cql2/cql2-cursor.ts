import { Cql2Count, GEOMETRY, wrongFilter, type IsProperty } from './cql2.js';
import { readCql2Tokens, type Cql2Token } from './cql2-tokens.js';

/** Words that are not names of properties, unless in double quotes. */
const RESERVED = new Set(['and', 'or', 'not', 'like', 'between', 'in', 'is', 'null', 'true', 'false']);

/** Where the reading of CQL2 text stands. `take` moves on where the word is there, `expect` fails where it is not. */
export class Cql2Cursor {
  private readonly tokens: Cql2Token[];
  private next = 0;
  private readonly cost = new Cql2Count();

  constructor(
    text: string,
    private readonly isProperty: IsProperty,
  ) {
    this.tokens = readCql2Tokens(text);
  }

  /** The character that comes next, from 0. */
  get at(): number {
    return this.token.at;
  }

  fail(what: string, at = this.at): never {
    throw wrongFilter({ column: at + 1 }, what);
  }

  count(depth: number): void {
    this.cost.part(depth, (what) => this.fail(what));
  }

  countPosition(): void {
    this.cost.position((what) => this.fail(what));
  }

  isWord(word: string): boolean {
    return this.token.kind === 'name' && this.token.value.toLowerCase() === word.toLowerCase();
  }

  takeWord(word: string): boolean {
    return this.isWord(word) && this.move();
  }

  /** A word with the bracket after it. */
  isCall(word: string): boolean {
    const after = this.tokens[this.next + 1];
    return this.isWord(word) && after?.kind === 'sign' && after.value === '(';
  }

  isWordThenCall(word: string, call: string): boolean {
    const [one, bracket] = this.tokens.slice(this.next + 1, this.next + 3);
    return this.isWord(word) && one?.kind === 'name' && one.value.toLowerCase() === call && bracket?.value === '(';
  }

  takeCall(word: string): boolean {
    return this.isCall(word) && this.move() && this.move();
  }

  takeSign(sign: string): boolean {
    return this.token.kind === 'sign' && this.token.value === sign && this.move();
  }

  takeNumber(): number | null {
    if (this.token.kind !== 'number') return null;
    const number = Number(this.token.value);
    if (!Number.isFinite(number)) this.fail('this number is too large');
    this.move();
    // Zero has no sign in JSON.
    return number + 0;
  }

  takeText(): string | null {
    const { kind, value } = this.token;
    if (kind !== 'text') return null;
    this.cost.text(value, (what) => this.fail(what));
    this.move();
    return value;
  }

  expectWord(word: string): void {
    if (!this.takeWord(word)) this.fail(`expected ${word.toUpperCase()}`);
  }

  expectSign(sign: string): void {
    if (!this.takeSign(sign)) this.fail(`expected ${sign}`);
  }

  expectText(what: string): string {
    return this.takeText() ?? this.fail(`expected ${what}`);
  }

  expectNumber(): number {
    return this.takeNumber() ?? this.fail('expected a number');
  }

  expectProperty(): string {
    const { kind, value } = this.token;
    const isName = kind === 'quoted-name' || (kind === 'name' && !RESERVED.has(value.toLowerCase()));
    if (!isName) this.fail('expected a property or a value');
    this.cost.text(value, (what) => this.fail(what));
    if (value !== GEOMETRY && !this.isProperty(value)) this.fail(`${value} is not a property that can be asked for`);
    this.move();
    return value;
  }

  expectEnd(): void {
    if (this.token.kind !== 'end') this.fail('expected AND, OR or the end');
  }

  /** Two arguments and the bracket after them. */
  pair<T>(read: () => T): [T, T] {
    const one = read();
    this.expectSign(',');
    const other = read();
    this.expectSign(')');
    return [one, other];
  }

  private get token(): Cql2Token {
    return this.tokens[this.next]!;
  }

  private move(): true {
    if (this.next < this.tokens.length - 1) this.next++;
    return true;
  }
}
