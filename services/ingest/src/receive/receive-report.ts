import {
  HubError,
  realmOf,
  topicIn,
  traceIdOfParent,
  type FeedFormat,
  type FeedReceipt,
  type Instant,
  type Realm,
  type RunId,
  type Subject,
} from '@hinomi/contracts';
import type { Appended, EventLog } from '@hinomi/event-log';
import { ending, eventSpan, within, type EventSpan } from '@hinomi/service-kit';
import type { Normalised, ReportProblem } from '../normalise/normalised.js';
import type { SourceContext } from '../normalise/source-context.js';
import type { QuarantineShelf } from '../quarantine/quarantine-shelf.js';
import type { FeedHealth } from '../sources/feed-health.js';
import { mendedKinds } from '../sources/mended-kinds.js';
import { EventAppender } from './append-events.js';
import { effectOf, tellOf, type IngestEvent } from './ingest-events.js';
import type { LastReport } from './last-report.js';
import { peekExercise } from './peek-status.js';
import { encodeRaw, rawReport, type RawReport } from './raw-records.js';
import { QuarantinedError } from './quarantined-error.js';
import { mostTelling, MOST_NAMED, refusedOf } from './refused-parts.js';
import { ReportOutcomes, type ObserveReport } from './report-outcomes.js';
import type { ReportSource } from './report-source.js';
import type { SeenEvents } from './seen-events.js';

/** Above every telegram, alert and summary known (the largest, VPWS50, is a few megabytes). */
export const MAX_REPORT_BYTES = 16 * 1024 * 1024;

export type NormaliseReport = (
  format: FeedFormat,
  bytes: Uint8Array,
  context: SourceContext,
) => Normalised | Promise<Normalised>;

/** What has become of raw records; the door tells it, a restart asks it. */
export interface RawFollowUp {
  finished(realm: Realm, records: readonly Appended[]): void;
}

export interface ReportDoorParts {
  log: EventLog;
  normalise: NormaliseReport;
  /** Waits for the bytes' turn, until its answer is called; throws before anything is stored when too many wait. */
  enter?: (format: FeedFormat, bytes: Uint8Array) => (() => void) | Promise<() => void>;
  seen: SeenEvents;
  shelf: QuarantineShelf;
  health: FeedHealth;
  lastReport: LastReport;
  now: () => Instant;
  /** Hears how each report went, for the metrics. */
  observe?: ObserveReport;
}

/** Where bytes come from besides their source. */
export interface Receipt {
  /** The drill player's run; every other caller leaves it out, and the bytes speak for themselves. */
  exercise?: RunId | null;
  /** The feed's own name for the bytes. */
  entry?: string | null;
  /** W3C Trace Context of whoever posted: the events are part of that trace. */
  traceparent?: string | undefined;
}

/** One of many that come together; `entry`: the feed's own name for it, such as its topic. */
export interface Message {
  bytes: Uint8Array;
  entry: string;
}

/** Events that were new, that the hub had before; messages of which something was refused. */
export interface BatchReceipt {
  accepted: number;
  duplicates: number;
  refused: number;
}

/**
 * The one door for bytes that were polled, posted or played by a drill: raw first, then the events, then the answer.
 * Whoever has an answer has the events on the log.
 */
export class ReportDoor {
  private readonly outcomes: ReportOutcomes;
  private readonly events: EventAppender;
  private readonly lastFault = new Map<ReportSource['id'], string>();
  private followUp: RawFollowUp | null = null;

  constructor(private readonly parts: ReportDoorParts) {
    this.outcomes = new ReportOutcomes(parts.observe);
    this.events = new EventAppender(parts.log, parts.seen, (...appended) => this.outcomes.appended(...appended));
  }

  /** What no bytes say but an entry of a source does; a repeat is not written again. */
  async state(events: readonly IngestEvent[]): Promise<void> {
    await this.events.appendNew(events, {});
  }

  /** See {@link EventAppender.forgetRows}. */
  forgetRows(subjects: Iterable<Subject>): void {
    this.events.forgetRows(subjects);
  }

  /** Set once what an earlier run left behind is finished. */
  follow(followUp: RawFollowUp): void {
    this.followUp = followUp;
  }

  /** Bytes that just arrived. */
  async receive(
    source: ReportSource,
    format: FeedFormat,
    bytes: Uint8Array,
    { exercise = null, entry = null, traceparent }: Receipt = {},
  ): Promise<FeedReceipt> {
    if (bytes.length === 0) throw new HubError('report.empty', 'the report has no bytes');
    if (bytes.length > MAX_REPORT_BYTES) {
      throw new HubError('report.too-large', `${bytes.length} bytes; at most ${MAX_REPORT_BYTES} are accepted`);
    }
    const leave = await this.parts.enter?.(format, bytes);
    try {
      const raw = rawReport({
        source: source.id,
        format,
        bytes,
        receivedAt: this.parts.now(),
        exercise: exercise ?? (await peekExercise(format, bytes)),
        trace: traceIdOfParent(traceparent),
        entry,
      });
      const origin = { trace: raw.trace, traceparent };
      const span = eventSpan('ingest', 'receive report', 'server', origin, { source: source.id, format });
      return await ending(span, () => this.keepAndFinish(source, raw, span));
    } finally {
      leave?.();
    }
  }

  /**
   * Messages of a flood: their bytes in one append, then all their events. One that cannot be read goes to quarantine and costs
   * the others nothing. Resolves when everything is where it belongs.
   */
  async receiveAll(source: ReportSource, format: FeedFormat, messages: readonly Message[]): Promise<BatchReceipt> {
    const leave = await this.parts.enter?.(format, new Uint8Array());
    return this.keepAll(source, format, messages).finally(leave);
  }

  private async keepAll(source: ReportSource, format: FeedFormat, messages: readonly Message[]): Promise<BatchReceipt> {
    const begun = performance.now();
    const receivedAt = this.parts.now();
    const raws = messages.map(({ bytes, entry }) =>
      rawReport({ source: source.id, format, bytes, receivedAt, exercise: null, entry }),
    );
    const records = raws.flatMap((raw) => encodeRaw(raw));
    const appended = await this.parts.log.append(topicIn('real', 'raw'), records);
    const events: IngestEvent[] = [];
    let refused = 0;
    for (const raw of raws) {
      try {
        const read = await this.readOrQuarantine(source, raw);
        for (const event of read.events) events.push(event);
        if (refusedOf([...read.problems]).length === 0) continue;
        await this.keepProblems(source, raw, read.events.length, read.problems);
        refused += 1;
      } catch (error) {
        if (!(error instanceof QuarantinedError)) throw error;
        refused += 1;
      }
    }
    const { fresh, duplicates } = await this.events.appendNew(events, {});
    this.parts.lastReport.observe(receivedAt);
    this.noteReceived(source, receivedAt, fresh, duplicates);
    this.followUp?.finished('real', appended);
    const receipt = { accepted: fresh.length, duplicates, refused };
    this.outcomes.batch(source.id, messages.length, receipt, performance.now() - begun);
    return receipt;
  }

  /** From raw bytes that are on the log to events that are; the same again after a crash gives the same facts. */
  finish(source: ReportSource, raw: RawReport): Promise<FeedReceipt> {
    const span = eventSpan('ingest', 'finish report', 'internal', raw, { source: source.id });
    return ending(span, () => this.finishWithin(span, source, raw));
  }

  private async keepAndFinish(source: ReportSource, raw: RawReport, span: EventSpan): Promise<FeedReceipt> {
    const realm = realmOf(raw);
    const appended = await within(span, 'append raw', 'producer', ({ headers }) =>
      this.parts.log.append(topicIn(realm, 'raw'), encodeRaw(raw, headers)),
    );
    try {
      const receipt = await this.finishWithin(span, source, raw);
      this.followUp?.finished(realm, appended);
      return receipt;
    } catch (error) {
      if (error instanceof QuarantinedError) this.followUp?.finished(realm, appended);
      throw error;
    }
  }

  private async finishWithin(span: EventSpan, source: ReportSource, raw: RawReport): Promise<FeedReceipt> {
    const begun = performance.now();
    try {
      const { events, problems } = await within(span, 'parse and normalise', 'internal', () =>
        this.readOrQuarantine(source, raw),
      );
      const { fresh, duplicates } = await within(span, 'append events', 'producer', ({ headers }) =>
        this.appendOrQuarantine(source, raw, events, headers),
      );
      const partial = problems.length === 0 ? {} : await this.keepProblems(source, raw, events.length, problems);
      if (raw.exercise === null) this.parts.lastReport.observe(raw.receivedAt);
      this.healthOf(source)?.mended(source.id, mendedKinds(raw.receivedAt, problems));
      this.noteReceived(source, raw.receivedAt, fresh, duplicates);
      this.outcomes.finished(raw, fresh, duplicates, performance.now() - begun);
      const accepted = fresh.slice(0, MOST_NAMED).map((event) => this.accepted(event));
      const more = fresh.length > MOST_NAMED ? { acceptedMore: fresh.length - MOST_NAMED } : {};
      return { accepted, ...more, duplicates, ...partial, rawId: raw.rawId, trace: raw.trace };
    } catch (error) {
      this.outcomes.failed(raw, error, performance.now() - begun);
      throw error;
    }
  }

  private async readOrQuarantine(source: ReportSource, raw: RawReport): Promise<Normalised> {
    const { exercise, entry, rawId, trace, receivedAt } = raw;
    try {
      const context: SourceContext = { source, exercise, entry, rawId, trace, receivedAt };
      return await this.parts.normalise(raw.format, raw.bytes, context);
    } catch (error) {
      // A parser's own bug must not lose the bytes either: they wait in quarantine for a better parser.
      const known = error instanceof HubError ? error : new HubError('internal', String(error), { cause: error });
      throw known.retryable ? known : await this.quarantined(source, raw, known);
    }
  }

  /** What the log never takes is no reason to look at the same bytes again at every start. */
  private async appendOrQuarantine(
    source: ReportSource,
    raw: RawReport,
    events: readonly IngestEvent[],
    headers: Readonly<Record<string, string>>,
  ): Promise<{ fresh: IngestEvent[]; duplicates: number }> {
    try {
      return await this.events.appendNew(events, headers);
    } catch (error) {
      const never = error instanceof HubError && (error.code === 'event.too-large' || error.code === 'event.invalid');
      throw never ? await this.quarantined(source, raw, error) : error;
    }
  }

  /** What of a report could not be used waits with its bytes; what could is on the log. */
  private async keepProblems(
    source: ReportSource,
    raw: RawReport,
    used: number,
    problems: readonly ReportProblem[],
  ): Promise<Pick<FeedReceipt, 'problems' | 'quarantineId'>> {
    const named = { problems: mostTelling(problems) };
    const refused = refusedOf(named.problems);
    if (refused.length === 0) return named;
    // A list that is asked every minute has the same fault every minute: it waits once.
    const fault = JSON.stringify(refused);
    if (this.lastFault.get(source.id) === fault) return named;
    this.lastFault.set(source.id, fault);
    const [first] = refused as [ReportProblem];
    const parts = `${refused.length} ${refused.length === 1 ? 'part' : 'parts'} could not be used`;
    const why = new HubError('report.invalid', `${parts}, ${used} could: ${first.message}`, { place: first.place });
    const { quarantineId } = await this.quarantined(source, raw, why);
    return { ...named, quarantineId };
  }

  private async quarantined(source: ReportSource, raw: RawReport, why: HubError): Promise<QuarantinedError> {
    const quarantineId = await this.parts.shelf.put(raw, why);
    this.healthOf(source)?.refused(source.id);
    return new QuarantinedError(why, quarantineId);
  }

  private noteReceived(source: ReportSource, at: Instant, fresh: readonly IngestEvent[], duplicates: number): void {
    const health = this.healthOf(source);
    const newest = fresh.reduce<Instant | null>((last, { time }) => (last === null || time > last ? time : last), null);
    if (newest !== null) health?.received(source.id, at, newest);
    if (duplicates > 0) health?.duplicate(source.id, duplicates);
  }

  /** The drill's own player is no feed that could fail. */
  private healthOf(source: ReportSource): FeedHealth | null {
    return source.id.startsWith('drill:') ? null : this.parts.health;
  }

  private accepted(event: IngestEvent): FeedReceipt['accepted'][number] {
    const { id, subject, exercise } = event;
    const { hazardId } = tellOf(event);
    const effect = effectOf(event, this.parts.now());
    return { id, subject, ...(hazardId === undefined ? {} : { hazardId }), effect, exercise };
  }
}
