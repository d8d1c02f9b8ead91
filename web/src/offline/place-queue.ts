import { openedPlaceId, type FeatureId, type OpenShelterRequest, type ShelterEntry } from '@hinomi/contracts';
import { judge, type Reply } from './queue-decisions.js';
import type { LinkState } from './report-sender.js';

/** A place opened on this device: written before anything says "opened". */
export interface KeptPlace {
  request: OpenShelterRequest;
  /** `waiting`: here and nowhere else, as far as the device knows. */
  state: 'waiting' | 'received' | 'refused';
  refusal: { code: string; detail: string } | null;
}

export function keptPlace(request: OpenShelterRequest): KeptPlace {
  return { request, state: 'waiting', refusal: null };
}

/** Known before the hub has heard of it. */
export function idOfPlace({ request: { placeId, exercise } }: KeptPlace): FeatureId {
  return openedPlaceId(placeId, exercise);
}

/** What came of a request to open one. */
export type OpeningReply = { kind: 'opened'; entry: ShelterEntry } | Exclude<Reply, { kind: 'receipt' }>;

/** What has to reach the hub before the reports: `held` = shelters it does not know of yet, whose reports wait. */
export type Ahead =
  { outcome: 'stop'; link: LinkState } | { outcome: 'go'; held: ReadonlySet<string>; worst: LinkState };

export interface PlacePorts {
  places: () => Promise<KeptPlace[]>;
  settle: (place: KeptPlace) => Promise<void>;
  send: (request: OpenShelterRequest) => Promise<OpeningReply>;
}

/** Opens at the hub what this device opened, the oldest first. One that is not taken holds up nothing but its own reports. */
export async function openPlaces({ places, settle, send }: PlacePorts): Promise<Ahead> {
  const all = (await places()).sort((a, b) => (a.request.placeId < b.request.placeId ? -1 : 1));
  const held = new Set<string>();
  let worst: LinkState = 'idle';
  for (const place of all) {
    if (place.state === 'received') continue;
    if (place.state === 'refused') {
      held.add(idOfPlace(place));
      continue;
    }
    const reply = await send(place.request);
    if (reply.kind === 'opened') {
      await settle({ ...place, state: 'received', refusal: null });
      continue;
    }
    const verdict = judge(reply, 1);
    switch (verdict.outcome) {
      case 'refuse':
        await settle({ ...place, state: 'refused', refusal: { code: verdict.code, detail: verdict.detail } });
        held.add(idOfPlace(place));
        break;
      case 'held':
        held.add(idOfPlace(place));
        worst = verdict.why;
        break;
      case 'sign-in':
      case 'revoked':
        return { outcome: 'stop', link: verdict.outcome };
      case 'later':
        return { outcome: 'stop', link: verdict.reachable ? 'troubled' : 'unreachable' };
      case 'settle':
      case 'smaller':
        throw new Error(`opening a place was answered with ${verdict.outcome}`);
    }
  }
  return { outcome: 'go', held, worst };
}
