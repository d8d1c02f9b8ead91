import { describe, expect, it } from '@jest/globals';
import { decideAutomaticDrill, type HubSituation } from './decide-automatic-drill.js';

const fresh: HubSituation = {
  mode: 'auto',
  neverHeldReal: true,
  anyFeedReached: false,
  loopback: true,
  demonstration: true,
  drillRunning: false,
};

describe('the automatic drill', () => {
  it('starts on a fresh demonstration hub without feeds', () => {
    expect(decideAutomaticDrill(fresh)).toEqual({ outcome: 'start' });
  });

  it.each([
    [{ mode: 'off' }, 'switched-off'],
    [{ loopback: false }, 'not-a-demonstration'],
    [{ demonstration: false }, 'not-a-demonstration'],
    [{ neverHeldReal: false }, 'held-real'],
    [{ anyFeedReached: true }, 'feed-reached'],
    [{ drillRunning: true }, 'running'],
  ] as [Partial<HubSituation>, string][])('stays away with %j', (situation, because) => {
    expect(decideAutomaticDrill({ ...fresh, ...situation })).toEqual({ outcome: 'none', because });
  });
});
