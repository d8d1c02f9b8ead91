import type { HealthFinding } from '@hinomi/contracts';
import type { ByteLine } from './join-codes.js';

/** One record: its number and its fields; field 1 of a finding is the number itself. */
export interface NotebookLine {
  fields: string[];
  where: string;
}

/** CP932 as Windows reads it, which is what the Encoding Standard calls shift_jis; UTF-8 where the bytes can be nothing else. */
export function decodeLines(
  lines: readonly ByteLine[],
  isSigned: boolean,
): { lines: NotebookLine[]; findings: HealthFinding[] } {
  const findings: HealthFinding[] = [];
  const asUtf8 = isSigned || isUtf8(lines);
  const encoding = asUtf8 ? 'utf-8' : 'shift_jis';
  if (asUtf8 && !isSigned) {
    findings.push({ severity: 'information', code: 'informational', where: 'line 1', message: 'was read as UTF-8' });
  }
  const strict = new TextDecoder(encoding, { fatal: true });
  const lenient = new TextDecoder(encoding);
  const decoded = lines.map(({ bytes, where }) => {
    try {
      return { fields: strict.decode(bytes).split(','), where };
    } catch {
      findings.push({
        severity: 'warning',
        code: 'value',
        where,
        message: 'has bytes that are no characters; the rest of it was read',
      });
      return { fields: lenient.decode(bytes).split(','), where };
    }
  });
  return { lines: decoded, findings };
}

/** Valid throughout, with characters of three bytes: half-width kana of CP932 can look like characters of two. */
function isUtf8(lines: readonly ByteLine[]): boolean {
  const strict = new TextDecoder('utf-8', { fatal: true });
  let wide = false;
  for (const { bytes } of lines) {
    try {
      wide ||= /[\u0800-\uffff]/.test(strict.decode(bytes));
    } catch {
      return false;
    }
  }
  return wide;
}
