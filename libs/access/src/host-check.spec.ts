import { describe, expect, it, jest } from '@jest/globals';
import { hostAllowed, isLoopbackAddress, refuseOtherHosts } from './host-check.js';

describe('hostAllowed', () => {
  it('answers under the names of this machine, on any port', () => {
    for (const host of ['localhost:8080', 'LOCALHOST:8080', '127.0.0.1:18080', '[::1]:8080', 'localhost']) {
      expect(hostAllowed(host)).toBe(true);
    }
  });

  it('refuses every other name, and nothing at all', () => {
    for (const host of [
      'evil.example:8080',
      'localhost.evil.example:8080',
      'localhost:x',
      '127.0.0.10:80',
      '',
      undefined,
    ]) {
      expect(hostAllowed(host)).toBe(false);
    }
  });
});

describe('refuseOtherHosts', () => {
  const ask = (host: string) => {
    const sent: unknown[] = [];
    const reply = {
      status: (code: number) => (sent.push(code), reply),
      header: () => reply,
      send: (body?: unknown) => sent.push(body),
    };
    const done = jest.fn();
    refuseOtherHosts({ method: 'GET', url: '/', ip: '127.0.0.1', headers: { host } }, reply, done);
    return { sent, done };
  };

  it('lets our own name through', () => {
    const { sent, done } = ask('localhost:8080');
    expect(done).toHaveBeenCalledTimes(1);
    expect(sent).toEqual([]);
  });

  it('answers another name with a problem and goes no further', () => {
    const { sent, done } = ask('rebound.example:8080');
    expect(done).not.toHaveBeenCalled();
    expect(sent[0]).toBe(421);
    expect(JSON.parse(String(sent[1]))).toMatchObject({ code: 'access.host-refused' });
  });
});

it('knows a loopback address in every spelling', () => {
  expect(['127.0.0.1', '127.8.0.1', '::1', '::ffff:127.0.0.1'].every(isLoopbackAddress)).toBe(true);
  expect(['10.0.0.1', '::ffff:10.0.0.1', '127.evil', '', '::'].some(isLoopbackAddress)).toBe(false);
});
