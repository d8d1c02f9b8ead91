import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { transformSync } from '@swc/core';

jest.setTimeout(60_000);

const SOURCE = resolve('libs/service-kit/src');
let folder: string;

/** The library as a plain Node process runs it, translated without a build. */
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hinomi-stop-'));
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'), 'junction');
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  for (const part of ['log', 'stop']) {
    mkdirSync(join(folder, part));
    for (const file of readdirSync(join(SOURCE, part)).filter((name) => !name.endsWith('.spec.ts'))) {
      const { code } = transformSync(readFileSync(join(SOURCE, part, file), 'utf8'), {
        filename: file,
        swcrc: false,
        module: { type: 'es6' },
        jsc: { target: 'es2022', parser: { syntax: 'typescript', decorators: true } },
      });
      writeFileSync(join(folder, part, file.replace('.ts', '.js')), code);
    }
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Ended {
  code: number | null;
  out: string;
  err: string;
}

/** Runs a process with these stop steps; `act` is called at each thing it says. */
function run(script: string, act: (said: string, child: ChildProcess) => void): Promise<Ended> {
  const head = `import { stopGracefully } from '${folder}/stop/stop-gracefully.js';
    import { startLogging } from '${folder}/log/log.js';
    const say = (text) => process.stdout.write(text + '\\n');
    startLogging({ level: 'info', format: 'json' });
    setInterval(() => undefined, 1000);\n`;
  const file = join(folder, `run-${Math.random().toString(36).slice(2)}.mjs`);
  writeFileSync(file, `${head}${script}\nsay('up');`);
  const child = spawn(process.execPath, [file], { env: { ...process.env, NODE_OPTIONS: '' } });
  let out = '';
  let err = '';
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  child.stdout.on('data', (chunk: Buffer) => {
    const said = chunk.toString();
    out += said;
    act(said, child);
  });
  return new Promise((done) => child.once('close', (code) => done({ code, out, err })));
}

const stopWhen =
  (words: string, signal: NodeJS.Signals = 'SIGTERM') =>
  (said: string, child: ChildProcess): void => {
    if (said.includes(words)) child.kill(signal);
  };

describe('a process that is told to stop', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)('runs every step in order on %s and ends with 0', async (signal) => {
    const { code, out } = await run(
      `stopGracefully({ steps: [
        { name: 'a', run: () => new Promise((done) => setTimeout(done, 20)).then(() => say('a')) },
        { name: 'b', run: () => say('b') },
      ] });`,
      stopWhen('up', signal),
    );
    expect([code, out.split('\n').filter((line) => line !== '')]).toEqual([0, ['up', 'Stopping …', 'a', 'b']]);
  });

  it('names what hangs and ends with 1', async () => {
    const { code, out, err } = await run(
      `stopGracefully({ limitMs: 50, steps: [{ name: 'the store', run: () => new Promise(() => undefined) }] });`,
      stopWhen('up'),
    );
    expect([code, out]).toEqual([1, expect.stringContaining('the store did not end')]);
    expect(err).toContain('"msg":"the store did not end in time"');
  });

  it('goes on after a step that fails, tells of it, and ends with 1', async () => {
    const { code, out, err } = await run(
      `stopGracefully({ steps: [
        { name: 'the sockets', run: () => Promise.reject(new Error('no such socket')) },
        { name: 'the log', run: () => say('log closed') },
      ] });`,
      stopWhen('up'),
    );
    expect([code, out]).toEqual([1, expect.stringContaining('log closed')]);
    expect(err).toContain('could not end the sockets');
    expect(err).toContain('no such socket');
  });

  it('ends at once when it is told twice', async () => {
    const { code } = await run(
      `stopGracefully({ limitMs: 30_000, steps: [{ name: 'slow', run: () => new Promise(() => undefined) }] });`,
      (said, child) => {
        if (said.includes('up') || said.includes('Stopping')) child.kill('SIGINT');
      },
    );
    expect(code).toBe(130);
  });
});

describe('a bug nobody caught', () => {
  it.each([
    ['an exception', `setTimeout(() => { throw new Error('boom'); }, 5);`],
    ['a rejection', `void Promise.reject(new Error('boom'));`],
  ])('ends the process with 1 and its stack in the log: %s', async (_kind, bug) => {
    const { code, err } = await run(`stopGracefully({ steps: [] });\n${bug}`, () => undefined);
    expect(code).toBe(1);
    const line = JSON.parse(err.split('\n').find((text) => text.includes('boom')) ?? '{}') as Record<string, unknown>;
    expect(line).toMatchObject({ level: 'fatal', error: { message: 'boom', stack: expect.stringContaining('run-') } });
  });
});
