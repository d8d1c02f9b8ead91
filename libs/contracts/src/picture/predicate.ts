import { z } from 'zod';
import { readInstant } from '../instant.js';

const MAX_DEPTH = 16;
const MAX_PARTS = 500;
const MAX_TEXT = 500;

const COMPARISONS = ['=', '<>', '<', '<=', '>', '>='] as const;

/** A value of the feature by its path in the GeoJSON properties (`detail.theme`), or one that is written down. */
export type PredicateScalar = { property: string } | { timestamp: string } | string | number | boolean;

/** What a feature must be like: a part of OGC CQL2 (21-065r2) in its JSON form. */
export type Predicate =
  | { op: 'and' | 'or'; args: Predicate[] }
  | { op: 'not'; args: [Predicate] }
  | { op: (typeof COMPARISONS)[number]; args: [PredicateScalar, PredicateScalar] }
  | { op: 'between'; args: [PredicateScalar, PredicateScalar, PredicateScalar] }
  | { op: 'in'; args: [PredicateScalar, PredicateScalar[]] }
  /** `%` stands for any text, `_` for one character, `\` before one of them for itself. */
  | { op: 'like'; args: [PredicateScalar, string] }
  | { op: 'isNull'; args: [PredicateScalar] };

/** Bounded in depth and size; every issue has its place. */
export const Predicate = z.custom<Predicate>().superRefine((value, context) => {
  try {
    new Check().predicate(value, [], 1);
  } catch (error) {
    if (!(error instanceof Wrong)) throw error;
    context.addIssue({ code: 'custom', path: [...error.path], message: error.message });
  }
});

type Path = readonly (string | number)[];

class Wrong extends Error {
  constructor(
    readonly path: Path,
    message: string,
  ) {
    super(message);
  }
}

/** One walk through a predicate; by hand, because what is too deep or too large must not be walked to its end. */
class Check {
  private parts = 0;

  predicate(value: unknown, path: Path, depth: number): void {
    this.count(path);
    if (depth > MAX_DEPTH) throw new Wrong(path, `expected at most ${MAX_DEPTH} levels`);
    const { op, args } = objectWith(value, ['op', 'args'], path);
    if (!Array.isArray(args)) throw new Wrong([...path, 'args'], 'expected a list');
    const at = (index: number): Path => [...path, 'args', index];
    const list = args as unknown[];
    switch (op) {
      case 'and':
      case 'or':
        if (list.length < 2) throw new Wrong([...path, 'args'], 'expected two predicates or more');
        return list.forEach((each, index) => this.predicate(each, at(index), depth + 1));
      case 'not':
        this.hasArgs(1, list, path);
        return this.predicate(list[0], at(0), depth + 1);
      case 'in': {
        this.hasArgs(2, list, path);
        this.scalar(list[0], at(0));
        const [, choices] = list;
        if (!Array.isArray(choices)) throw new Wrong(at(1), 'expected a list of values');
        return choices.forEach((each, index) => this.scalar(each, [...at(1), index]));
      }
      case 'like':
        this.hasArgs(2, list, path);
        this.scalar(list[0], at(0));
        if (typeof list[1] !== 'string') throw new Wrong(at(1), 'expected a pattern');
        return this.scalar(list[1], at(1));
      case 'between':
      case 'isNull':
        this.hasArgs(op === 'isNull' ? 1 : 3, list, path);
        return list.forEach((each, index) => this.scalar(each, at(index)));
      default:
        if (!COMPARISONS.some((known) => known === op)) {
          throw new Wrong(
            [...path, 'op'],
            `expected one of ${COMPARISONS.join(' ')} and or not between in like isNull`,
          );
        }
        this.hasArgs(2, list, path);
        return list.forEach((each, index) => this.scalar(each, at(index)));
    }
  }

  private scalar(value: unknown, path: Path): void {
    this.count(path);
    if (typeof value === 'number' || typeof value === 'boolean') return;
    if (typeof value === 'string') return isShort(value, path);
    if (typeof value === 'object' && value !== null && 'timestamp' in value) {
      const { timestamp } = objectWith(value, ['timestamp'], path);
      if (typeof timestamp === 'string' && readInstant(timestamp) !== null) return;
      throw new Wrong([...path, 'timestamp'], 'expected a moment as 2024-01-01T16:10:00+09:00');
    }
    const { property } = objectWith(value, ['property'], path);
    if (typeof property !== 'string' || property === '') throw new Wrong([...path, 'property'], 'expected a path');
    isShort(property, [...path, 'property']);
  }

  private hasArgs(count: number, args: readonly unknown[], path: Path): void {
    if (args.length !== count) throw new Wrong([...path, 'args'], `expected ${count}, not ${args.length}`);
  }

  private count(path: Path): void {
    if (++this.parts > MAX_PARTS) throw new Wrong(path, `expected at most ${MAX_PARTS} parts`);
  }
}

/** What it does not know it refuses: a predicate that is half understood would keep silent, or tell too much. */
function objectWith(value: unknown, keys: readonly string[], path: Path): Record<string, unknown> {
  const expected = `expected {${keys.join(', ')}}`;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Wrong(path, expected);
  for (const key of keys) if (!Object.hasOwn(value, key)) throw new Wrong(path, expected);
  for (const key of Object.keys(value)) if (!keys.includes(key)) throw new Wrong([...path, key], expected);
  return value as Record<string, unknown>;
}

function isShort(text: string, path: Path): void {
  if (text.length > MAX_TEXT) throw new Wrong(path, `expected at most ${MAX_TEXT} characters`);
}
