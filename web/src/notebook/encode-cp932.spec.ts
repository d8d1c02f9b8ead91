import { describe, expect, it } from '@jest/globals';
import { encodeCp932 } from './encode-cp932.js';

const read = (bytes: Uint8Array): string => new TextDecoder('shift_jis', { fatal: true }).decode(bytes);

describe('text as a notebook has it', () => {
  it.each(['JAHISTC08,1', '髙﨑　花子', 'ｼｹﾝ ﾊﾅｺ', '１－１ ①㈱Ⅲ', '表示ソ能'])('writes %s as it is read', (text) => {
    const written = encodeCp932(text);
    expect('bytes' in written && read(written.bytes)).toBe(text);
  });

  it('ends lines as the format does, however they were pasted', () => {
    const written = encodeCp932('a\nb\r\nc\rd');
    expect('bytes' in written && read(written.bytes)).toBe('a\r\nb\r\nc\r\nd');
  });

  it('writes what is typed for a character that the code has by another name', () => {
    const written = encodeCp932('〜');
    expect('bytes' in written && read(written.bytes)).toBe('～');
  });

  it('names each character that the code does not have, once', () => {
    expect(encodeCp932('𠮷野家の𠮷é')).toEqual({ missing: ['𠮷', 'é'] });
  });
});
