/** `npm run soak`: the long suites at full length. */
import { fail, run } from './prepare.mjs';

const FULL_LENGTH = '300';
const LONG_SUITES = ['crash', 'any-order', 'delta-rules', 'reconnect-storm', 'fuzz', 'e2e/vault', 'libs/geo/src/cover'];

run(process.execPath, ['infra/bootstrap/test.mjs', ...LONG_SUITES], { env: { HINOMI_ROUNDS: FULL_LENGTH } }).then(
  (code) => process.exit(code),
  fail,
);
