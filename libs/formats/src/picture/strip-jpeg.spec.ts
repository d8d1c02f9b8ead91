import { describe, expect, it } from '@jest/globals';
import { orientationOf } from './exif-orientation.js';
import {
  ADOBE,
  ascii,
  COMMENT,
  END,
  exif,
  ICC,
  IPTC,
  jpeg,
  jpegOfSize,
  markersOf,
  segment,
  THUMBNAILS,
  XMP,
} from './jpeg.suite.js';
import { stripJpeg } from './strip-jpeg.js';
import type { StrippedPicture } from './stripped-picture.js';

const ROUNDS = Number(process.env['HINOMI_ROUNDS'] ?? 2_000);
const KEPT: ReadonlySet<number> = new Set([0xe0, 0xe1, 0xee, 0xdb, 0xc0, 0xc1, 0xc2, 0xc4, 0xdd, 0xda]);
const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');
const TABLES = [0xdb, 0xc0, 0xc4, 0xc4, 0xda];

function stripped(bytes: Uint8Array): Uint8Array {
  const result = stripJpeg(bytes);
  if (result.outcome === 'refused') throw new Error(result.detail);
  return result.bytes;
}
function refused(bytes: Uint8Array): string {
  const result: StrippedPicture = stripJpeg(bytes);
  return result.outcome === 'refused' ? result.detail : 'taken';
}

describe('a photo without anything but its picture', () => {
  it('keeps no place, camera, comment, profile, thumbnail or byte behind its end', () => {
    const before = [THUMBNAILS, exif(1), XMP, ICC, IPTC, COMMENT, segment(0xeb, ascii('SECRET-JUMBF'))];
    const whole = Uint8Array.from([...jpeg(...before), ...ascii('SECRET-TRAILER'), ...jpeg(exif(1))]);
    expect(textOf(whole)).toContain('SECRET-PLACE');
    const bare = stripped(whole);
    expect(textOf(bare)).not.toMatch(/SEC|Exif|GPS|http/);
    expect(markersOf(bare)).toEqual([0xe0, ...TABLES]);
    expect(stripJpeg(whole)).toMatchObject({ width: 8, height: 8 });
    expect(bare).toEqual(stripped(jpeg()));
  });

  it('keeps which way is up, in an EXIF that says nothing else', () => {
    const bare = stripped(jpeg(exif(6), XMP));
    expect(markersOf(bare)).toEqual([0xe0, 0xe1, ...TABLES]);
    expect(textOf(bare)).not.toContain('SECRET');
    const at = textOf(bare).indexOf('Exif');
    expect(orientationOf(bare.subarray(at))).toBe(6);
    expect(stripped(bare)).toEqual(bare);
  });

  it('keeps how the colours are coded, and nothing behind it', () => {
    const bare = stripped(jpeg(ADOBE));
    expect(markersOf(bare)).toEqual([0xee, ...TABLES]);
    expect(textOf(bare)).not.toContain('SECRET');
    expect(textOf(bare)).toContain('Adobe');
  });

  it('takes segments between scans out as well, and padding before markers', () => {
    const one = jpeg();
    const scan = one.indexOf(0xda) - 1;
    const coded = [...one.subarray(scan, one.length - 2)];
    const progressive = Uint8Array.from([...one.subarray(0, -2), ...COMMENT, ...XMP, 0xff, 0xff, ...coded, ...END]);
    const bare = stripped(progressive);
    expect(textOf(bare)).not.toContain('SECRET');
    expect(bare.length).toBe(stripped(one).length + coded.length);
  });

  it('refuses what is no JPEG, ends early, or hides something within a table', () => {
    expect(refused(Uint8Array.from(ascii('<svg onload=alert(1)>')))).toBe('This is no JPEG.');
    expect(refused(Uint8Array.from([0x89, ...ascii('PNG')]))).toBe('This is no JPEG.');
    expect(refused(new Uint8Array())).toBe('This is no JPEG.');
    expect(refused(Uint8Array.from([0xff, 0xd8, 0xff, 0xd9]))).toBe('There is no picture in it.');
    expect(refused(jpeg(segment(0xdb, [0, ...Array.from({ length: 64 }, () => 1), ...ascii('SECRET')])))).toContain(
      'table',
    );
    expect(refused(jpeg(segment(0xc4, [0, 255, ...Array.from({ length: 15 }, () => 255)])))).toContain('table');
    expect(refused(jpeg(segment(0xdd, [0, 1, 2])))).toContain('table');
    expect(refused(jpeg(segment(0xc0, [8, 0, 8, 0, 8, 1, 1, 0x11, 0])))).toContain('second frame');
    expect(refused(jpeg(segment(0xc3, [8, 0, 8, 0, 8, 1, 1, 0x11, 0])))).toContain('c3');
    expect(refused(jpegOfSize(65_535, 65_535))).toContain('too large');
    expect(refused(jpegOfSize(8, 0))).toContain('frame');
  });

  it('refuses every beginning of a photo', () => {
    const whole = jpeg(exif(6), XMP, COMMENT);
    for (let length = 0; length < whole.length; length += 1) {
      expect(stripJpeg(whole.subarray(0, length)).outcome).toBe('refused');
    }
  });

  it('reads no direction where an EXIF lies about its offsets', () => {
    const body = Uint8Array.from(exif(6).slice(4));
    for (const [at, value] of [
      [10, 0xff],
      [13, 0xff],
      [14, 0xff],
      [6, 0],
    ] as const) {
      const wrong = Uint8Array.from(body);
      wrong[at] = value;
      expect([null, 6]).toContain(orientationOf(wrong));
    }
    expect(orientationOf(body.subarray(0, 9))).toBeNull();
    expect(orientationOf(Uint8Array.from(exif(9).slice(4)))).toBeNull();
  });

  it(`ends, and leaves nothing behind, whatever ${ROUNDS} broken files say`, () => {
    const whole = jpeg(THUMBNAILS, exif(6), XMP, ADOBE, COMMENT);
    let state = 20_261_126;
    const next = (below: number): number => (state = (state * 48_271) % 2_147_483_647) % below;
    let taken = 0;
    const wrong: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const broken = Uint8Array.from(whole);
      for (let change = next(4) + 1; change > 0; change -= 1) broken[next(broken.length)] = next(256);
      const result = stripJpeg(next(5) === 0 ? broken.subarray(0, next(broken.length)) : broken);
      if (result.outcome === 'refused') continue;
      taken += 1;
      const { bytes } = result;
      if (!markersOf(bytes).every((marker) => KEPT.has(marker))) wrong.push(round);
      if (Buffer.compare(stripped(bytes), bytes) !== 0) wrong.push(round);
    }
    expect(wrong).toEqual([]);
    expect(taken).toBeGreaterThan(0);
  });
});
