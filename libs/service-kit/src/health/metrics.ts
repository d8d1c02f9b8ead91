import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { queueMetrics, type QueueState } from './queue-level.js';

export const { PROMETHEUS_CONTENT_TYPE } = Registry;

export interface MetricSample {
  labels?: Readonly<Record<string, string>>;
  value: number;
}

/** One metric family of the Prometheus text format, as it is just now. */
export interface Metric {
  name: string;
  help: string;
  type: 'gauge' | 'counter';
  samples: readonly MetricSample[];
}

/** A label takes its values from outside (feeds, routes): beyond this many a counter's rest is one sample, `other`. */
const MOST_SAMPLES = 200;
const OTHER = 'other';

/** What a part counts as it goes, by name; prom-client's own kinds. */
export type AnyMeter = Counter<string> | Gauge<string> | Histogram<string>;

/**
 * The metrics of one process. What a part knows anyway is collected when somebody asks; what happens once and is gone
 * (durations, refusals) is metered as it happens.
 */
export class Metrics {
  private readonly registry = new Registry();
  private readonly collectors = new Set<() => readonly Metric[] | Promise<readonly Metric[]>>();
  private readonly queues = new Set<() => readonly QueueState[]>();

  /** Node's own: memory, CPU, event loop, garbage collection. Once per process that is asked over HTTP. */
  collectProcess(): void {
    collectDefaultMetrics({ register: this.registry });
  }

  /** Asks `collect` at every scrape; the result takes it back. */
  collect(collect: () => readonly Metric[] | Promise<readonly Metric[]>): () => void {
    this.collectors.add(collect);
    return () => this.collectors.delete(collect);
  }

  /** Asks for the state of queues at every scrape; the result takes it back. */
  watchQueues(states: () => readonly QueueState[]): () => void {
    this.queues.add(states);
    return () => this.queues.delete(states);
  }

  counter<L extends string = never>(name: string, help: string, labelNames: readonly L[] = []): Counter<L> {
    return this.include(new Counter({ name, help, labelNames, registers: [] }));
  }

  gauge<L extends string = never>(name: string, help: string, labelNames: readonly L[] = []): Gauge<L> {
    return this.include(new Gauge({ name, help, labelNames, registers: [] }));
  }

  /** In seconds, from a synced append to a slow request. */
  histogram<L extends string = never>(name: string, help: string, labelNames: readonly L[] = []): Histogram<L> {
    return this.include(durationHistogram(name, help, labelNames));
  }

  /** Shows a meter that was made elsewhere. */
  include<M extends AnyMeter>(meter: M): M {
    this.registry.registerMetric(meter as unknown as Counter<string>);
    return meter;
  }

  /** Everything as Prometheus reads it. */
  async text(): Promise<string> {
    const collected = await Promise.all([...this.collectors].map((collect) => collect()));
    const now = new Registry();
    const queues = queueMetrics([...this.queues].flatMap((states) => [...states()]));
    for (const metric of [...collected.flat(), ...queues]) show(bounded(metric), now);
    return Registry.merge([this.registry, now]).metrics();
  }
}

/** Durations in seconds: from a synced append on a good disk to the longest wait of a request. */
export function durationHistogram<L extends string>(
  name: string,
  help: string,
  labelNames: readonly L[],
): Histogram<L> {
  const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
  return new Histogram({ name, help, labelNames, buckets, registers: [] });
}

function show({ name, help, type, samples }: Metric, registry: Registry): void {
  const [first] = samples;
  // prom-client would show 0, which nobody said.
  if (first === undefined) return;
  const family = { name, help, labelNames: Object.keys(first.labels ?? {}), registers: [registry] };
  if (type === 'counter') {
    const counter = new Counter(family);
    for (const { labels = {}, value } of samples) counter.inc(labels, value);
  } else {
    const gauge = new Gauge(family);
    for (const { labels = {}, value } of samples) gauge.set(labels, value);
  }
}

/** The sum of what was counted is a count; the sum of levels is nothing, so the rest of a gauge is left out. */
function bounded(metric: Metric): Metric {
  if (metric.samples.length <= MOST_SAMPLES) return metric;
  const kept = metric.samples.slice(0, MOST_SAMPLES);
  if (metric.type === 'gauge') return { ...metric, samples: kept };
  const rest = metric.samples.slice(MOST_SAMPLES);
  const value = rest.reduce((sum, sample) => sum + sample.value, 0);
  const names = Object.keys(rest[0]?.labels ?? {});
  return { ...metric, samples: [...kept, { labels: Object.fromEntries(names.map((name) => [name, OTHER])), value }] };
}
