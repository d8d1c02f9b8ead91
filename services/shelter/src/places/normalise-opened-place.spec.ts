import { describe, expect, it } from '@jest/globals';
import { OpenShelterRequest, ThingReportedV1, type RunId } from '@hinomi/contracts';
import { at, ulid } from '../shelter-desk.suite.js';
import { normaliseOpenedPlace } from './normalise-opened-place.js';

const request = (over: Partial<OpenShelterRequest> = {}): OpenShelterRequest =>
  OpenShelterRequest.parse({
    ...{ placeId: ulid(1), name: ' 港の集会所 ', nameKana: null, kind: 'self-run', address: '' },
    ...{ lngLat: [136.97, 37.04], openedAt: at(-30), exercise: null, ...over },
  });
const opened = (over: Partial<OpenShelterRequest> = {}, run: string | null = null) =>
  normaliseOpenedPlace(request(over), run as RunId | null, { municipality: '17202', receivedAt: at(0) });

describe('a place opened on the spot', () => {
  it('is an open shelter of its own, by a name and at a place', () => {
    expect(ThingReportedV1.parse(opened())).toMatchObject({
      subject: `shelter-place:${ulid(1)}`,
      theme: 'shelter',
      name: '港の集会所',
      municipality: '17202',
      classification: 'public',
      attributes: {
        eststts: { value: 'open', observedAt: at(-30) },
        placekind: { value: 'self-run' },
        type: { value: 'temp_shelter' },
        starttime: { value: at(-30) },
      },
    });
    expect(opened()).not.toHaveProperty('about');
    expect(opened().attributes).not.toHaveProperty('address');
  });

  it('is for responders where it is somebody’s home', () => {
    expect(opened({ kind: 'at-home' })).toMatchObject({ classification: 'responders' });
    expect(opened({ kind: 'in-cars' })).toMatchObject({ classification: 'public' });
  });

  it('was not opened in the future, and is the drill’s in a drill', () => {
    const place = opened({ openedAt: at(90) }, 'r1');
    expect(place).toMatchObject({ subject: `drill:r1:shelter-place:${ulid(1)}`, exercise: 'r1', issuedAt: at(0) });
    expect(place.original).toMatchObject({ openedAt: at(90) });
  });
});
