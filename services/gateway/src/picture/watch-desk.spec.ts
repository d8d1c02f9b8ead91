import { describe, expect, it } from '@jest/globals';
import { loadPolicies, principalOf } from '@hinomi/access';
import { encodeUpsert, type Cursor, type Instant, type WatchReply } from '@hinomi/contracts';
import { municipalitiesOf } from '../rollups/rollup-world.suite.js';
import { LivePicture } from './live-picture.js';
import { PictureView } from './picture-view.js';
import { pictureFeature as feature, recordAt } from '@hinomi/testing';
import { WatchDesk, type WatchingMember } from './watch-desk.js';

const expiresAt = '2099-01-01T00:00:00.000Z' as Instant;
const policies = loadPolicies();
const principal = principalOf({ role: 'public', expiresAt });
const interest = { exercise: false };
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function desk() {
  const limits: (() => void)[] = [];
  const picture = new LivePicture({
    realm: 'real',
    logId: 'log',
    placeOf: () => null,
    municipalities: municipalitiesOf(),
    schedule: { soon: () => undefined, later: (action) => (limits.push(action), () => undefined) },
    broadcast: () => undefined,
  });
  picture.finishCatchUp(0);
  const it = new WatchDesk(() => picture, policies);
  const member = { id: 'm', full: false, rooms: new Set<string>() };
  const asMember: WatchingMember = {
    id: member.id,
    isFull: () => member.full,
    send: () => undefined,
    join: (key) => void member.rooms.add(key),
    leave: (key) => void member.rooms.delete(key),
  };
  it.open(asMember, principal);
  const view = new PictureView(picture, interest, principal, policies);
  return {
    it,
    picture,
    member,
    limits,
    put: (offset: number) => picture.take(recordAt(offset, encodeUpsert(feature({ id: `f${offset}` }), 0))),
    ask: async (position: number | null, answers: WatchReply[] = []): Promise<WatchReply[]> => {
      const cursor: Cursor | null = position === null ? null : view.cursorAt(position);
      void it.watch('m', { interest, cursor }, (answer) => void answers.push(answer));
      await settled();
      return answers;
    },
  };
}

describe('WatchDesk', () => {
  it('waits for a cursor ahead of it, then answers (D5)', async () => {
    const { ask, put } = desk();
    const answers = await ask(2);
    expect(answers).toEqual([]);
    put(0);
    await settled();
    expect(answers).toEqual([]);
    put(1);
    await settled();
    expect(answers).toMatchObject([{ outcome: 'watching', delta: { upserts: [], removes: [] } }]);
  });

  it('does not wait for ever', async () => {
    const { ask, limits } = desk();
    const answers = await ask(2);
    limits.at(-1)!();
    await settled();
    expect(answers).toEqual([{ outcome: 'fetch-snapshot', reason: 'unknown' }]);
  });

  it('keeps one watch per socket: a second replaces the first', async () => {
    const { ask, put, picture, member } = desk();
    const first = await ask(1);
    const second = await ask(0);
    expect(second).toMatchObject([{ outcome: 'watching' }]);
    put(0);
    await settled();
    expect(first).toMatchObject([{ outcome: 'refused' }]);
    await ask(1);
    expect([picture.audiences.all.length, picture.audiences.all[0]?.size, member.rooms.size]).toEqual([1, 1, 1]);
  });

  it('answers the newest of several watches once a stalled socket has room', async () => {
    const { it: watchDesk, ask, put, member } = desk();
    const first = await ask(1);
    member.full = true;
    const second = await ask(0);
    put(0);
    await settled();
    expect([first.length, second.length]).toEqual([1, 0]);
    member.full = false;
    watchDesk.drained('m');
    await settled();
    expect(second).toMatchObject([{ outcome: 'watching', delta: { upserts: [{ id: 'f0' }] } }]);
  });

  it('forgets a socket that went, even one that waits', async () => {
    const { it: watchDesk, ask, picture, member } = desk();
    await ask(0);
    member.full = true;
    await ask(0);
    watchDesk.close('m');
    await settled();
    expect([watchDesk.size, picture.audiences.all.length, member.rooms.size]).toEqual([0, 0, 0]);
    expect(await ask(0)).toMatchObject([{ outcome: 'refused', code: 'access.token-missing' }]);
  });

  it('refuses an interest with the place of what is wrong in it', async () => {
    const { it: watchDesk, member } = desk();
    const answers: WatchReply[] = [];
    const wrong: [string, object][] = [
      ['/interest/where/args/0/op', { where: { op: 'not', args: [{ op: 'is', args: [] }] } }],
      ['/interest/area/codes/1', { area: { codes: ['17', '172'] } }],
      ['/interest/area', { area: {} }],
      ['/interest/minSeverityOf/shelter', { minSeverityOf: { shelter: 6 } }],
    ];
    for (const [place, asked] of wrong) {
      await watchDesk.watch('m', { interest: { ...interest, ...asked }, cursor: null }, (answer) =>
        answers.push(answer),
      );
      expect(answers.pop()).toEqual({
        outcome: 'refused',
        code: 'interest.invalid',
        message: expect.stringMatching(new RegExp(`^${place}: `)) as unknown as string,
      });
    }
    expect(member.rooms.size).toBe(0);
  });
});
