import type { Instant, ShelterReportId } from '@hinomi/contracts';
import type { Reply } from '../../../offline/queue-decisions.js';
import { isTaken } from './desk-ledger.js';

export type FailureKind = 'unreachable' | 'sign-in' | 'forbidden' | 'gone' | 'busy' | 'refused' | 'broken';

/** `detail`: in the hub's words. */
export type DeskFailure = { kind: FailureKind; detail: string };

/** What came of a report that was sent. */
export function outcomeOf(reply: Reply, reportId: ShelterReportId): { takenAt: Instant } | DeskFailure {
  switch (reply.kind) {
    case 'receipt': {
      if (isTaken(reply, reportId)) return { takenAt: reply.receipt.receivedAt };
      const [refused] = reply.receipt.refused;
      const place = refused?.place === undefined ? '' : ` (${refused.place.path})`;
      return { kind: 'refused', detail: `${refused?.detail ?? ''}${place}` };
    }
    case 'problem':
      return { kind: kindOf(reply.status), detail: reply.detail };
    case 'unreachable':
      return { kind: 'unreachable', detail: '' };
    default:
      return { kind: 'sign-in', detail: '' };
  }
}

function kindOf(status: number): FailureKind {
  if (status === 401) return 'sign-in';
  if (status === 403) return 'forbidden';
  if (status === 404) return 'gone';
  return status >= 500 || status === 429 ? 'busy' : 'refused';
}
