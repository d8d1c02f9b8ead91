import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { placeNamesPlugin } from './scripts/place-names-plugin.mjs';
import { shelterWorkerPlugin } from './scripts/shelter-worker-plugin.mjs';

/** jsPDF loads these only for HTML and SVG; sheets are pictures. */
const LEFT_OUT = fileURLToPath(new URL('src/exports/left-out.ts', import.meta.url));

/** The hub `npm start` runs; the page is developed against it. */
const hub = 'http://localhost:8080';

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [react(), placeNamesPlugin(), shelterWorkerPlugin()],
  resolve: {
    alias: {
      '@hinomi/contracts': fileURLToPath(new URL('../libs/contracts/src/index.ts', import.meta.url)),
      html2canvas: LEFT_OUT,
      canvg: LEFT_OUT,
      dompurify: LEFT_OUT,
    },
  },
  build: {
    outDir: 'dist',
    target: 'es2022',
    // Fonts and icons stay files: a strict content policy allows no `data:` fonts.
    assetsInlineLimit: 0,
    sourcemap: true,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: {
        console: fileURLToPath(new URL('index.html', import.meta.url)),
        shelter: fileURLToPath(new URL('shelter/index.html', import.meta.url)),
        care: fileURLToPath(new URL('care/index.html', import.meta.url)),
        pharmacy: fileURLToPath(new URL('pharmacy/index.html', import.meta.url)),
      },
    },
    chunkSizeWarningLimit: 1500,
  },
  worker: { format: 'es' },
  server: {
    port: 5173,
    proxy: {
      '/api': hub,
      '/oauth': hub,
      '/.well-known': hub,
      '/basemap': hub,
      '/socket.io': { target: hub, ws: true },
    },
  },
});
