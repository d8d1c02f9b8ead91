import {
  contentDigest,
  type EventId,
  type Instant,
  type LngLat,
  type ShelterReport,
  type ShelterWarning,
  type SourceId,
  type ThingReportedV1,
} from '@hinomi/contracts';
import { runOf, subjectOf } from './report-ids.js';

/** What the hub adds to a report. */
export interface ReceivedWith {
  receivedAt: Instant;
  sentAt: Instant;
  /** Device minus hub. */
  clockSkewMs: number;
  warnings: readonly ShelterWarning[];
  /** Who sent it; with the report's own author both stand on the log where they differ. */
  account: string;
  accountName: string;
}

/** What is known of the shelter here and now, for a note beside it. */
export interface NotePlace {
  name: string;
  lngLat: LngLat | null;
  municipality: string | null;
}

const REVISION = 1;

/** Who was in the shelter is believed more than who heard of it. Product decision (shelters 6). */
const TOLD: Readonly<Record<ShelterReport['by'], { rank: number; way: string; attribution: string }>> = {
  tablet: { rank: 3, way: '避難所', attribution: '避難所からの報告' },
  telephone: { rank: 5, way: '電話', attribution: '電話による報告' },
  paper: { rank: 6, way: '紙・FAX', attribution: '紙・FAXによる報告' },
};

/** A report as a thing's: the same report gives the same event, whenever it is received. */
export function normaliseShelterReport(report: ShelterReport, received: ReceivedWith): ThingReportedV1 {
  const { attributes, urgentNeed: _urgentNeed, ...original } = report;
  return {
    ...toldBy(report, received),
    subject: subjectOf('shelter-report', report.device, report.shelter),
    about: report.shelter,
    theme: 'shelter',
    effect: 'states',
    name: '',
    geometry: null,
    municipality: null,
    classification: 'public',
    attributes: Object.fromEntries(
      Object.entries(attributes).map(([name, { value, observedAt }]) => [
        name,
        // Nobody saw it after it was received, whatever the device's clock says; `original` keeps what it said.
        { value, observedAt: earlier(observedAt, received.receivedAt) },
      ]),
    ),
    original: {
      ...original,
      ...received,
      warnings: [...received.warnings],
      seen: Object.fromEntries(Object.entries(attributes).map(([name, { observedAt }]) => [name, observedAt])),
    },
  };
}

/** What is for responders only, as a thing of its own: labels are per feature. Null = the shelter was not asked. */
export function normaliseUrgentNeed(
  report: ShelterReport,
  received: ReceivedWith,
  place: NotePlace | null,
): ThingReportedV1 | null {
  const { urgentNeed, device, shelter, reportId, observedAt } = report;
  if (urgentNeed === undefined) return null;
  const seenAt = earlier(observedAt, received.receivedAt);
  return {
    ...toldBy(report, received),
    subject: subjectOf('shelter-note', device, shelter),
    theme: 'shelter-note',
    effect: urgentNeed === null || urgentNeed.trim() === '' ? 'voids-subject' : 'states',
    name: place?.name ?? '',
    geometry: place?.lngLat ? { type: 'Point', coordinates: place.lngLat } : null,
    municipality: place?.municipality ?? null,
    classification: 'responders',
    attributes: {
      shelter: { value: shelter, observedAt: seenAt },
      ...(urgentNeed && { detail: { value: urgentNeed, observedAt: seenAt } }),
    },
    original: { reportId },
  };
}

type Told = Pick<
  ThingReportedV1,
  'dataset' | 'order' | 'exercise' | 'source' | 'identifiers' | 'nameKana' | 'issuedAt' | 'rawId'
>;

function toldBy(report: ShelterReport, { receivedAt }: ReceivedWith): Told {
  const { counter, writtenAt, by, toldBy: office } = report;
  const { rank, way, attribution } = TOLD[by];
  return {
    dataset: null,
    order: {
      version: counter,
      issuedAt: writtenAt,
      sentAt: writtenAt,
      parserRevision: REVISION,
      digest: contentDigest(report),
    },
    exercise: runOf(report.shelter),
    source: {
      id: `shelter:${by}` as SourceId,
      agency: office === null || office.trim() === '' ? way : `${office.trim()}（${way}）`,
      attribution,
      rank,
    },
    identifiers: [],
    nameKana: null,
    issuedAt: earlier(writtenAt, receivedAt),
    rawId: `report:${report.reportId}` as string as EventId,
  };
}

function earlier(a: Instant, b: Instant): Instant {
  return a < b ? a : b;
}
