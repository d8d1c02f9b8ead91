/** The baseline of the console: a page that keeps every point in one GeoJSON source and sets it anew with each batch of changes. */
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const PAGE = fileURLToPath(new URL('naive-map.html', import.meta.url));
const DIST = fileURLToPath(new URL('../../node_modules/maplibre-gl/dist', import.meta.url));
const TYPES = { '.mjs': 'text/javascript', '.css': 'text/css' };

/** `change(batch)` sends `{id, level}` of some points to every page that is open. */
export async function serveNaiveMap(features) {
  const pages = new Set();
  const body = JSON.stringify(features);
  const server = createServer((request, response) => void answer(request.url ?? '/', response));
  async function answer(url, response) {
    if (url === '/changes') {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.flushHeaders();
      pages.add(response);
      return void response.on('close', () => pages.delete(response));
    }
    if (url === '/features.json') return void response.setHeader('content-type', 'application/json').end(body);
    if (url.startsWith('/dist/')) {
      const name = path.basename(url);
      response.setHeader('content-type', TYPES[path.extname(name)] ?? 'application/octet-stream');
      return void response.end(await readFile(path.join(DIST, name)));
    }
    response.setHeader('content-type', 'text/html').end(await readFile(PAGE));
  }
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    change: (batch) => pages.forEach((page) => page.write(`data: ${JSON.stringify(batch)}\n\n`)),
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
