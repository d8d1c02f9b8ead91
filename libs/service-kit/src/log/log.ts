import { pino, type DestinationStream, type Logger } from 'pino';
import { logText } from './log-text.js';
import { redactFields, redactText } from './redact.js';

export const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'fatal'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** What a line says besides its words. The named ones mean the same in every service. */
export interface LogFields {
  /** The event's one id from the feed's bytes to the screen. */
  trace?: string;
  /** The event's own id. */
  event?: string;
  topic?: string;
  partition?: number;
  offset?: number;
  source?: string;
  realm?: string;
  durationMs?: number;
  error?: unknown;
  [name: string]: unknown;
}

/** Writes lines of one service; the words first, what varies in the fields. */
export interface Log {
  debug(words: string, fields?: LogFields): void;
  info(words: string, fields?: LogFields): void;
  warn(words: string, fields?: LogFields): void;
  error(words: string, fields?: LogFields): void;
  fatal(words: string, fields?: LogFields): void;
  /** To spare the making of fields nobody reads. */
  isOn(level: LogLevel): boolean;
}

export interface LogSettings {
  level: LogLevel;
  /** One JSON object a line for machines, or a short text for a person. */
  format: 'json' | 'text';
  /** Where lines go; stderr unless told otherwise, so that stdout stays with whoever started the process. */
  destination?: DestinationStream & { flushSync?: () => void };
}

/** All lines of a process go one way; until whoever starts the process chose it, as in a spec, hardly anything is shown. */
let root: Logger | null = null;
let flush: () => void = () => undefined;

/** Chooses how this process logs; called once, by whoever starts it. */
export function startLogging(settings: LogSettings): void {
  const out = settings.destination ?? pino.destination({ fd: 2, sync: false });
  flush = () => out.flushSync?.();
  const stream = settings.format === 'json' ? out : { write: (line: string) => out.write(logText(line)) };
  root = pino(
    {
      level: settings.level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    stream,
  );
}

/** Writes what is still in memory; the last thing before an exit. */
export function flushLog(): void {
  flush();
}

/** The log of one service; may be taken before {@link startLogging}. */
export function logOf(service: string): Log {
  const write =
    (level: LogLevel) =>
    (words: string, fields: LogFields = {}): void => {
      const to = current();
      if (to.isLevelEnabled(level)) to[level]({ service, ...redactFields(fields) }, redactText(words));
    };
  return {
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    fatal: write('fatal'),
    isOn: (level) => current().isLevelEnabled(level),
  };
}

function current(): Logger {
  if (root === null)
    startLogging({ level: 'fatal', format: 'text', destination: pino.destination({ fd: 2, sync: true }) });
  return root as unknown as Logger;
}
