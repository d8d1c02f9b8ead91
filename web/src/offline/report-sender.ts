import { REPORTS_PER_BATCH, type FeatureId, type ShelterReport, type ShelterReportId } from '@hinomi/contracts';
import type { Ahead } from './place-queue.js';
import {
  judge,
  nextBatch,
  refused,
  settle,
  waiting,
  waitMs,
  type KeptReport,
  type Reply,
  type Verdict,
} from './queue-decisions.js';

/** `idle`: nothing waits, or it has just been asked for. */
export type LinkState =
  'idle' | 'sending' | 'unreachable' | 'troubled' | 'sign-in' | 'revoked' | 'forbidden' | 'others' | 'unplaced';

export interface SendState {
  link: LinkState;
  /** On the way at this moment. */
  sending: ReadonlySet<ShelterReportId>;
}

export interface SenderPlaces {
  reports: () => Promise<KeptReport[]>;
  settle: (changed: readonly KeptReport[], clockSkewMs: number | null) => Promise<void>;
  /** Subject of whoever sends; or what came of asking. */
  sender: () => Promise<string | Reply>;
  send: (shelter: FeatureId, reports: ShelterReport[], carried: boolean) => Promise<Reply>;
  /** What has to reach the hub before the reports. */
  ahead: () => Promise<Ahead>;
  /** What follows them, where the hub answers. */
  behind: () => Promise<LinkState>;
  /** One at a time over all tabs of the browser. */
  alone: (work: () => Promise<void>) => Promise<void>;
  /** Calls back once after so many milliseconds; the answer takes it back. */
  later: (act: () => void, ms: number) => () => void;
  /** What went wrong in this program itself; the reports stay where they are. */
  failed: (problem: unknown) => void;
}

/**
 * Sends what waits, in order, until the hub's receipt names it. Woken by whatever may have changed; otherwise it tries again by
 * itself, more and more rarely.
 */
export class ReportSender {
  state: SendState = { link: 'idle', sending: new Set() };
  private readonly listeners = new Set<() => void>();
  private failures = 0;
  private cancel: (() => void) | null = null;
  private running: Promise<void> | null = null;
  private again = false;
  private closed = false;

  constructor(private readonly places: SenderPlaces) {}

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Something may have changed: a report, the network, the person. Resolves when there is nothing more to do for now. */
  wake(): Promise<void> {
    this.cancel?.();
    this.cancel = null;
    if (this.closed) return Promise.resolve();
    this.again = this.running !== null;
    this.running ??= this.run().finally(() => {
      this.running = null;
    });
    return this.running;
  }

  close(): void {
    this.closed = true;
    this.cancel?.();
  }

  private async run(): Promise<void> {
    do {
      this.again = false;
      let link: LinkState;
      try {
        link = await this.round();
      } catch (problem) {
        this.places.failed(problem);
        link = 'troubled';
      }
      this.show(link, []);
      this.failures = link === 'idle' ? 0 : this.failures + 1;
    } while (this.again && !this.closed);
    if (this.failures > 0 && !this.closed)
      this.cancel = this.places.later(() => void this.wake(), waitMs(this.failures));
  }

  private async round(): Promise<LinkState> {
    let link: LinkState = 'idle';
    await this.places.alone(async () => {
      link = await this.drain();
      if (link === 'unreachable' || link === 'sign-in' || link === 'revoked') return;
      const behind = await this.places.behind();
      if (behind !== 'idle') link = behind;
    });
    return link;
  }

  /** Batch after batch; a shelter whose reports the hub cannot take now does not hold up the others. */
  private async drain(): Promise<LinkState> {
    const ahead = await this.places.ahead();
    if (ahead.outcome === 'stop') return ahead.link;
    const skipped = new Set(ahead.held);
    let { worst } = ahead;
    let atMost = REPORTS_PER_BATCH;
    if (waiting(await this.places.reports()).length === 0) return worst;
    const sender = await this.places.sender();
    if (typeof sender !== 'string') return linkOf(judge(sender, 1));
    for (;;) {
      const reports = await this.places.reports();
      const batch = nextBatch(reports, atMost, sender, skipped);
      const shelter = batch[0]?.report.shelter;
      if (this.closed) return worst;
      if (shelter === undefined) return worst === 'idle' && waiting(reports).length > 0 ? 'others' : worst;
      this.show('sending', batch);
      const written = batch.map(({ report }) => report);
      const verdict = judge(await this.places.send(shelter, written, batch[0]?.carried ?? false), batch.length);
      switch (verdict.outcome) {
        case 'settle': {
          const { changed, settled } = settle(batch, verdict.receipt);
          await this.places.settle(changed, verdict.receipt.clockSkewMs);
          if (settled === 0) {
            skipped.add(shelter);
            worst = 'troubled';
          }
          break;
        }
        case 'refuse':
          await this.places.settle(
            batch.map((entry) => refused(entry, verdict.code, verdict.detail)),
            null,
          );
          break;
        case 'smaller':
          atMost = Math.max(1, Math.floor(batch.length / 2));
          continue;
        case 'sign-in':
        case 'revoked':
          return verdict.outcome;
        case 'held':
          skipped.add(shelter);
          worst = verdict.why;
          break;
        case 'later':
          return verdict.reachable ? 'troubled' : 'unreachable';
      }
      atMost = REPORTS_PER_BATCH;
    }
  }

  private show(link: LinkState, batch: readonly KeptReport[]): void {
    this.state = { link, sending: new Set(batch.map(({ reportId }) => reportId)) };
    for (const listener of this.listeners) listener();
  }
}

/** What is shown when nobody could be found to send. */
export function linkOf(verdict: Verdict): LinkState {
  switch (verdict.outcome) {
    case 'sign-in':
    case 'revoked':
      return verdict.outcome;
    case 'held':
      return verdict.why;
    case 'later':
      return verdict.reachable ? 'troubled' : 'unreachable';
    default:
      return 'troubled';
  }
}
