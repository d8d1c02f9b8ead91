/** Endpoints of agencies, in a process of their own: each counts what it takes, how late, and what came twice. */
import http from 'node:http';
import { clock, Histogram } from './measures.mjs';

const taken = new Histogram();
const last = new Map();
let [count, duplicates, gaps] = [0, 0, 0];
const server = http.createServer((request, reply) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    reply.writeHead(204).end();
    const at = clock();
    const { features, hinomi } = JSON.parse(Buffer.concat(chunks));
    if (hinomi?.operation === 'state') return;
    for (const { properties, hinomi: told } of features) {
      const before = last.get(request.url) ?? 0;
      if (told.sequence <= before) {
        duplicates += 1;
        continue;
      }
      if (told.sequence !== before + 1) gaps += 1;
      last.set(request.url, told.sequence);
      count += 1;
      taken.note(at - Number(properties.detail.title));
    }
  });
});
server.listen(0, '127.0.0.1', () => process.send(server.address().port));
process.on('message', () => process.send({ count, duplicates, gaps, counts: taken.counts }));
process.on('disconnect', () => process.exit(0));
