import type {
  FeatureId,
  ShelterDetail,
  ShelterEntry,
  ShelterReport,
  ShelterReportBatch,
  ShelterReportReceipt,
} from '@hinomi/contracts';
import { HubRefusal, type HubApi } from '../../access/hub-api.js';
import { SessionEnded } from '../../access/session-token.js';
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

  /** What is known of a shelter, as far as the form asks it. */
  async answers(shelter: FeatureId): Promise<Answers> {
    const { attributes } = await this.detail(shelter);
    return answersOf(attributes as Parameters<typeof answersOf>[0]);
  }

  detail(shelter: FeatureId): Promise<ShelterDetail> {
    return this.hub.get(`/api/v1/shelters/${encodeURIComponent(shelter)}`);
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

function replyOf(problem: unknown): Reply {
  if (problem instanceof SessionEnded) return { kind: 'sign-in' };
  if (problem instanceof TabletRevoked) return { kind: 'revoked' };
  if (problem instanceof HubRefusal) {
    const { status, code, detail } = problem;
    return { kind: 'problem', status, code, detail };
  }
  return { kind: 'unreachable' };
}

/** A portal of some wireless network answers 200 to everything; only a receipt of the hub counts. */
function isReceipt(body: unknown): body is ShelterReportReceipt {
  const { receivedAt, accepted, duplicates, refused } = (body ?? {}) as Partial<ShelterReportReceipt>;
  return (
    typeof receivedAt === 'string' && Array.isArray(accepted) && Array.isArray(duplicates) && Array.isArray(refused)
  );
}
