import {
  SHELTERS_PER_SEARCH,
  type AlikeShelter,
  type FeatureId,
  type OpenShelterRequest,
  type PhotoReceipt,
  type SealedBatch,
  type SealedEnvelope,
  type SealedReceipt,
  type ShelterConflict,
  type ShelterDetail,
  type ShelterEntry,
  type ShelterNeed,
  type ShelterReport,
  type ShelterReportBatch,
  type ShelterReportReceipt,
} from '@hinomi/contracts';
import { HubRefusal, type HubApi } from '../../access/hub-api.js';
import { SessionEnded } from '../../access/session-token.js';
import type { OpeningReply } from '../../offline/place-queue.js';
import type { KeptPhoto, PhotoReply } from '../../offline/photo-store.js';
import type { EnvelopeReply } from '../../offline/reception/envelope-queue.js';
import type { Reply } from '../../offline/queue-decisions.js';
import { TabletRevoked } from './enrolled-token.js';
import { authorIn } from './token-author.js';
import { answersOf, nowInstant, type Answers } from './form-state.js';

/** A link that takes longer is as good as none. */
export const PATIENCE_MS = 30_000;
const MOST_FOUND = 30;

/** What the tablet and the desk ask the hub. */
export class ShelterApi {
  constructor(private readonly hub: HubApi) {}

  /** Subject of whoever would send now; or what came of asking. */
  async sender(): Promise<string | Reply> {
    try {
      return authorIn(await this.hub.token())?.subject ?? '';
    } catch (problem) {
      return replyOf(problem);
    }
  }

  find(search: string, exercise: boolean): Promise<ShelterEntry[]> {
    const query = new URLSearchParams({ q: search, limit: String(MOST_FOUND), exercise: String(exercise) });
    return this.hub.getList(`/api/v1/shelters?${query}`, 'shelters');
  }

  /** Every shelter of a municipality, by its JIS code. */
  within(municipality: string, exercise: boolean): Promise<ShelterEntry[]> {
    const query = { municipality, limit: String(SHELTERS_PER_SEARCH), exercise: String(exercise) };
    return this.hub.getList(`/api/v1/shelters?${new URLSearchParams(query)}`, 'shelters');
  }

  /** The one that an address names, by its id or its national ID; null = there is none, or none that may be seen. */
  async named(place: string, exercise: boolean): Promise<ShelterDetail | null> {
    try {
      return await this.detail(place as FeatureId);
    } catch (problem) {
      if (!(problem instanceof HubRefusal) || problem.status !== 404) throw problem;
    }
    const called = (await this.find(place, exercise)).filter(({ nationalId }) => nationalId === place);
    const [only] = called;
    return only === undefined || called.length > 1 ? null : this.detail(only.id);
  }

  /** What is known of a shelter, as far as the form asks it, what all its devices ask for, and where they disagree. */
  async known(shelter: FeatureId): Promise<{ answers: Answers; needs: ShelterNeed[]; conflicts: ShelterConflict[] }> {
    const { attributes, needs, conflicts } = await this.detail(shelter);
    return { answers: answersOf(attributes as Parameters<typeof answersOf>[0]), needs, conflicts };
  }

  /** Another device's need is over; the same `decisionId` again is the same word. */
  async needOver(shelter: FeatureId, over: { decisionId: string; note: string; words: string }): Promise<void> {
    await this.hub.tell('POST', `/api/v1/shelters/${encodeURIComponent(shelter)}/needs/over`, over);
  }

  detail(shelter: FeatureId): Promise<ShelterDetail> {
    return this.hub.get(`/api/v1/shelters/${encodeURIComponent(shelter)}`);
  }

  alike({
    name,
    lngLat,
    address,
    exercise,
  }: Omit<OpenShelterRequest, 'placeId' | 'openedAt'>): Promise<AlikeShelter[]> {
    const query = new URLSearchParams({ name, ...(address === null ? {} : { address }) });
    if (lngLat !== null) for (const [at, part] of ['lng', 'lat'].entries()) query.set(part, String(lngLat[at]));
    if (exercise !== null) query.set('exercise', exercise);
    return this.hub.getList(`/api/v1/shelters/alike?${query}`, 'shelters');
  }

  /** Never rejects: what came of it is the answer. */
  async openPlace(request: OpenShelterRequest): Promise<OpeningReply> {
    try {
      const entry = await this.hub.tell<ShelterEntry>('POST', '/api/v1/shelters', request);
      const isEntry = typeof (entry as Partial<ShelterEntry> | null)?.id === 'string';
      return isEntry ? { kind: 'opened', entry } : { kind: 'unreachable' };
    } catch (problem) {
      return replyOf(problem);
    }
  }

  /** Never rejects: what came of it is the answer. */
  async sendPhoto(
    { photoId, takenAt }: KeptPhoto,
    { shelter, reportId, device }: ShelterReport,
    bytes: Uint8Array<ArrayBuffer>,
  ): Promise<PhotoReply> {
    const query = new URLSearchParams({ photo: photoId, report: reportId, device, takenAt });
    const path = `/api/v1/shelters/${encodeURIComponent(shelter)}/photos?${query}`;
    try {
      const receipt = await this.hub.tellBytes<PhotoReceipt>(path, new Blob([bytes], { type: 'image/jpeg' }));
      const isStored = typeof (receipt as Partial<PhotoReceipt> | null)?.receivedAt === 'string';
      return isStored ? { kind: 'stored', receipt } : { kind: 'unreachable' };
    } catch (problem) {
      return replyOf(problem);
    }
  }

  /** What reception forms are sealed to, in the world of an exercise or the real one. */
  receptionKey(exercise: string | null): Promise<unknown> {
    return this.hub.get(`/api/v1/phr/key${exercise === null ? '' : `?${new URLSearchParams({ exercise })}`}`);
  }

  /** Never rejects: what came of it is the answer. */
  async sendSealed(envelopes: SealedEnvelope[], carried: boolean): Promise<EnvelopeReply> {
    const batch: SealedBatch = { sentAt: nowInstant(Date.now()), ...(carried && { carried }), envelopes };
    try {
      const receipt = await this.hub.tell<SealedReceipt>('POST', '/api/v1/phr/sealed', batch);
      return isReceipt(receipt) ? { kind: 'taken', receipt } : { kind: 'unreachable' };
    } catch (problem) {
      return replyOf(problem);
    }
  }

  photo(id: FeatureId): Promise<Blob> {
    return this.hub.bytes(`/api/v1/photos/${encodeURIComponent(id)}`);
  }

  removePhoto(id: string): Promise<void> {
    return this.hub.remove(`/api/v1/photos/${encodeURIComponent(id)}`);
  }

  /** Never rejects: what came of it is the answer. */
  async send(shelter: FeatureId, reports: ShelterReport[], carried = false): Promise<Reply> {
    const batch: ShelterReportBatch = { sentAt: nowInstant(Date.now()), ...(carried && { carried }), reports };
    try {
      const receipt = await this.hub.tell<ShelterReportReceipt>(
        'POST',
        `/api/v1/shelters/${encodeURIComponent(shelter)}/reports`,
        batch,
      );
      return isReceipt(receipt) ? { kind: 'receipt', receipt } : { kind: 'unreachable' };
    } catch (problem) {
      return replyOf(problem);
    }
  }
}

function replyOf(problem: unknown): Exclude<Reply, { kind: 'receipt' }> {
  if (problem instanceof SessionEnded) return { kind: 'sign-in' };
  if (problem instanceof TabletRevoked) return { kind: 'revoked' };
  if (!(problem instanceof HubRefusal)) return { kind: 'unreachable' };
  const { status, code, detail } = problem;
  return { kind: 'problem', status, code, detail };
}

/** A portal of some wireless network answers 200 to everything; only a receipt of the hub counts. */
function isReceipt(body: ShelterReportReceipt | SealedReceipt): boolean {
  const { receivedAt, accepted, duplicates, refused } = (body as Partial<SealedReceipt> | null) ?? {};
  return (
    typeof receivedAt === 'string' && Array.isArray(accepted) && Array.isArray(duplicates) && Array.isArray(refused)
  );
}
