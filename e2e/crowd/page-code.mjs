/**
 * The page's own connection code for Node: what is proven of it here holds for every browser. The page is built by Vite, so
 * this is too; packages stay outside.
 */
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'vite';

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** Makes the module once; resolves to its address. Beside the packages, so that its imports are found. */
export async function buildPageCode() {
  const folder = path.join(ROOT, 'node_modules/.cache/hinomi-crowd', String(process.pid));
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: path.join(ROOT, 'web/src/picture/picture-connection.ts'),
      outDir: folder,
      emptyOutDir: true,
      target: 'es2022',
      rollupOptions: {
        external: [/^@hinomi\//, /^socket\.io-client/],
        output: { entryFileNames: '[name].mjs' },
      },
    },
  });
  return { url: pathToFileURL(path.join(folder, 'picture-connection.mjs')).href, folder };
}

/** The few things of a browser that the connection touches. */
export function standInForBrowser(hubUrl) {
  const nothing = () => {};
  const { host, hostname, port, protocol } = new URL(hubUrl);
  globalThis.location = { host, hostname, port, protocol };
  globalThis.window = { addEventListener: nothing, removeEventListener: nothing };
  globalThis.document = { addEventListener: nothing, removeEventListener: nothing, visibilityState: 'visible' };
}
