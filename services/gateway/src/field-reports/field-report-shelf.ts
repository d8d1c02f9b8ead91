import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import {
  compareReports,
  decodeEvent,
  encodeEvent,
  HubError,
  instantFromMillis,
  realmOf,
  REALMS,
  reportEventId,
  thingReported,
  topicIn,
  traceIdOf,
  typeOf,
  type FeatureId,
  type FieldReportEntry,
  type FieldReportStep,
  type Instant,
  type LogRecord,
  type NamedCode,
  type Realm,
  type ThingReportedV1,
} from '@hinomi/contracts';
import { EVENT_LOG, tailToEnd, type EventLog, type Subscription } from '@hinomi/event-log';
import { logOf } from '@hinomi/service-kit';
import { nameOf } from '../rollups/municipalities.js';

const log = logOf('gateway');
const IS_FIELD_REPORT = /^(drill:[a-z0-9-]+:)?field-report$/;

export type KnownFieldReport = Omit<FieldReportEntry, 'mayChange'>;

interface KnownStep {
  report: ThingReportedV1;
  step: FieldReportStep;
}

/** Every field report with all its steps, folded from the log of both worlds; a gateway that starts again knows them all. */
@Injectable()
export class FieldReportShelf implements OnModuleInit, OnModuleDestroy {
  private readonly reports: Readonly<Record<Realm, Map<string, Map<string, KnownStep>>>> = {
    real: new Map(),
    drill: new Map(),
  };
  private tails: Subscription[] = [];

  constructor(@Inject(EVENT_LOG) private readonly log: EventLog) {}

  async onModuleInit(): Promise<void> {
    this.tails = await Promise.all(
      REALMS.map((realm) =>
        tailToEnd(this.log, topicIn(realm, 'field-reports'), [], (record) => this.take(realm, record)),
      ),
    );
  }

  async onModuleDestroy(): Promise<void> {
    await Promise.all(this.tails.map((tail) => tail.stop()));
  }

  /** Resolves when the step is on the log. */
  async append(report: ThingReportedV1, nowMs: number): Promise<void> {
    const realm = realmOf(report);
    const { subject, order, issuedAt: time, exercise, entered } = report;
    const id = reportEventId(subject, order);
    const event = { id, source: 'hub:gateway', subject, time, exercise, trace: traceIdOf(id), data: report };
    await this.log.append(topicIn(realm, 'field-reports'), [encodeEvent(thingReported, event)]);
    // Whoever has the answer may ask at once, before the tail brings it.
    this.keep(realm, report, instantFromMillis(nowMs));
    log.info('a field report', { report: subject, step: entered?.step, realm, by: entered?.by.subject });
  }

  /** The newest first. */
  list(realm: Realm): KnownFieldReport[] {
    return [...this.reports[realm].keys()]
      .map((id) => this.find(id))
      .filter((entry) => entry !== undefined)
      .sort((a, b) => compareText(newestOf(b), newestOf(a)) || compareText(a.id, b.id));
  }

  find(id: string): KnownFieldReport | undefined {
    const kept = REALMS.map((realm) => this.reports[realm].get(id)).find((each) => each !== undefined);
    const known = [...(kept?.values() ?? [])].sort((a, b) => compareReports(a.report.order, b.report.order));
    const last = known.at(-1);
    if (last === undefined) return undefined;
    return {
      id: id as FeatureId,
      municipality: municipalityOf(last.report),
      state: stateOf(last.step),
      exercise: last.report.exercise,
      steps: known.map(({ step }) => step),
    };
  }

  /** A record of another making stays on the log; it must not keep a gateway from starting. */
  private take(realm: Realm, record: LogRecord): void {
    if (!IS_FIELD_REPORT.test(record.key) || typeOf(record) !== thingReported.type) return;
    try {
      this.keep(realm, decodeEvent(thingReported, record).data, record.appendedAt);
    } catch (error) {
      if (!(error instanceof HubError) || error.code !== 'event.invalid') throw error;
    }
  }

  private keep(realm: Realm, report: ThingReportedV1, recordedAt: Instant): void {
    if (report.entered === undefined) return;
    const known = this.reports[realm].get(report.subject) ?? new Map<string, KnownStep>();
    known.set(report.entered.stepId, { report, step: { ...report.entered, issuedAt: report.issuedAt, recordedAt } });
    this.reports[realm].set(report.subject, known);
  }
}

function stateOf({ step }: FieldReportStep): FieldReportEntry['state'] {
  return step === 'resolve' ? 'resolved' : step === 'withdraw' ? 'withdrawn' : 'stands';
}

function municipalityOf({ municipality: code }: ThingReportedV1): NamedCode | null {
  return code === null ? null : { code, name: nameOf(code) };
}

function newestOf({ steps }: KnownFieldReport): string {
  return steps.at(-1)?.recordedAt ?? '';
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
