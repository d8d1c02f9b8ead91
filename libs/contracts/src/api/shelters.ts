import { z } from 'zod';
import type { FeatureId } from '../ids.js';
import { Instant } from '../instant.js';
import type { ThingProperties } from '../picture/thing-properties.js';
import { LngLat } from '../hazards/geometry.js';
import { DecisionId } from '../events/thing-decided.v1.js';
import type { InputPlace } from '../errors/hub-error.js';
import type { ShelterDeficit } from '../shelters/shelter-deficits.js';
import type { ShelterReport, ShelterReportId, ShelterWarning } from '../shelters/shelter-report.js';

/** At most so many in one request; a longer queue goes in several. */
export const REPORTS_PER_BATCH = 50;

/**
 * `POST /api/v1/shelters/{id}/reports`, in the order they were written. Each report is judged by itself, as `unknown` at the
 * door: one that cannot be taken never holds up those behind it.
 */
export const ShelterReportBatch = z.strictObject({
  /** The device's clock at the moment of sending: with the hub's own it tells how wrong the device's is. */
  sentAt: Instant,
  /** Whoever sends these does so for whoever wrote them; else each is of its sender, or refused. */
  carried: z.boolean().optional(),
  reports: z.array(z.unknown()).min(1).max(REPORTS_PER_BATCH),
});
export type ShelterReportBatch = Omit<z.infer<typeof ShelterReportBatch>, 'reports'> & { reports: ShelterReport[] };

/** `202`, once what was accepted is on the log. */
export interface ShelterReportReceipt {
  receivedAt: Instant;
  /** Device minus hub, in milliseconds. */
  clockSkewMs: number;
  accepted: ShelterReportId[];
  /** On the log before. */
  duplicates: ShelterReportId[];
  /** Never to be sent again as they are; `index` counts within the batch. */
  refused: { index: number; reportId: string | null; code: string; detail: string; place?: InputPlace }[];
  /** What looked odd in those accepted, confirmed or not; absent = nothing. It never refuses. */
  warnings?: Record<string, ShelterWarning[]>;
}

/** At most so many in one answer: more than any one municipality designates. */
export const SHELTERS_PER_SEARCH = 3_000;

/** `GET /api/v1/shelters?q=&municipality=&limit=`: what a person needs to find the right one. */
export interface ShelterEntry {
  id: FeatureId;
  name: string;
  nameKana: string | null;
  /** 全国共通避難所・避難場所ID (shelters 2). */
  nationalId: string | null;
  address: string | null;
  municipality: string | null;
  lngLat: LngLat | null;
  /** Codes of `eststts`; null = nobody has said. */
  eststts: string | null;
  evacueeno: number | null;
  /** When the newest report by a shelter, telephone or paper was seen; null = none came. */
  reportedAt: Instant | null;
  exercise: string | null;
}

/** `GET /api/v1/shelters/{id}`: to fill a form with what is known. */
export interface ShelterDetail extends ShelterEntry {
  /** As the registry has it. */
  phone: string | null;
  /** What a report may say, and `capacity`; registries' texts stay in the feature. */
  attributes: ThingProperties['attributes'];
  deficits: ShelterDeficit[];
  /** What it asks for, or asked for and is done, from whichever device; none for whom may not see it. */
  needs: ShelterNeed[];
  /** Whether who asks may report for it. */
  mayReport: boolean;
  /** Of which values those who looked within half an hour say different things. */
  conflicts: ShelterConflict[];
}

export interface ShelterConflict {
  attribute: string;
  /** The one that counts first. */
  values: ConflictSide[];
}

/** One side of a disagreement, as `conflicts` of a thing's feature carry it. */
export interface ConflictSide {
  agency: string;
  subject: string;
  value: string | number | boolean | null;
  label?: string;
  observedAt: Instant;
}

/** One device's urgent need. */
export interface ShelterNeed {
  note: FeatureId;
  /** The device that asked. */
  device: string;
  words: string;
  observedAt: Instant;
  /** Null = it stands. */
  handled: { at: Instant; from: 'headquarters' | 'shelter'; by: string; note: string } | null;
}

/** `POST /api/v1/shelters/{id}/needs/over`: somebody at the shelter says that what another device asked for is done. */
export const NeedOver = z.strictObject({
  /** Made by the device, so that a request sent twice is one decision. */
  decisionId: DecisionId,
  note: z.string().min(1).max(512),
  /** As it stands there; other words are another need. */
  words: z.string().trim().min(1).max(1_000),
});
export type NeedOver = z.infer<typeof NeedOver>;

/** `GET /api/v1/shelters/silent?hours=&municipality=&exercise=`: whom to call, the worst first. */
export interface SilentShelter extends ShelterEntry {
  phone: string | null;
  /** When anybody last said a word of its state; null = never. */
  lastHeardAt: Instant | null;
  /** Silent for longer than so many hours (shelters 8). */
  limitHours: number;
}

/**
 * `GET /api/v1/shelters/waiting?exercise=`: what devices report of shelters that nobody lists. It counts as soon as one is listed under
 * that id.
 */
export interface WaitingReports {
  shelter: string;
  /** On the log: so many reports. Turned away: so many requests. */
  reports: number;
  lastAt: Instant;
  /** On the log; else still on the device, whose account may report of known shelters only. */
  taken: boolean;
  /** The account that was turned away; null = taken. */
  by: string | null;
}

/** `POST /api/v1/shelters`: opened without a designation (臨時・自主, 在宅, 車中泊), on the spot. Answers {@link ShelterEntry}. */
export const OpenShelterRequest = z.strictObject({
  /** Made by the device, so that a request sent twice opens one. */
  placeId: z.ulid(),
  name: z.string().trim().min(1).max(200),
  nameKana: z.string().trim().max(200).nullable(),
  kind: z.enum(['provisional', 'self-run', 'at-home', 'in-cars']),
  /** Null = nobody could tell; then the address says in which municipality it is. */
  lngLat: LngLat.nullable(),
  address: z.string().trim().max(300).nullable(),
  openedAt: Instant,
  exercise: z.string().nullable(),
});
export type OpenShelterRequest = z.infer<typeof OpenShelterRequest>;

/** Of a place that is about to be opened, within so many metres of it: the same place under another name, perhaps. */
export const ALIKE_METERS = 100;

/** `GET /api/v1/shelters/alike?name=&lng=&lat=&exercise=`: what may be the place that is about to be opened, the likeliest first. */
export interface AlikeShelter extends ShelterEntry {
  /** Null where one of the two has no position. */
  distanceMeters: number | null;
  sameName: boolean;
}
