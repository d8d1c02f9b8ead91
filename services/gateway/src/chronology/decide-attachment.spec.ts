import { describe, expect, it } from '@jest/globals';
import { MAX_ATTACHMENT_BYTES } from '@hinomi/contracts';
import { jpegWithPlace } from '@hinomi/testing';
import { decideAttachment } from './decide-attachment.js';

const bytesOf = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'));
const refusal = (bytes: Uint8Array): string => {
  const decided = decideAttachment(bytes);
  return decided.outcome === 'refused' ? `${decided.code}: ${decided.detail}` : decided.kind;
};

describe('a file beside an entry', () => {
  it('is a picture without where it was taken', () => {
    const decided = decideAttachment(jpegWithPlace());
    expect(decided).toMatchObject({ outcome: 'taken', kind: 'jpeg' });
    if (decided.outcome === 'taken') expect(Buffer.from(decided.bytes).toString('latin1')).not.toContain('SECRET');
  });

  it('is a PDF as it is', () => {
    const pdf = bytesOf('%PDF-1.7\n1 0 obj\nendobj\n%%EOF\n');
    expect(decideAttachment(pdf)).toEqual({ outcome: 'taken', kind: 'pdf', bytes: pdf });
  });

  it.each([
    ['a page', bytesOf('<!doctype html>'), 'attachment.unreadable: Only JPEG, PNG, WebP and PDF are taken.'],
    ['a page that calls itself a PDF further down', bytesOf('<script>%PDF-1.7 %%EOF'), 'attachment.unreadable: Only'],
    ['half a PDF', bytesOf('%PDF-1.7\n1 0 obj'), 'attachment.unreadable: The PDF ends early.'],
    ['half a picture', jpegWithPlace().subarray(0, 40), 'attachment.unreadable: '],
    ['a film', bytesOf('RIFF\x04\0\0\0AVI '), 'attachment.unreadable: This is no WebP. (byte 0)'],
    ['nothing', bytesOf(''), 'attachment.unreadable: Only'],
    ['too much', new Uint8Array(MAX_ATTACHMENT_BYTES + 1), 'attachment.too-large: '],
  ])('is not %s', (_what, bytes, said) => {
    expect(refusal(bytes)).toContain(said);
  });
});
