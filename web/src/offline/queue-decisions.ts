import type { Instant, ShelterReport, ShelterReportId, ShelterReportReceipt } from '@hinomi/contracts';

/** A report as this device keeps it: written before anything says "saved", gone never. */
export interface KeptReport {
  reportId: ShelterReportId;
  report: ShelterReport;
  /** `waiting`: here and nowhere else, as far as the device knows. */
  state: 'waiting' | 'received' | 'refused';
  /** By the hub's clock, from its receipt. */
  receivedAt: Instant | null;
  refusal: { code: string; detail: string } | null;
  /** The report that says it anew after a refusal. */
  correctedBy: ShelterReportId | null;
  /** Handed over: whoever is signed in sends it for its author. */
  carried: boolean;
}

export function kept(report: ShelterReport): KeptReport {
  return {
    reportId: report.reportId,
    report,
    state: 'waiting',
    receivedAt: null,
    refusal: null,
    correctedBy: null,
    carried: false,
  };
}

/** Each device's in the order they were written: its counter rises whatever its clock does. */
export function inOrder(reports: readonly KeptReport[]): KeptReport[] {
  return [...reports].sort((a, b) =>
    a.report.device === b.report.device
      ? a.report.counter - b.report.counter
      : a.report.device < b.report.device
        ? -1
        : 1,
  );
}

export function waiting(reports: readonly KeptReport[]): KeptReport[] {
  return inOrder(reports.filter(({ state }) => state === 'waiting'));
}

/** Refused, and nobody has said it anew: headquarters do not have these. */
export function uncorrected(reports: readonly KeptReport[]): KeptReport[] {
  return reports.filter(({ state, correctedBy }) => state === 'refused' && correctedBy === null);
}

/** Whoever sends now may: their own, what nobody's name is on, and what was handed over to them. */
function maySend({ report: { author }, carried }: KeptReport, sender: string): boolean {
  return carried || author === undefined || author.subject === sender;
}

/** What waits for somebody else than `sender` to sign in, or to be handed over, by author. */
export function waitingForOthers(reports: readonly KeptReport[], sender: string | null): Map<string, KeptReport[]> {
  const found = new Map<string, KeptReport[]>();
  for (const entry of waiting(reports)) {
    const { author } = entry.report;
    if (author === undefined || sender === null || maySend(entry, sender)) continue;
    found.set(author.subject, [...(found.get(author.subject) ?? []), entry]);
  }
  return found;
}

/**
 * The next request of `sender`: the oldest waiting reports of one shelter, `atMost` of them, handed over or not. A shelter in
 * `skipped` has to wait: the hub could not take its reports in this round.
 */
export function nextBatch(
  reports: readonly KeptReport[],
  atMost: number,
  sender: string,
  skipped: ReadonlySet<string> = new Set(),
): KeptReport[] {
  const open = waiting(reports).filter((entry) => !skipped.has(entry.report.shelter) && maySend(entry, sender));
  const [first] = open;
  return open
    .filter(({ report, carried }) => report.shelter === first?.report.shelter && carried === first.carried)
    .slice(0, atMost);
}

/**
 * What the hub's receipt says of a batch: only what it names changes. `settled` = how many it named; none at all means that it
 * would answer the same for ever.
 */
export function settle(
  batch: readonly KeptReport[],
  receipt: Pick<ShelterReportReceipt, 'receivedAt' | 'accepted' | 'duplicates' | 'refused'>,
): { changed: KeptReport[]; settled: number } {
  const received = new Set<string>([...receipt.accepted, ...receipt.duplicates]);
  const changed = batch.flatMap((entry, index): KeptReport[] => {
    if (received.has(entry.reportId)) {
      return [{ ...entry, state: 'received', receivedAt: receipt.receivedAt, refusal: null }];
    }
    const refusal = receipt.refused.find(({ reportId, index: at }) =>
      reportId === null ? at === index : reportId === entry.reportId,
    );
    return refusal ? [refused(entry, refusal.code, refusal.detail)] : [];
  });
  return { changed, settled: changed.length };
}

export function refused(entry: KeptReport, code: string, detail: string): KeptReport {
  return { ...entry, state: 'refused', refusal: { code, detail } };
}

/** What came of a request, as the network and HTTP tell it. */
export type Reply =
  | { kind: 'receipt'; receipt: ShelterReportReceipt }
  /** A problem document of the hub itself, or the status alone of whatever else answered. */
  | { kind: 'problem'; status: number; code: string | null; detail: string }
  | { kind: 'unreachable' }
  /** Nobody is signed in, or the session has ended. */
  | { kind: 'sign-in' }
  /** Headquarters enrolled this tablet and do no more. */
  | { kind: 'revoked' };

/** What to do then. Only the hub's own words about the reports refuse them; everything else is asked again later. */
export type Verdict =
  | { outcome: 'settle'; receipt: ShelterReportReceipt }
  | { outcome: 'refuse'; code: string; detail: string }
  | { outcome: 'smaller' }
  | { outcome: 'sign-in' | 'revoked' }
  /** Not these of this shelter, not now; other shelters' reports go on. */
  | { outcome: 'held'; why: 'forbidden' | 'troubled' }
  | { outcome: 'later'; reachable: boolean };

/** Of these it is the batch's content that is wrong, and will be again. */
const ABOUT_THE_REPORTS = new Set([400, 413, 422]);

export function judge(reply: Reply, batchSize: number): Verdict {
  switch (reply.kind) {
    case 'receipt':
      return { outcome: 'settle', receipt: reply.receipt };
    case 'sign-in':
    case 'revoked':
      return { outcome: reply.kind };
    case 'unreachable':
      return { outcome: 'later', reachable: false };
    case 'problem': {
      const { status, code, detail } = reply;
      if (status === 401) return { outcome: 'sign-in' };
      if (status === 403) return { outcome: 'held', why: 'forbidden' };
      // The picture may not have the shelter yet, or not any more: either can change.
      if (status === 404 && code !== null) return { outcome: 'held', why: 'troubled' };
      if (code === null || !ABOUT_THE_REPORTS.has(status)) return { outcome: 'later', reachable: true };
      // The fault of one must not refuse its neighbours.
      if (batchSize > 1) return { outcome: 'smaller' };
      return { outcome: 'refuse', code, detail };
    }
  }
}

const FIRST_WAIT_MS = 2_000;
/** A minute after the network is back, whatever the browser fails to tell. */
const LONGEST_WAIT_MS = 60_000;

/** How long to wait after so many failures in a row. */
export function waitMs(failures: number): number {
  return Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.max(0, failures - 1));
}

/** Received reports that are shown and read for warnings; older ones are on the hub's log. */
const RECEIVED_KEPT = 100;

/** Which received reports may leave the device; never one that waits, was refused, or is the last of its shelter. */
export function outdated(reports: readonly KeptReport[]): ShelterReportId[] {
  const received = reports
    .filter(({ state }) => state === 'received')
    .sort((a, b) => (a.report.writtenAt < b.report.writtenAt ? 1 : -1));
  return received.slice(RECEIVED_KEPT).flatMap(({ reportId, report }) => {
    const isLast = !received.slice(0, RECEIVED_KEPT).some((other) => other.report.shelter === report.shelter);
    return isLast ? [] : [reportId];
  });
}

/** This device's reports of a shelter, the newest first, without what was refused: what the next one stands on. */
export function ownReports(reports: readonly KeptReport[], device: string, shelter: string): ShelterReport[] {
  return inOrder(reports)
    .filter(({ report, state }) => report.device === device && report.shelter === shelter && state !== 'refused')
    .map(({ report }) => report)
    .reverse();
}
