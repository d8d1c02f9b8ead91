/**
 * Many browsers' sockets in one process. Tells its parent when all are watching; on `stop` answers with every arrival as
 * [socket, event, milliseconds].
 */
import { io } from 'socket.io-client';
import { clock } from './measures.mjs';

const [url, tokenOrEmpty, count] = process.argv.slice(2);
const interest = { exercise: false };
const arrivals = [];

function arrived(socket, delta) {
  const at = clock();
  for (const feature of delta.upserts) {
    const event = /^jma-quake:(\d+)$/.exec(feature.id)?.[1];
    if (event) arrivals.push([socket, event, at]);
  }
}

async function open(index) {
  const socket = io(`${url}picture`, { transports: ['websocket'], auth: { token: tokenOrEmpty }, forceNew: true });
  socket.on('delta', (delta) => arrived(index, delta));
  await new Promise((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  const headers = { authorization: `Bearer ${tokenOrEmpty}` };
  const snapshot = await (await fetch(`${url}api/v1/picture?exercise=false`, { headers })).json();
  const answer = await socket.emitWithAck('watch', { interest, cursor: snapshot.cursor });
  if (answer.outcome !== 'watching') throw new Error(`socket ${index}: ${JSON.stringify(answer)}`);
  return socket;
}

const sockets = [];
for (let index = 0; index < Number(count); index += 1) sockets.push(await open(index));
process.send('watching');
process.on('message', () => {
  process.send(arrivals, () => {
    for (const socket of sockets) socket.close();
    process.disconnect();
  });
});
