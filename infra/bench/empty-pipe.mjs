/**
 * The baseline: what the hub would cost if it did nothing between the post and the sockets. The same three appends in the same
 * order, the same batching, the same fan-out; no parsing, no picture, no matching.
 */
import { createServer } from 'node:http';
import { Server } from 'socket.io';
import { BATCH_MS } from '@hinomi/contracts';
import { usage } from './measures.mjs';
import { openEmbeddedLog, openKafkaLog } from '@hinomi/event-log';

const { log: kind, dir, brokers, urgent, features } = JSON.parse(process.argv[2]);
const log = kind === 'kafka' ? await openKafkaLog({ brokers, clientId: 'empty-pipe' }) : await openEmbeddedLog({ dir });
const encoder = new TextEncoder();
const body = (request) =>
  new Promise((resolve) => {
    const parts = [];
    request.on('data', (part) => parts.push(part));
    request.on('end', () => resolve(Buffer.concat(parts)));
  });

const http = createServer((request, response) => {
  const answer = (status, value) => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(value));
  };
  if (request.method === 'GET') return answer(200, { features: [], cursor: 'none' });
  void body(request).then(async (bytes) => {
    const event = request.headers['x-event'];
    await log.append('raw', [{ key: 'bench', value: bytes, headers: { event } }]);
    await log.append('hazards', [{ key: event, value: bytes, headers: { event } }]);
    answer(202, { accepted: [] });
  });
});
const sockets = new Server(http).of('/picture');
sockets.on('connection', (socket) => {
  void socket.join('audience');
  socket.on('watch', (_request, reply) => reply({ outcome: 'watching', delta: { upserts: [], removes: [] } }));
});

await log.tail('hazards', 'end', async ({ headers: { event } }) => {
  const made = features.map((feature) => JSON.stringify(feature).replaceAll('@event', event));
  await log.append(
    'picture',
    made.map((text, index) => ({ key: `${event}/${index}`, value: encoder.encode(text), headers: { epoch: '0' } })),
  );
});

let pending = [];
let timer;
const flush = () => {
  clearTimeout(timer);
  timer = undefined;
  sockets.to('audience').emit('delta', { from: 'a', cursor: 'b', upserts: pending, removes: [] });
  pending = [];
};
await log.tail('picture', 'end', (record) => {
  pending.push(JSON.parse(new TextDecoder().decode(record.value)));
  if (urgent) timer ??= setTimeout(flush, 0);
  else timer ??= setTimeout(flush, BATCH_MS);
});

http.listen(0, '127.0.0.1', () => process.send({ url: `http://localhost:${http.address().port}/` }));
process.on('message', (asked) => {
  if (asked === 'usage') process.send(usage());
  else void log.close().then(() => process.exit(0));
});
process.on('disconnect', () => process.exit(1));
