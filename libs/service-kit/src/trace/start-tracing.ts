import { makeSpansWith } from './event-span.js';

export interface TraceSettings {
  /** Where an OTLP/HTTP receiver takes spans, e.g. `http://127.0.0.1:4318/v1/traces`. */
  url: string;
  /** Share of events that are followed, 0 to 1; the same events in every process, since it goes by the trace id. */
  ratio: number;
}

export interface Tracing {
  /** Sends what is left and makes no more. */
  stop(): Promise<void>;
}

/** Begins to export spans. OpenTelemetry is loaded only now: a hub without traces pays neither time nor memory for it. */
export async function startTracing(settings: TraceSettings): Promise<Tracing> {
  const { OtelSpans } = await import('./otel-spans.js');
  const spans = new OtelSpans(settings);
  makeSpansWith(spans);
  return {
    stop: async () => {
      makeSpansWith(null);
      await spans.stop();
    },
  };
}
