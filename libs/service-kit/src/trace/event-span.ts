/** What is known of a piece of work; few and short, they are sent with every span. */
export type Attributes = Readonly<Record<string, string | number | boolean>>;

export type SpanKind = 'server' | 'consumer' | 'producer' | 'internal';

/** Where an event comes from, as its record's headers say. */
export interface SpanOrigin {
  /** The event's trace id, 32 hex digits. */
  trace: string;
  /** The span before, in W3C form; without it the span begins the trace. */
  traceparent?: string | undefined;
}

/** One piece of work on one event. Costs nothing while nobody listens. */
export interface EventSpan {
  /** What the next record carries, so that the next service goes on from here: `traceparent`, or nothing. */
  readonly headers: Readonly<Record<string, string>>;
  child(name: string, kind?: SpanKind, attributes?: Attributes): EventSpan;
  end(result?: { error?: unknown; attributes?: Attributes }): void;
}

/** Makes spans; set while traces are exported. */
export interface SpanMaker {
  start(service: string, name: string, kind: SpanKind, origin: SpanOrigin, attributes: Attributes): EventSpan;
}

const NO_HEADERS = Object.freeze({});
const NO_SPAN: EventSpan = {
  headers: NO_HEADERS,
  child: () => NO_SPAN,
  end: () => undefined,
};

let maker: SpanMaker | null = null;

/** Chooses who makes spans; null = nobody. */
export function makeSpansWith(next: SpanMaker | null): void {
  maker = next;
}

/** Whether anybody listens; to spare the making of attributes. */
export function isTracing(): boolean {
  return maker !== null;
}

/** Begins a piece of work of a service on an event. */
export function eventSpan(
  service: string,
  name: string,
  kind: SpanKind,
  origin: SpanOrigin,
  attributes: Attributes = NO_HEADERS,
): EventSpan {
  return maker === null ? NO_SPAN : maker.start(service, name, kind, origin, attributes);
}

/** A child span around some work; its error is the span's. */
export function within<T>(
  parent: EventSpan,
  name: string,
  kind: SpanKind,
  work: (span: EventSpan) => Promise<T>,
): Promise<T> {
  const span = parent.child(name, kind);
  return ending(span, () => work(span));
}

/** Ends the span with the work, and with its error. */
export async function ending<T>(span: EventSpan, work: () => Promise<T>): Promise<T> {
  try {
    const result = await work();
    span.end();
    return result;
  } catch (error) {
    span.end({ error });
    throw error;
  }
}
