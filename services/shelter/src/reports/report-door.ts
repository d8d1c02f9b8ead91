import { Inject, Injectable } from '@nestjs/common';
import {
  checkShelterReport,
  HubError,
  instantFromMillis,
  isRefused,
  jsonPointer,
  millisOf,
  ShelterReportBatch,
  shelterWarnings,
  type EarlierCount,
  type ReportAuthor,
  type ShelterReport,
  type ShelterReportReceipt,
  type ShelterWarning,
} from '@hinomi/contracts';
import { EVENT_LOG, type EventLog } from '@hinomi/event-log';
import type { KnownShelter } from '../index/derive-entry.js';
import { ShelterIndexes } from '../index/shelter-indexes.js';
import { SHELTER_SETTINGS, type ShelterSettings } from '../shelter-settings.js';
import { KnownReports } from './known-reports.js';
import { normaliseShelterReport, normaliseUrgentNeed, type ReceivedWith } from './normalise-shelter-report.js';
import { subjectOf } from './report-ids.js';
import { ReportQueue, type ToAppend } from './report-queue.js';

type Refused = ShelterReportReceipt['refused'][number];

/** The one door for what devices report: accepted means on the log, synced. */
@Injectable()
export class ReportDoor {
  readonly queue: ReportQueue;

  constructor(
    @Inject(EVENT_LOG) log: EventLog,
    @Inject(KnownReports) private readonly known: KnownReports,
    @Inject(ShelterIndexes) private readonly indexes: ShelterIndexes,
    @Inject(SHELTER_SETTINGS) private readonly settings: ShelterSettings,
  ) {
    this.queue = new ReportQueue(log, known);
  }

  /** Each report is judged by itself. Rejects with a retryable error while the log cannot take any. */
  async receive(shelter: string, body: unknown, sender: ReportAuthor): Promise<ShelterReportReceipt> {
    const { sentAt, reports, carried = false } = readBatch(body);
    const { subject: account, name: accountName } = sender;
    const nowMs = this.settings.now();
    const receivedAt = instantFromMillis(nowMs);
    const clockSkewMs = millisOf(sentAt) - nowMs;
    const receipt: ShelterReportReceipt = { receivedAt, clockSkewMs, accepted: [], duplicates: [], refused: [] };
    const warnings: Record<string, ShelterWarning[]> = {};
    const before = this.indexes.find(shelter);
    const earlier = countsOf(before);
    const fresh: ToAppend[] = [];
    const others: Promise<void>[] = [];
    for (const [index, written] of reports.entries()) {
      const report = checkShelterReport(written);
      const refused = isRefused(report)
        ? { ...report, index, place: { path: `/reports/${index}${report.place.path ?? ''}` } }
        : (this.refuseOther(shelter, report, index) ?? refuseAuthor(report, index, carried ? null : account));
      if (refused !== null || isRefused(report)) {
        if (refused !== null) receipt.refused.push(refused);
        continue;
      }
      const { reportId } = report;
      const writing = this.queue.writing(reportId);
      if (writing !== undefined) others.push(writing);
      if (writing !== undefined || this.known.has(reportId) || fresh.some(({ made }) => made === reportId)) {
        receipt.duplicates.push(reportId);
        continue;
      }
      const odd = shelterWarnings(report.attributes, earlier, nowMs);
      if (odd.length > 0) warnings[reportId] = odd;
      earlier.push(...countsIn(report));
      fresh.push(
        this.toAppend(report, before, { receivedAt, sentAt, clockSkewMs, warnings: odd, account, accountName }, fresh),
      );
      receipt.accepted.push(reportId);
    }
    await Promise.all([this.queue.append(fresh), ...others]);
    return Object.keys(warnings).length === 0 ? receipt : { ...receipt, warnings };
  }

  private toAppend(
    report: ShelterReport,
    before: KnownShelter | undefined,
    received: ReceivedWith,
    fresh: readonly ToAppend[],
  ): ToAppend {
    const note = normaliseUrgentNeed(report, received, before?.entry ?? null);
    // Nothing urgent takes back what the device said was; where it never did there is nothing to take back.
    const isIdle = note?.effect === 'voids-subject' && !this.hasNote(report, fresh);
    return { made: report.reportId, beside: isIdle ? null : note, thing: normaliseShelterReport(report, received) };
  }

  private hasNote({ device, shelter }: ShelterReport, fresh: readonly ToAppend[]): boolean {
    const subject = subjectOf('shelter-note', device, shelter);
    return (
      this.known.hasSubject(subject) ||
      this.indexes.ofId(shelter).hasNote(subject) ||
      this.queue.isWriting(subject) ||
      fresh.some(({ beside }) => beside?.subject === subject)
    );
  }

  /** Whoever may report of one shelter may not thereby report of another. */
  private refuseOther(shelter: string, { reportId, shelter: named }: ShelterReport, index: number): Refused | null {
    const [asked, meant] = [
      this.indexes.find(shelter)?.entry.id ?? shelter,
      this.indexes.find(named)?.entry.id ?? named,
    ];
    if (asked === meant) return null;
    const detail = 'The report is about another shelter than the address.';
    return { index, reportId, code: 'report.invalid', detail, place: { path: `/reports/${index}/shelter` } };
  }
}

/** What somebody else wrote is sent as that only, and never as if the sender had written it. `sender`: null = anybody. */
function refuseAuthor({ reportId, author }: ShelterReport, index: number, sender: string | null): Refused | null {
  if (author === undefined || sender === null || author.subject === sender) return null;
  const detail = `The report was written by ${author.name}: it is sent by them, or handed over (carried).`;
  return { index, reportId, code: 'report.other-author', detail, place: { path: `/reports/${index}/author` } };
}

function readBatch(body: unknown): Omit<ShelterReportBatch, 'reports'> & { reports: unknown[] } {
  const read = ShelterReportBatch.safeParse(body);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new HubError('request.invalid', issue?.message ?? 'The reports cannot be read.', {
    place: { path: jsonPointer(issue?.path ?? []) },
  });
}

function countsOf(known: KnownShelter | undefined): EarlierCount[] {
  if (known === undefined) return [];
  const attributes = JSON.parse(known.attributes) as ShelterReport['attributes'];
  return countsIn({ attributes });
}

function countsIn({ attributes }: Pick<ShelterReport, 'attributes'>): EarlierCount[] {
  const { evacueeno } = attributes;
  if (evacueeno === undefined || typeof evacueeno.value !== 'number') return [];
  return [{ people: evacueeno.value, observedAt: evacueeno.observedAt }];
}
