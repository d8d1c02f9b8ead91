import { deflateSync, inflateSync, strFromU8, strToU8 } from 'fflate';
import { THEME_DEFINITIONS, type Instant, type ShelterReport, type ShelterReportBatch } from '@hinomi/contracts';
import { inOrder, type KeptReport } from './queue-decisions.js';
import { readReportFile, type ReadFile } from './report-file.js';

/** The first letter of a code: which dictionary it was made with. */
const VERSION = '1';
/** What a camera reads off a screen at arm's length: about version 25 of a QR code at level L. */
const GOOD_LENGTH = 1_200;
/** What the largest QR code holds beside the address (ISO/IEC 18004: 2,953 bytes at level L). */
const MOST_LENGTH = 2_800;

/** Words of a report, the commonest last: a report of eight values becomes a third shorter with them. @NOTE Part of the format. */
const DICTIONARY = strToU8(
  [
    ...Object.keys(THEME_DEFINITIONS.shelter.attributes).sort(),
    '"not_today""few_days""enough""unusable""usable""congestion""yes""no""open"',
    '{"sentAt":"2026-01-01T00:00:00.000Z","carried":true,"reports":[{"reportId":"01","author":{"subject":"tablet:","name":"',
    '"confirmed":[],"by":"tablet","toldBy":null,"device":"01","counter":1,"shelter":"sip4d:","writtenAt":"2026-',
    '"urgentNeed":"","attributes":{"eststts":{"value":"open","observedAt":"2026-',
    '.000Z"},"evacueeno":{"value":0,"observedAt":"2026-',
  ].join(''),
);

/** `tooLong`: reports that no code can hold; they go by file. */
export interface ReportCodes {
  codes: string[];
  tooLong: number;
}

/** What waits, as few codes as can be read; each is whole by itself, whatever becomes of the others. */
export function reportCodes(waiting: readonly KeptReport[], now: Instant): ReportCodes {
  const codes: string[] = [];
  let tooLong = 0;
  let open: ShelterReport[] = [];
  const close = (): void => {
    if (open.length > 0) codes.push(codeOf(open, now));
    open = [];
  };
  for (const { report } of inOrder(waiting)) {
    if (codeOf([...open, report], now).length <= GOOD_LENGTH) {
      open.push(report);
      continue;
    }
    close();
    const alone = codeOf([report], now);
    if (alone.length <= GOOD_LENGTH) open.push(report);
    else if (alone.length <= MOST_LENGTH) codes.push(alone);
    else tooLong += 1;
  }
  close();
  return { codes, tooLong };
}

/** A code of another device. */
export function readReportCode(code: string): ReadFile {
  const unreadable: ReadFile = { outcome: 'unreadable', place: 'QR' };
  if (!code.startsWith(VERSION) || code.length > MOST_LENGTH) return unreadable;
  try {
    const bytes = Uint8Array.from(atob(code.slice(1).replaceAll('-', '+').replaceAll('_', '/')), (letter) =>
      letter.charCodeAt(0),
    );
    return readReportFile(strFromU8(inflateSync(bytes, { dictionary: DICTIONARY })));
  } catch {
    return unreadable;
  }
}

function codeOf(reports: readonly ShelterReport[], now: Instant): string {
  const batch: ShelterReportBatch = { sentAt: now, carried: true, reports: [...reports] };
  const bytes = deflateSync(strToU8(JSON.stringify(batch)), { level: 9, dictionary: DICTIONARY });
  const text = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  return `${VERSION}${text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')}`;
}
