import { ulid } from 'ulid';
import type {
  FeatureId,
  Instant,
  ReportAuthor,
  ReportingDevice,
  ShelterReport,
  ShelterReportId,
} from '@hinomi/contracts';
import { kept, outdated, type KeptReport } from './queue-decisions.js';
import type { SealedRows } from './vault/sealed-rows.js';
import type { OLD_STORES } from './vault/tablet-database.js';

/** The shelter this device reports for. */
export interface ChosenShelter {
  id: FeatureId;
  name: string;
  municipality: string | null;
  exercise: string | null;
}

/** What the device knows of itself. */
export interface TabletRow {
  device: ReportingDevice;
  /** Of the last report written. */
  counter: number;
  shelter: ChosenShelter | null;
  /** Device minus hub at the last receipt, in milliseconds. */
  clockSkewMs: number | null;
  /** Who writes here: whoever signed in last, also when their session has ended; null = nobody has, or they signed out. */
  author: ReportAuthor | null;
}

const TABLET = 'tablet';
const REPORTS = 'report/';
const reportAt = (reportId: string): string => `${REPORTS}${reportId}`;
const draftAt = (shelter: string): string => `draft/${shelter}`;
const hubAt = (shelter: string): string => `hub/${shelter}`;

/** Where a row of the unencrypted version 1 belongs. */
export function placeOfOld(store: (typeof OLD_STORES)[number], key: string): string {
  switch (store) {
    case 'reports':
      return reportAt(key);
    case 'drafts':
      return draftAt(key);
    case 'hub':
      return hubAt(key);
    case 'tablet':
      return TABLET;
  }
}

/** What the tablet room keeps on the device. Every change is one durable transaction. */
export class TabletStore {
  private drafts: Promise<void> = Promise.resolve();

  constructor(private readonly rows: SealedRows) {}

  /** Made on first use; two tabs that open at once agree on one. */
  async tablet(): Promise<TabletRow> {
    const known = await this.rows.get(TABLET);
    if (known !== undefined) return tabletOf(known);
    const device = ulid() as ReportingDevice;
    const fresh: TabletRow = { device, counter: 0, shelter: null, clockSkewMs: null, author: null };
    await this.rows.change([TABLET], (values) =>
      values.get(TABLET) === undefined ? new Map([[TABLET, fresh]]) : new Map(),
    );
    return tabletOf(await this.rows.get(TABLET));
  }

  change(part: Partial<Pick<TabletRow, 'shelter' | 'clockSkewMs' | 'author'>>): Promise<void> {
    return this.rows.change([TABLET], (values) => {
      const known = values.get(TABLET);
      return known === undefined ? new Map() : new Map([[TABLET, { ...tabletOf(known), ...part }]]);
    });
  }

  async reports(): Promise<KeptReport[]> {
    return reportsIn(await this.rows.all(REPORTS));
  }

  /**
   * Writes a report with the next count of this device and drops the draft it was made of; resolves when all of it is on the
   * disk. `corrects`: the refused report that it says anew.
   */
  async save(
    make: (tablet: TabletRow, counter: number) => ShelterReport,
    corrects: ShelterReportId | null,
  ): Promise<ShelterReport> {
    await this.drafts;
    let report: ShelterReport | null = null;
    await this.rows.change([TABLET, ...(corrects === null ? [] : [reportAt(corrects)])], (values) => {
      const known = values.get(TABLET);
      if (known === undefined) throw new Error('this device has no number yet');
      const tablet = tabletOf(known);
      const counter = tablet.counter + 1;
      report = make(tablet, counter);
      const before = corrects === null ? undefined : values.get(reportAt(corrects));
      return new Map<string, unknown>([
        [TABLET, { ...tablet, counter }],
        [reportAt(report.reportId), kept(report)],
        [draftAt(report.shelter), undefined],
        ...(before === undefined || corrects === null
          ? []
          : [[reportAt(corrects), { ...reportOf(before), correctedBy: report.reportId }] as const]),
      ]);
    });
    if (report === null) throw new Error('the report was not written');
    return report;
  }

  /** What a receipt changed; a report that another tab settled stays as it is. */
  settle(changed: readonly KeptReport[]): Promise<void> {
    return this.rows.change(
      [],
      (values) => {
        const edits = new Map<string, unknown>();
        for (const entry of changed) {
          const now = values.get(reportAt(entry.reportId));
          if (now === undefined || reportOf(now).state !== 'waiting') continue;
          edits.set(reportAt(entry.reportId), { ...entry, correctedBy: reportOf(now).correctedBy });
        }
        for (const gone of outdated(reportsIn(new Map([...values, ...edits])))) edits.set(reportAt(gone), undefined);
        return edits;
      },
      REPORTS,
    );
  }

  /** Reports of another device, handed over by whoever takes them in; how many were new here. */
  async take(reports: readonly ShelterReport[]): Promise<number> {
    let fresh = 0;
    await this.rows.change(
      reports.map(({ reportId }) => reportAt(reportId)),
      (values) => {
        const unknown = reports.filter(({ reportId }) => values.get(reportAt(reportId)) === undefined);
        fresh = unknown.length;
        return new Map(unknown.map((report) => [reportAt(report.reportId), { ...kept(report), carried: true }]));
      },
    );
    return fresh;
  }

  /** Whoever is signed in now sends what this author wrote; both stand in the report. */
  handOver(author: string): Promise<void> {
    return this.rows.change(
      [],
      (values) =>
        new Map(
          reportsIn(values)
            .filter(({ report, state }) => state === 'waiting' && report.author?.subject === author)
            .map((entry) => [reportAt(entry.reportId), { ...entry, carried: true }]),
        ),
      REPORTS,
    );
  }

  draft(shelter: FeatureId): Promise<unknown> {
    return this.rows.get(draftAt(shelter));
  }

  /** One after the other, so that the last key wins. */
  keepDraft(shelter: FeatureId, draft: unknown): Promise<void> {
    const write = (): Promise<void> => this.keep(draftAt(shelter), draft);
    this.drafts = this.drafts.then(write, write);
    return this.drafts;
  }

  async hubAnswers(shelter: FeatureId): Promise<unknown> {
    return ((await this.rows.get(hubAt(shelter))) as { answers: unknown } | undefined)?.answers;
  }

  keepHubAnswers(shelter: FeatureId, answers: unknown, fetchedAt: Instant): Promise<void> {
    return this.keep(hubAt(shelter), { answers, fetchedAt });
  }

  /** Resolves when all that was being written is on the disk. */
  async settled(): Promise<void> {
    await this.drafts;
  }

  /** For what is nobody's but the caller's: the session, the tablet's own secret. */
  kept(place: string): Promise<unknown> {
    return this.rows.get(place);
  }

  keep(place: string, value: unknown): Promise<void> {
    return this.rows.change([], () => new Map([[place, value]]));
  }
}

/** What an earlier version wrote lacks what came later. */
function tabletOf(row: unknown): TabletRow {
  return { author: null, ...(row as Omit<TabletRow, 'author'> & Partial<TabletRow>) };
}

function reportOf(row: unknown): KeptReport {
  return { carried: false, ...(row as Omit<KeptReport, 'carried'> & Partial<KeptReport>) };
}

function reportsIn(values: ReadonlyMap<string, unknown>): KeptReport[] {
  return [...values.values()].filter((row) => row !== undefined).map(reportOf);
}
