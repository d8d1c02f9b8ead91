import { HealthRecord, type HealthFinding, type ParsedHealthRecord } from '@hinomi/contracts';

/** Far above what a form has; a form is no file. */
const MAX_STATED_BYTES = 256 * 1024;

/** What a form at a shelter collects: a record in the hub's own words. Whatever it says was stated by the person. */
export function parseStated(bytes: Uint8Array): ParsedHealthRecord {
  if (bytes.byteLength > MAX_STATED_BYTES) return refused('too-costly', '/', 'The form is larger than any form is.');
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return refused('structure', '/', 'The form is not JSON in UTF-8.');
  }
  const read = HealthRecord.safeParse(value);
  if (!read.success) {
    const path = read.error.issues[0]?.path ?? [];
    return refused(
      'value',
      `/${path.filter((part) => typeof part !== 'symbol').join('/')}`,
      'A field is not as the form has it.',
    );
  }
  if (read.data.format !== 'stated') return refused('value', '/format', 'The format of a form is `stated`.');
  const evidence = read.data.evidence.map((each) => ({ ...each, origin: 'stated' as const }));
  return { record: { ...read.data, evidence }, findings: [] };
}

function refused(
  code: HealthFinding['code'],
  where: string,
  message: string,
): { record: null; findings: HealthFinding[] } {
  return { record: null, findings: [{ severity: 'error', code, where, message }] };
}
