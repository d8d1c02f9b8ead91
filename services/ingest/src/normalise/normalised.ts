import type { InputPlace, Instant } from '@hinomi/contracts';
import type { IngestEvent } from '../receive/ingest-events.js';

/** Something of a report that its sender should know; the rest of the report is used. */
export interface ReportProblem {
  place: InputPlace;
  message: string;
  /** `mended`: it is used, as the message says. Absent = it is not. */
  level?: 'refused' | 'mended';
}

/** What bytes became: the events they make, perhaps none, and what of them could not be used. */
export interface Normalised {
  events: IngestEvent[];
  problems: readonly ReportProblem[];
  /** Of a list of all there is: when it was made; null when it does not say. Absent = it is no such list. */
  listedAt?: Instant | null;
}

/** A report that is understood whole. */
export function whole(events: IngestEvent[]): Normalised {
  return { events, problems: [] };
}
