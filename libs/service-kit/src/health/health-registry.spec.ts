import { describe, expect, it } from '@jest/globals';
import { HealthRegistry } from './health-registry.js';

describe('HealthRegistry', () => {
  it('is ready when everything it was told of is there', async () => {
    const health = new HealthRegistry();
    health.add('log', () => true);
    health.add('store', () => Promise.resolve(true));
    expect(await health.readiness()).toEqual({ status: 'ready', dependencies: { log: true, store: true } });
  });

  it('names what is not there, also when the check fails, says why or never ends', async () => {
    const health = new HealthRegistry(1);
    health.add('off', () => false);
    health.add('picture.real', () => 'reads 12 of 40');
    health.add('store', () => Promise.reject(new Error('connection refused')));
    health.add('issuer', () => new Promise<boolean>(() => undefined));
    expect(await health.readiness()).toEqual({
      status: 'not-ready',
      dependencies: { off: false, 'picture.real': false, store: false, issuer: false },
      reasons: { 'picture.real': 'reads 12 of 40', store: 'connection refused', issuer: 'does not answer' },
    });
  });

  it('says what a part is here, where it says so', async () => {
    const health = new HealthRegistry();
    health.add(
      'aggregator.real',
      () => true,
      () => 'standby',
    );
    health.add('log', () => true);
    expect(await health.readiness()).toMatchObject({ status: 'ready', roles: { 'aggregator.real': 'standby' } });
  });

  it('asks once for what several parts share, and not for what was taken back', async () => {
    const health = new HealthRegistry();
    health.add('log', () => true);
    health.add('log', () => false)();
    const gone = health.add('other', () => false);
    gone();
    expect(await health.readiness()).toEqual({ status: 'ready', dependencies: { log: true } });
  });

  it('is not ready once it stops, whatever the checks say', async () => {
    const health = new HealthRegistry();
    health.add('log', () => true);
    health.beginStop();
    expect(await health.readiness()).toEqual({ status: 'stopping', dependencies: { log: true } });
  });
});
