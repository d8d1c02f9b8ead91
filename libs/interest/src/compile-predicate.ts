import { readInstant, type FeatureV1, type Predicate, type PredicateScalar } from '@hinomi/contracts';
import { likeMatcher } from './like-matcher.js';

/** What a predicate may look at: a feature, or the part of one that there is. */
export type Readable = Partial<FeatureV1>;

type Value = string | number | boolean | null;
/** Null = it cannot be said, because a value is not there or of another type; a whole predicate then does not hold. */
type Truth = boolean | null;
type Read<T> = (feature: Readable) => T;

/** A predicate made ready for many features, in the three values of CQL2's logic. */
export function compilePredicate(predicate: Predicate): (feature: Readable) => boolean {
  const truth = truthOf(predicate);
  return (feature) => truth(feature) === true;
}

function truthOf(predicate: Predicate): Read<Truth> {
  switch (predicate.op) {
    case 'and':
      return allOf(predicate.args.map(truthOf));
    case 'or':
      return someOf(predicate.args.map(truthOf));
    case 'not':
      return not(truthOf(predicate.args[0]));
    case 'between': {
      const [value, from, to] = predicate.args;
      return allOf([truthOf({ op: '>=', args: [value, from] }), truthOf({ op: '<=', args: [value, to] })]);
    }
    case 'in': {
      const [value, choices] = predicate.args;
      return someOf(choices.map((choice) => truthOf({ op: '=', args: [value, choice] })));
    }
    case 'like': {
      const value = readerOf(predicate.args[0]);
      const isLike = likeMatcher(predicate.args[1]);
      return (feature) => {
        const text = value(feature);
        return typeof text === 'string' ? isLike(text) : null;
      };
    }
    case 'isNull': {
      const value = readerOf(predicate.args[0]);
      return (feature) => value(feature) === null;
    }
    default: {
      const [one, other] = predicate.args.map(readerOf) as [Read<Value>, Read<Value>];
      const holds = ORDERS[predicate.op];
      return (feature) => {
        const order = compared(one(feature), other(feature));
        return order === null ? null : holds(order);
      };
    }
  }
}

const ORDERS: Readonly<Record<'=' | '<>' | '<' | '<=' | '>' | '>=', (order: number) => boolean>> = {
  '=': (order) => order === 0,
  '<>': (order) => order !== 0,
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
};

function allOf(truths: readonly Read<Truth>[]): Read<Truth> {
  return (feature) => {
    let all: Truth = true;
    for (const truth of truths) {
      const one = truth(feature);
      if (one === false) return false;
      if (one === null) all = null;
    }
    return all;
  };
}

function someOf(truths: readonly Read<Truth>[]): Read<Truth> {
  return not(allOf(truths.map(not)));
}

function not(truth: Read<Truth>): Read<Truth> {
  return (feature) => {
    const is = truth(feature);
    return is === null ? null : !is;
  };
}

function compared(one: Value, other: Value): number | null {
  if (one === null || other === null || typeof one !== typeof other) return null;
  return one < other ? -1 : one > other ? 1 : 0;
}

function readerOf(scalar: PredicateScalar): Read<Value> {
  if (typeof scalar !== 'object') return () => scalar;
  if ('property' in scalar) return propertyReader(scalar.property.split('.'));
  const instant = readInstant(scalar.timestamp);
  return () => instant;
}

/** The path is that of the feature's GeoJSON properties. What is not there, or no single value, is null. */
function propertyReader([first = '', ...rest]: readonly string[]): Read<Value> {
  const root = first === 'detail' ? 'properties' : first;
  const isInJson = first !== 'geometry' && first !== 'properties';
  return (feature) => {
    let value: unknown = isInJson ? own(feature, root) : null;
    for (const key of rest) value = own(value, key);
    return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
  };
}

function own(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : null;
}
