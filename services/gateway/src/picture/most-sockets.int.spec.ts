import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Socket } from 'socket.io-client';
import { TestHub, until } from '../test-hub.suite.js';

const hub = new TestHub(undefined, undefined, { mostSockets: 3 });
beforeAll(() => hub.start());
afterAll(() => hub.stop());

/** A socket, and `in`, or what it was refused with. */
async function knock(): Promise<{ socket: Socket; answer: string }> {
  const socket = hub.socketWith({ token: await hub.tokenOf() });
  return new Promise((resolve) => {
    socket.once('connect', () => resolve({ socket, answer: 'in' }));
    socket.once('connect_error', (error) => resolve({ socket, answer: error.message }));
  });
}

const metric = async (line: string): Promise<string | undefined> =>
  (await hub.get('/metrics', null)).text.split('\n').find((each) => each.startsWith(line));

describe('the sockets of a gateway', () => {
  it('are no more than so many: one more is told to try again, and comes in when another left', async () => {
    const first = await knock();
    const answers = [first, await knock(), await knock(), await knock()].map(({ answer }) => answer);
    expect(answers).toEqual(['in', 'in', 'in', 'request.too-many']);
    expect(first.socket.connected).toBe(true);
    first.socket.disconnect();
    await until(async () => (await knock()).answer === 'in');
    expect((await knock()).answer).toBe('request.too-many');
    expect(await metric('queue_size{queue="sockets.open"}')).toMatch(/ 3$/);
  });
});
