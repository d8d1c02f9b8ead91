/** What `@jest/globals` is for a spec that Node loads: the functions of the file that runs now. */
export const { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest, test } =
  globalThis[Symbol.for('hinomi.jest-globals')];
