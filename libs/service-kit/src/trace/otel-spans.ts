import { randomUUID } from 'node:crypto';
import {
  diag,
  DiagLogLevel,
  ROOT_CONTEXT,
  SpanKind as OtelKind,
  SpanStatusCode,
  trace as api,
  type Attributes,
  type Span,
  type SpanContext,
  type Tracer,
} from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  BasicTracerProvider,
  BatchSpanProcessor,
  ParentBasedSampler,
  RandomIdGenerator,
  TraceIdRatioBasedSampler,
} from '@opentelemetry/sdk-trace-node';
import { traceIdOfParent } from '@hinomi/contracts';
import { logOf } from '../log/log.js';
import { redactText } from '../log/redact.js';
import type { EventSpan, SpanKind, SpanMaker, SpanOrigin } from './event-span.js';
import type { TraceSettings } from './start-tracing.js';

/** Soon enough to watch an event arrive, rare enough to cost nothing. */
const EXPORT_EVERY_MS = 1_000;

const KINDS: Readonly<Record<SpanKind, OtelKind>> = {
  server: OtelKind.SERVER,
  consumer: OtelKind.CONSUMER,
  producer: OtelKind.PRODUCER,
  internal: OtelKind.INTERNAL,
};

/** Spans of OpenTelemetry, exported over HTTP; each service of the process is a service of its own there, as in a cluster. */
export class OtelSpans implements SpanMaker {
  private readonly tracers = new Map<string, Tracer>();
  private readonly ids = new ChosenIds();
  private readonly instance = randomUUID();
  private readonly processor: BatchSpanProcessor;
  private readonly ratio: number;

  constructor({ url, ratio }: TraceSettings) {
    tellOfFailures();
    this.processor = new BatchSpanProcessor(new OTLPTraceExporter({ url }), { scheduledDelayMillis: EXPORT_EVERY_MS });
    this.ratio = ratio;
  }

  /** Sends what is left. */
  stop(): Promise<void> {
    return this.processor.shutdown();
  }

  start(service: string, name: string, kind: SpanKind, origin: SpanOrigin, attributes: Attributes): EventSpan {
    const tracer = this.tracerOf(service);
    const before = parentOf(origin);
    this.ids.next = origin.trace;
    const parent = before === null ? ROOT_CONTEXT : api.setSpanContext(ROOT_CONTEXT, before);
    return new OtelSpan(tracer, tracer.startSpan(name, { kind: KINDS[kind], attributes }, parent));
  }

  private tracerOf(service: string): Tracer {
    const known = this.tracers.get(service);
    if (known) return known;
    const provider = new BasicTracerProvider({
      resource: resourceFromAttributes({
        'service.namespace': 'hinomi',
        'service.name': `hinomi-${service}`,
        'service.instance.id': this.instance,
      }),
      sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(this.ratio) }),
      idGenerator: this.ids,
      spanProcessors: [this.processor],
    });
    const tracer = provider.getTracer('hinomi');
    this.tracers.set(service, tracer);
    return tracer;
  }
}

/** A span that begins a trace gets the event's id, not a random one. Starting a span does not wait, so one place is enough. */
class ChosenIds extends RandomIdGenerator {
  next = '';

  constructor() {
    super();
    this.generateTraceId = () => this.next;
  }
}

class OtelSpan implements EventSpan {
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    private readonly tracer: Tracer,
    private readonly span: Span,
  ) {
    const { traceId, spanId, traceFlags } = span.spanContext();
    this.headers = { traceparent: `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}` };
  }

  child(name: string, kind: SpanKind = 'internal', attributes: Attributes = {}): EventSpan {
    const parent = api.setSpan(ROOT_CONTEXT, this.span);
    return new OtelSpan(this.tracer, this.tracer.startSpan(name, { kind: KINDS[kind], attributes }, parent));
  }

  end({ error, attributes }: { error?: unknown; attributes?: Attributes } = {}): void {
    if (attributes !== undefined) this.span.setAttributes(attributes);
    if (error !== undefined) {
      const message = error instanceof Error ? error.message : String(error);
      this.span.setStatus({ code: SpanStatusCode.ERROR, message: redactText(message) });
    }
    this.span.end();
  }
}

/** The span before, unless it belongs to another trace: then the event's own id counts. */
function parentOf({ trace, traceparent }: SpanOrigin): SpanContext | null {
  if (traceparent === undefined || traceIdOfParent(traceparent) !== trace) return null;
  const [, traceId = '', spanId = '', flags = '00'] = traceparent.split('-');
  return { traceId, spanId, traceFlags: parseInt(flags, 16), isRemote: true };
}

/** The exporter gives up by itself on what it cannot deliver; somebody should know. */
function tellOfFailures(): void {
  const log = logOf('hub');
  const tell = (...words: unknown[]): void => log.warn(`Traces are not delivered: ${words.map(String).join(' ')}`);
  const nothing = (): void => undefined;
  const logger = { error: tell, warn: nothing, info: nothing, debug: nothing, verbose: nothing };
  diag.setLogger(logger, { logLevel: DiagLogLevel.ERROR, suppressOverrideMessage: true });
}
