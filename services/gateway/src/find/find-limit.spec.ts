import { describe, expect, it } from '@jest/globals';
import { GatewayModule } from '../gateway.module.js';
import { FindController } from './find.controller.js';
import { networkOf } from '@hinomi/service-kit';
import { FindLimit, TooMany } from './find-limit.js';

describe('the limit of one address', () => {
  it('lets a crowd in at once, then twenty a second, and does not concern others', () => {
    let nowMs = 0;
    const limit = new FindLimit({
      status: () => ({}) as never,
      attachments: { dir: '', limitBytes: 0 },
      steadyNow: () => nowMs,
    });
    const take = (ip = '192.0.2.1'): boolean => {
      try {
        limit.take({ ip, headers: {} });
        return true;
      } catch (error) {
        if (error instanceof TooMany) return false;
        throw error;
      }
    };
    const taken = (count: number): number => Array.from({ length: count }, () => take()).filter(Boolean).length;
    expect(taken(1_000)).toBe(300);
    expect(take('192.0.2.2')).toBe(true);
    nowMs += 10_000;
    expect(taken(1_000)).toBe(200);
  });

  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '::ffff:192.0.2.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:db8:1:2::6', '2001:db8:1:2'],
    ['2001:db8::6', '2001:db8'],
  ])('%s counts as %s', (ip, network) => {
    expect(networkOf(ip)).toBe(network);
  });
});

describe('the page', () => {
  it.each([
    [{}, true],
    [{ publicPage: true }, true],
    [{ publicPage: false }, false],
  ])('with %j is there: %s', (settings, isThere) => {
    const { controllers = [] } = GatewayModule.register({
      status: () => ({}) as never,
      attachments: { dir: '', limitBytes: 0 },
      ...settings,
    });
    expect(controllers.includes(FindController)).toBe(isThere);
  });
});
