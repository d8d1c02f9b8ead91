import type { OnModuleDestroy, OnModuleInit } from '@nestjs/common';
import {
  compareReports,
  decodeEvent,
  encodeEvent,
  HubError,
  realmOf,
  REALMS,
  reportEventId,
  traceIdOf,
  typeOf,
  type EventType,
  type Instant,
  type LogRecord,
  type Realm,
  type ReportOrder,
  type RunId,
  type Subject,
} from '@hinomi/contracts';
import type { EventLog } from '@hinomi/event-log';
import { FollowedTopic } from '../log/followed-topic.js';

/** A report that somebody entered, as far as every kind has it. */
interface Entered {
  subject: Subject;
  order: ReportOrder;
  issuedAt: Instant;
  exercise: RunId | null;
}

export interface KnownStep<R, S> {
  report: R;
  step: S;
}

/** What differs between the kinds of what people enter step by step. */
export interface StepKind<R, S, E> {
  contract: EventType<R>;
  topic: ConstructorParameters<typeof FollowedTopic>[1];
  /** Keys of such records. */
  keys: RegExp;
  /** Null = not entered by a person. */
  stepOf: (report: R, recordedAt: Instant) => S | null;
  /** Of its steps, the first one first; undefined = it is no such thing. */
  entryOf: (id: string, known: readonly KnownStep<R, S>[]) => E | undefined;
}

/** Everything of one kind with all its steps, folded from the log of both worlds; a gateway that starts again knows them all. */
export class StepShelf<
  R extends Entered,
  S extends { stepId: string },
  E extends { id: string; steps: readonly { recordedAt: Instant }[] },
>
  implements OnModuleInit, OnModuleDestroy
{
  private readonly reports: Readonly<Record<Realm, Map<string, Map<string, KnownStep<R, S>>>>> = {
    real: new Map(),
    drill: new Map(),
  };
  private readonly followed: FollowedTopic;

  constructor(
    log: EventLog,
    private readonly kind: StepKind<R, S, E>,
  ) {
    this.followed = new FollowedTopic(log, kind.topic, (realm, record) => this.take(realm, record));
  }

  onModuleInit(): Promise<void> {
    return this.followed.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.followed.stop();
  }

  /** Reads what other gateways have entered. */
  catchUp(realm: Realm): Promise<void> {
    return this.followed.catchUp(realm);
  }

  /** Resolves when the step is on the log, and here. */
  async append(report: R): Promise<void> {
    const { subject, order, issuedAt: time, exercise } = report;
    const id = reportEventId(subject, order);
    const event = { id, source: 'hub:gateway', subject, time, exercise, trace: traceIdOf(id), data: report };
    await this.followed.append(realmOf(report), [encodeEvent(this.kind.contract, event)]);
  }

  /** The newest first. */
  list(realm: Realm): E[] {
    return [...this.reports[realm].keys()]
      .map((id) => this.find(id))
      .filter((entry) => entry !== undefined)
      .sort((a, b) => compareText(newestOf(b), newestOf(a)) || compareText(a.id, b.id));
  }

  find(id: string): E | undefined {
    const kept = REALMS.map((realm) => this.reports[realm].get(id)).find((each) => each !== undefined);
    if (kept === undefined) return undefined;
    // In the order that decides what the picture says.
    return this.kind.entryOf(
      id,
      [...kept.values()].sort((a, b) => compareReports(a.report.order, b.report.order)),
    );
  }

  /** A record of another making stays on the log; it must not keep a gateway from starting. */
  private take(realm: Realm, record: LogRecord): void {
    const { keys, contract } = this.kind;
    if (!keys.test(record.key) || typeOf(record) !== contract.type) return;
    try {
      this.keep(realm, decodeEvent(contract, record).data, record.appendedAt);
    } catch (error) {
      if (!(error instanceof HubError) || error.code !== 'event.invalid') throw error;
    }
  }

  private keep(realm: Realm, report: R, recordedAt: Instant): void {
    const step = this.kind.stepOf(report, recordedAt);
    if (step === null) return;
    const known = this.reports[realm].get(report.subject) ?? new Map<string, KnownStep<R, S>>();
    known.set(step.stepId, { report, step });
    this.reports[realm].set(report.subject, known);
  }
}

function newestOf({ steps }: { steps: readonly { recordedAt: Instant }[] }): string {
  return steps.at(-1)?.recordedAt ?? '';
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
