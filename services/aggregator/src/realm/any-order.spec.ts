import fc from 'fast-check';
import { describe, expect, it } from '@jest/globals';
import { REALMS, type Realm } from '@hinomi/contracts';
import type { Addressed } from '@hinomi/testing';
import { someFacts } from './random-facts.suite.js';
import { RealmRun } from './realm-run.suite.js';

/** One length for every long suite: 20 in CI, 300 in the soak. */
const ROUNDS = Number(process.env['HINOMI_ROUNDS'] ?? 10);

interface Told {
  facts: Addressed[];
  /** After so many facts, what happens to the process. */
  breaks: { after: number; by: 'nothing' | 'stop' | 'kill' }[];
}

async function pictureOf(realm: Realm, { facts, breaks }: Told): Promise<string[]> {
  const run = new RealmRun(realm);
  try {
    await run.start();
    for (const [index, fact] of facts.entries()) {
      await run.append(fact);
      const interruption = breaks.find(({ after }) => after === index);
      if (interruption === undefined) continue;
      if (interruption.by !== 'kill') await run.settle();
      if (interruption.by === 'nothing') continue;
      if (interruption.by === 'stop') await run.stop();
      else run.kill();
      await run.start();
    }
    await run.settle();
    await run.stop();
    expect(run.complaints).toEqual([]);
    return run.canonicalPicture();
  } finally {
    run.clean();
  }
}

/** The same facts in another order, some of them twice, with the process interrupted in between. */
function retold(facts: Addressed[]): fc.Arbitrary<Told> {
  return fc.record({
    facts: fc
      .subarray(facts, { maxLength: Math.min(6, facts.length) })
      .chain((again) => fc.shuffledSubarray([...facts, ...again], { minLength: facts.length + again.length })),
    breaks: fc.array(
      fc.record({
        after: fc.integer({ min: 0, max: Math.max(0, facts.length - 1) }),
        by: fc.constantFrom('nothing' as const, 'nothing' as const, 'stop' as const, 'kill' as const),
      }),
      { maxLength: 4 },
    ),
  });
}

/** The facts as text, which fast-check's own print of bytes is not. */
function readable(facts: Addressed[]): string {
  return facts.map(({ record }) => new TextDecoder().decode(record.value ?? new Uint8Array())).join('\n');
}

describe.each(REALMS)('the picture of the %s realm', (realm) => {
  it('is the same for any order, batching, repetition and restart', async () => {
    const told = someFacts(realm).chain((facts) => fc.tuple(fc.constant(facts), retold(facts)));
    await fc.assert(
      fc.asyncProperty(told, async ([facts, again]) => {
        const inOrder = await pictureOf(realm, { facts, breaks: [] });
        try {
          expect(await pictureOf(realm, again)).toEqual(inOrder);
        } catch (cause) {
          throw new Error(`told as\n${readable(facts)}\nand again as\n${readable(again.facts)}`, { cause });
        }
      }),
      { numRuns: 8 * ROUNDS },
    );
  }, 600_000);
});
