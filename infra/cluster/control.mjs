/** How a second command speaks to the launcher of a running cluster: a socket in its folder, which only its owner may use. */
import { rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';

const DONE = 'done';
const FAILED = 'failed ';

function addressIn(dir) {
  const file = join(resolve(dir), 'control');
  return process.platform === 'win32' ? `\\\\.\\pipe\\${file.replaceAll(/[\\:]/g, '-')}` : file;
}

/** `act(words, say)` does what was asked; what it says, and how it ends, goes to whoever asked. */
export async function listenInFolder(dir, act) {
  const address = addressIn(dir);
  if (process.platform !== 'win32') rmSync(address, { force: true });
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    const say = (line) => void socket.write(`${line}\n`);
    createInterface({ input: socket }).once('line', (line) => {
      act(JSON.parse(line), say)
        .then(
          () => say(DONE),
          (error) => say(`${FAILED}${error.message}`),
        )
        .finally(() => socket.end());
    });
  });
  await new Promise((done, failed) => server.once('error', failed).listen(address, done));
  return () => new Promise((done) => server.close(done));
}

/** Asks the launcher of a folder; rejects with what went wrong, also when none runs there. */
export function askInFolder(dir, words, say) {
  return new Promise((done, failed) => {
    const socket = connect(addressIn(dir), () => socket.write(`${JSON.stringify(words)}\n`));
    socket.once('error', () => failed(new Error(`No cluster runs on ${resolve(dir)}.`)));
    let end = new Error('The launcher ended before it was done.');
    createInterface({ input: socket })
      .on('line', (line) => {
        if (line === DONE) end = null;
        else if (line.startsWith(FAILED)) end = new Error(line.slice(FAILED.length));
        else say(line);
      })
      .once('close', () => (end === null ? done() : failed(end)));
  });
}
