import type { HealthFormat, ParsedHealthRecord } from '@hinomi/contracts';
import { parseFhir } from './fhir/parse-fhir.js';
import { parseJahisNotebook } from './jahis-notebook/parse-jahis-notebook.js';

/** What a document of a person's health comes to in the vault; several codes are parts of one notebook. Never throws. */
export function parseHealthRecord(
  bytes: Uint8Array | readonly Uint8Array[],
  format: Exclude<HealthFormat, 'stated'>,
): ParsedHealthRecord {
  if (format === 'jahis-notebook') return parseJahisNotebook(bytes);
  const [only, ...more] = bytes instanceof Uint8Array ? [bytes] : bytes;
  if (only !== undefined && more.length === 0) return parseFhir(only);
  const finding = {
    severity: 'error',
    code: 'structure',
    where: 'line 1',
    message: 'a FHIR record is one document',
  } as const;
  return { record: null, findings: [finding] };
}
