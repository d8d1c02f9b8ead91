import { z } from 'zod';

/** A code and who made it up: one of {@link CODE_SYSTEMS} by its short name, else the system's URI as the record gives it. */
export const HealthCode = z.strictObject({ system: z.string().min(1).max(300), code: z.string().min(1).max(120) });
export type HealthCode = z.infer<typeof HealthCode>;

/**
 * Short names of the code systems that rules are written in, with every URI and OID they are known by (phr 2.2; JP Core 1.2.0,
 * HL7 Terminology). `mhlw-drug` = 厚生労働省コード (12 characters, made like a YJ code), `receipt-drug` = レセプト電算処理システム用コード,
 * `drug-general` = 一般名処方マスタ, whose first digits are those of the YJ code.
 */
export const CODE_SYSTEMS = {
  yj: [
    'http://capstandard.jp/iyaku.info/CodeSystem/YJ-code',
    'urn:oid:1.2.392.100495.20.2.73',
    'urn:oid:1.2.392.100495.20.1.73',
  ],
  hot7: ['http://medis.or.jp/CodeSystem/master-HOT7', 'urn:oid:1.2.392.200119.4.403.2'],
  hot9: [
    'http://medis.or.jp/CodeSystem/master-HOT9',
    'urn:oid:1.2.392.200119.4.403.1',
    'urn:oid:1.2.392.100495.20.2.74',
  ],
  hot13: ['http://medis.or.jp/CodeSystem/master-HOT13', 'urn:oid:1.2.392.200119.4.402.1'],
  'drug-general': [
    'http://jpfhir.jp/fhir/core/mhlw/CodeSystem/MedicationGeneralOrderCode',
    'urn:oid:1.2.392.100495.20.1.81',
  ],
  'mhlw-drug': [],
  'receipt-drug': [],
  atc: ['http://www.whocc.no/atc', 'urn:oid:2.16.840.1.113883.6.73'],
  rxnorm: ['http://www.nlm.nih.gov/research/umls/rxnorm', 'urn:oid:2.16.840.1.113883.6.88'],
  snomed: ['http://snomed.info/sct', 'urn:oid:2.16.840.1.113883.6.96'],
  loinc: ['http://loinc.org', 'urn:oid:2.16.840.1.113883.6.1'],
  'icd-10': [
    'http://hl7.org/fhir/sid/icd-10',
    'http://hl7.org/fhir/sid/icd-10-cm',
    'http://jpfhir.jp/fhir/core/mhlw/CodeSystem/ICD10-2013-full',
    'urn:oid:2.16.840.1.113883.6.3',
    'urn:oid:2.16.840.1.113883.6.90',
  ],
  'medis-disease': ['http://medis.or.jp/CodeSystem/master-disease-exCode', 'urn:oid:1.2.392.200119.4.101.6'],
  'medis-disease-key': ['http://medis.or.jp/CodeSystem/master-disease-keyNumber'],
  'jfagy-food': ['http://jpfhir.jp/fhir/core/CodeSystem/JP_JfagyFoodAllergen_CS'],
  'jfagy-medication': ['http://jpfhir.jp/fhir/core/CodeSystem/JP_JfagyMedicationAllergen_CS'],
  'jfagy-other': ['http://jpfhir.jp/fhir/core/CodeSystem/JP_JfagyNonFoodNonMedicationAllergen_CS'],
  language: ['urn:ietf:bcp:47'],
  /** What somebody ticks or says at a shelter, in the hub's own words: `infra/needs-rules` lists them. */
  stated: ['urn:hinomi:stated'],
} as const satisfies Record<string, readonly string[]>;
export type CodeSystemName = keyof typeof CODE_SYSTEMS;

const NAME_OF = new Map<string, CodeSystemName>(
  (Object.keys(CODE_SYSTEMS) as CodeSystemName[]).flatMap((name) =>
    CODE_SYSTEMS[name].map((uri): [string, CodeSystemName] => [uri, name]),
  ),
);

/** The short name of a code system; one that no rule is written in keeps its URI. */
export function codeSystemOf(uri: string): string {
  return NAME_OF.get(uri) ?? uri;
}
