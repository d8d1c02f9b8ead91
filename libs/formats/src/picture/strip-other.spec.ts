import { describe, expect, it } from '@jest/globals';
import { orientationOf } from './exif-orientation.js';
import { ascii, exif } from './jpeg.suite.js';
import { stripPng } from './strip-png.js';
import { stripWebp } from './strip-webp.js';
import type { StrippedPicture } from './stripped-picture.js';

const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');
const big = (value: number): number[] => [value >>> 24, (value >> 16) & 0xff, (value >> 8) & 0xff, value & 0xff];
const little = (value: number): number[] => big(value).reverse();
const pngChunk = (name: string, body: number[]): number[] => [...big(body.length), ...ascii(name), ...body, 1, 2, 3, 4];
const header = (width = 4, height = 3): number[] => pngChunk('IHDR', [...big(width), ...big(height), 8, 2, 0, 0, 0]);
const png = (...chunks: number[][]): Uint8Array => Uint8Array.from([0x89, ...ascii('PNG\r\n\x1a\n'), ...chunks.flat()]);
const [IDAT, IEND] = [pngChunk('IDAT', [7, 7, 7]), pngChunk('IEND', [])];

const riffChunk = (name: string, body: number[]): number[] => [
  ...[...ascii(name), ...little(body.length), ...body],
  ...(body.length % 2 === 0 ? [] : [0]),
];
const webp = (...chunks: number[][]): Uint8Array => {
  const body = [...ascii('WEBP'), ...chunks.flat()];
  return Uint8Array.from([...ascii('RIFF'), ...little(body.length), ...body]);
};
const LOSSY = riffChunk('VP8 ', [0, 0, 0, 0x9d, 0x01, 0x2a, 5, 0, 2, 0, 9]);
const lossless = (width: number, height: number): number[] =>
  riffChunk('VP8L', [0x2f, ...little((width - 1) | ((height - 1) << 14)), 9]);
const extended = (flags: number): number[] => riffChunk('VP8X', [flags, 0, 0, 0, 4, 0, 0, 1, 0, 0]);
/** The TIFF of the EXIF that a camera writes, without the marker, length and name of a JPEG. */
const tiff = (orientation: number): number[] => exif(orientation).slice(10);

const refused = (result: StrippedPicture): string => (result.outcome === 'refused' ? result.detail : 'taken');
function taken(result: StrippedPicture): Uint8Array {
  if (result.outcome === 'refused') throw new Error(result.detail);
  return result.bytes;
}

describe('a PNG without anything but its picture', () => {
  const secrets = [
    pngChunk('tEXt', ascii('Author\0SECRET')),
    pngChunk('eXIf', tiff(6)),
    pngChunk('iCCP', ascii('SECRET')),
  ];

  it('keeps no text, EXIF, profile or byte behind its end', () => {
    const whole = Uint8Array.from([...png(header(), ...secrets, IDAT, IEND), ...ascii('SECRET-TRAILER')]);
    expect(textOf(taken(stripPng(whole)))).not.toContain('SECRET');
    expect(taken(stripPng(whole))).toEqual(png(header(), IDAT, IEND));
    expect(stripPng(whole)).toMatchObject({ width: 4, height: 3 });
  });

  it('refuses what is none, what hides something in a chunk, and what claims to be huge', () => {
    expect(refused(stripPng(Uint8Array.from(ascii('<svg>'))))).toBe('This is no PNG.');
    expect(refused(stripPng(png(header(), pngChunk('gAMA', ascii('SECRET')), IDAT, IEND)))).toContain('gAMA');
    expect(refused(stripPng(png(header(), pngChunk('EVIL', []), IDAT, IEND)))).toContain('EVIL');
    expect(refused(stripPng(png(header(65_535, 65_535), IDAT, IEND)))).toContain('too large');
    expect(refused(stripPng(png(IDAT, header(), IEND)))).toContain('header');
    expect(refused(stripPng(png(header(), IEND)))).toBe('There is no picture in it.');
  });

  it('refuses every beginning of one', () => {
    const whole = png(header(), ...secrets, IDAT, IEND);
    for (let length = 0; length < whole.length; length += 1)
      expect(stripPng(whole.subarray(0, length)).outcome).toBe('refused');
  });
});

describe('a WebP without anything but its picture', () => {
  const secrets = [riffChunk('XMP ', ascii('SECRET-XMP')), riffChunk('JUNK', ascii('SECRET'))];

  it('keeps no EXIF, XMP, unknown chunk or byte behind its end', () => {
    const whole = Uint8Array.from([
      ...webp(extended(0x2c), riffChunk('ICCP', ascii('SECRET')), LOSSY, riffChunk('EXIF', tiff(1)), ...secrets),
      ...ascii('SECRET-TRAILER'),
    ]);
    expect(textOf(taken(stripWebp(whole)))).not.toContain('SECRET');
    expect(taken(stripWebp(whole))).toEqual(webp(LOSSY));
    expect(stripWebp(whole)).toMatchObject({ width: 5, height: 2 });
    expect(stripWebp(webp(lossless(300, 200)))).toMatchObject({ width: 300, height: 200 });
  });

  it('keeps which way is up, in an EXIF that says nothing else, and transparency', () => {
    const alpha = riffChunk('ALPH', [1, 2]);
    const bare = taken(stripWebp(webp(extended(0x18), alpha, LOSSY, riffChunk('EXIF', tiff(6)))));
    expect(textOf(bare)).not.toContain('SECRET');
    const at = textOf(bare).indexOf('EXIF');
    expect(orientationOf(Uint8Array.from([...ascii('Exif\0\0'), ...bare.subarray(at + 8)]))).toBe(6);
    expect(bare[20]).toBe(0x18);
    expect(taken(stripWebp(bare))).toEqual(bare);
  });

  it('refuses what is none, is animated, or has no picture', () => {
    expect(refused(stripWebp(Uint8Array.from(ascii('RIFF....WAVE'))))).toBe('This is no WebP.');
    expect(refused(stripWebp(webp(extended(2), riffChunk('ANIM', [0, 0, 0, 0, 0, 0]))))).toContain('animation');
    expect(refused(stripWebp(webp(extended(0))))).toContain('no one picture');
    expect(refused(stripWebp(webp(LOSSY, LOSSY)))).toContain('second');
    expect(refused(stripWebp(webp(riffChunk('VP8 ', ascii('SECRET-SECRET')))))).toContain('not sound');
    expect(refused(stripWebp(webp(lossless(16_384, 16_384))))).toContain('too large');
  });

  it('refuses every beginning of one', () => {
    const whole = webp(extended(0x10), lossless(3, 3));
    for (let length = 0; length < whole.length; length += 1)
      expect(stripWebp(whole.subarray(0, length)).outcome).toBe('refused');
  });
});
