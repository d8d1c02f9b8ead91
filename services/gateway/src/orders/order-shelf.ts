import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import {
  decodeEvent,
  encodeEvent,
  hazardReported,
  HubError,
  instantFromMillis,
  realmOf,
  REALMS,
  reportEventId,
  topicIn,
  traceIdOf,
  typeOf,
  type HazardId,
  type HazardReportedV1,
  type Instant,
  type LogRecord,
  type OrderEntry,
  type OrderStep,
  type Realm,
} from '@hinomi/contracts';
import { EVENT_LOG, tailToEnd, type EventLog, type Subscription } from '@hinomi/event-log';
import { logOf } from '@hinomi/service-kit';

const log = logOf('gateway');
const IS_ORDER = /^(drill:[a-z0-9-]+:)?order:/;

type Known = Omit<OrderEntry, 'mayChange'>;

/** Every order with all its steps, folded from the log of both worlds; a gateway that starts again knows them all. */
@Injectable()
export class OrderShelf implements OnModuleInit, OnModuleDestroy {
  private readonly reports: Readonly<Record<Realm, Map<HazardId, Map<string, KnownStep>>>> = {
    real: new Map(),
    drill: new Map(),
  };
  private tails: Subscription[] = [];

  constructor(@Inject(EVENT_LOG) private readonly log: EventLog) {}

  async onModuleInit(): Promise<void> {
    this.tails = await Promise.all(
      REALMS.map((realm) =>
        tailToEnd(this.log, topicIn(realm, 'hazards-urgent'), [], (record) => this.take(realm, record)),
      ),
    );
  }

  async onModuleDestroy(): Promise<void> {
    await Promise.all(this.tails.map((tail) => tail.stop()));
  }

  /** Resolves when the step is on the log. */
  async append(report: HazardReportedV1, nowMs: number): Promise<void> {
    const realm = realmOf(report);
    const { subject, order, issuedAt: time, exercise, entered } = report;
    const id = reportEventId(subject, order);
    const event = { id, source: 'hub:gateway', subject, time, exercise, trace: traceIdOf(id), data: report };
    await this.log.append(topicIn(realm, 'hazards-urgent'), [encodeEvent(hazardReported, event)]);
    // Whoever has the answer may ask at once, before the tail brings it.
    this.keep(realm, report, instantFromMillis(nowMs));
    log.info('an evacuation order', { order: subject, step: entered?.step, realm, by: entered?.by.subject });
  }

  /** The newest first. */
  list(realm: Realm): Known[] {
    return [...this.reports[realm].keys()]
      .map((id) => this.find(id))
      .filter((entry) => entry !== undefined)
      .sort((a, b) => compareText(newestOf(b), newestOf(a)) || compareText(a.id, b.id));
  }

  find(id: string): Known | undefined {
    const kept = REALMS.map((realm) => this.reports[realm].get(id as HazardId)).find((each) => each !== undefined);
    const known = [...(kept?.values() ?? [])].sort(
      (a, b) => a.report.order.version - b.report.order.version || compareText(a.step.recordedAt, b.step.recordedAt),
    );
    const [first] = known;
    if (first?.report.statement?.hazard !== 'evacuation-order') return undefined;
    const { municipality } = first.report.statement;
    return {
      id: id as HazardId,
      municipality,
      stands: known.at(-1)?.report.effect === 'states',
      exercise: first.report.exercise,
      steps: known.map(({ step }) => step),
    };
  }

  /** A record of another making stays on the log; it must not keep a gateway from starting. */
  private take(realm: Realm, record: LogRecord): void {
    if (!IS_ORDER.test(record.key) || typeOf(record) !== hazardReported.type) return;
    try {
      this.keep(realm, decodeEvent(hazardReported, record).data, record.appendedAt);
    } catch (error) {
      if (!(error instanceof HubError) || error.code !== 'event.invalid') throw error;
    }
  }

  private keep(realm: Realm, report: HazardReportedV1, recordedAt: Instant): void {
    const step = stepOf(report, recordedAt);
    if (step === null) return;
    const known = this.reports[realm].get(report.hazardId) ?? new Map<string, KnownStep>();
    known.set(step.stepId, { report, step });
    this.reports[realm].set(report.hazardId, known);
  }
}

interface KnownStep {
  report: HazardReportedV1;
  step: OrderStep;
}

function stepOf({ entered, statement, issuedAt, text }: HazardReportedV1, recordedAt: Instant): OrderStep | null {
  if (entered === undefined) return null;
  const { stepId, step, by } = entered;
  const common = { stepId, step, issuedAt, recordedAt, reason: text, by };
  if (statement?.hazard !== 'evacuation-order') return { ...common, content: null };
  const { level, districts, drawn, households, persons } = statement;
  return { ...common, content: { level, districts, drawn, households, persons } };
}

function newestOf({ steps }: Known): string {
  return steps.at(-1)?.recordedAt ?? '';
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
