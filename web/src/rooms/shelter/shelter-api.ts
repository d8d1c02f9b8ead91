import type {
  FeatureId,
  ShelterConflict,
  ShelterDetail,
  ShelterEntry,
  ShelterNeed,
  ShelterReport,
  ShelterReportBatch,
  ShelterReportReceipt,
} from '@hinomi/contracts';
import { HubRefusal, type HubApi } from '../../access/hub-api.js';
import { SessionEnded } from '../../access/session-token.js';
import type { Reply } from '../../offline/queue-decisions.js';
import { answersOf, nowInstant, type Answers } from './form-state.js';

/** A link that takes longer is as good as none. */
export const PATIENCE_MS = 30_000;
const MOST_FOUND = 30;

/** What the tablet and the desk ask the hub. */
export class ShelterApi {
  constructor(private readonly hub: HubApi) {}

  find(search: string, exercise: boolean): Promise<ShelterEntry[]> {
    const query = new URLSearchParams({ q: search, limit: String(MOST_FOUND), exercise: String(exercise) });
    return this.hub.getList(`/api/v1/shelters?${query}`, 'shelters');
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

  /** Never rejects: what came of it is the answer. */
  async send(shelter: FeatureId, reports: ShelterReport[]): Promise<Reply> {
    const batch: ShelterReportBatch = { sentAt: nowInstant(Date.now()), reports };
    try {
      const receipt = await this.hub.tell<ShelterReportReceipt>(
        'POST',
        `/api/v1/shelters/${encodeURIComponent(shelter)}/reports`,
        batch,
      );
      return isReceipt(receipt) ? { kind: 'receipt', receipt } : { kind: 'unreachable' };
    } catch (problem) {
      if (problem instanceof SessionEnded) return { kind: 'sign-in' };
      if (problem instanceof HubRefusal) {
        const { status, code, detail } = problem;
        return { kind: 'problem', status, code, detail };
      }
      return { kind: 'unreachable' };
    }
  }
}

/** A portal of some wireless network answers 200 to everything; only a receipt of the hub counts. */
function isReceipt(body: unknown): body is ShelterReportReceipt {
  const { receivedAt, accepted, duplicates, refused } = (body ?? {}) as Partial<ShelterReportReceipt>;
  return (
    typeof receivedAt === 'string' && Array.isArray(accepted) && Array.isArray(duplicates) && Array.isArray(refused)
  );
}
