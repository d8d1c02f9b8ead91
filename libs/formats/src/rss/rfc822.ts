import { readInstant, type Instant } from '@hinomi/contracts';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** The zones RFC 822 names, beside offsets; military letters were never used as it meant them. */
const ZONES: Readonly<Record<string, string>> = {
  gmt: 'Z',
  ut: 'Z',
  utc: 'Z',
  z: 'Z',
  est: '-05:00',
  edt: '-04:00',
  cst: '-06:00',
  cdt: '-05:00',
  mst: '-07:00',
  mdt: '-06:00',
  pst: '-08:00',
  pdt: '-07:00',
};

const WRITTEN =
  /^(?:[a-z]{2,9},? )?(\d{1,2}) ([a-z]{3})[a-z]{0,6} (\d{4}) (\d{1,2}):(\d\d)(?::(\d\d))? ?([a-z]{1,3}|[+-]\d\d:?\d\d)$/i;

/** A time as RSS writes it (`Mon, 30 Dec 2019 01:35:11 GMT`); null when it is none. */
export function readRssTime(text: string): Instant | null {
  const [, day = '', name = '', year = '', hour = '', minute = '', second = '00', zone = ''] =
    WRITTEN.exec(text.trim().replace(/\s{1,20}/g, ' ')) ?? [];
  const month = MONTHS.indexOf(name.toLowerCase()) + 1;
  const offset = ZONES[zone.toLowerCase()] ?? /^[+-]/.exec(zone)?.input.replace(/^(...):?(..)$/, '$1:$2');
  if (month === 0 || offset === undefined) return null;
  const two = (part: string | number): string => String(part).padStart(2, '0');
  return readInstant(`${year}-${two(month)}-${two(day)}T${two(hour)}:${minute}:${second}${offset}`);
}
