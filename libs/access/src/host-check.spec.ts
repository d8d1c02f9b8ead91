import { describe, expect, it, jest } from '@jest/globals';
import { HostCheck, isLoopbackAddress, type HostRule } from './host-check.js';

const atHome = new HostCheck({ host: 'localhost', tls: 'none' });
const named = new HostCheck({ host: 'Hinomi.test', tls: 'here' });

function ask(check: HostCheck, headers: Record<string, string>, method = 'GET') {
  const sent: unknown[] = [];
  const reply = {
    status: (code: number) => (sent.push(code), reply),
    header: () => reply,
    send: (body?: unknown) => sent.push(body),
  };
  const done = jest.fn();
  check.refuseOthers({ method, url: '/', ip: '127.0.0.1', headers }, reply, done);
  return { status: sent[0] ?? null, body: String(sent[1] ?? ''), passed: done.mock.calls.length === 1 };
}

describe('the names a hub answers to', () => {
  it('are those of its machine, on any port', () => {
    for (const host of ['localhost:8080', 'LOCALHOST:8080', '127.0.0.1:18080', '[::1]:8080', 'localhost']) {
      expect([host, atHome.answersTo(host), named.answersTo(host)]).toEqual([host, true, true]);
    }
  });

  it('are its own as well, in any case', () => {
    for (const host of ['hinomi.test:8080', 'HINOMI.test', 'hinomi.test:443']) expect(named.answersTo(host)).toBe(true);
    expect(new HostCheck({ host: '192.0.2.7', tls: 'here' }).answersTo('192.0.2.7:8080')).toBe(true);
    expect(new HostCheck({ host: '2001:DB8::7', tls: 'here' }).answersTo('[2001:db8::7]:8080')).toBe(true);
  });

  it('are no others, and not nothing', () => {
    for (const host of [
      'evil.example:8080',
      'localhost.evil.example:8080',
      'localhost:x',
      'localhost:8080:8080',
      '127.0.0.10:80',
      'hinomi.test.',
      'sub.hinomi.test',
      'hinomi.test@evil.example',
      'hinomi.test/evil',
      ' hinomi.test',
      '',
      undefined,
    ]) {
      expect([host, atHome.answersTo(host), named.answersTo(host)]).toEqual([host, false, false]);
    }
    expect(atHome.answersTo('hinomi.test')).toBe(false);
  });
});

describe('a request under another name', () => {
  it('goes no further, and says to a program what to set', () => {
    const { status, body, passed } = ask(atHome, { host: 'hub.town.example:8080' });
    expect([status, passed]).toEqual([421, false]);
    expect(JSON.parse(body)).toMatchObject({ code: 'access.host-refused' });
    expect(JSON.parse(body).detail).toMatch(/npm run tls -- hub\.town\.example.*HINOMI_HOST=hub\.town\.example/);
  });

  it('says so to a person in three languages, without markup', () => {
    const { body } = ask(named, { host: 'other.test', accept: 'text/html,*/*' });
    expect(body).toMatch(/hinomi\.test.*other\.test[^]*係の 人[^]*answers as Hinomi\.test only, not as other\.test/i);
    expect(ask(named, { host: '<script>', accept: 'text/html' }).body).not.toMatch(/</);
  });

  it('passes under our own name', () => {
    expect(ask(named, { host: 'hinomi.test:8080' }).passed).toBe(true);
    expect(ask(named, {}).passed).toBe(false);
  });
});

describe('a page of another address', () => {
  const host = 'hinomi.test:8080';
  const posts = (headers: Record<string, string>, check = named) =>
    ask(check, { host, ...headers }, 'POST').passed && check.admitsSocket({ host, ...headers });

  it('may neither change anything nor open a socket', () => {
    for (const origin of [
      'https://evil.example',
      'http://hinomi.test:8080',
      'https://hinomi.test:9090',
      'https://hinomi.test',
      'https://hinomi.test:8080.evil.example',
      'null',
      '',
    ]) {
      expect([origin, posts({ origin })]).toEqual([origin, false]);
    }
    for (const site of ['cross-site', 'same-site']) expect(posts({ 'sec-fetch-site': site })).toBe(false);
    expect(ask(named, { host, origin: 'https://evil.example' }, 'POST')).toMatchObject({ status: 403 });
  });

  it('is not our own page, nor a program without a page', () => {
    expect(posts({ origin: 'https://hinomi.test:8080' })).toBe(true);
    expect(posts({ origin: 'null', 'sec-fetch-site': 'same-origin' })).toBe(true);
    expect(posts({})).toBe(true);
  });

  it('may be looked at from elsewhere: reading is for the browser to forbid', () => {
    expect(ask(named, { host, origin: 'https://evil.example' }).passed).toBe(true);
  });

  it.each<[HostRule['tls'], string, string, boolean]>([
    ['none', 'localhost:8080', 'http://localhost:8080', true],
    ['none', 'localhost:8080', 'https://localhost:8080', false],
    ['here', 'localhost:8080', 'https://localhost:8080', true],
    ['proxy', 'localhost:8080', 'http://localhost:8080', true],
    ['proxy', 'hinomi.test', 'https://hinomi.test', true],
    ['proxy', 'hinomi.test', 'http://hinomi.test', false],
  ])('with TLS %s, under %s, from %s: %s', (tls, asked, origin, own) => {
    expect(new HostCheck({ host: 'hinomi.test', tls }).isOwnPage({ host: asked, origin })).toBe(own);
  });
});

it('knows a loopback address in every spelling', () => {
  expect(['127.0.0.1', '127.8.0.1', '::1', '::ffff:127.0.0.1'].every(isLoopbackAddress)).toBe(true);
  expect(['10.0.0.1', '::ffff:10.0.0.1', '127.evil', '', '::'].some(isLoopbackAddress)).toBe(false);
});
