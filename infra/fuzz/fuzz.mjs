/** `npm run fuzz`: harmed documents through every parser. See README.md beside this file. */
import { fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { FORMATS, readSeeds } from './inputs.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const kept = path.resolve(here, '../../.hinomi/fuzz');
/** No input may hold a process up for longer; a second of processor time is a finding already, this ends it. */
const STUCK_MS = 60_000;
const MEMORY_MB = 512;
const SAID_EVERY = 50_000;

const { values: given } = parseArgs({
  options: { inputs: { type: 'string', default: '1000000' }, seed: { type: 'string', default: '1' } },
});
const [total, seed] = [Number(given.inputs), Number(given.seed)];
if (!Number.isSafeInteger(total) || total < 1 || !Number.isSafeInteger(seed)) {
  console.error('--inputs takes how many, --seed where the row of inputs begins; both are whole numbers');
  process.exit(2);
}

const sum = { inputs: 0, bytes: 0, memoryMb: 0, slowestMs: 0 };
const findings = [];
const seeds = await readSeeds();
console.log(`seed ${seed}, ${FORMATS.map((format) => `${format} from ${seeds[format].length}`).join(', ')} documents`);

function keep({ number, format, finding, bytes }) {
  const raw = Buffer.from(bytes, 'base64');
  const name = `${format}-${createHash('sha256').update(raw).digest('hex').slice(0, 12)}.bin`;
  mkdirSync(kept, { recursive: true });
  writeFileSync(path.join(kept, name), raw);
  findings.push({ number, format, finding, file: path.join('.hinomi/fuzz', name) });
  console.log(`input ${number} (${format}) ${finding}\n  kept as .hinomi/fuzz/${name}`);
}

/** Runs from one input on; resolves to where to go on after a process that had to be ended, or to the end. */
function runFrom(first) {
  return new Promise((resolve) => {
    const child = fork(path.join(here, 'parse-inputs.mjs'), [JSON.stringify({ from: first, to: total, seed })], {
      execArgv: [`--max-old-space-size=${MEMORY_MB}`],
    });
    let at = first;
    let seen = first;
    let done = false;
    const watch = setInterval(() => {
      if (at === seen) child.kill('SIGKILL');
      seen = at;
    }, STUCK_MS);
    child.on('message', (said) => {
      if (said.at !== undefined) {
        at = said.at;
        if (at > first && at % SAID_EVERY === 0) console.log(`${at} of ${total}`);
      } else if (said.done) {
        done = true;
        sum.inputs += said.done.inputs;
        sum.bytes += said.done.bytes;
        sum.slowestMs = Math.max(sum.slowestMs, said.done.slowestMs);
        sum.memoryMb = Math.max(sum.memoryMb, said.done.memoryMb);
      } else keep(said);
    });
    child.on('exit', (code, signal) => {
      clearInterval(watch);
      if (done) return resolve(total);
      sum.inputs += at - first + 1;
      findings.push({ number: at, format: '?', finding: `the process ended: ${signal ?? code}` });
      console.log(`input ${at}: the process ended (${signal ?? code}); --seed ${seed} makes it again`);
      resolve(at + 1);
    });
  });
}

for (let next = 0; next < total;) next = await runFrom(next);
const hangs = findings.filter(({ finding }) => finding.startsWith('hang')).length;
console.log(
  `${sum.inputs} inputs, ${(sum.bytes / 1e6).toFixed(0)} MB: ${findings.length - hangs} crashes or wrong refusals, ${hangs} hangs, at most ${sum.slowestMs} ms for one and ${sum.memoryMb} MB of memory`,
);
process.exit(findings.length === 0 ? 0 : 1);
