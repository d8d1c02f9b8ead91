/** Null = it cannot be said, because a value is not there or of another type; a whole predicate then does not hold. */
export type Truth = boolean | null;
/** A value as it is read. */
export type Value = string | number | boolean | null;
export type Read<S, T> = (subject: S) => T;

export function allOf<S>(truths: readonly Read<S, Truth>[]): Read<S, Truth> {
  return (subject) => {
    let all: Truth = true;
    for (const truth of truths) {
      const one = truth(subject);
      if (one === false) return false;
      if (one === null) all = null;
    }
    return all;
  };
}

export function someOf<S>(truths: readonly Read<S, Truth>[]): Read<S, Truth> {
  return not(allOf(truths.map(not)));
}

export function not<S>(truth: Read<S, Truth>): Read<S, Truth> {
  return (subject) => {
    const is = truth(subject);
    return is === null ? null : !is;
  };
}

export type Comparison = '=' | '<>' | '<' | '<=' | '>' | '>=';

const ORDERS: Readonly<Record<Comparison, (order: number) => boolean>> = {
  '=': (order) => order === 0,
  '<>': (order) => order !== 0,
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
};

export function comparison<S>(op: Comparison, one: Read<S, Value>, other: Read<S, Value>): Read<S, Truth> {
  const holds = ORDERS[op];
  return (subject) => {
    const order = compared(one(subject), other(subject));
    return order === null ? null : holds(order);
  };
}

function compared(one: Value, other: Value): number | null {
  if (one === null || other === null || typeof one !== typeof other) return null;
  return one < other ? -1 : one > other ? 1 : 0;
}
