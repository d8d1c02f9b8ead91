/**
 * Many browsers' sockets in one process. Tells its parent when all are watching; asked with the times of the posts, it
 * answers with how long each took to each socket. It speaks the Socket.IO protocol as plain text and looks for ids in it, so
 * that reading a thousand copies of each delta does not become the thing that is measured.
 */
import { WebSocket } from 'ws';
import { clock, Histogram } from './measures.mjs';

const {
  url,
  token,
  sockets: count,
  first,
  events,
  interest = { exercise: false },
  pattern = '"id":"jma-quake:(\\d+)"',
} = JSON.parse(process.argv[2]);
const NAMESPACE = '/picture';
/** What names an event in the text of a delta. */
const MARK = new RegExp(pattern, 'g');
/** Opened at a time: the bench measures what comes after. */
const AT_ONCE = 50;

const headers = { authorization: `Bearer ${token}` };
const asked = new URLSearchParams(Object.entries(interest).map(([name, value]) => [name, String(value)]));
const { cursor } = await (await fetch(`${url}api/v1/picture?${asked}`, { headers })).json();

/** Per socket and event the first arrival; 0 = none. */
const arrivals = Array.from({ length: count }, () => new Float64Array(events));

/** All sockets get the same text within a moment: it is searched once. */
let bytes = 0;
let lastText = '';
let lastEvents = [];
function eventsIn(text) {
  if (text !== lastText) {
    lastText = text;
    lastEvents = [...new Set([...text.matchAll(MARK)].map(([, event]) => Number(event) - first))];
  }
  return lastEvents;
}

function open(index) {
  const socket = new WebSocket(`${url.replace('http', 'ws')}socket.io/?EIO=4&transport=websocket`);
  return new Promise((resolve, reject) => {
    socket.on('error', reject);
    socket.on('message', (frame) => {
      const at = clock();
      const text = frame.toString();
      if (text.startsWith('0')) socket.send(`40${NAMESPACE},${JSON.stringify({ token })}`);
      else if (text === '2') socket.send('3');
      else if (text.startsWith(`40${NAMESPACE}`)) {
        socket.send(`42${NAMESPACE},0${JSON.stringify(['watch', { interest, cursor }])}`);
      } else if (text.startsWith(`43${NAMESPACE},0`)) {
        if (text.includes('"watching"')) resolve(socket);
        else reject(new Error(text));
      } else if (text.startsWith(`42${NAMESPACE},["delta"`)) {
        bytes += frame.length;
        for (const event of eventsIn(text)) {
          if (event >= 0 && event < events && arrivals[index][event] === 0) arrivals[index][event] = at;
        }
      }
    });
  });
}

const sockets = [];
while (sockets.length < count) {
  const some = Math.min(AT_ONCE, count - sockets.length);
  const begin = sockets.length;
  sockets.push(...(await Promise.all(Array.from({ length: some }, (_, n) => open(begin + n)))));
}
process.send('watching');

const arrived = () => arrivals.reduce((sum, each) => sum + each.reduce((n, at) => n + (at > 0 ? 1 : 0), 0), 0);

process.on('message', ({ ask, posts }) => {
  if (ask === 'arrived') return void process.send({ arrived: arrived() });
  if (ask === 'cut') {
    for (const socket of sockets) socket.terminate();
    return void process.send({}, () => process.disconnect());
  }
  const taken = new Histogram();
  for (const each of arrivals) {
    for (const [event, posted] of posts.entries()) {
      if (posted !== null && each[event] > 0) taken.note(each[event] - posted);
    }
  }
  process.send({ counts: [...taken.counts], bytes }, () => {
    for (const socket of sockets) socket.terminate();
    process.disconnect();
  });
});
