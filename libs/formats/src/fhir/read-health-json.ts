import type { HealthFinding } from '@hinomi/contracts';
import { scanJson, type JsonFault } from './scan-json.js';

/** A document of a whole life with its pictures left out is below 2 MB; the largest sample known has 0.4. */
export const MAX_FHIR_BYTES = 5 * 1024 * 1024;
/** FHIR itself nests below twenty; contained and nested bundles some more. */
const MAX_DEPTH = 60;

const FAULTS: Readonly<Record<JsonFault['kind'], Pick<HealthFinding, 'code' | 'message'>>> = {
  syntax: { code: 'structure', message: 'is not JSON from here on' },
  'too-deep': { code: 'too-costly', message: `is nested deeper than ${MAX_DEPTH}` },
  'duplicate-key': { code: 'structure', message: 'the same property for the second time' },
  'forbidden-key': { code: 'structure', message: 'a property of a name that FHIR does not have' },
};

/** Bytes → JSON, or what is wrong with it by line and column; never a piece of the text. */
export function readHealthJson(bytes: Uint8Array): { value: unknown } | { finding: HealthFinding } {
  if (bytes.byteLength > MAX_FHIR_BYTES)
    return refused('too-costly', 'line 1', `is larger than ${MAX_FHIR_BYTES} bytes`);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return refused('structure', 'line 1', 'the bytes are not UTF-8');
  }
  const fault = scanJson(text, MAX_DEPTH);
  if (fault !== null) return refused(FAULTS[fault.kind].code, placeIn(text, fault.offset), FAULTS[fault.kind].message);
  return { value: JSON.parse(text) as unknown };
}

function refused(code: HealthFinding['code'], where: string, message: string): { finding: HealthFinding } {
  return { finding: { severity: 'error', code, where, message } };
}

function placeIn(text: string, offset: number): string {
  const lines = text.slice(0, offset).split('\n');
  return `line ${lines.length}, column ${(lines.at(-1)?.length ?? 0) + 1}`;
}
