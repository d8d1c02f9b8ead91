import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import { ulid } from 'ulid';
import type { FeatureId, Instant, ReportingDevice, ShelterReport, ShelterReportId } from '@hinomi/contracts';
import { kept, outdated, type KeptReport } from './queue-decisions.js';

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
}

interface TabletSchema extends DBSchema {
  reports: { key: string; value: KeptReport };
  tablet: { key: string; value: TabletRow };
  /** By shelter: what is being written, and what the hub last had. Their shapes belong to the form. */
  drafts: { key: string; value: unknown };
  hub: { key: string; value: { answers: unknown; fetchedAt: Instant } };
}

const ONLY = 'tablet';
/** Complete only once it is on the disk: a battery may die with the next breath. */
const STRICT = { durability: 'strict' } as const;

/** The tablet room's own database. Every change is one durable transaction. */
export class TabletStore {
  private constructor(private readonly database: IDBPDatabase<TabletSchema>) {}

  static async open(name = 'hinomi-shelter'): Promise<TabletStore> {
    const database = await openDB<TabletSchema>(name, 1, {
      upgrade: (fresh) => {
        fresh.createObjectStore('reports', { keyPath: 'reportId' });
        for (const rows of ['tablet', 'drafts', 'hub'] as const) fresh.createObjectStore(rows);
      },
    });
    return new TabletStore(database);
  }

  /** Made on first use; two tabs that open at once agree on one. */
  async tablet(): Promise<TabletRow> {
    const transaction = this.database.transaction('tablet', 'readwrite', STRICT);
    const known = await transaction.store.get(ONLY);
    const row = known ?? { device: ulid() as ReportingDevice, counter: 0, shelter: null, clockSkewMs: null };
    if (known === undefined) await transaction.store.put(row, ONLY);
    await transaction.done;
    return row;
  }

  async change(part: Partial<Pick<TabletRow, 'shelter' | 'clockSkewMs'>>): Promise<void> {
    const transaction = this.database.transaction('tablet', 'readwrite', STRICT);
    const known = await transaction.store.get(ONLY);
    if (known !== undefined) await transaction.store.put({ ...known, ...part }, ONLY);
    await transaction.done;
  }

  reports(): Promise<KeptReport[]> {
    return this.database.getAll('reports');
  }

  /**
   * Writes a report with the next count of this device and drops the draft it was made of; resolves when all of it is on the
   * disk. `corrects`: the refused report that it says anew.
   */
  async save(
    make: (device: ReportingDevice, counter: number) => ShelterReport,
    corrects: ShelterReportId | null,
  ): Promise<ShelterReport> {
    const transaction = this.database.transaction(['tablet', 'reports', 'drafts'], 'readwrite', STRICT);
    const tablets = transaction.objectStore('tablet');
    const reports = transaction.objectStore('reports');
    const known = await tablets.get(ONLY);
    if (known === undefined) throw new Error('this device has no number yet');
    const counter = known.counter + 1;
    const report = make(known.device, counter);
    await tablets.put({ ...known, counter }, ONLY);
    await reports.add(kept(report));
    const before = corrects === null ? undefined : await reports.get(corrects);
    if (before) await reports.put({ ...before, correctedBy: report.reportId });
    await transaction.objectStore('drafts').delete(report.shelter);
    await transaction.done;
    return report;
  }

  /** What a receipt changed; a report that another tab settled stays as it is. */
  async settle(changed: readonly KeptReport[]): Promise<void> {
    const transaction = this.database.transaction('reports', 'readwrite', STRICT);
    for (const entry of changed) {
      const now = await transaction.store.get(entry.reportId);
      if (now?.state === 'waiting') await transaction.store.put({ ...entry, correctedBy: now.correctedBy });
    }
    for (const reportId of outdated(await transaction.store.getAll())) await transaction.store.delete(reportId);
    await transaction.done;
  }

  /** Reports of another device, from its file; how many were new here. */
  async take(reports: readonly ShelterReport[]): Promise<number> {
    const transaction = this.database.transaction('reports', 'readwrite', STRICT);
    let fresh = 0;
    for (const report of reports) {
      if ((await transaction.store.get(report.reportId)) !== undefined) continue;
      await transaction.store.add(kept(report));
      fresh += 1;
    }
    await transaction.done;
    return fresh;
  }

  draft(shelter: FeatureId): Promise<unknown> {
    return this.database.get('drafts', shelter);
  }

  async keepDraft(shelter: FeatureId, draft: unknown): Promise<void> {
    const transaction = this.database.transaction('drafts', 'readwrite', STRICT);
    await transaction.store.put(draft, shelter);
    await transaction.done;
  }

  async hubAnswers(shelter: FeatureId): Promise<unknown> {
    return (await this.database.get('hub', shelter))?.answers;
  }

  async keepHubAnswers(shelter: FeatureId, answers: unknown, fetchedAt: Instant): Promise<void> {
    await this.database.put('hub', { answers, fetchedAt }, shelter);
  }
}
