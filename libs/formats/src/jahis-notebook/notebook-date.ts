import { isDay } from '../fhir/node.js';

/** The year before the first of an era. */
const ERAS: Readonly<Record<string, number>> = { M: 1867, T: 1911, S: 1925, H: 1988, R: 2018 };

/** `YYYYMMDD`, or `GYYMMDD` by the era → `YYYY-MM-DD`; null for what is no day. */
export function notebookDay(written: string): string | null {
  const [, era, eraYear, year, month, day] = /^(?:([MTSHR])(\d\d)|(\d{4}))(\d\d)(\d\d)$/i.exec(written.trim()) ?? [];
  if (month === undefined || day === undefined) return null;
  const before = era === undefined ? undefined : ERAS[era.toUpperCase()];
  const whole = before === undefined ? Number(year) : before + Number(eraYear);
  const date = `${String(whole).padStart(4, '0')}-${month}-${day}`;
  return isDay(date) ? date : null;
}
