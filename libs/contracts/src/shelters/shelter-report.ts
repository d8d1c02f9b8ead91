import { z } from 'zod';
import { FeatureId } from '../ids.js';
import { Instant } from '../instant.js';
import { ThingAttribute } from '../things/thing.js';

/** A ULID that the device made: the same report sent again is the same report. */
export const ShelterReportId = z.ulid().brand<'ShelterReportId'>();
export type ShelterReportId = z.infer<typeof ShelterReportId>;

/** One installation of the tablet room, or one clerk's browser: a ULID made once and kept there. */
export const ReportingDevice = z.ulid().brand<'ReportingDevice'>();
export type ReportingDevice = z.infer<typeof ReportingDevice>;

/** Who wrote a report: the subject of an account or an enrolled tablet, and its name at that time. */
export const ReportAuthor = z.strictObject({ subject: z.string().min(1).max(300), name: z.string().min(1).max(200) });
export type ReportAuthor = z.infer<typeof ReportAuthor>;

/** How headquarters came to know: at the shelter itself, or as somebody told it. */
export const REPORTED_BY = ['tablet', 'telephone', 'paper'] as const;

/** What looked odd to the form and the person said is so (shelters 7, typical errors). */
export const SHELTER_WARNINGS = [
  'total-below-sum',
  'jump',
  'unchanged-for-days',
  'seen-in-future',
  'people-while-closed',
] as const;
export type ShelterWarning = (typeof SHELTER_WARNINGS)[number];

/**
 * What one device knows of one shelter: always the whole of it, each value with when it was seen, so that a later report of a
 * device replaces its earlier ones and two devices merge value by value (sip4d 5). A name that is absent was never asked;
 * `value: null` = asked, not known; 0 is a statement.
 */
export const ShelterReport = z.strictObject({
  reportId: ShelterReportId,
  device: ReportingDevice,
  /** Rises with each report of the device, whatever its clock does. */
  counter: z.int().nonnegative(),
  shelter: FeatureId,
  by: z.enum(REPORTED_BY),
  /** Who told it by telephone or fax, in the words of the clerk: an office, never a private person's number. */
  toldBy: z.string().max(100).nullable(),
  /** When the newest of it was seen in the shelter, by the device's clock. */
  observedAt: Instant,
  /** When the person pressed "save", by the device's clock. */
  writtenAt: Instant,
  /** By the names of the theme `shelter`. */
  attributes: z.record(z.string().min(1), ThingAttribute.required({ observedAt: true })),
  /** For responders only, a feature of its own; null = nothing urgent, absent = not asked. */
  urgentNeed: z.string().max(1_000).nullable().optional(),
  confirmed: z.array(z.enum(SHELTER_WARNINGS)),
  /** Absent = whoever sends it. */
  author: ReportAuthor.optional(),
});
export type ShelterReport = z.infer<typeof ShelterReport>;
