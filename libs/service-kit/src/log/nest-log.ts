import type { LoggerService } from '@nestjs/common';
import { logOf, type LogLevel } from './log.js';

/** Who tells, at every start, of each route and module. */
const TALKATIVE = new Set([
  'InstanceLoader',
  'NestApplication',
  'NestFactory',
  'RouterExplorer',
  'RoutesResolver',
  'WebSocketsController',
]);

/** What Nest, and whoever uses its `Logger`, says, goes the way of all lines. Nest passes the context last. */
export class NestLog implements LoggerService {
  log(message: unknown, ...rest: unknown[]): void {
    const part = contextOf(rest);
    this.write(part !== undefined && TALKATIVE.has(part) ? 'debug' : 'info', message, rest);
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.write('error', message, rest);
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.write('warn', message, rest);
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.write('fatal', message, rest);
  }

  private write(level: LogLevel, message: unknown, rest: readonly unknown[]): void {
    const part = contextOf(rest);
    const stack = rest.find((value) => typeof value === 'string' && value.includes('\n    at '));
    const text = message instanceof Error ? message.message : isObject(message) ? (part ?? 'Nest') : String(message);
    const [words, ...lines] = text.split('\n');
    const error = message instanceof Error ? message : stack === undefined ? undefined : { stack };
    const more = lines.length === 0 ? {} : { more: lines.join('\n') };
    // As a field, where what has a secret's name is hidden.
    const said = isObject(message) && !(message instanceof Error) ? { said: message } : {};
    const fields = {
      ...(part === undefined ? {} : { part }),
      ...more,
      ...said,
      ...(error === undefined ? {} : { error }),
    };
    logOf('hub')[level](words ?? '', fields);
  }
}

function contextOf(rest: readonly unknown[]): string | undefined {
  const last = rest.at(-1);
  return typeof last === 'string' && !last.includes('\n') ? last : undefined;
}

function isObject(message: unknown): message is object {
  return typeof message === 'object' && message !== null;
}
