/** `npm run check`: what CI checks besides the tests. Every step must be silent or it fails. */
import path from 'node:path';
import { ROOT, Trouble, build, fail, install, run, say } from './prepare.mjs';

const bin = (name) => path.join(ROOT, 'node_modules', name);

const STEPS = [
  ['format', [bin('prettier/bin/prettier.cjs'), '--check', '--log-level=warn', '.']],
  // Without a project graph the boundary rule switches itself off and says so only in passing, so the graph comes first.
  ['project graph', [bin('nx/dist/bin/nx.js'), 'show', 'projects']],
  ['lint', [bin('eslint/bin/eslint.js'), '.', '--max-warnings=0']],
  ['boundaries are enforced', [path.join(ROOT, 'infra/bootstrap/prove-boundaries.mjs')]],
  ['types of services and libraries', [bin('typescript/bin/tsc'), '-p', 'tsconfig.specs.json']],
  ['types of the page', [bin('typescript/bin/tsc'), '-p', 'web/tsconfig.json', '--noEmit']],
  ['dashboard is what its list says', [path.join(ROOT, 'infra/observability/make-dashboard.mjs'), '--check']],
  [
    'licences, hashes and scripts of what is installed',
    [path.join(ROOT, 'infra/supply/write-licences.mjs'), '--check'],
  ],
  ['size of the first view', [path.join(ROOT, 'web/scripts/check-size.mjs')]],
];

async function main() {
  await install();
  await build();
  for (const [name, args] of STEPS) {
    say(`check: ${name}`);
    if ((await run(process.execPath, args, { env: { NX_DAEMON: 'false' } })) !== 0) {
      throw new Trouble(`check failed: ${name} (see above).`);
    }
  }
}

main().catch(fail);
