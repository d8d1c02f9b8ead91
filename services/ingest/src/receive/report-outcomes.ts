import { HubError, millisOf, realmOf, type Instant, type Realm } from '@hinomi/contracts';
import type { Appended } from '@hinomi/event-log';
import { logOf } from '@hinomi/service-kit';
import type { IngestEvent } from './ingest-events.js';
import type { RawReport } from './raw-records.js';

export type ReportOutcome = 'accepted' | 'duplicate' | 'empty' | 'quarantined' | 'failed';

/** Hears how a report went. `delayMs`: since the agency stated it; null when nothing of it is new. */
export type ObserveReport = (report: {
  realm: Realm;
  outcome: ReportOutcome;
  durationMs: number;
  delayMs: number | null;
}) => void;

/** Ids a line names; a summary telegram makes hundreds of events. */
const MOST_IDS = 5;

const log = logOf('ingest');

/** Says what became of each report: one line per report, one per event for whoever looks closer. */
export class ReportOutcomes {
  constructor(private readonly observe: ObserveReport = () => undefined) {}

  finished(raw: RawReport, fresh: readonly IngestEvent[], duplicates: number, durationMs: number): void {
    const outcome = fresh.length > 0 ? 'accepted' : duplicates > 0 ? 'duplicate' : 'empty';
    const fields = {
      ...named(raw),
      event: fresh
        .slice(0, MOST_IDS)
        .map(({ id }) => id)
        .join(' '),
      accepted: fresh.length,
      duplicates,
      durationMs: Math.round(durationMs),
    };
    if (outcome === 'accepted') log.info('accepted a report', fields);
    else log.debug(outcome === 'duplicate' ? 'had this report before' : 'read a report that states nothing', fields);
    const newest = fresh.reduce((last, { time }) => (time > last ? time : last), '');
    const delayMs =
      newest === '' ? null : Math.max(0, millisOf(raw.receivedAt) + durationMs - millisOf(newest as Instant));
    this.observe({ realm: realmOf(raw), outcome, durationMs, delayMs });
  }

  /** A flood is one line a batch. */
  batch(
    source: string,
    messages: number,
    receipt: { accepted: number; duplicates: number; refused: number },
    durationMs: number,
  ): void {
    log[receipt.refused > 0 ? 'warn' : 'debug']('took in a batch of messages', {
      source,
      messages,
      ...receipt,
      durationMs: Math.round(durationMs),
    });
    const outcome = receipt.accepted > 0 ? 'accepted' : receipt.duplicates > 0 ? 'duplicate' : 'empty';
    this.observe({ realm: 'real', outcome, durationMs, delayMs: null });
  }

  failed(raw: RawReport, error: unknown, durationMs: number): void {
    const quarantined = error instanceof HubError && !error.retryable;
    const fields = { ...named(raw), durationMs: Math.round(durationMs) };
    if (quarantined) log.warn('put a report into quarantine', { ...fields, ...refusalOf(error) });
    else log.error('could not finish a report', { ...fields, error });
    this.observe({ realm: realmOf(raw), outcome: quarantined ? 'quarantined' : 'failed', durationMs, delayMs: null });
  }

  appended(topic: string, events: readonly IngestEvent[], at: Appended | undefined): void {
    if (!log.isOn('debug')) return;
    for (const { id, subject, trace } of events) {
      log.debug('appended an event', { trace, event: id, subject, topic, ...at });
    }
  }
}

function named(raw: RawReport): { trace: string; raw: string; source: string; realm: Realm; format: string } {
  return { trace: raw.trace, raw: raw.rawId, source: raw.source, realm: realmOf(raw), format: raw.format };
}

function refusalOf(error: HubError): Record<string, unknown> {
  const quarantineId = (error as { quarantineId?: string }).quarantineId;
  return { reason: error.code, place: error.place, quarantine: quarantineId, why: error.message };
}
