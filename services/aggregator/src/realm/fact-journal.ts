import { traceIdOf, type LogRecord, type Realm } from '@hinomi/contracts';
import { eventSpan, isTracing, logOf, type EventSpan } from '@hinomi/service-kit';

/** The fact that changed a feature, as the feature's record names it. */
export interface FactOrigin {
  trace: string;
  /** The fact's own id. */
  event: string;
  /** When its source stated it; absent for what is no event. */
  time?: string;
  /** The span in which it was worked in, while traces are made. */
  traceparent?: string;
}

interface InHand {
  record: LogRecord;
  origin: FactOrigin;
  span: EventSpan;
  begun: number;
}

const log = logOf('aggregator');

/** Follows each fact from its record until the picture says it: one span and one line per fact. */
export class FactJournal {
  private inHand: InHand[] = [];

  constructor(private readonly realm: Realm) {}

  /** `watched`: somebody waits for it; what is folded at a start is only named. */
  begin(record: LogRecord, watched: boolean): FactOrigin {
    const origin = originOf(record);
    if (!watched || !(isTracing() || log.isOn('debug'))) return origin;
    const { topic, partition, offset } = record;
    const span = eventSpan('aggregator', 'apply fact', 'consumer', origin, { topic, partition, offset });
    this.inHand.push({ record, origin, span, begun: performance.now() });
    return { ...origin, ...span.headers };
  }

  /** Everything begun is in the picture, in as many changed features. */
  published(features: number): void {
    for (const { record, origin, span, begun } of this.inHand) {
      span.end({ attributes: { features } });
      const durationMs = Math.round(performance.now() - begun);
      log.debug('applied a fact', { ...this.place(record), trace: origin.trace, features, durationMs });
    }
    this.inHand = [];
  }

  /** What a line about a record says besides its words. */
  place(record: LogRecord): Record<string, unknown> {
    const { topic, partition, offset } = record;
    const { trace, event } = originOf(record);
    return { trace, event, topic, partition, offset, realm: this.realm };
  }
}

/** What a feature's record says of the fact behind it. */
export function originHeaders(origin: FactOrigin | undefined): Readonly<Record<string, string>> {
  if (origin === undefined) return {};
  const { trace, event, time, traceparent } = origin;
  return {
    ce_trace: trace,
    cause: event,
    ...(time === undefined ? {} : { cause_time: time }),
    ...(traceparent === undefined ? {} : { traceparent }),
  };
}

function originOf({ headers, topic, partition, offset }: LogRecord): FactOrigin {
  const event = headers['ce_id'] ?? `${topic}/${partition}@${offset}`;
  const { traceparent, ce_time: time } = headers;
  const trace = traceIdOf(headers['ce_trace'] ?? event);
  return {
    trace,
    event,
    ...(time === undefined ? {} : { time }),
    ...(traceparent === undefined ? {} : { traceparent }),
  };
}
