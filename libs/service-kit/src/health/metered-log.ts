import type { Histogram } from 'prom-client';
import { durationHistogram } from './metrics.js';

/** The part of the log that is metered; structural, so that this library stays beside the log and not above it. */
interface Appends {
  append(topic: string, records: readonly never[]): Promise<unknown>;
}

/** A log like the given one whose appends are metered: how long until they are durable, by topic and outcome. */
export function meteredLog<L extends object>(log: L & Appends): { log: L; meter: Histogram<'topic' | 'outcome'> } {
  const meter = durationHistogram('log_append_seconds', 'Until an append is durable.', ['topic', 'outcome']);
  const append = async (topic: string, records: readonly never[]): Promise<unknown> => {
    const begun = performance.now();
    let outcome = 'failed';
    try {
      const appended = await log.append(topic, records);
      outcome = 'appended';
      return appended;
    } finally {
      meter.observe({ topic, outcome }, (performance.now() - begun) / 1_000);
    }
  };
  const metered = new Proxy(log as L & Appends, {
    get: (target, name) => {
      if (name === 'append') return append;
      const value: unknown = Reflect.get(target, name, target);
      // Private fields want the log itself as `this`.
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  return { log: metered, meter };
}
