/**
 * Endpoints of agencies in a process of its own, which may be killed at any moment: a message is written down before it is taken.
 *
 * Start: `endpoint-process.mjs <port> <file>`; the path of a POST names the subscriber.
 */
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { SubscriptionCopy } from './subscription-copy.mjs';

const [, , port, file] = process.argv;
const copies = new Map();

function take(subscriber, body) {
  if (!copies.has(subscriber)) copies.set(subscriber, new SubscriptionCopy());
  copies.get(subscriber).message(body);
}

if (existsSync(file)) {
  // A line that was cut off by the kill was never taken.
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    if (!line.endsWith('}')) continue;
    const { subscriber, body } = JSON.parse(line);
    take(subscriber, body);
  }
  appendFileSync(file, '\n');
}

const server = createServer((request, reply) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    if (request.method === 'GET') {
      const all = [...copies].map(([subscriber, copy]) => ({
        subscriber,
        ...copy,
        features: [...copy.features.values()],
      }));
      return reply.end(JSON.stringify(all));
    }
    const body = JSON.parse(Buffer.concat(chunks).toString());
    appendFileSync(file, `${JSON.stringify({ subscriber: request.url, body })}\n`);
    take(request.url, body);
    reply.writeHead(204).end();
  });
});
server.listen(Number(port), '127.0.0.1', () => process.stdout.write('ready {}\n'));
process.once('SIGTERM', () => process.exit(0));
