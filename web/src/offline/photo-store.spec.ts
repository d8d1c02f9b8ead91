import { describe, expect, it } from '@jest/globals';
import type { PhotoReceipt } from '@hinomi/contracts';
import { entryOf } from './kept-report.suite.js';
import { draftPhotos, sendPhotos, type KeptPhoto, type PhotoReply } from './photo-store.js';

const photo = (number: number, over: Partial<KeptPhoto> = {}): KeptPhoto =>
  ({
    photoId: `p${number}`,
    shelter: 'thing:shelter:a',
    takenAt: '',
    state: 'kept',
    refusal: null,
    ...over,
  }) as KeptPhoto;
const stored: PhotoReply = { kind: 'stored', receipt: {} as PhotoReceipt };

async function round(photos: KeptPhoto[], reports: ReturnType<typeof entryOf>[], reply: PhotoReply = stored) {
  const sent: string[] = [];
  const kept = new Map(photos.map((each) => [each.photoId, each]));
  const link = await sendPhotos({
    photos: () => Promise.resolve([...kept.values()]),
    reports: () => Promise.resolve(reports),
    settle: (settled) => Promise.resolve(void kept.set(settled.photoId, settled)),
    send: ({ photoId }, { counter }) => {
      sent.push(`${photoId} of ${counter}`);
      return Promise.resolve(reply);
    },
  });
  return { sent, link, states: [...kept.values()].map(({ state }) => state) };
}

describe('photos on the device', () => {
  const received = entryOf(1, { state: 'received' }, { photos: ['p1', 'p2'] });

  it('follow their report once the hub has it, each once', async () => {
    const both = [photo(2), photo(1)];
    expect(await round(both, [received])).toEqual({
      ...{ sent: ['p1 of 1', 'p2 of 1'], link: 'idle', states: ['received', 'received'] },
    });
    expect((await round([photo(1, { state: 'received' })], [received])).sent).toEqual([]);
    expect((await round(both, [entryOf(1, {}, { photos: ['p1', 'p2'] })])).sent).toEqual([]);
  });

  it('stay with no link, no room at the hub, or no session, and are refused for what they are alone', async () => {
    const ends = async (reply: PhotoReply) => {
      const { link, states } = await round([photo(1)], [received], reply);
      return [link, ...states];
    };
    const problem = (status: number, code: string): PhotoReply => ({ kind: 'problem', status, code, detail: '' });
    expect(await ends({ kind: 'unreachable' })).toEqual(['unreachable', 'kept']);
    expect(await ends({ kind: 'sign-in' })).toEqual(['sign-in', 'kept']);
    expect(await ends(problem(507, 'photo.store-full'))).toEqual(['troubled', 'kept']);
    expect(await ends(problem(404, 'feature.not-found'))).toEqual(['unplaced', 'kept']);
    expect(await ends(problem(422, 'photo.unreadable'))).toEqual(['idle', 'refused']);
  });

  it('are drafts until a report names them', () => {
    const photos = [photo(3), photo(1), photo(4, { shelter: 'thing:shelter:b' as KeptPhoto['shelter'] })];
    expect(draftPhotos(photos, [received], 'thing:shelter:a').map(({ photoId }) => photoId)).toEqual(['p3']);
  });
});
