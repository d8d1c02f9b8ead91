import { instantFromMillis, readInstant, type Instant } from '@hinomi/contracts';
import type { TimeMapping } from './sensor-mapping.js';

const PARTS = ['yyyy', 'MM', 'dd', 'HH', 'mm', 'ss'] as const;

/** From the year 1 to 9999: what an instant can write. */
const EARLIEST = Date.parse('0001-01-01T00:00:00Z');
const LATEST = Date.parse('9999-12-31T23:59:59Z');

/** A time as its provider writes it; null when it is none. */
export function readTime(written: readonly unknown[], { format, zone }: TimeMapping): Instant | null {
  if (written.some((part) => typeof part !== 'string' && typeof part !== 'number')) return null;
  const text = written.map(String).join(' ').trim();
  if (format === 'unix-seconds' || format === 'unix-millis') {
    const since = /^-?\d+(\.\d+)?$/.test(text) ? Number(text) * (format === 'unix-seconds' ? 1_000 : 1) : Number.NaN;
    return since >= EARLIEST && since <= LATEST ? instantFromMillis(Math.round(since)) : null;
  }
  if (format === 'rfc3339') {
    const spaced = text.replace(/^(\d{4}-\d\d-\d\d) /, '$1T');
    return readInstant(spaced) ?? (zone === undefined ? null : readInstant(`${spaced}${zone}`));
  }
  return readPattern(text, format, zone ?? 'Z');
}

function readPattern(text: string, format: string, zone: string): Instant | null {
  const order: string[] = [];
  const pattern = format.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&').replace(new RegExp(PARTS.join('|'), 'g'), (part) => {
    order.push(part);
    // Some write 2026/6/1 9:00; in a row of digits each has its full width.
    return part === 'yyyy' ? '(\\d{4})' : /[^\w]/.test(format) ? '(\\d{1,2})' : '(\\d{2})';
  });
  const found = new RegExp(`^${pattern}$`).exec(text);
  if (found === null) return null;
  const part = (name: (typeof PARTS)[number], otherwise: string): string =>
    (order.includes(name) ? (found[order.indexOf(name) + 1] ?? '') : otherwise).padStart(2, '0');
  const day = `${part('yyyy', '')}-${part('MM', '01')}-${part('dd', '01')}`;
  const [hour, rest] = [part('HH', '00'), `${part('mm', '00')}:${part('ss', '00')}`];
  if (new Date(`${day}T00:00:00Z`).toJSON()?.slice(0, 10) !== day) return null;
  // The end of a day is written 24:00 in Japan.
  if (hour === '24' && rest === '00:00') {
    const midnight = readInstant(`${day}T00:00:00${zone}`);
    return midnight === null ? null : instantFromMillis(Date.parse(midnight) + 86_400_000);
  }
  return readInstant(`${day}T${hour}:${rest}${zone}`);
}
