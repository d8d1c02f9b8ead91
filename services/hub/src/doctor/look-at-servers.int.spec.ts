import { createServer, type Server } from 'node:http';
import { createServer as createTcpServer, type AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readHubConfig } from '../config.js';
import { certificateFindings, lookAtServers, shownCertificate } from './look-at-servers.js';

let issuer: Server;
let base: string;
let said: () => { status: number; date: Date; issuer?: string };
let closedPort: number;

beforeAll(async () => {
  issuer = createServer((_, reply) => {
    const { status, date, issuer: name } = said();
    reply.sendDate = false;
    reply.writeHead(status, { 'content-type': 'application/json', date: date.toUTCString() });
    reply.end(JSON.stringify({ issuer: name }));
  });
  await new Promise<void>((resolve) => issuer.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(issuer.address() as AddressInfo).port}`;
  const closed = createTcpServer();
  await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve));
  closedPort = (closed.address() as AddressInfo).port;
  await new Promise<void>((resolve) => closed.close(() => resolve()));
});
afterAll(() => new Promise((resolve) => issuer.close(resolve)));

async function told(env: Record<string, string>, clocks: Record<string, number> = {}): Promise<string[]> {
  const found = await lookAtServers(readHubConfig(env), clocks);
  return found.map(({ verdict, words }) => `${verdict}: ${words}`);
}

describe('lookAtServers', () => {
  it('asks nobody for a hub that has everything in its data folder', async () => {
    expect(await told({})).toEqual([]);
  });

  it('tells of an issuer that is well, of another name, without a document, and of its clock', async () => {
    const env = { HINOMI_ISSUER: base };
    said = () => ({ status: 200, date: new Date(), issuer: base });
    expect(await told(env)).toEqual([`well: ${base} answers`]);
    said = () => ({ status: 200, date: new Date(), issuer: 'http://other' });
    expect(await told(env)).toEqual([`wrong: the issuer calls itself http://other, HINOMI_ISSUER says ${base}`]);
    said = () => ({ status: 404, date: new Date() });
    expect(await told(env)).toEqual([`wrong: ${base} answers 404 without a discovery document`]);
    const clocks: Record<string, number> = {};
    said = () => ({ status: 200, date: new Date(Date.now() + 600_000), issuer: base });
    await told(env, clocks);
    expect(Math.round((clocks[base] ?? 0) / 60_000)).toBe(10);
  });

  it('tells of servers that do not answer, and which setting names them', async () => {
    const env = {
      ...{ HINOMI_LOG: 'kafka', HINOMI_KAFKA_BROKERS: `127.0.0.1:${closedPort}`, HINOMI_STORE: 'postgres' },
      HINOMI_POSTGRES_URL: `postgresql://hinomi@127.0.0.1:${closedPort}/hinomi`,
      HINOMI_VAULT_POSTGRES_URL: `postgresql://vault@127.0.0.1:${closedPort}/hinomi`,
      HINOMI_ISSUER: `http://127.0.0.1:${closedPort}`,
    };
    const found = await lookAtServers(readHubConfig(env), {});
    expect(found.map(({ about, verdict }) => [about, verdict])).toEqual([
      ['log', 'wrong'],
      ['store', 'wrong'],
      ['store', 'wrong'],
      ['issuer', 'wrong'],
    ]);
    expect(found.map(({ remedy }) => remedy).join()).toContain('HINOMI_VAULT_POSTGRES_URL');
  });
});

describe('certificates', () => {
  it('are told of when their files are missing, and not asked for where there are none', async () => {
    const nowMs = Date.now();
    expect(certificateFindings(readHubConfig({}), nowMs)).toEqual([]);
    const env = { HINOMI_HOST: 'hub.town.example', HINOMI_DATA_DIR: '/nowhere' };
    expect(certificateFindings(readHubConfig(env), nowMs)).toEqual([
      expect.objectContaining({ verdict: 'wrong', words: expect.stringContaining('it cannot be read') }),
    ]);
    expect(await shownCertificate(base, nowMs)).toEqual([]);
    expect(await shownCertificate(base.replace('http:', 'https:'), nowMs)).toEqual([
      expect.objectContaining({ verdict: 'wrong', words: expect.stringContaining('no HTTPS at') }),
    ]);
  });
});
