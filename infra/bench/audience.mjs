/**
 * Many browsers' sockets in one process. Tells its parent when all are watching; on `stop` answers with every arrival as
 * [socket, event, milliseconds]. It speaks the Socket.IO protocol as plain text and looks for ids in it, so that reading
 * two hundred copies of each delta does not become the thing that is measured.
 */
import { WebSocket } from 'ws';
import { clock } from './measures.mjs';

const [url, token, count] = process.argv.slice(2);
const NAMESPACE = '/picture';
const MAIN_FEATURE = /"id":"jma-quake:(\d+)"/g;
const arrivals = [];

const headers = { authorization: `Bearer ${token}` };
const { cursor } = await (await fetch(`${url}api/v1/picture?exercise=false`, { headers })).json();

function open(index) {
  const socket = new WebSocket(`${url.replace('http', 'ws')}socket.io/?EIO=4&transport=websocket`);
  return new Promise((resolve, reject) => {
    socket.on('error', reject);
    socket.on('message', (bytes) => {
      const at = clock();
      const text = bytes.toString();
      if (text.startsWith('0')) socket.send(`40${NAMESPACE},${JSON.stringify({ token })}`);
      else if (text === '2') socket.send('3');
      else if (text.startsWith(`40${NAMESPACE}`)) {
        socket.send(`42${NAMESPACE},0${JSON.stringify(['watch', { interest: { exercise: false }, cursor }])}`);
      } else if (text.startsWith(`43${NAMESPACE},0`)) {
        if (text.includes('"watching"')) resolve(socket);
        else reject(new Error(text));
      } else if (text.startsWith(`42${NAMESPACE},["delta"`)) {
        const seen = new Set([...text.matchAll(MAIN_FEATURE)].map(([, event]) => event));
        for (const event of seen) arrivals.push([index, event, at]);
      }
    });
  });
}

const sockets = [];
for (let index = 0; index < Number(count); index += 1) sockets.push(await open(index));
process.send('watching');
process.on('message', () => {
  process.send(arrivals, () => {
    for (const socket of sockets) socket.terminate();
    process.disconnect();
  });
});
