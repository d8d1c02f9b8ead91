import type { EvidenceKind, HealthCode, Statement } from '@hinomi/contracts';
import { isAbsent, stateOf, part, parts, type Node } from './node.js';

/** "Known to have none" and "nobody has looked" are two statements (phr 2.1). Codes of IPS (absent-unknown-uv-ips) and SNOMED CT. */
const ABSENT_UNKNOWN = 'http://hl7.org/fhir/uv/ips/CodeSystem/absent-unknown-uv-ips';
const SAYS: Readonly<Record<string, Statement['says']>> = {
  'no-allergy-info': 'no-information',
  'no-known-allergies': 'known-none',
  'no-known-medication-allergies': 'known-none',
  'no-known-environmental-allergies': 'known-none',
  'no-known-food-allergies': 'known-none',
  'no-medication-info': 'no-information',
  'no-known-medications': 'known-none',
  'no-problem-info': 'no-information',
  'no-known-problems': 'known-none',
  'no-device-info': 'no-information',
  'no-known-devices': 'known-none',
  'no-procedure-info': 'no-information',
  'no-known-procedures': 'known-none',
};
/** No known allergy; the same of food, drugs and the environment; no current problems. */
const SNOMED_NONE = new Set(['716186003', '429625007', '409137002', '428607008', '160245001']);

/** What a concept says when it stands for the absence of what it would name; null when it names something. */
export function saysNone(resource: Node, name: string, codes: readonly HealthCode[]): Statement['says'] | null {
  for (const { system, code } of codes) {
    if (system === ABSENT_UNKNOWN && Object.hasOwn(SAYS, code)) return SAYS[code] ?? null;
    if (system === 'snomed' && SNOMED_NONE.has(code)) return 'known-none';
  }
  return codes.length === 0 && isAbsent(resource, name) ? 'no-information' : null;
}

/** Sections of a summary by their LOINC codes. */
const SECTIONS: Readonly<Record<string, EvidenceKind>> = {
  '11450-4': 'condition',
  '48765-2': 'allergy',
  '10160-0': 'medicine',
  '46264-8': 'device',
  '47519-4': 'procedure',
  '10162-6': 'observation',
};

/** What a Composition says of sections that it leaves empty. */
export function readEmptySections(composition: Node): Statement[] {
  return parts(composition, 'section').flatMap((section) => {
    const about = SECTIONS[stateOf(part(section, 'code')) ?? ''];
    const reason = stateOf(part(section, 'emptyReason'));
    if (about === undefined || reason === null) return [];
    return [{ about, says: reason === 'nilknown' ? 'known-none' : 'no-information', where: section.path }];
  });
}
