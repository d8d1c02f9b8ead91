import { canonicalJson } from '../canonical-json.js';
import type { DatasetListedV1 } from '../events/dataset-listed.v1.js';
import { compareReports } from '../events/report-order.js';
import { KEPT_REPORTS, type ThingReportedV1 } from '../events/thing-reported.v1.js';
import type { EventId, RunId, Subject } from '../ids.js';
import type { Instant } from '../instant.js';
import type { Theme } from './theme.js';
import type { DatasetId } from './thing.js';

/** A report as the log holds it; the provider's own row stays there, and who entered it. */
export interface KnownThing {
  event: EventId;
  appendedAt: Instant;
  report: Omit<ThingReportedV1, 'original' | 'entered'>;
}

/** All that one provider said of one thing, newest first. Never changed in place. */
export interface ThingState {
  subject: Subject;
  theme: Theme;
  dataset: DatasetId | null;
  exercise: RunId | null;
  /** Of the earliest report there ever was: of things that are one, the first registered gives the name. */
  registeredAt: Instant;
  reports: readonly KnownThing[];
}

/** What a dataset holds, once all parts of its listing are there. */
export interface Listing {
  listedAt: Instant;
  /** When what it lists was seen; absent = then. */
  asOf?: Instant;
  parserRevision: number;
  digest: string;
  appendedAt: Instant;
  /** Row key → digest of the report that says what it is. */
  rows: Readonly<Record<string, string>>;
}

/** The newest whole listing of a dataset, and newer ones that still miss parts. Never changed in place. */
export interface DatasetState {
  dataset: DatasetId;
  newest: Listing | null;
  arriving: readonly { listing: Listing; parts: readonly number[]; of: number }[];
}

/** Adds a report; the result depends on which reports were added, never on their order. */
export function integrateThing(state: ThingState | undefined, added: KnownThing): ThingState {
  const { subject, theme, dataset, exercise } = added.report;
  const { issuedAt } = added.report;
  const before = state ?? { subject, theme, dataset, exercise, registeredAt: issuedAt, reports: [] };
  const known = issuedAt < before.registeredAt ? { ...before, registeredAt: issuedAt } : before;
  const same = known.reports.find((other) => compareReports(other.report.order, added.report.order) === 0);
  if (same !== undefined) {
    const better = betterOf(same, added);
    if (better === same) return known;
    return { ...known, reports: known.reports.map((other) => (other === same ? better : other)) };
  }
  const reports = [...known.reports, added]
    .sort((a, b) => compareReports(b.report.order, a.report.order))
    .slice(0, KEPT_REPORTS);
  if (reports.every((report, index) => report === known.reports[index])) return known;
  const [newest = added] = reports;
  return { ...known, theme: newest.report.theme, dataset: newest.report.dataset, reports };
}

/** One report told twice: as it was first told. */
function betterOf(known: KnownThing, added: KnownThing): KnownThing {
  const report = canonicalJson(known.report) >= canonicalJson(added.report) ? known : added;
  const appendedAt = known.appendedAt <= added.appendedAt ? known.appendedAt : added.appendedAt;
  return report.appendedAt === appendedAt ? report : { ...report, appendedAt };
}

/** Adds a part of a listing. */
export function integrateListing(
  state: DatasetState | undefined,
  part: DatasetListedV1,
  appendedAt: Instant,
): DatasetState {
  const { dataset } = part;
  const known = state ?? { dataset, newest: null, arriving: [] };
  if (known.newest !== null && rankOf(known.newest) >= rankOf(part)) {
    const again = rankOf(known.newest) === rankOf(part) && appendedAt < known.newest.appendedAt && part.parts === 1;
    return again ? { ...known, newest: { ...known.newest, appendedAt } } : known;
  }
  const before = known.arriving.find(({ listing }) => rankOf(listing) === rankOf(part));
  if (before?.parts.includes(part.part)) return known;
  const { listedAt, asOf, parserRevision, digest } = part;
  const listing: Listing = {
    ...{ listedAt, parserRevision, digest },
    ...(asOf !== undefined && { asOf }),
    appendedAt: before && before.listing.appendedAt > appendedAt ? before.listing.appendedAt : appendedAt,
    rows: { ...before?.listing.rows, ...part.rows },
  };
  const parts = [...(before?.parts ?? []), part.part].sort((a, b) => a - b);
  const others = known.arriving.filter((other) => other !== before);
  if (parts.length < part.parts) return { ...known, arriving: [...others, { listing, parts, of: part.parts }] };
  const rank = rankOf(listing);
  return { dataset, newest: listing, arriving: others.filter((other) => rankOf(other.listing) > rank) };
}

function rankOf({ listedAt, parserRevision, digest }: Pick<Listing, 'listedAt' | 'parserRevision' | 'digest'>): string {
  return `${listedAt} ${String(parserRevision).padStart(8, '0')} ${digest}`;
}

/** What a provider says now of a thing, and since when that is decided. */
export interface StandingThing {
  known: KnownThing;
  registeredAt: Instant;
  /** When what it says was seen, where it does not say so itself. */
  asOf: Instant;
  decidedAt: Instant;
}

/**
 * A report newer than the listing stands by itself; else the listing says whether the row is there, and which report tells it.
 * Null when nothing stands.
 */
export function standingThing(
  { subject, dataset, registeredAt, reports }: ThingState,
  listing: Listing | null,
): StandingThing | null {
  const [newest] = reports;
  if (newest === undefined) return null;
  const isNewer = listing === null || newest.report.issuedAt > listing.listedAt;
  if (dataset === null || isNewer) {
    if (newest.report.effect !== 'states') return null;
    return { known: newest, registeredAt, asOf: newest.report.issuedAt, decidedAt: newest.appendedAt };
  }
  const key = subject.slice(dataset.length + 1);
  const digest = Object.hasOwn(listing.rows, key) ? listing.rows[key] : undefined;
  if (digest === undefined) return null;
  const known = reports.find(({ report }) => report.order.digest === digest) ?? newest;
  if (known.report.effect !== 'states') return null;
  const decidedAt = known.appendedAt > listing.appendedAt ? known.appendedAt : listing.appendedAt;
  return { known, registeredAt, asOf: listing.asOf ?? listing.listedAt, decidedAt };
}
