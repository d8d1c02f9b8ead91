import { traceIdOf, type LogRecord, type PictureDeltaV1, type Realm } from '@hinomi/contracts';
import { eventSpan, isTracing, keepNewest, logOf, type SpanOrigin } from '@hinomi/service-kit';

/** Changes that wait for their first delta; those nobody watches are forgotten, oldest first. */
const MOST_WAITING = 2_000;

interface Waiting {
  origin: SpanOrigin;
  event: string;
  realm: Realm;
  offset: number;
  begun: number;
}

const log = logOf('gateway');

/** Follows a fact through the gateway: from the picture's record to the first delta that carries it to somebody. */
export class DeltaJournal {
  private readonly waiting = new Map<string, Waiting>();

  constructor(private readonly limit = MOST_WAITING) {}

  /** A record of the picture came in while people may be watching. */
  arrived(realm: Realm, record: LogRecord): void {
    const { headers, key, offset, topic, partition } = record;
    if (headers['ce_trace'] === undefined || !this.isWatched()) return;
    const trace = traceIdOf(headers['ce_trace']);
    const span = eventSpan('gateway', 'take in change', 'consumer', { trace, ...parentIn(headers) }, { topic, offset });
    span.end({ attributes: { feature: key } });
    const event = headers['cause'] ?? '';
    log.debug('took in a change', { trace, event, topic, partition, offset, realm, feature: key });
    const origin = { trace, ...parentIn({ ...headers, ...span.headers }) };
    keepNewest(this.waiting, key, { origin, event, realm, offset, begun: performance.now() }, this.limit);
  }

  /** A delta went out to an audience. */
  sent(audience: string, { upserts, removes }: Pick<PictureDeltaV1, 'upserts' | 'removes'>): void {
    if (this.waiting.size === 0) return;
    for (const { properties } of upserts) this.tell(String(properties.id), audience);
    for (const id of removes) this.tell(id, audience);
  }

  private tell(feature: string, audience: string): void {
    const waited = this.waiting.get(feature);
    if (waited === undefined) return;
    this.waiting.delete(feature);
    const { origin, event, realm, offset, begun } = waited;
    eventSpan('gateway', 'send delta', 'producer', origin, { feature, audience }).end();
    const durationMs = Math.round(performance.now() - begun);
    log.debug('sent a change', { trace: origin.trace, event, realm, offset, feature, durationMs });
  }

  private isWatched(): boolean {
    return isTracing() || log.isOn('debug');
  }
}

function parentIn({ traceparent }: Readonly<Record<string, string>>): { traceparent?: string } {
  return traceparent === undefined ? {} : { traceparent };
}
