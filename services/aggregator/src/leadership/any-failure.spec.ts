import fc from 'fast-check';
import { describe, expect, it } from '@jest/globals';
import { felt, quakeReport, reported } from '@hinomi/testing';
import { Several } from './several.suite.js';

const COUNT = 3;
/** Full length in the soak. */
const ROUNDS = Math.max(20, Number(process.env['HINOMI_ROUNDS'] ?? 20));

type Step =
  | { does: 'report'; quake: number; version: number }
  | { does: 'pass'; ms: number }
  | { does: 'hold' | 'release' | 'cut' | 'heal' | 'kill' | 'stop' | 'start'; who: number };

const who = fc.nat({ max: COUNT - 1 });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      does: fc.constant('report' as const),
      quake: fc.nat({ max: 3 }),
      version: fc.integer({ min: 1, max: 4 }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ does: fc.constant('pass' as const), ms: fc.integer({ min: 250, max: 6_000 }) }) },
  {
    weight: 4,
    arbitrary: fc.record({ does: fc.constantFrom('hold', 'release', 'cut', 'heal', 'kill', 'stop', 'start'), who }),
  },
);

async function take(all: Several, { ...one }: Step): Promise<void> {
  if (one.does === 'pass') return all.pass(one.ms);
  if (one.does === 'report') {
    const { quake, version } = one;
    const intensities = [felt(version % 2 === 0 ? '6-' : '5+', '1720400')];
    return all.append(reported(quakeReport('VXSE53', `e${quake}`, { version, at: 490, intensities })));
  }
  const [run, held] = [all.runs[one.who]!, all.held[one.who]!];
  if (one.does === 'hold') held.hold();
  if (one.does === 'release') held.release();
  if (one.does === 'cut') held.cutOff();
  if (one.does === 'heal') held.heal();
  // A held process hears no signal but SIGKILL; one that is cut off cannot end well, nor begin.
  const reachable = held.isFree;
  if (one.does === 'kill' && run.isAlive) run.kill();
  if (one.does === 'stop' && run.isAlive && reachable) await run.stop();
  if (one.does === 'start' && !run.isAlive && all.othersHeld === 0) await all.start(one.who);
  await all.settle();
}

describe('whatever happens to the aggregators', () => {
  it('ends with one writer and the picture of an undisturbed one', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 25 }), async (steps) => {
        const all = new Several(COUNT);
        try {
          for (let index = 0; index < COUNT; index++) await all.start(index);
          for (const one of steps) await take(all, one);
          for (const held of all.held) {
            held.heal();
            held.release();
          }
          await all.pass(2_000);
          for (const [index, run] of all.runs.entries()) if (!run.isAlive) await all.start(index);
          await all.pass(10_000);
          expect(all.actives()).toBe(1);
          expect(all.runs.every((run) => run.aggregator.status().caughtUp)).toBe(true);
          expect(all.picture()).toEqual(await all.undisturbed());
          const claims = all.claims();
          await all.pass(20_000);
          expect(all.claims()).toBe(claims);
        } finally {
          all.clean();
        }
      }),
      { numRuns: ROUNDS },
    );
  }, 600_000);
});
