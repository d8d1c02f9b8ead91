import { z } from 'zod';
import { LOG_LEVELS, type LogSettings } from './log/log.js';
import type { TraceSettings } from './trace/start-tracing.js';

const url = z
  .string()
  .refine((text) => text === '' || (URL.canParse(text) && /^https?:/.test(text)), 'must be an http or https address')
  .transform((text) => text.replace(/\/+$/, ''))
  .default('');

/** The settings of logs and traces, to be part of a process's own schema. */
export const OBSERVABILITY_SETTINGS = {
  HINOMI_LOG_LEVEL: z.enum(['auto', ...LOG_LEVELS]).default('auto'),
  HINOMI_LOG_FORMAT: z.enum(['auto', 'json', 'text']).default('auto'),
  HINOMI_TRACES_URL: url,
  HINOMI_TRACES_RATIO: z.coerce.number().min(0).max(1).default(1),
  /** As every OpenTelemetry exporter reads it: the collector's address, without `/v1/traces`. */
  OTEL_EXPORTER_OTLP_ENDPOINT: url,
};

export interface ObservabilityConfig {
  log: LogSettings;
  /** null = no traces. */
  traces: TraceSettings | null;
}

/**
 * `auto`: a person at a terminal reads text, and only what needs attention; a machine reads JSON, with a line for every
 * report.
 */
export function observabilityOf(
  read: z.output<z.ZodObject<typeof OBSERVABILITY_SETTINGS>>,
  atTerminal: boolean = process.stderr.isTTY ?? false,
): ObservabilityConfig {
  const { HINOMI_LOG_FORMAT: format, HINOMI_LOG_LEVEL: level, OTEL_EXPORTER_OTLP_ENDPOINT: collector } = read;
  const shown = format === 'auto' ? (atTerminal ? 'text' : 'json') : format;
  const tracesUrl = read.HINOMI_TRACES_URL || (collector && `${collector}/v1/traces`);
  return {
    log: { format: shown, level: level === 'auto' ? (shown === 'text' ? 'warn' : 'info') : level },
    traces: tracesUrl === '' ? null : { url: tracesUrl, ratio: read.HINOMI_TRACES_RATIO },
  };
}
