import { loadPolicies, principalOf, type Principal } from '@hinomi/access';
import {
  millisOf,
  PictureChangesV1,
  versionIn,
  type Instant,
  type InterestV1,
  type LogRecord,
  type PictureClock,
} from '@hinomi/contracts';
import type { EventLog } from '@hinomi/event-log';
import type { Store } from '@hinomi/store';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { onBothStores } from './both-stores.suite.js';
import { History } from './history.js';
import { HistoryMonths } from './history-months.js';
import { HistoryRepository } from './history.repository.js';
import { histories, modelPicture, moment, MOMENTS, recordsOf, type Fact } from './model-history.suite.js';
import { beginOf, monthOf } from './months.js';
import { PastPictureRepository } from './past-picture.repository.js';
import type { Moments } from './read-moments.js';

const ROUNDS = Number(process.env['HINOMI_ROUNDS'] ?? 15);
const NOW = millisOf(moment(MOMENTS + 20));
const expiresAt = '2099-01-01T00:00:00.000Z' as Instant;
const WHO = {
  operator: principalOf({ role: 'operator', expiresAt }),
  public: principalOf({ role: 'public', expiresAt }),
};
const policies = loadPolicies();

/** A question about now on both clocks is the live picture's. */
const moments = fc
  .record({ at: fc.option(fc.nat(MOMENTS + 1)), knownAt: fc.option(fc.nat(MOMENTS + 1)) })
  .filter(({ at, knownAt }) => at !== null || knownAt !== null);
const asker = fc.record({
  who: fc.constantFrom('operator' as const, 'public' as const),
  minSeverity: fc.constantFrom(0, 2),
});
type Asker = { who: keyof typeof WHO; minSeverity: number };

onBothStores('the two clocks', (open) => {
  let store: Store;
  let lives = 0;

  beforeAll(async () => {
    store = await open();
  }, 180_000);
  afterAll(() => store.close());

  /** A history of its own, in batches of any size. */
  const projected = async (facts: readonly Fact[], cuts: readonly number[]) => {
    const logId = `model-${++lives}`;
    const rows = new HistoryRepository(store, logId);
    let rest: LogRecord[] = recordsOf(facts);
    for (const cut of [...cuts, facts.length]) {
      await rows.project('real', rest.slice(0, cut));
      rest = rest.slice(cut);
    }
    const log = { logId, end: () => Promise.resolve([facts.length]) } as unknown as EventLog;
    const past = new PastPictureRepository(store, logId);
    return new History({
      ...{ kept: rows, rows: past, log, policies, placeOf: () => null, now: () => NOW },
      caughtUp: () => Promise.resolve(),
    });
  };
  const interestOf = ({ minSeverity }: Asker): InterestV1 => ({ exercise: false, minSeverity });
  const shown = async (history: History, asked: Moments, by: Asker): Promise<string[]> => {
    const { features } = await history.pictureAt(asked, interestOf(by), principalFor(by));
    return features.map(({ id, properties }) => `${id}${properties.version}`).sort();
  };
  const principalFor = ({ who }: Asker): Principal => WHO[who];
  const modelled = (facts: readonly Fact[], asked: Moments, by: Asker): string[] =>
    modelPicture(facts, asked, (says) => (by.who === 'operator' || says.public) && says.severity >= by.minSeverity);
  const asMoments = ({ at, knownAt }: { at: number | null; knownAt: number | null }): Moments => ({
    at: at === null ? null : moment(at),
    knownAt: knownAt === null ? null : moment(knownAt),
  });

  it('answer any question as a walk through the facts does', async () => {
    await fc.assert(
      fc.asyncProperty(
        histories,
        fc.array(fc.nat(5)),
        fc.array(moments, { minLength: 4 }),
        asker,
        async (facts, cuts, asked, by) => {
          const history = await projected(facts, cuts);
          for (const each of asked.map(asMoments)) {
            expect([each, await shown(history, each, by)]).toEqual([each, modelled(facts, each, by)]);
          }
        },
      ),
      { numRuns: ROUNDS },
    );
  }, 600_000);

  /** Every page, in order. */
  const pages = async (
    history: History,
    question: { clock: PictureClock; from: Instant; to: Instant; knownAt: Instant | null },
    by: Asker,
    maxChanges: number,
  ): Promise<PictureChangesV1[]> => {
    const all: PictureChangesV1[] = [];
    let after: { upTo: Instant; knownAt: Instant | null } | null = null;
    for (;;) {
      const asked = { ...question, interest: interestOf(by), after };
      const page: PictureChangesV1 = PictureChangesV1.parse(await history.changes(asked, principalFor(by), maxChanges));
      all.push(page);
      if (page.next === null) return all;
      const [upTo, knownAt] = JSON.parse(Buffer.from(page.next, 'base64url').toString()) as [Instant, Instant | null];
      after = { upTo, knownAt };
    }
  };

  it('tell a stretch of time so that each of its moments is what it is when asked for alone', async () => {
    const stretch = fc.record({
      clock: fc.constantFrom('known' as const, 'valid' as const),
      ends: fc.tuple(fc.nat(MOMENTS), fc.nat(MOMENTS)),
      knownAt: fc.option(fc.nat(MOMENTS)),
      maxChanges: fc.constantFrom(1, 3, 1000),
    });
    await fc.assert(
      fc.asyncProperty(histories, stretch, asker, async (facts, { clock, ends, knownAt, maxChanges }, by) => {
        const history = await projected(facts, []);
        const [first, last] = [Math.min(...ends), Math.max(...ends)];
        const known = clock === 'valid' && knownAt !== null ? moment(knownAt) : null;
        const told = await pages(
          history,
          { clock, from: moment(first), to: moment(last), knownAt: known },
          by,
          maxChanges,
        );
        const now = new Map<string, number>();
        const changes = told.flatMap((page) => page.changes.map((change) => ({ ...change, page })));
        for (const index of told[0]!.start!) put(now, told[0]!, index);
        for (let count = first; count <= last; count += 1) {
          for (const { upserts, removes, page } of changes.filter(({ at }) => at === moment(count))) {
            upserts.forEach((index) => put(now, page, index));
            removes.forEach((id) => expect(now.delete(id)).toBe(true));
          }
          const asked =
            clock === 'known' ? { at: null, knownAt: moment(count) } : { at: moment(count), knownAt: known };
          expect([count, [...now].map(([id, number]) => `${id}${number}`).sort()]).toEqual([
            count,
            modelled(facts, asked, by),
          ]);
        }
        expect(told.slice(1).every(({ start }) => start === null)).toBe(true);
      }),
      {
        numRuns: ROUNDS,
        // What neither begins nor ends on the second page stands before what does.
        examples: [
          [
            [2, 2, 1, 1].map((from) => ({ id: 'a', known: 0, says: { from, to: null, severity: 1, public: true } })),
            { clock: 'valid', ends: [0, 2], knownAt: null, maxChanges: 1 },
            { who: 'operator', minSeverity: 0 },
          ],
        ],
      },
    );
  }, 600_000);

  it('answer the same after old months were dropped, from the edge on', async () => {
    const edges = fc.integer({ min: 1, max: MOMENTS });
    await fc.assert(
      fc.asyncProperty(histories, edges, fc.array(moments, { minLength: 4 }), asker, async (facts, edge, asked, by) => {
        const history = await projected(facts, []);
        const month = monthOf(moment(edge));
        await new HistoryMonths(store).dropBefore(month);
        const begin = beginOf(month);
        for (const each of asked.map(asMoments)) {
          if ((each.at ?? begin) < begin || (each.knownAt ?? begin) < begin) continue;
          expect([each, await shown(history, each, by)]).toEqual([each, modelled(facts, each, by)]);
        }
      }),
      { numRuns: ROUNDS },
    );
  }, 600_000);
});

function put(now: Map<string, number>, page: PictureChangesV1, index: number): void {
  const { id, version } = versionIn(page, index)!;
  now.set(id, version);
}
