import type { ImportFix, ImportNote, LngLat } from '@hinomi/contracts';
import { IN_JAPAN, readMunicipality, readNumber, sixDigits } from '../mapping/read-values.js';

/** A cell put right: what it says, by which mendings. `note`: what could not be. */
export interface Mended {
  value: string;
  fixes: readonly ImportFix[];
  note?: ImportNote;
}

const as = (value: string, ...fixes: (ImportFix | false)[]): Mended => ({
  value,
  fixes: fixes.filter((fix) => fix !== false),
});

/** Names and the like: blanks around them, and rows of blanks that move words apart, are none of theirs. */
export function mendText(written: string): Mended {
  const value = written.trim().replace(/[\s\u3000]{2,}/gu, ' ');
  return as(value, value !== written && 'spaces');
}

/** 団体コード of 5 or 6 digits; a spreadsheet takes the leading zero. */
export function mendMunicipality(written: string): Mended {
  const plain = written.normalize('NFKC').trim();
  const code = readMunicipality(plain);
  if (code === null) return { value: '', fixes: [], note: 'municipality-unreadable' };
  const isLost = !plain.startsWith(code);
  const value = !isLost ? plain : plain.length === 5 ? sixDigits(code) : code;
  return as(value, plain !== written.trim() && 'full-width', isLost && 'zero-lost');
}

export function mendNumber(written: string): Mended {
  const plain = written.normalize('NFKC').trim();
  if (/^[+-]?\d+(\.\d+)?$/.test(plain)) return as(plain, plain !== written.trim() && 'full-width');
  const value = readNumber(plain);
  if (value === null) return { value: written.trim(), fixes: [], note: 'number-unreadable' };
  return as(String(value), plain !== written.trim() && 'full-width', 'unit-in-number');
}

/** A telephone number without its zero is one digit short of the ten that fixed lines have. */
export function mendPhone(written: string): Mended {
  const plain = written
    .normalize('NFKC')
    .replace(/[‐‑–—―−ー]/g, '-')
    .trim();
  const isLost = /^[1-9](\d{8}|\d{0,3}-\d{1,4}-\d{4})$/.test(plain) && plain.replace(/\D/g, '').length === 9;
  return as(isLost ? `0${plain}` : plain, plain !== written.trim() && 'full-width', isLost && 'zero-lost');
}

const YES = /^(1|1\.0|[○〇◯●◎✓✔レ]|有|有り|あり|可|対応|該当|指定|適|true|yes|y|はい)$/i;
const NO = /^(0|0\.0|[×✕✗xX]|無|無し|なし|不可|非対応|非該当|否|不適|false|no|n|いいえ|[-―－ー‐])$/i;

/** As most cells of flags are. */
const NOTHING_SAID: Mended = { value: '', fixes: [] };
const SAID: Mended = { value: '1', fixes: [] };

/** A flag as the standard has it: `1` or nothing. */
export function mendFlag(written: string): Mended {
  if (written === '') return NOTHING_SAID;
  if (written === '1') return SAID;
  const plain = written.normalize('NFKC').trim();
  if (plain === '1' || plain === '') return as(plain, plain !== written.trim() && 'full-width');
  if (YES.test(plain) || YES.test(written.trim())) return as('1', 'flag-word');
  if (NO.test(plain) || NO.test(written.trim())) return as('', 'flag-word');
  return { value: '不明', fixes: [], note: 'flag-unreadable' };
}

const DEGREES = /^(\d{1,3})[°度:]\s*(\d{1,2})[′'分:’]\s*(\d{1,2}(?:\.\d+)?)(?:[″"秒”]|′′|'')?$/;

/** Decimal degrees of what stands in one cell of a position. */
function degrees(written: string): { value: number; fixes: ImportFix[] } | null {
  const plain = written
    .normalize('NFKC')
    .trim()
    .replace(/^(北緯|東経|[NE])\s*|\s*[NE]$/gi, '');
  const wide: ImportFix[] = /[０-９．]/.test(written) ? ['full-width'] : [];
  const parts = DEGREES.exec(plain);
  if (parts !== null) {
    const [, whole, minutes, seconds] = parts;
    const value = Number(whole) + Number(minutes) / 60 + Number(seconds) / 3600;
    return { value: Math.round(value * 1e7) / 1e7, fixes: [...wide, 'degrees-minutes'] };
  }
  const bare = plain.replace(/[°度]$/, '');
  if (!/^[+-]?\d{1,3}(\.\d+)?$/.test(bare)) return null;
  return {
    value: Number(bare),
    fixes: [...wide, ...(bare === written.trim() || wide.length > 0 ? [] : (['unit-in-number'] as const))],
  };
}

/** The two cells of a position: decimal degrees in Japan, or why there is none. */
export type MendedPosition = { lngLat: LngLat; fixes: readonly ImportFix[] } | { lngLat: null; note: ImportNote };

export function mendPosition(lng: string, lat: string): MendedPosition {
  if (lng.trim() === '' || lat.trim() === '') return { lngLat: null, note: 'position-missing' };
  const [x, y] = [degrees(lng), degrees(lat)];
  if (x === null || y === null) return { lngLat: null, note: 'position-unreadable' };
  const fixes = [...new Set([...x.fixes, ...y.fixes])];
  if (isInJapan([x.value, y.value])) return { lngLat: [x.value, y.value], fixes };
  if (isInJapan([y.value, x.value])) return { lngLat: [y.value, x.value], fixes: [...fixes, 'swapped'] };
  return { lngLat: null, note: 'position-abroad' };
}

function isInJapan([lng, lat]: LngLat): boolean {
  const [west, east] = IN_JAPAN.lng;
  const [south, north] = IN_JAPAN.lat;
  return lng >= west && lng <= east && lat >= south && lat <= north;
}
