import { z } from 'zod';
import type { FeatureId } from '../ids.js';
import { Instant } from '../instant.js';
import type { ThingProperties } from '../picture/thing-properties.js';
import { LngLat } from '../hazards/geometry.js';
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

/** `GET /api/v1/shelters?q=&municipality=&limit=`: what a person needs to find the right one. */
export interface ShelterEntry {
  id: FeatureId;
  name: string;
  nameKana: string | null;
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
}

/** `GET /api/v1/shelters/silent?hours=&municipality=&exercise=`: whom to call, the worst first. */
export interface SilentShelter extends ShelterEntry {
  phone: string | null;
  /** Silent for longer than so many hours (shelters 8). */
  limitHours: number;
}

/** `POST /api/v1/shelters`: opened without a designation (臨時・自主, 在宅, 車中泊), on the spot. Answers {@link ShelterEntry}. */
export const OpenShelterRequest = z.strictObject({
  /** Made by the device, so that a request sent twice opens one. */
  placeId: z.ulid(),
  name: z.string().trim().min(1).max(200),
  nameKana: z.string().trim().max(200).nullable(),
  kind: z.enum(['provisional', 'self-run', 'at-home', 'in-cars']),
  lngLat: LngLat,
  address: z.string().trim().max(300).nullable(),
  openedAt: Instant,
  exercise: z.string().nullable(),
});
export type OpenShelterRequest = z.infer<typeof OpenShelterRequest>;
