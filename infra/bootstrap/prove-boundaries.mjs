/**
 * The Nx boundary rule can silently switch itself off. This writes one forbidden import per boundary, and fails unless lint
 * refuses every one of them.
 */
import { spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT, Trouble, fail } from './prepare.mjs';

const FORBIDDEN = [
  ['services/gateway/src/forbidden-probe.ts', "import '@hinomi/ingest';\n", '@nx/enforce-module-boundaries'],
  ['services/shelter/src/forbidden-probe.ts', "import '@hinomi/gateway';\n", '@nx/enforce-module-boundaries'],
  ['libs/contracts/src/forbidden-probe.ts', "import '@hinomi/geo';\n", '@nx/enforce-module-boundaries'],
  ['libs/formats/src/forbidden-probe.ts', "import '@hinomi/event-log';\n", '@nx/enforce-module-boundaries'],
  ['web/src/forbidden-probe.ts', "import '@hinomi/geo';\n", '@nx/enforce-module-boundaries'],
  ['services/aggregator/src/forbidden-probe.ts', "import 'kafkajs';\n", 'no-restricted-imports'],
  ['libs/geo/src/forbidden-probe.ts', "import 'node:fs';\n", 'no-restricted-imports'],
  ['services/ingest/src/forbidden-probe.ts', 'export const home = process.env.HOME;\n', 'n/no-process-env'],
];

function main() {
  const files = FORBIDDEN.map(([file]) => path.join(ROOT, file));
  try {
    FORBIDDEN.forEach(([, source], index) => writeFileSync(files[index], source));
    const eslint = path.join(ROOT, 'node_modules/eslint/bin/eslint.js');
    const ran = spawnSync(process.execPath, [eslint, '--format=json', ...files], {
      cwd: ROOT,
      encoding: 'utf8',
      env: { ...process.env, NX_DAEMON: 'false' },
      maxBuffer: 64 * 2 ** 20,
    });
    const results = JSON.parse(ran.stdout);
    FORBIDDEN.forEach(([file, , rule]) => {
      const result = results.find((entry) => entry.filePath === path.join(ROOT, file));
      if (!result?.messages.some((message) => message.ruleId === rule)) {
        throw new Trouble(
          `Lint did not refuse the forbidden import in ${file} (rule ${rule}): the boundaries are not enforced.`,
        );
      }
    });
  } finally {
    files.forEach((file) => rmSync(file, { force: true }));
  }
}

try {
  main();
} catch (error) {
  fail(error);
}
