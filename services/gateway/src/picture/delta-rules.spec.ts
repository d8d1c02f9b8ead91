import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { BREAKAGES, type Breakage } from './model/breakage.suite.js';
import { actions, World } from './model/model-world.suite.js';

const rounds = 5 * Number(process.env['HINOMI_ROUNDS'] ?? 10);
/** Enough for the rarest counterexample, several times over; a broken rule mostly shows within ten. */
const ROUNDS_TO_FAIL = 20_000;

const property = (broken: Breakage | null) =>
  fc.asyncProperty(actions, async (through) => {
    const world = new World(broken);
    await world.live(through);
    for (const [is, should] of world.ends()) expect(is).toEqual(should);
  });

describe('browsers, gateways and writers under loss, repeats, delay, restarts and changing rights', () => {
  it('end equal to a fresh snapshot, never go back in time, never show what is forbidden (D1-D8)', async () => {
    await fc.assert(property(null), { numRuns: rounds });
  }, 1_800_000);

  it('and so does a variant that passes through all the places where rules are broken below, and breaks none', async () => {
    await fc.assert(property('nothing'), { numRuns: rounds });
  }, 1_800_000);

  it.each(Object.entries(BREAKAGES))(
    'and would not if a rule were broken. %s',
    async (_rule, broken) => {
      const { failed } = await fc.check(property(broken), { numRuns: ROUNDS_TO_FAIL, endOnFailure: true });
      expect(failed).toBe(true);
    },
    600_000,
  );
});
