import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { transformSync } from '@swc/core';

const repo = path.join(path.dirname(fileURLToPath(import.meta.url)), '../../../..');

/** What the vault's middle stands on. */
const PROJECTS = ['libs/contracts', 'libs/service-kit', 'libs/store', 'libs/event-log', 'services/phr'];

/** A plain Node script on these projects as they are in source: what is killed in a test needs no build before it. */
export function compileForNode(folder: string, name: string, source: string): string {
  const modules = path.join(folder, 'node_modules');
  for (const project of PROJECTS) compile(project, path.join(modules, '@hinomi', path.basename(project)));
  for (const dependency of PROJECTS.flatMap(packagesOf)) {
    const link = path.join(modules, dependency);
    if (existsSync(link)) continue;
    mkdirSync(path.dirname(link), { recursive: true });
    symlinkSync(path.join(repo, 'node_modules', dependency), link, 'junction');
  }
  const script = path.join(folder, `${name}.mjs`);
  writeFileSync(script, source);
  return script;
}

function packagesOf(project: string): string[] {
  const text = readFileSync(path.join(repo, project, 'package.json'), 'utf8');
  const { dependencies = {} } = JSON.parse(text) as { dependencies?: Record<string, string> };
  return Object.keys(dependencies).filter((name) => !name.startsWith('@hinomi/'));
}

function compile(project: string, target: string): void {
  const source = path.join(repo, project, 'src');
  mkdirSync(target, { recursive: true });
  // Without a front door: the script takes what it needs by its file.
  writeFileSync(path.join(target, 'package.json'), JSON.stringify({ type: 'module', main: './index.js' }));
  for (const each of readdirSync(source, { recursive: true, encoding: 'utf8' })) {
    const file = path.join(target, each.replace(/\.ts$/, '.js'));
    mkdirSync(path.dirname(file), { recursive: true });
    if (each.endsWith('.json')) copyFileSync(path.join(source, each), file);
    if (!/\.[tj]s$/.test(each) || /\.(spec|suite)\.[tj]s$/.test(each)) continue;
    const { code } = transformSync(readFileSync(path.join(source, each), 'utf8'), {
      filename: each,
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
