import { instantFromMillis, readInstant, type Instant, type LngLat } from '@hinomi/contracts';

/** Any cell as one line of text; null for nothing. */
export function readText(cell: unknown): string | null {
  if (cell === null || cell === undefined) return null;
  const text = typeof cell === 'object' ? JSON.stringify(cell) : String(cell);
  const trimmed = text.trim();
  return trimmed === '' ? null : trimmed;
}

/**
 * A number with whatever municipal tables put around it: full-width digits, thousands separators, a unit (`1,200人`, `９ｍ`).
 * Null when it is no single number.
 */
export function readNumber(text: string): number | null {
  const plain = text.normalize('NFKC').replace(/(?<=\d),(?=\d{3})/g, '');
  const match = /^約?([+-]?\d{1,15}(?:\.\d{1,15})?)\s*\p{L}{0,8}$/u.exec(plain);
  return match === null ? null : Number(match[1]);
}

const DAY_MS = 86_400_000;
/** Day 0 of spreadsheets, 30 December 1899. */
const SPREADSHEET_EPOCH_MS = Date.UTC(1899, 11, 30);
/** Spreadsheet days of 1982 to 2064: any other number is no date. */
const SPREADSHEET_DAYS = { from: 30_000, to: 60_000 };
/** First years of the eras that tables are dated in. */
const ERAS: Readonly<Record<string, number>> = { 令和: 2019, R: 2019, 平成: 1989, H: 1989 };

const WRITTEN =
  /^(?:(令和|平成|[RH])\.?(\d{1,2}|元)|(\d{4}))[年/.-](\d{1,2})[月/.-](\d{1,2})日?(?:[T\s]*(\d{1,2})[時:](\d{1,2})?(?:分|:(\d{1,2})(?:\.\d+)?秒?)?分?)?$/;

/**
 * A time in the forms that tables have: RFC 3339, `2024/1/9 18:00`, `2024年1月9日18時00分`, `令和6年1月9日`, a spreadsheet's number.
 * `zone` (`+09:00`) is of those without one. Null when it is no time.
 */
export function readTime(text: string, zone: string): Instant | null {
  const plain = text.normalize('NFKC').trim();
  const whole = readInstant(plain);
  if (whole !== null) return whole;
  const offsetMs = offsetOf(zone);
  const days = /^\d{5}(\.\d+)?$/.test(plain) ? Number(plain) : Number.NaN;
  if (days >= SPREADSHEET_DAYS.from && days <= SPREADSHEET_DAYS.to) {
    return instantFromMillis(SPREADSHEET_EPOCH_MS + Math.round((days * DAY_MS) / 1_000) * 1_000 - offsetMs);
  }
  const match = WRITTEN.exec(plain);
  if (match === null) return null;
  const [, era = '', ofEra = '', written, month, day, hour = '0', minute = '0', second = '0'] = match;
  const year = written === undefined ? (ERAS[era] ?? 0) + (ofEra === '元' ? 1 : Number(ofEra)) - 1 : Number(written);
  const parts = [year, Number(month), Number(day), Number(hour), Number(minute), Number(second)] as const;
  return realMoment(parts, offsetMs);
}

type Parts = readonly [year: number, month: number, day: number, hour: number, minute: number, second: number];

/** 24:00 is the next day's 0:00, as notices write it; any other overflow is no date. */
function realMoment([year, month, day, hour, minute, second]: Parts, offsetMs: number): Instant | null {
  if (hour > 24 || minute > 59 || second > 59 || (hour === 24 && minute + second > 0)) return null;
  const date = new Date(Date.UTC(year, month - 1, day));
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null;
  return instantFromMillis(date.getTime() + ((hour * 60 + minute) * 60 + second) * 1_000 - offsetMs);
}

function offsetOf(zone: string): number {
  const [, sign, hours, minutes] = /^([+-])(\d\d):(\d\d)$/.exec(zone) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}

/** The check digit of a 6-digit code (geography 1). */
function checkDigit(five: string): string {
  const sum = [...five].reduce((total, digit, index) => total + Number(digit) * (6 - index), 0);
  return sum < 11 ? String(11 - sum).slice(-1) : String(11 - (sum % 11)).slice(-1);
}

/** The 6-digit 団体コード of a 5-digit code. */
export function sixDigits(five: string): string {
  return `${five}${checkDigit(five)}`;
}

/**
 * A municipality's 5-digit code from 5 or 6 digits, also where a spreadsheet took the leading zero: `92011` is 092011 by its check
 * digit, `9201` is 09201 (geography 1). Null when it is none.
 */
export function readMunicipality(text: string): string | null {
  const digits = text.normalize('NFKC').replace(/\s/g, '');
  if (!/^\d{4,6}$/.test(digits)) return null;
  const isSix = (six: string): boolean => six.length === 6 && checkDigit(six.slice(0, 5)) === six[5] && inJapan(six);
  if (digits.length === 6) return isSix(digits) ? digits.slice(0, 5) : null;
  if (digits.length === 4) return inJapan(`0${digits}`) ? `0${digits}` : null;
  if (isSix(`0${digits}`) && !inJapan(digits)) return `0${digits.slice(0, 4)}`;
  return inJapan(digits) ? digits : null;
}

function inJapan(code: string): boolean {
  const prefecture = Number(code.slice(0, 2));
  return prefecture >= 1 && prefecture <= 47;
}

/** Japan with its outlying islands (geography 6). */
export const IN_JAPAN = { lng: [122, 154], lat: [20, 46] } as const;
const within = ([from, to]: readonly [number, number], value: number): boolean => value >= from && value <= to;

/** A position from two cells; `swapped` when latitude and longitude stood in each other's place. Null when it is none. */
export function readPosition(lng: string, lat: string): { lngLat: LngLat; swapped: boolean } | null {
  const [x, y] = [readNumber(lng.replace(/°$/, '')), readNumber(lat.replace(/°$/, ''))];
  if (x === null || y === null || (x === 0 && y === 0)) return null;
  if (within(IN_JAPAN.lng, y) && within(IN_JAPAN.lat, x)) return { lngLat: [y, x], swapped: true };
  return Math.abs(x) <= 180 && Math.abs(y) <= 90 ? { lngLat: [x, y], swapped: false } : null;
}
