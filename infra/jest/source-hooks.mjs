/**
 * Node's loader for TypeScript sources: `@hinomi/*` is a project's source, `./x.js` is the `x.ts` it is compiled from, and a
 * source is compiled by swc as it is loaded.
 */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { transformSync } from '@swc/core';

const ROOT = new URL('../../', import.meta.url);
const GLOBALS = new URL('./globals.mjs', import.meta.url).href;
/** Specs and what registers tests for them: they belong to one run of one file. */
const OF_ONE_FILE = /\.(spec|suite)\.ts$/;
const SOURCE = /\.tsx?$/;

export async function resolve(specifier, context, next) {
  const run = context.parentURL && new URL(context.parentURL).search;
  if (specifier === '@jest/globals') return { url: GLOBALS + run, format: 'module', shortCircuit: true };
  const source = sourceOf(specifier, context.parentURL);
  if (source === null) return next(specifier, context);
  const url = OF_ONE_FILE.test(source) ? source + run : source;
  return { url, format: 'module', shortCircuit: true };
}

/** The address of the TypeScript file that is meant, or null where Node finds the file by itself. */
function sourceOf(specifier, parent) {
  const project = /^@hinomi\/([a-z-]+)$/.exec(specifier)?.[1];
  if (project !== undefined)
    return firstThere(['libs', 'services'].map((kind) => `${ROOT}${kind}/${project}/src/index.ts`));
  if (!/^\.{1,2}\//.test(specifier) || parent === undefined || !SOURCE.test(new URL(parent).pathname)) return null;
  const { href } = new URL(specifier, parent.replace(/\?.*$/, ''));
  const stem = href.replace(/\.js$/, '');
  return firstThere([`${stem}.ts`, `${stem}.tsx`]);
}

const firstThere = (urls) => urls.find((url) => existsSync(new URL(url))) ?? null;

export async function load(url, context, next) {
  const { pathname } = new URL(url);
  if (!url.startsWith('file:') || !SOURCE.test(pathname) || pathname.includes('/node_modules/'))
    return next(url, context);
  const file = fileURLToPath(url);
  const { code } = transformSync(readFileSync(file, 'utf8'), {
    filename: file,
    sourceFileName: pathToFileURL(file).href,
    swcrc: false,
    sourceMaps: 'inline',
    inlineSourcesContent: false,
    module: { type: 'es6' },
    jsc: {
      target: 'es2022',
      experimental: { keepImportAttributes: true },
      parser: { syntax: 'typescript', decorators: true, tsx: file.endsWith('x') },
      transform: { legacyDecorator: true, decoratorMetadata: true },
    },
  });
  return { source: code, format: 'module', shortCircuit: true };
}
