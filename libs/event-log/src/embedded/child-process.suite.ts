import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { transformSync } from '@swc/core';

const repo = join(dirname(fileURLToPath(import.meta.url)), '../../../..');

/**
 * A plain Node process on this library, translated from source into a folder of its own: what is killed in a test is
 * what was written, without a build before it.
 */
export function compileForNode(folder: string, name: string, source: string): string {
  const modules = join(folder, 'node_modules');
  for (const lib of ['contracts', 'service-kit', 'event-log']) {
    compileLib(lib, join(modules, '@hinomi', lib));
    for (const dependency of dependenciesOf(lib)) {
      const link = join(modules, dependency);
      if (dependency.startsWith('@hinomi/') || existsSync(link)) continue;
      mkdirSync(dirname(link), { recursive: true });
      symlinkSync(join(repo, 'node_modules', dependency), link, 'junction');
    }
  }
  const script = join(folder, `${name}.mjs`);
  writeFileSync(script, source);
  return script;
}

/** Resolves with the process once it has printed something; rejects when it ends before. */
export async function startNode(
  script: string,
  args: readonly string[],
  onOutput: (text: string) => void,
): Promise<ChildProcessByStdio<null, Readable, null>> {
  const child = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  child.stdout.setEncoding('utf8').on('data', onOutput);
  await new Promise((resolve, reject) => {
    child.stdout.once('data', resolve);
    child.once('exit', (code) => reject(new Error(`${script} ended with ${code} before it said anything.`)));
  });
  return child;
}

function dependenciesOf(lib: string): string[] {
  const { dependencies = {} } = JSON.parse(readFileSync(join(repo, 'libs', lib, 'package.json'), 'utf8')) as {
    dependencies?: Record<string, string>;
  };
  return Object.keys(dependencies);
}

function compileLib(lib: string, target: string): void {
  const source = join(repo, 'libs', lib, 'src');
  mkdirSync(target, { recursive: true });
  writeFileSync(join(target, 'package.json'), JSON.stringify({ type: 'module', exports: './index.js' }));
  for (const path of readdirSync(source, { recursive: true, encoding: 'utf8' })) {
    const file = join(target, path.replace(/\.ts$/, '.js'));
    mkdirSync(dirname(file), { recursive: true });
    if (path.endsWith('.json')) copyFileSync(join(source, path), file);
    if (!path.endsWith('.ts') || path.endsWith('.spec.ts') || path.endsWith('.suite.ts')) continue;
    const { code } = transformSync(readFileSync(join(source, path), 'utf8'), {
      filename: path,
      swcrc: false,
      module: { type: 'es6' },
      jsc: {
        target: 'es2022',
        experimental: { keepImportAttributes: true },
        parser: { syntax: 'typescript', decorators: true },
        transform: { legacyDecorator: true, decoratorMetadata: true },
      },
    });
    writeFileSync(file, code);
  }
}
