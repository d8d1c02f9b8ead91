import type { Geometry } from '@hinomi/contracts';
import type { Cql2, Cql2Bound, Cql2Pattern, Cql2Place, Cql2Scalar, Cql2Time } from './cql2.js';

/** A filter as CQL2 text: the other way round than the reader, written without a look at it. */
export function cql2Text(filter: Cql2): string {
  if (typeof filter === 'boolean') return String(filter).toUpperCase();
  switch (filter.op) {
    case 'and':
    case 'or':
      return filter.args.map((each) => `(${cql2Text(each)})`).join(` ${filter.op.toUpperCase()} `);
    case 'not':
      return `NOT (${cql2Text(filter.args[0])})`;
    case 'between': {
      const [value, from, to] = filter.args.map(scalar);
      return `${value} BETWEEN ${from} AND ${to}`;
    }
    case 'in':
      return `${scalar(filter.args[0])} IN (${filter.args[1].map(scalar).join(', ')})`;
    case 'like':
      return `${scalar(filter.args[0])} LIKE ${pattern(filter.args[1])}`;
    case 'isNull':
      return `${scalar(filter.args[0])} IS NULL`;
    case 's_intersects':
      return `S_INTERSECTS(${filter.args.map(place).join(', ')})`;
    case '=':
    case '<>':
    case '<':
    case '<=':
    case '>':
    case '>=':
      return filter.args.map(scalar).join(filter.op);
    default:
      return `${filter.op.toUpperCase()}(${filter.args.map(time).join(', ')})`;
  }
}

function quoted(text: string): string {
  // A backslash before a quote is the quote's own in this language: only that form keeps both.
  return `'${text.replace(/\\'|'/g, (found) => (found === "'" ? "''" : "\\\\'"))}'`;
}

function scalar(value: Cql2Scalar): string {
  if (typeof value === 'string') return quoted(value);
  if (typeof value !== 'object') return String(value);
  if ('property' in value) return `"${value.property}"`;
  if ('op' in value) return `CASEI(${scalar(value.args[0])})`;
  return time(value);
}

function pattern(value: Cql2Pattern): string {
  return typeof value === 'string' ? quoted(value) : `CaseI(${pattern(value.args[0])})`;
}

function time(value: Cql2Time): string {
  if ('property' in value) return `"${value.property}"`;
  if ('date' in value) return `DATE('${value.date}')`;
  if ('timestamp' in value) return `TIMESTAMP('${value.timestamp}')`;
  const bound = (each: Cql2Bound): string => (typeof each === 'string' ? `'${each}'` : `"${each.property}"`);
  return `INTERVAL(${value.interval.map(bound).join(', ')})`;
}

function place(value: Cql2Place): string {
  if ('property' in value) return value.property;
  if ('bbox' in value) return `BBOX(${value.bbox.join(', ')})`;
  if (value.type === 'GeometryCollection') return `GEOMETRYCOLLECTION(${value.geometries.map(wkt).join(', ')})`;
  return wkt(value);
}

type Nested = number | readonly Nested[];

function wkt({ type, coordinates }: Geometry): string {
  const list = type === 'Point' ? [coordinates] : coordinates;
  return `${type.toUpperCase()}(${(list as readonly Nested[]).map((each) => inside(each, type === 'MultiPoint')).join(', ')})`;
}

function inside(value: Nested, isBracketed = false): string {
  if (typeof value === 'number') return String(value);
  if (typeof value[0] === 'number') return isBracketed ? `(${value.join(' ')})` : value.join(' ');
  return `(${value.map((each) => inside(each)).join(', ')})`;
}
