import type { SourceId } from '@hinomi/contracts';

/** Who sent the bytes, as far as the events need to know. */
export interface ReportSource {
  id: SourceId;
  /** Credit line that must stand beside what it says. */
  attribution: string;
  /** Who speaks when the bytes do not say so themselves. */
  agency?: string;
}
