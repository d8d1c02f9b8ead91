import { readInstant, type Predicate, type PredicateScalar } from '@hinomi/contracts';
import { likeMatcher } from './like-matcher.js';
import { propertyReader, type Readable } from './property-reader.js';
import { allOf, comparison, not, someOf, type Read, type Truth, type Value } from './three-values.js';

export type { Readable } from './property-reader.js';

/** A predicate made ready for many features, in the three values of CQL2's logic. */
export function compilePredicate(predicate: Predicate): (feature: Readable) => boolean {
  const truth = truthOf(predicate);
  return (feature) => truth(feature) === true;
}

function truthOf(predicate: Predicate): Read<Readable, Truth> {
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
      const [one, other] = predicate.args;
      return comparison(predicate.op, readerOf(one), readerOf(other));
    }
  }
}

function readerOf(scalar: PredicateScalar): Read<Readable, Value> {
  if (typeof scalar !== 'object') return () => scalar;
  if ('property' in scalar) return propertyReader(scalar.property);
  const instant = readInstant(scalar.timestamp);
  return () => instant;
}
