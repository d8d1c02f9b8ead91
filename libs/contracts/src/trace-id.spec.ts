import { expect, it } from '@jest/globals';
import { traceIdOf, traceIdOfParent } from './trace-id.js';

const ID = '4bf92f3577b34da6a3ce929d0e0e4736';

it('keeps a trace id, and makes one that stays the same of any other text', () => {
  expect(traceIdOf(ID)).toBe(ID);
  expect(traceIdOf('raw/door:a/1')).toMatch(/^[0-9a-f]{32}$/);
  expect(traceIdOf('raw/door:a/1')).toBe(traceIdOf('raw/door:a/1'));
  expect(traceIdOf('0'.repeat(32))).not.toBe('0'.repeat(32));
});

it('reads a traceparent, and takes a bad one for none', () => {
  expect(traceIdOfParent(`00-${ID}-00f067aa0ba902b7-01`)).toBe(ID);
  const bad = [undefined, '', ID, `00-${ID}-${'0'.repeat(16)}-01`, `ff-${ID}-00f067aa0ba902b7-01`];
  for (const header of [...bad, `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`]) expect(traceIdOfParent(header)).toBeNull();
});
