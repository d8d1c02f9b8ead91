/** `npm run bench -- report`: runs parts one after the other, and writes what they said into one document. */
import { spawn } from 'node:child_process';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const BENCH = fileURLToPath(new URL('bench.mjs', import.meta.url));
const MEASURED = {
  fanout: ['--rate', '100,500,2000', '--sockets', '200,1000,5000'],
  capacity: [],
  interest: [],
  positions: [],
  changing: [],
  recovery: [],
  scale: [],
  nation: [],
};
/** Cells that finish in minutes; they say that a part works, and are not to be quoted. */
const SMALL = { fanout: ['--where', 'embedded', '--kind', 'routine', '--rate', '20', '--sockets', '50'] };

function run(part, more) {
  return new Promise((resolve) => {
    const began = Date.now();
    const child = spawn(process.execPath, [BENCH, part, ...more], { stdio: ['ignore', 'pipe', 'inherit'] });
    let said = '';
    child.stdout.on('data', (chunk) => {
      said += chunk;
      process.stdout.write(chunk);
    });
    child.once('exit', (code) => resolve({ code, said, minutes: (Date.now() - began) / 60_000 }));
  });
}

function machineLines() {
  const [cpu] = os.cpus();
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  return [
    `${new Date().toISOString().slice(0, 10)}, commit ${commit}, Node ${process.version}, ${os.platform()} ${os.release()}, ${os.cpus().length} cores`,
    `(${cpu?.model ?? 'unknown'}), ${Math.round(os.totalmem() / 2 ** 30)} GB, load ${os.loadavg()[0].toFixed(1)} at the start. No number is drawn: what is sent follows from`,
    'its index alone, so that two runs send the same.',
  ];
}

export async function writeReport({ parts, quick, out }) {
  const chosen = parts ?? Object.keys(MEASURED);
  const unknown = chosen.filter((part) => !(part in MEASURED));
  if (unknown.length > 0)
    throw new Error(`--parts knows ${Object.keys(MEASURED).join(', ')}, not ${unknown.join(', ')}`);
  const lines = ['# Benchmarks', '', ...machineLines(), ''];
  if (quick) lines.push('**Small cells, to see that every part works: no figure of this run is a result.**', '');
  for (const [index, part] of chosen.entries()) {
    console.error(`report: ${part}, ${index + 1} of ${chosen.length}`);
    const more = [...(quick ? ['--quick', ...(SMALL[part] ?? [])] : MEASURED[part])];
    const { code, said, minutes } = await run(part, more);
    const command = ['npm run bench --', part, ...more].join(' ');
    const taken = said
      .split('\n')
      .filter((line) => !line.startsWith('Written to'))
      .join('\n')
      .trim();
    lines.push(
      `## ${part}`,
      '',
      `\`${command}\`, ${minutes.toFixed(1)} minutes${code === 0 ? '' : `, **ended with ${code}**`}`,
      '',
    );
    lines.push('```', taken, '```', '');
  }
  writeFileSync(path.resolve(out), lines.join('\n'));
  console.log(`\nWritten to ${out}`);
}
