import { MAX_ATTACHMENT_BYTES, type ErrorCode, type LogAttachmentKind } from '@hinomi/contracts';
import { stripJpeg, stripPng, stripWebp, type StrippedPicture } from '@hinomi/formats';

export type AttachmentDecision =
  | { outcome: 'taken'; kind: LogAttachmentKind; bytes: Uint8Array }
  | { outcome: 'refused'; code: Extract<ErrorCode, `attachment.${string}`>; detail: string };

/** By how a file begins, whatever it is called. */
const PICTURES: readonly { kind: LogAttachmentKind; begins: string; strip: (bytes: Uint8Array) => StrippedPicture }[] =
  [
    { kind: 'jpeg', begins: '\xff\xd8\xff', strip: stripJpeg },
    { kind: 'png', begins: '\x89PNG', strip: stripPng },
    { kind: 'webp', begins: 'RIFF', strip: stripWebp },
  ];
/** A whole PDF ends with its mark; some programs write a little behind it. */
const PDF_TAIL_BYTES = 1_024;

/** What a file is by its content: pictures without anything but the picture, PDF as it is. */
export function decideAttachment(bytes: Uint8Array): AttachmentDecision {
  const refuse = (code: 'unreadable' | 'too-large', detail: string): AttachmentDecision => ({
    ...{ outcome: 'refused', code: `attachment.${code}`, detail },
  });
  if (bytes.length > MAX_ATTACHMENT_BYTES)
    return refuse('too-large', `A file has at most ${MAX_ATTACHMENT_BYTES} bytes.`);
  const start = latin1(bytes.subarray(0, 8));
  const picture = PICTURES.find(({ begins }) => start.startsWith(begins));
  if (picture !== undefined) {
    const stripped = picture.strip(bytes);
    return stripped.outcome === 'stripped'
      ? { outcome: 'taken', kind: picture.kind, bytes: stripped.bytes }
      : refuse('unreadable', `${stripped.detail} (byte ${stripped.offset})`);
  }
  if (!/^%PDF-[12]\./.test(start)) return refuse('unreadable', 'Only JPEG, PNG, WebP and PDF are taken.');
  if (!latin1(bytes.subarray(-PDF_TAIL_BYTES)).includes('%%EOF')) return refuse('unreadable', 'The PDF ends early.');
  return { outcome: 'taken', kind: 'pdf', bytes };
}

function latin1(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}
