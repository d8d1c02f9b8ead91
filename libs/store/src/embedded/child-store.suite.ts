import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transformSync } from '@swc/core';

const repo = join(dirname(fileURLToPath(import.meta.url)), '../../../..');

/** The store and what it stands on. */
const LIBS = ['contracts', 'service-kit', 'store'];

/** A plain Node script on this library as it is in source: what is killed in a test needs no build before it. */
export function compileForNode(folder: string, name: string, source: string): string {
  const modules = join(folder, 'node_modules');
  for (const lib of LIBS) compileLib(lib, join(modules, '@hinomi', lib));
  for (const dependency of LIBS.flatMap(packagesOf)) {
    const link = join(modules, dependency);
    if (existsSync(link)) continue;
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(join(repo, 'node_modules', dependency), link, 'junction');
  }
  const script = join(folder, `${name}.mjs`);
  writeFileSync(script, source);
  return script;
}

function packagesOf(lib: string): string[] {
  const text = readFileSync(join(repo, 'libs', lib, 'package.json'), 'utf8');
  const { dependencies = {} } = JSON.parse(text) as { dependencies?: Record<string, string> };
  return Object.keys(dependencies).filter((name) => !name.startsWith('@hinomi/'));
}

function compileLib(lib: string, target: string): void {
  const source = join(repo, 'libs', lib, 'src');
  mkdirSync(target, { recursive: true });
  writeFileSync(join(target, 'package.json'), JSON.stringify({ type: 'module', exports: './index.js' }));
  for (const path of readdirSync(source, { recursive: true, encoding: 'utf8' })) {
    const file = join(target, path.replace(/\.ts$/, '.js'));
    mkdirSync(dirname(file), { recursive: true });
    if (path.endsWith('.json')) copyFileSync(join(source, path), file);
    if (!/\.[tj]s$/.test(path) || /\.(spec|suite)\.[tj]s$/.test(path)) continue;
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
