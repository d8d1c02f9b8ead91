/**
 * The page's own connection code for Node: what is proven of it here holds for every browser. The page is built by Vite, so
 * this is too; packages stay outside, so the folder must lie where they are found.
 *
 *   page-code.mjs <folder>
 */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

await build({
  configFile: false,
  logLevel: 'error',
  build: {
    ssr: fileURLToPath(new URL('../../web/src/picture/picture-connection.ts', import.meta.url)),
    outDir: path.resolve(process.argv[2]),
    emptyOutDir: true,
    target: 'es2022',
    rollupOptions: {
      external: [/^@hinomi\//, /^socket\.io-client/],
      output: { entryFileNames: '[name].mjs' },
    },
  },
});
