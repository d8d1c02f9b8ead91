import { useRef } from 'react';

/** Something that follows from an input, and costs less from what it was before; `step` is a function of the module. */
export function useStepped<I, S>(input: I, step: (input: I, before?: S) => S): S {
  const last = useRef<{ input: I; state: S } | null>(null);
  if (last.current === null || last.current.input !== input)
    last.current = { input, state: step(input, last.current?.state) };
  return last.current.state;
}
