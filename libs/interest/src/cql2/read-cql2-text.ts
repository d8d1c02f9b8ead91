import type { Comparison } from '../three-values.js';
import { COMPARISONS, TEMPORAL_OPS, type Cql2, type Cql2Pattern, type Cql2Scalar, type IsProperty } from './cql2.js';
import { Cql2Cursor } from './cql2-cursor.js';
import { readTextPlace } from './read-text-place.js';
import { isInstantWord, readTextInstant, readTextTime } from './read-text-time.js';

/** CQL2 text → its JSON form. What is wrong is told with its character (`request.invalid`). */
export function readCql2Text(text: string, isProperty: IsProperty = () => true): Cql2 {
  const cursor = new Cql2Cursor(text, isProperty);
  const filter = new TextReader(cursor).expression(1);
  cursor.expectEnd();
  return filter;
}

class TextReader {
  constructor(private readonly words: Cql2Cursor) {}

  expression(depth: number): Cql2 {
    return this.joined('or', depth, () => this.joined('and', depth, () => this.factor(depth)));
  }

  private joined(op: 'and' | 'or', depth: number, one: () => Cql2): Cql2 {
    const args = [one()];
    while (this.words.takeWord(op)) args.push(one());
    if (args.length === 1) return args[0]!;
    this.words.count(depth);
    return { op, args };
  }

  private factor(depth: number): Cql2 {
    if (!this.words.takeWord('not')) return this.primary(depth);
    this.words.count(depth);
    return { op: 'not', args: [this.primary(depth + 1)] };
  }

  private primary(depth: number): Cql2 {
    const { words } = this;
    words.count(depth);
    if (words.takeSign('(')) {
      const inside = this.expression(depth + 1);
      words.expectSign(')');
      return inside;
    }
    if (words.takeCall('s_intersects')) {
      const args = words.pair(() => readTextPlace(words));
      return { op: 's_intersects', args };
    }
    for (const op of TEMPORAL_OPS) {
      if (words.takeCall(op)) return { op, args: words.pair(() => readTextTime(words)) };
    }
    return this.comparison();
  }

  private comparison(): Cql2 {
    const { words } = this;
    const isBoolean = words.isWord('true') || words.isWord('false');
    const at = words.at;
    const value = this.scalar();
    for (const op of COMPARISONS) {
      if (words.takeSign(op)) return { op: op satisfies Comparison, args: [value, this.scalar()] };
    }
    if (words.takeWord('is')) {
      const isNot = words.takeWord('not');
      words.expectWord('null');
      const isProperty = typeof value === 'object' && 'property' in value;
      return isProperty
        ? negated(isNot, { op: 'isNull', args: [value] })
        : words.fail('expected a property before IS NULL', at);
    }
    const isNot = words.takeWord('not');
    if (words.takeWord('like')) return negated(isNot, { op: 'like', args: [value, this.pattern()] });
    if (words.takeWord('between')) {
      const from = this.scalar();
      words.expectWord('and');
      return negated(isNot, { op: 'between', args: [value, from, this.scalar()] });
    }
    if (words.takeWord('in')) {
      words.expectSign('(');
      const choices = [this.scalar()];
      while (words.takeSign(',')) choices.push(this.scalar());
      words.expectSign(')');
      return negated(isNot, { op: 'in', args: [value, choices] });
    }
    if (isBoolean && typeof value === 'boolean' && !isNot) return value;
    return words.fail('expected a comparison, LIKE, BETWEEN, IN or IS NULL');
  }

  private scalar(depth = 1): Cql2Scalar {
    const { words } = this;
    words.count(depth);
    const number = words.takeNumber();
    if (number !== null) return number;
    const text = words.takeText();
    if (text !== null) return text;
    if (words.takeWord('true')) return true;
    if (words.takeWord('false')) return false;
    if (words.takeCall('casei')) return this.inCaseI(() => this.scalar(depth + 1));
    if (isInstantWord(words)) return readTextInstant(words);
    return { property: words.expectProperty() };
  }

  private pattern(depth = 1): Cql2Pattern {
    const { words } = this;
    words.count(depth);
    if (words.takeCall('casei')) return this.inCaseI(() => this.pattern(depth + 1));
    return words.takeText() ?? words.fail('expected a pattern in quotes');
  }

  private inCaseI<T>(read: () => T): { op: 'casei'; args: [T] } {
    const inside = read();
    this.words.expectSign(')');
    return { op: 'casei', args: [inside] };
  }
}

function negated(isNot: boolean, filter: Cql2): Cql2 {
  return isNot ? { op: 'not', args: [filter] } : filter;
}
