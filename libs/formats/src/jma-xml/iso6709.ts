import type { LngLat } from '@hinomi/contracts';

const PATTERN = /^([+-])(\d+)(\.\d+)?([+-])(\d+)(\.\d+)?(?:([+-])(\d+(?:\.\d+)?))?(?:CRS[^/]*)?\/$/;

export interface Iso6709 {
  lngLat: LngLat;
  /** Height above sea level in metres, so a depth is negative; null when not given. */
  heightMeters: number | null;
  /** Degrees and minutes: the finer of the two forms JMA gives. */
  inMinutes: boolean;
}

/**
 * Reads a JMA coordinate: `+38.0+142.9-10000/` in degrees, `+3447.1+13829.9-23000/` in degrees and minutes. The digits
 * before the point decide the unit. Null when it is none of these or not on Earth: no point is better than a wrong one.
 * @NOTE Some telegrams carry `datum="日本測地系"` on world coordinates; at a tenth of a degree the datum makes no difference.
 */
export function readIso6709(text: string): Iso6709 | null {
  const match = PATTERN.exec(text.trim());
  if (match === null) return null;
  const [, latSign, latWhole = '', latPart = '', lngSign, lngWhole = '', lngPart = '', heightSign, height] = match;
  const inMinutes = latWhole.length === 4 && lngWhole.length === 5;
  const inDegrees = latWhole.length <= 2 && lngWhole.length <= 3;
  if (!inMinutes && !inDegrees) return null;
  const lat = inMinutes ? fromMinutes(latWhole, latPart) : Number(latWhole + latPart);
  const lng = inMinutes ? fromMinutes(lngWhole, lngPart) : Number(lngWhole + lngPart);
  if (lat === null || lng === null || lat > 90 || lng > 180) return null;
  return {
    lngLat: [signed(lngSign, lng), signed(latSign, lat)],
    heightMeters: height === undefined ? null : signed(heightSign, Number(height)),
    inMinutes,
  };
}

function fromMinutes(whole: string, part: string): number | null {
  const minutes = Number(whole.slice(-2) + part);
  return minutes < 60 ? Number(whole.slice(0, -2)) + minutes / 60 : null;
}

/** The picture's precision, 1e-7 degrees; never minus zero, which is another value than zero to some. */
function signed(sign: string | undefined, value: number): number {
  const rounded = Math.round(value * 1e7) / 1e7;
  return sign === '-' && rounded !== 0 ? -rounded : rounded;
}
