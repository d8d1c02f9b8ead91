import { instantFromMillis, type ForecastIntensity, type Instant, type IntensityClass } from '@hinomi/contracts';
import { z } from 'zod';

const TIME = /^(\d{4})\/(\d{1,2})\/(\d{1,2}) (\d{1,2}):(\d\d):(\d\d)(?:\.(\d{1,3})\d*)?$/;
const JST_MS = 9 * 3_600_000;

/** `2024/01/01 16:10:00(.fff)`, always Japan's time; null when it is no such text or no real date. */
export function readP2pTime(text: string): Instant | null {
  const parts = TIME.exec(text);
  if (parts === null) return null;
  const [year = 0, month = 0, day = 0, hours = 0, minutes = 0, seconds = 0] = parts.slice(1, 7).map(Number);
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(hours, minutes, seconds, Number((parts[7] ?? '').padEnd(3, '0')));
  const real = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && date.getUTCHours() === hours;
  return real && year > 0 && minutes < 60 && seconds < 60 ? instantFromMillis(date.getTime() - JST_MS) : null;
}

/** A time, read. */
export const P2pTime = z.string().transform((text, context): Instant => {
  const at = readP2pTime(text);
  if (at !== null) return at;
  context.issues.push({ code: 'custom', message: 'expected a time like 2024/01/01 16:10:00', input: text });
  return z.NEVER;
});

/** 震度 as P2P counts it. 46 is 震度５弱以上未入電: severe and unknown, never zero. */
const CLASSES: Readonly<Record<number, IntensityClass>> = {
  10: '1',
  20: '2',
  30: '3',
  40: '4',
  45: '5-',
  46: '5-?',
  50: '5+',
  55: '6-',
  60: '6+',
  70: '7',
};

/** Null for -1 (none), and for a number that is no class. */
export function intensityOf(scale: number | null | undefined): IntensityClass | null {
  return CLASSES[scale ?? -1] ?? null;
}

/** A scale that says that nothing was read, or nothing felt. */
export function isNoScale(scale: number | null | undefined): boolean {
  return scale === null || scale === undefined || scale === -1 || scale === 0;
}

const OVER = 99;

/** `scaleTo` 99 = or more. */
export function forecastOf(from: number | null | undefined, to: number | null | undefined): ForecastIntensity {
  return { from: intensityOf(from), to: intensityOf(to), over: to === OVER };
}
