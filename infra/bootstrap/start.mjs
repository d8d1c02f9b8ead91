/** `npm start`: checks, installs, builds, then runs the whole hub in this process. */
import { build, checkMachine, fail, install } from './prepare.mjs';

async function main() {
  checkMachine();
  await install();
  await build();
  const { main: runHub } = await import('../../services/hub/dist/main.js');
  await runHub();
}

main().catch(fail);
