import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { FeatureV1, PictureChangesV1, Severity } from '@hinomi/contracts';
import { warning } from '../hazards/test-feature.suite.js';
import { PastPlayer, type PastQuestion } from './past-player.js';
import { pageOf, pictureAt, type Story } from './test-page.suite.js';

const START = Date.parse('2026-06-01T00:00:00Z');
const MINUTE = 60_000;
const TRACK = { fromMs: START, toMs: START + 60 * MINUTE };

/** Questions wait until they are answered one by one, in whatever order. */
class SlowHub {
  readonly waiting: { question: PastQuestion; answer: (page: PictureChangesV1) => void; refuse: () => void }[] = [];
  asked = 0;
  constructor(
    private readonly story: readonly Story[],
    private readonly perPage: number,
  ) {}
  readonly ask = (question: PastQuestion): Promise<PictureChangesV1> =>
    new Promise((answer, reject) => {
      this.asked += 1;
      this.waiting.push({ question, answer, refuse: () => reject(new Error('no')) });
    });
  async answerAll(): Promise<void> {
    for (let next = this.waiting.shift(); next !== undefined; next = this.waiting.shift()) {
      next.answer(pageOf(this.story, next.question, this.perPage));
      await settled();
    }
  }
}
const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
};
const ids = (features: ReadonlyMap<string, FeatureV1>): string[] =>
  [...features.values()].map(({ id, severity }) => `${id}:${severity}`).sort();

const STORY: Story[] = [
  { atMs: START + 5 * MINUTE, upserts: [warning({ id: 'a', severity: 2 })], removes: [] },
  { atMs: START + 10 * MINUTE, upserts: [warning({ id: 'a', severity: 4 }), warning({ id: 'b' })], removes: [] },
  { atMs: START + 40 * MINUTE, upserts: [], removes: ['a'] },
];

const storyOf = fc
  .array(
    fc.record({
      minute: fc.integer({ min: 1, max: 59 }),
      put: fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd'), fc.integer({ min: 0, max: 5 })), { maxLength: 3 }),
      drop: fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 2 }),
    }),
    { maxLength: 12 },
  )
  .map((steps): Story[] => {
    const byMinute = new Map(steps.map((step) => [step.minute, step]));
    return [...byMinute.values()]
      .sort((a, b) => a.minute - b.minute)
      .map(({ minute, put, drop }) => {
        const upserts = new Map(put.map(([id, severity]) => [id, warning({ id, severity: severity as Severity })]));
        const removes = drop.filter((id) => !upserts.has(id));
        return { atMs: START + minute * MINUTE, upserts: [...upserts.values()], removes };
      });
  });
const act = fc.oneof(
  fc.record({ kind: fc.constant('seek' as const), minute: fc.integer({ min: -5, max: 65 }) }),
  fc.record({ kind: fc.constant('tick' as const), minute: fc.integer({ min: 0, max: 20 }) }),
  fc.record({ kind: fc.constant('answer' as const), minute: fc.constant(0) }),
  fc.record({ kind: fc.constant('play' as const), minute: fc.constant(0) }),
);

describe('the player of the past', () => {
  it('shows what was, whatever is pressed and however late the answers come', async () => {
    const rounds = Number(process.env['HINOMI_ROUNDS'] ?? 150);
    await fc.assert(
      fc.asyncProperty(
        storyOf,
        fc.array(act, { maxLength: 20 }),
        fc.integer({ min: 1, max: 4 }),
        async (story, acts, perPage) => {
          const hub = new SlowHub(story, perPage);
          const player = new PastPlayer(hub.ask, TRACK, TRACK.toMs);
          player.setSpeed(60);
          const isTrue = (): void => {
            const { shownMs, features } = player.current();
            if (shownMs !== null) expect(ids(features)).toEqual(ids(pictureAt(story, shownMs)));
          };
          for (const { kind, minute } of acts) {
            if (kind === 'seek') player.seek(START + minute * MINUTE);
            else if (kind === 'play') player.play();
            else if (kind === 'tick') player.tick((minute * MINUTE) / 60);
            else await hub.answerAll();
            isTrue();
            expect(hub.waiting.length).toBeLessThanOrEqual(1);
          }
          await hub.answerAll();
          isTrue();
          const { state, atMs, shownMs } = player.current();
          expect([state, shownMs]).toEqual(['shown', atMs]);
        },
      ),
      { numRuns: rounds },
    );
  });

  it('plays to the end over every page, and stands still while the next is awaited', async () => {
    const hub = new SlowHub(STORY, 1);
    const player = new PastPlayer(hub.ask, TRACK, TRACK.fromMs);
    await hub.answerAll();
    player.play();
    player.setSpeed(60);
    player.tick(10_000);
    expect(player.current().atMs).toBe(START + 5 * MINUTE);
    player.tick(10_000);
    expect(player.current().atMs).toBe(START + 5 * MINUTE);
    for (let turn = 0; turn < 30; turn += 1) {
      await hub.answerAll();
      player.tick(10_000);
    }
    const { atMs, playing, features } = player.current();
    expect([atMs, playing, ids(features)]).toEqual([TRACK.toMs, false, ['b:3']]);
  });

  it('asks for the newest moment only while the slider is pulled', async () => {
    const hub = new SlowHub(STORY, 10);
    const player = new PastPlayer(hub.ask, TRACK, TRACK.toMs);
    for (let minute = 50; minute > 0; minute -= 1) player.seek(START + minute * MINUTE);
    await hub.answerAll();
    expect([hub.asked, player.current().shownMs]).toEqual([2, START + MINUTE]);
  });

  it('says that it failed, keeps what it showed, and comes back when it is asked again', async () => {
    const hub = new SlowHub(STORY, 10);
    const player = new PastPlayer(hub.ask, TRACK, START + 20 * MINUTE);
    await hub.answerAll();
    player.seek(START + 6 * MINUTE);
    hub.waiting.shift()!.refuse();
    await settled();
    expect([player.current().state, ids(player.current().features)]).toEqual(['failed', ['a:4', 'b:3']]);
    player.retry();
    await hub.answerAll();
    expect([player.current().state, ids(player.current().features)]).toEqual(['shown', ['a:2']]);
  });

  it('asks anew on another clock and for another stretch', async () => {
    const hub = new SlowHub(STORY, 10);
    const player = new PastPlayer(hub.ask, TRACK, START + 20 * MINUTE);
    await hub.answerAll();
    player.setClock('valid');
    expect(hub.waiting.map(({ question }) => question.clock)).toEqual(['valid']);
    await hub.answerAll();
    player.setTrack({ fromMs: START + 30 * MINUTE, toMs: START + 50 * MINUTE });
    await hub.answerAll();
    const { atMs, state, features } = player.current();
    expect([atMs, state, ids(features)]).toEqual([START + 30 * MINUTE, 'shown', ['a:4', 'b:3']]);
  });
});
