import { readInstant } from '@hinomi/contracts';
import { likeMatcher } from '../like-matcher.js';
import { propertyReader } from '../property-reader.js';
import { allOf, comparison, not, someOf, type Read, type Truth, type Value } from '../three-values.js';
import { placeTruth } from './compile-cql2-place.js';
import { timeTruth } from './compile-cql2-time.js';
import { GEOMETRY, type Cql2, type Cql2Pattern, type Cql2Scalar } from './cql2.js';
import { readDay } from './read-cql2-instant.js';
import type { Subject } from './subject.js';

/** A filter made ready for many features, in the three values of CQL2's logic: what cannot be said does not hold. */
export function compileCql2(filter: Cql2): (subject: Subject) => boolean {
  const truth = truthOf(filter);
  return (subject) => truth(subject) === true;
}

function truthOf(filter: Cql2): Read<Subject, Truth> {
  if (typeof filter === 'boolean') return () => filter;
  switch (filter.op) {
    case 'and':
      return allOf(filter.args.map(truthOf));
    case 'or':
      return someOf(filter.args.map(truthOf));
    case 'not':
      return not(truthOf(filter.args[0]));
    case 'between': {
      const [value, from, to] = filter.args.map(readerOf) as [Reader, Reader, Reader];
      return allOf([comparison('>=', value, from), comparison('<=', value, to)]);
    }
    case 'in': {
      const value = readerOf(filter.args[0]);
      return someOf(filter.args[1].map((choice) => comparison('=', value, readerOf(choice))));
    }
    case 'like': {
      const value = readerOf(filter.args[0]);
      const isLike = likeMatcher(patternText(filter.args[1]));
      return (subject) => {
        const text = value(subject);
        return typeof text === 'string' ? isLike(text) : null;
      };
    }
    case 'isNull': {
      const [{ property }] = filter.args;
      if (property === GEOMETRY) return ({ place }) => place === null;
      const value = readerOf({ property });
      return (subject) => value(subject) === null;
    }
    case 's_intersects':
      return placeTruth(filter.args);
    case '=':
    case '<>':
    case '<':
    case '<=':
    case '>':
    case '>=':
      return comparison(filter.op, readerOf(filter.args[0]), readerOf(filter.args[1]));
    default:
      return timeTruth(filter.op, filter.args);
  }
}

type Reader = Read<Subject, Value>;

function readerOf(scalar: Cql2Scalar): Reader {
  if (typeof scalar !== 'object') return () => scalar;
  if ('property' in scalar) {
    const read = propertyReader(scalar.property);
    return ({ feature }) => read(feature);
  }
  if ('op' in scalar) {
    const read = readerOf(scalar.args[0]);
    return (subject) => {
      const value = read(subject);
      return typeof value === 'string' ? folded(value) : null;
    };
  }
  const instant = 'date' in scalar ? readDay(scalar.date) : readInstant(scalar.timestamp);
  return () => instant;
}

function patternText(pattern: Cql2Pattern): string {
  return typeof pattern === 'string' ? pattern : folded(patternText(pattern.args[0]));
}

/** Upper case first: only that way do ß and ss become the same. */
function folded(text: string): string {
  return text.toUpperCase().toLowerCase();
}
