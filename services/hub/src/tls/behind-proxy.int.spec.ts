import { AccessModule, ACCESS_TABLES } from '@hinomi/access';
import { ProblemFilter } from '@hinomi/service-kit';
import { openTestStore, type TestStore } from '@hinomi/store';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { readHubConfig } from '../config.js';
import { webServer } from '../web-server.js';

jest.setTimeout(120_000);

/** More wrong attempts than an address has free. */
const GUESSES = 31;

let store: TestStore;
let app: NestFastifyApplication;
beforeAll(async () => {
  store = await openTestStore([ACCESS_TABLES]);
});
afterEach(() => app.close());
afterAll(() => store.remove());

/** The hub's own web server with the sign-in alone. */
async function start(settings: Record<string, string>): Promise<void> {
  const access = { issuer: () => 'http://localhost', demonstration: false, store, now: Date.now };
  const server = webServer(readHubConfig(settings), null);
  app = await NestFactory.create(AccessModule.register(access), server, { logger: false, abortOnError: false });
  app.useGlobalFilters(new ProblemFilter());
  await app.listen(0, '127.0.0.1');
}

/** A wrong password, each time for another name, said to come from this address. */
async function guess(forwardedFor: string, name: number): Promise<number> {
  const body = new URLSearchParams({
    username: `guessed-${name}`,
    password: 'wrong',
    newPassword: 'a tower on a hill',
  });
  const headers = { 'x-forwarded-for': forwardedFor };
  const reply = await fetch(`${await app.getUrl()}/sign-in/password`, { method: 'POST', body, headers });
  return reply.status;
}

describe('wrong attempts by address', () => {
  it('are those of whoever the proxy on this machine names last', async () => {
    await start({
      HINOMI_HOST: 'hub.town.example',
      HINOMI_PUBLIC_URL: 'https://hub.town.example',
      HINOMI_BEHIND_PROXY: 'on',
      HINOMI_BIND: '127.0.0.1',
    });
    const answers = [];
    // What stands before the proxy's own entry was written by whoever asks.
    for (let n = 0; n < GUESSES; n++) answers.push(await guess(`198.51.100.${n}, 203.0.113.1`, n));
    expect([answers.at(-2), answers.at(-1)]).toEqual([422, 429]);
    expect(await guess('203.0.113.2', GUESSES)).toBe(422);
  });

  it('are those of the socket where there is no proxy, whatever a header says', async () => {
    await start({});
    const answers = [];
    for (let n = 0; n < GUESSES; n++) answers.push(await guess(`203.0.113.${n}`, n));
    expect([answers.at(-2), answers.at(-1)]).toEqual([422, 429]);
  });
});
