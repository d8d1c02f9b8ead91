import { describe, expect, it } from '@jest/globals';
import type { Instant, OpenShelterRequest, ShelterEntry } from '@hinomi/contracts';
import { idOfPlace, keptPlace, openPlaces, type KeptPlace, type OpeningReply } from './place-queue.js';

const placeId = (number: number): string => String(number).padStart(26, '0');
const request = (number: number): OpenShelterRequest => ({
  ...{ placeId: placeId(number), name: `集会所${number}`, nameKana: null, kind: 'self-run', lngLat: null },
  ...{ address: '石川県七尾市', openedAt: '2026-01-01T12:00:00.000Z' as Instant, exercise: null },
});
const opened: OpeningReply = { kind: 'opened', entry: {} as ShelterEntry };
const problem = (status: number, code: string): OpeningReply => ({ kind: 'problem', status, code, detail: 'why' });

/** Opens these; `replies` by number. */
async function round(places: KeptPlace[], replies: Record<number, OpeningReply>) {
  const asked: number[] = [];
  const kept = new Map(places.map((place) => [place.request.placeId, place]));
  const ahead = await openPlaces({
    places: () => Promise.resolve([...kept.values()]),
    settle: (place) => Promise.resolve(void kept.set(place.request.placeId, place)),
    send: (sent) => {
      asked.push(Number(sent.placeId));
      return Promise.resolve(replies[Number(sent.placeId)] ?? opened);
    },
  });
  return { asked, ahead, states: [...kept.values()].map(({ state }) => state) };
}
const places = (...numbers: number[]): KeptPlace[] => numbers.map((number) => keptPlace(request(number)));

describe('places opened on the device', () => {
  it('go ahead of the reports, the oldest first, each once', async () => {
    const first = await round(places(2, 1), {});
    expect(first).toMatchObject({ asked: [1, 2], states: ['received', 'received'] });
    expect(first.ahead).toEqual({ outcome: 'go', held: new Set(), worst: 'idle' });
    const received = places(1).map((place): KeptPlace => ({ ...place, state: 'received' }));
    expect((await round(received, {})).asked).toEqual([]);
  });

  it('hold up their own reports alone where the hub refuses them or does not take them now', async () => {
    const { ahead, states } = await round(places(1, 2, 3), {
      1: problem(400, 'request.invalid'),
      2: problem(403, 'access.denied'),
    });
    expect(states).toEqual(['refused', 'waiting', 'received']);
    expect(ahead).toEqual({
      outcome: 'go',
      worst: 'forbidden',
      held: new Set(['shelter-place:00000000000000000000000001', 'shelter-place:00000000000000000000000002']),
    });
    const refused = places(1).map((place): KeptPlace => ({ ...place, state: 'refused' }));
    expect(await round(refused, {})).toMatchObject({ asked: [], ahead: { held: new Set(refused.map(idOfPlace)) } });
  });

  it('stop everything without a link or a session, and stay', async () => {
    expect(await round(places(1, 2), { 1: { kind: 'unreachable' } })).toMatchObject({
      ...{ asked: [1], states: ['waiting', 'waiting'] },
      ahead: { outcome: 'stop', link: 'unreachable' },
    });
    expect((await round(places(1), { 1: { kind: 'sign-in' } })).ahead).toEqual({ outcome: 'stop', link: 'sign-in' });
    expect((await round(places(1), { 1: problem(503, 'log.unavailable') })).ahead).toMatchObject({ link: 'troubled' });
  });
});
