import { ulid } from 'ulid';
import type { FeatureId, ReportingDevice, ShelterReport, ShelterReportId } from '@hinomi/contracts';
import type { Reply } from '../../../offline/queue-decisions.js';
import { NOTHING_TOLD, type Told } from './desk-entry.js';

/** What this browser told of one shelter, and what it had told before the last report, to put that one right. */
interface ToldRow {
  reportId: ShelterReportId;
  now: Told;
  before: Told;
}

interface Ledger {
  device: ReportingDevice;
  /** Of the last report written; it never goes back. */
  counter: number;
  shelters: Record<string, ToldRow>;
}

type Shelf = Pick<Storage, 'getItem' | 'setItem'>;
/** The part of Web Locks that is needed: one at a time, in every tab of this browser. */
interface Locks {
  request<T>(name: string, work: () => Promise<T>): Promise<T>;
}

const KEY = 'hinomi-desk';

export interface Sending {
  shelter: FeatureId;
  /** The report that this one puts right, or null. */
  corrects: ShelterReportId | null;
  /** `before`: what the report starts from; `last`: what was told last, more than `before` where it puts that right. */
  make: (device: ReportingDevice, counter: number, before: Told, last: Told) => { report: ShelterReport; told: Told };
  send: (report: ShelterReport) => Promise<Reply>;
}

/**
 * The desk's device: its number, its counter, and what it told. All tabs of a browser are one device and send one after the
 * other. Where the browser has no locks (a page without HTTPS) every page is a device of its own.
 */
export class DeskLedger {
  private own: Ledger = freshLedger();

  constructor(
    private readonly shelf: Shelf | null,
    private readonly locks: Locks | null,
  ) {}

  /** What the next report about the shelter starts from. */
  told(shelter: FeatureId, corrects: ShelterReportId | null): Told {
    return toldBefore(this.read(), shelter, corrects);
  }

  /** The counter is kept before anything is sent, what was told once the hub has it. */
  report(sending: Sending): Promise<{ report: ShelterReport; reply: Reply }> {
    const work = async (): Promise<{ report: ShelterReport; reply: Reply }> => {
      const { shelter, corrects } = sending;
      const ledger = this.read();
      const counter = ledger.counter + 1;
      const before = toldBefore(ledger, shelter, corrects);
      const { report, told } = sending.make(ledger.device, counter, before, toldBefore(ledger, shelter, null));
      this.write({ ...ledger, counter });
      const reply = await sending.send(report);
      if (isTaken(reply, report.reportId)) {
        const row: ToldRow = { reportId: report.reportId, now: told, before };
        this.write({ ...ledger, counter, shelters: { ...ledger.shelters, [shelter]: row } });
      }
      return { report, reply };
    };
    return this.isShared() && this.locks !== null ? this.locks.request(KEY, work) : work();
  }

  private isShared(): boolean {
    return this.shelf !== null && this.locks !== null;
  }

  private read(): Ledger {
    if (!this.isShared()) return this.own;
    return parseLedger(this.shelf?.getItem(KEY) ?? null) ?? freshLedger();
  }

  private write(ledger: Ledger): void {
    if (this.isShared()) this.shelf?.setItem(KEY, JSON.stringify(ledger));
    else this.own = ledger;
  }
}

export function isTaken(reply: Reply, reportId: ShelterReportId): boolean {
  if (reply.kind !== 'receipt') return false;
  const { accepted, duplicates } = reply.receipt;
  return accepted.includes(reportId) || duplicates.includes(reportId);
}

function toldBefore({ shelters }: Ledger, shelter: FeatureId, corrects: ShelterReportId | null): Told {
  const row = shelters[shelter];
  if (row === undefined) return NOTHING_TOLD;
  return corrects !== null && row.reportId === corrects ? row.before : row.now;
}

function freshLedger(): Ledger {
  return { device: ulid() as ReportingDevice, counter: 0, shelters: {} };
}

/** Null where something else stands there: the browser is then a new device. */
function parseLedger(text: string | null): Ledger | null {
  if (text === null) return null;
  try {
    const { device, counter, shelters } = JSON.parse(text) as Partial<Ledger>;
    const isWhole = typeof device === 'string' && Number.isInteger(counter) && typeof shelters === 'object';
    return isWhole ? ({ device, counter, shelters } as Ledger) : null;
  } catch {
    // Not written by this page.
    return null;
  }
}
