import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { DEMO_SECRET, type Problem } from '@hinomi/contracts';
import { readReplayConfig } from '../config.js';
import type { RunningDrill } from './drill-player.js';
import type { ReplayProblem, ReplayRequest } from './plan-replay.js';

const USAGE = 'Usage: npm run replay -- <file|folder>... [--speed n] [--registry <JIS code>]...';

/** `npm run replay -- <file|folder>`: any telegrams, moved to now, as a drill of the running hub. */
async function replay(argv: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: { speed: { type: 'string' }, registry: { type: 'string', multiple: true } },
  });
  if (positionals.length === 0) throw new Error(USAGE);
  const speed = values.speed === undefined ? undefined : Number(values.speed);
  if (speed !== undefined && !(speed > 0)) throw new Error(`--speed is a number above 0.\n${USAGE}`);

  const names = (await Promise.all(positionals.map(filesBelow))).flat();
  if (names.length === 0) throw new Error(`There are no .xml, .cap or .json files in ${positionals.join(', ')}.`);
  const files = await Promise.all(
    names.map(async (name) => ({ name, base64: (await readFile(name)).toString('base64') })),
  );
  const request: ReplayRequest = {
    files,
    ...(speed === undefined ? {} : { speed }),
    ...(values.registry === undefined ? {} : { registry: values.registry }),
  };
  const { hub } = readReplayConfig();
  const answer = await post<RunningDrill & { telegrams: number; problems: ReplayProblem[] }>(
    `${hub}/api/v1/drills/replay`,
    JSON.stringify(request),
    { authorization: `Bearer ${await operatorToken(hub)}`, 'content-type': 'application/json' },
  );
  for (const { name, message } of answer.problems) process.stderr.write(`${name}: ${message}\n`);
  process.stdout.write(
    `${answer.telegrams} of ${files.length} telegrams play as the drill ${answer.run}; see it at ${hub.replace('127.0.0.1', 'localhost')}/\n`,
  );
}

/** A file itself; of a folder everything below it that could be a telegram, in order of name. */
async function filesBelow(named: string): Promise<string[]> {
  if (!(await stat(named)).isDirectory()) return [named];
  const entries = await readdir(named, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && /\.(xml|cap|json|geojson)$/i.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}

async function operatorToken(hub: string): Promise<string> {
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: 'demo-operator',
    client_secret: DEMO_SECRET,
  });
  const reply = await post<{ access_token: string }>(`${hub}/oauth/token`, form.toString(), {
    'content-type': 'application/x-www-form-urlencoded',
  });
  return reply.access_token;
}

async function post<T>(url: string, body: string, headers: Record<string, string>): Promise<T> {
  const response = await fetch(url, { method: 'POST', body, headers }).catch((cause: unknown) => {
    throw new Error(`No hub answers at ${new URL(url).origin}: start one with npm start.`, { cause });
  });
  const answer: unknown = await response.json();
  if (response.ok) return answer as T;
  const { detail, title } = answer as Partial<Problem>;
  throw new Error(`The hub refused: ${detail ?? title ?? response.statusText}`);
}

try {
  await replay(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
