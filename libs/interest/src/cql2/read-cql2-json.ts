import {
  COMPARISONS,
  Cql2Count,
  TEMPORAL_OPS,
  type Cql2,
  type Cql2Pattern,
  type Cql2Scalar,
  type IsProperty,
} from './cql2.js';
import { Cql2Json } from './cql2-json.js';
import { readJsonPlace } from './read-json-place.js';
import { readJsonInstant, readJsonTime } from './read-json-time.js';

/** A CQL2 JSON value, checked whole. What is wrong is told with a pointer into it (`request.invalid`). */
export function readCql2Json(value: unknown, isProperty: IsProperty = () => true): Cql2 {
  return filterOf(new Cql2Json(value, [], isProperty, new Cql2Count()), 1);
}

const OPS = ['and', 'or', 'not', ...COMPARISONS, 'between', 'in', 'like', 'isNull', 's_intersects', ...TEMPORAL_OPS];

function filterOf(json: Cql2Json, depth: number): Cql2 {
  json.count(depth);
  if (typeof json.value === 'boolean') return json.value;
  json.hasKeys('op', 'args');
  const op = json.in('op').value;
  const args = json.in('args');
  const inside = (arg: Cql2Json): Cql2 => filterOf(arg, depth + 1);
  switch (op) {
    case 'and':
    case 'or': {
      const all = args.list();
      if (all.length < 2) args.fail('expected two filters or more');
      return { op, args: all.map(inside) };
    }
    case 'not':
      return { op, args: args.list(1).map(inside) as [Cql2] };
    case 'between':
      return { op, args: args.list(3).map((arg) => scalarOf(arg)) as [Cql2Scalar, Cql2Scalar, Cql2Scalar] };
    case 'in': {
      const [value, choices] = args.list(2) as [Cql2Json, Cql2Json];
      const all = choices.list();
      if (all.length === 0) choices.fail('expected one value or more');
      return { op, args: [scalarOf(value), all.map((choice) => scalarOf(choice))] };
    }
    case 'like': {
      const [value, pattern] = args.list(2) as [Cql2Json, Cql2Json];
      return { op, args: [scalarOf(value), patternOf(pattern)] };
    }
    case 'isNull':
      return { op, args: [{ property: args.list(1)[0]!.property() }] };
    case 's_intersects': {
      const [one, other] = args.list(2) as [Cql2Json, Cql2Json];
      return { op, args: [readJsonPlace(one), readJsonPlace(other)] };
    }
  }
  const temporal = TEMPORAL_OPS.find((known) => known === op);
  if (temporal !== undefined) {
    const [one, other] = args.list(2) as [Cql2Json, Cql2Json];
    return { op: temporal, args: [readJsonTime(one), readJsonTime(other)] };
  }
  const comparison = COMPARISONS.find((known) => known === op);
  if (comparison === undefined) return json.in('op').fail(`expected one of ${OPS.join(' ')}`);
  return { op: comparison, args: args.list(2).map((arg) => scalarOf(arg)) as [Cql2Scalar, Cql2Scalar] };
}

function scalarOf(json: Cql2Json, depth = 1): Cql2Scalar {
  json.count(depth);
  const { value } = json;
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value + 0 : json.fail('this number is too large');
  if (typeof value === 'string') return json.text();
  if (json.has('op')) return { op: 'casei', args: [scalarOf(caseIOf(json), depth + 1)] };
  if (json.has('property')) return { property: json.property() };
  return readJsonInstant(json);
}

function patternOf(json: Cql2Json, depth = 1): Cql2Pattern {
  json.count(depth);
  if (typeof json.value === 'string') return json.text();
  if (json.has('op')) return { op: 'casei', args: [patternOf(caseIOf(json), depth + 1)] };
  return json.fail('expected a pattern');
}

function caseIOf(json: Cql2Json): Cql2Json {
  json.hasKeys('op', 'args');
  if (json.in('op').value !== 'casei') json.in('op').fail('expected casei');
  return json.in('args').list(1)[0]!;
}
