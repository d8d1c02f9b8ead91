import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { loadPolicies } from '../policy/policies.js';
import { writeMatrix } from './write-matrix.js';

/** `npm run matrix`: what the policies answer, written down. */
writeFileSync(
  fileURLToPath(new URL('../../../../docs/access-matrix.md', import.meta.url)),
  writeMatrix(loadPolicies()),
);
