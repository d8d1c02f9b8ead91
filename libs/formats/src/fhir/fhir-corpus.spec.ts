import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { HealthRecord, type ParsedHealthRecord } from '@hinomi/contracts';
import { parseFhir } from './parse-fhir.js';

const corpus = `${process.env['HINOMI_CORPUS'] ?? new URL('../../../../../shared/data', import.meta.url).pathname}/fhir`;
const present = existsSync(corpus);
const files = present
  ? readdirSync(corpus, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.json'))
      .sort()
  : [];

/** What every JSON document of the corpus comes to. Written down, so that a change shows. */
const COMES_TO: Readonly<Record<string, string>> = {
  'ips/connectathon_May2025--AU-example-sparked.json': '4 medicine, 2 condition, 1 observation, 1 allergy known-none',
  'ips/connectathon_May2026--Bundle-aups-basicsummary.json': '3 allergy, 1 medicine, 1 condition known-none',
  'ips/connectathon_Sept2024--CA_VeroSource_buddy_bear.json': '1 allergy no-information, 1 condition no-information',
  'ips/connectathon_Sept2025--full_ips.json':
    '1 allergy, 4 condition, 3 medicine, 1 procedure, 1 device, 1 observation',
  'ips/connectathon_archive--CH_HL7CH_Examples_01.json':
    '2 medicine, 1 allergy, 1 condition, 1 condition no-information',
  'ips/connectathon_archive--CY_Andreas_Ioannou_02.json':
    '10 condition, 3 procedure, 8 allergy no-information, 1 allergy known-none, 1 medicine no-information',
  'ips/connectathon_archive--DK_Jens_Villadsen_02.json': '16 medicine',
  'ips/connectathon_archive--HK_IPS_Sample1.json': '2 allergy, 1 condition, 1 medicine no-information',
  'ips/connectathon_archive--NL_Curavista_01.json': '2 allergy, 3 condition, 2 medicine',
  'ips/connectathon_archive--US_Dynamic_Health_IT_Happy_Kid_FHIR_Bundle-IPS.json': '2 allergy, 2 condition, 3 medicine',
  'ips/connectathon_archive--US_Interoperability_Institute_Pearl Holmes Levine-IPS.json':
    '5 condition, 1 allergy no-information, 1 medicine no-information',
  'ips/connectathon_archive--US_Washington_GDHP_original.json': '3 condition, 4 medicine, 1 allergy no-information',
  'ips/connectathon_archive--US_ePatientDave_medStatements_original_noNarrative.json':
    '37 condition, 35 medicine, 1 allergy no-information',
  'ips/validated_samples--AT_ELGA_GmbH_01.json': '5 condition, 7 medicine, 1 allergy',
  'ips/validated_samples--DE_no_info_with_Advance_Directive.json':
    '1 allergy no-information, 1 condition no-information, 1 medicine no-information',
  'ips/validated_samples--IPS_IG-bundle-01.json': '2 condition, 2 medicine, 1 allergy, 1 allergy known-none',
  'ips/validated_samples--IPS_IG_bundle-minimal.json': '1 condition, 1 medicine, 1 allergy',
  'ips/validated_samples--IPS_IG_bundle-no-info-required-sections.json':
    '1 allergy no-information, 1 condition no-information, 1 medicine no-information',
  'ips/validated_samples--NZ_Peter_Jordan_AAA1234.json': '1 medicine, 1 allergy known-none, 1 condition known-none',
  'ips/validated_samples--US_ePatientDave_medRequest_with_Narrative.json':
    '13 medicine, 37 condition, 1 allergy no-information',
  'jp-clins/AllergyIntolerance-Example-JP-Allergy-eCS-01.json': '1 allergy',
  'jp-clins/AllergyIntolerance-Example-JP-Allergy-eCS-02.json': '1 allergy',
  'jp-clins/AllergyIntolerance-Example-JP-AllergyIntolerance-eCS-02.json': '1 allergy',
  'jp-clins/AllergyIntolerance-Example-JP-AllergyIntolerance-eCS-03.json': '1 allergy',
  'jp-clins/Bundle-Bundle-CLINS-Observations-Example-01.json': 'a person',
  'jp-clins/Bundle-Bundle-CLINS-PCS-Example-01.json': '2 condition',
  'jp-clins/Bundle-Bundle-CLINS-Referral-Example-01.json': '5 condition, 3 allergy',
  'jp-clins/CarePlan-Example-JP-CarePlan-eCS-HT.json': 'refused: required Resource',
  'jp-clins/Condition-Example-JP-Condition-eCS-01.json': '1 condition',
  'jp-clins/Condition-Example-JP-Condition-eCS-03.json': '1 condition',
  'jp-clins/Condition-Example-JP-Condition-eCS-ABDPAIN.json': '1 condition',
  'jp-clins/Condition-Example-JP-Condition-eCS-Fx.json': '1 condition',
  'jp-clins/Condition-Example-JP-Condition-eCS-cc1-Referral01.json': '1 condition',
  'jp-clins/DocumentReference-Example-JP-DocRef-eCS-clinical-ccourse-Referral01.json': 'refused: required Resource',
  'jp-clins/Encounter-Example-Contained-JP-Encounter-AMB.json': 'refused: required Resource',
  'jp-clins/Encounter-Example-JP-Encounter-eCS-01.json': 'refused: required Resource',
  'jp-clins/Encounter-Example-JP-Encounter-eCS-AMB-01.json': 'refused: required Resource',
  'jp-clins/MedicationRequest-Example-JP-MedReq-ExtSkin-Total2.json': '1 medicine',
  'jp-clins/MedicationRequest-Example-JP-MedReq-PO-4timez-7days.json': '1 medicine',
  'jp-clins/MedicationRequest-Example-JP-MedReq-PO-BID-10days-AsNeeded.json': '1 medicine',
  'jp-clins/MedicationRequest-Example-JP-MedReq-PO-BID-2d.json': '1 medicine',
  'jp-clins/MedicationRequest-Example-JP-MedReq-PO-SID-28days.json': '1 medicine',
  'jp-clins/MedicationRequest-Example-JP-MedReq-PO-SID-90-AMB.json': '1 medicine',
  'jp-clins/MedicationRequest-Example-JP-MedReq-PO-TID-2days.json': '1 medicine',
  'jp-clins/MedicationRequest-Example-JP-MedReq-TID-01.json': '1 medicine',
  'jp-clins/Observation-Example-JP-Obs-Common-eCS-PS-textOnly01.json': 'a person',
  'jp-clins/Observation-Example-JP-Obs-LabResult-eCS-K.json': 'a person',
  'jp-clins/Observation-Example-JP-Obs-LabResult-eCS-eGFR.json': 'a person',
  'jp-clins/Organization-Example-JP-Org-eCS-InstWithDepartment.json': 'refused: required Resource',
  'jp-clins/Organization-Example-JP-Org-eCS-ReferralTo01.json': 'refused: required Resource',
  'jp-clins/Patient-Example-JP-Patient-minimun.json': 'a person',
  'jp-clins/Patient-Example-JP-Patient-standard.json': 'a person',
  'jp-clins/Practitioner-Example-Contained-JP-Practitioner-minimun-D002.json': 'refused: required Resource',
  'jp-clins/Practitioner-Example-Contained-JP-Practitioner-minimun-D003.json': 'refused: required Resource',
  'jp-clins/Practitioner-Example-JP-Practitioner-eCS-PCS-Author.json': 'refused: required Resource',
  'jp-clins/Practitioner-Example-JP-Practitioner-eCS-ReferralFrom01.json': 'refused: required Resource',
  'jp-clins/Practitioner-Example-JP-Practitioner-eCS-ReferralTo01.json': 'refused: required Resource',
  'jp-clins/Practitioner-Example-JP-Practitioner-eCS-ReferralTo02.json': 'refused: required Resource',
  'jp-clins/Specimen-Example-Contained-JP-Specimen-Urine.json': 'refused: required Resource',
  'jp-eprescription/Bundle-JP-MedReq-ePreData-Example-bunkatsu.json': '6 medicine',
  'jp-eprescription/Coverage-JP-Coverage-ePreData-insurance-Example.json': 'refused: required Resource',
  'jp-eprescription/Coverage-JP-Coverage-ePreData-publicPayment-Example.json': 'refused: required Resource',
  'jp-eprescription/MedicationRequest-JP-MedReq-ePreData-Example-fukintouByDay.json': '1 medicine',
  'jp-eprescription/MedicationRequest-JP-MedReq-ePreData-Example-fukintouByTimes01-rec01.json': '1 medicine',
  'jp-eprescription/MedicationRequest-JP-MedReq-ePreData-Example-fukintouByTimes01-rec02.json': '1 medicine',
  'jp-eprescription/MedicationRequest-JP-MedReq-ePreData-Example-gaiyou01.json': '1 medicine',
  'jp-eprescription/MedicationRequest-JP-MedReq-ePreData-Example-gaiyou02.json': '1 medicine',
  'jp-eprescription/MedicationRequest-JP-MedReq-ePreData-Example-gaiyou03.json': '1 medicine',
  'jp-eprescription/MedicationRequest-JP-MedReq-ePreData-Example-naihuku.json': '1 medicine',
  'jp-eprescription/MedicationRequest-JP-MedReq-ePreData-Example-youbiShiitei.json': '1 medicine',
  'jp-eprescription/MedicationRequest-JP-MedReq-ePreData-Example-zenzou01per03.json': '1 medicine',
  'jp-eprescription/MedicationRequest-JP-MedReq-ePreData-Example-zenzou03per03.json': '1 medicine',
  'jp-eprescription/Organization-JP-Organization-ePreData-coveragePayer-Example.json': 'refused: required Resource',
  'jp-eprescription/Organization-JP-Organization-ePreData-departmentOfIssuer-Example.json':
    'refused: required Resource',
  'jp-eprescription/Patient-JP-Patient-ePreData-Example.json': 'a person',
  'jp-eprescription/Practitioner-JP-Practitioner-ePreData-author-Example.json': 'refused: required Resource',
  'jp-eprescription/PractitionerRole-JP-PractitionerRole-ePreData-author-Example.json': 'refused: required Resource',
  'edge-cases/bundle-bad-empty.json': 'refused: invariant Bundle.entry[1].resource',
  'edge-cases/bundle-conditional-reference-good.json': 'a person',
  'edge-cases/bundle-conformsto-composition.json': 'refused: required Resource',
  'edge-cases/bundle-conformsto.json': 'a person',
  'edge-cases/bundle-document-versioned-references-good.json': 'a person',
  'edge-cases/bundle-duplicate-id.json': 'a person',
  'edge-cases/bundle-good.json': 'refused: invariant Bundle.entry[1].resource',
  'edge-cases/bundle-id-search-1.json': 'refused: required Bundle',
  'edge-cases/bundle-id-search-3.json': 'refused: required Bundle',
  'edge-cases/bundle-invariant-instance.json': 'refused: invariant Bundle.entry[1].resource',
  'edge-cases/bundle-profiles.json': 'a person',
  'edge-cases/bundle-resolve-deep.json': 'a person',
  'edge-cases/bundle-transaction.json': 'refused: required Bundle',
  'edge-cases/bundle-urn.json': '1 medicine, 1 allergy no-information, 1 condition no-information',
};

function told({ record, findings }: ParsedHealthRecord): string {
  if (record === null) return `refused: ${findings[0]?.code} ${findings[0]?.where}`;
  const counts = new Map<string, number>();
  const said = [
    ...record.evidence.map(({ kind }) => kind),
    ...record.statements.map((one) => `${one.about} ${one.says}`),
  ];
  for (const one of said) counts.set(one, (counts.get(one) ?? 0) + 1);
  return [...counts].map(([what, count]) => `${count} ${what}`).join(', ') || 'a person';
}

(present ? describe : describe.skip)(`FHIR corpus${present ? '' : ' (absent: set HINOMI_CORPUS)'}`, () => {
  it('holds what this table speaks of, and nothing else', () => {
    expect(files).toEqual(Object.keys(COMES_TO).sort());
  });

  it.each(files)('%s', (file) => {
    const read = parseFhir(readFileSync(`${corpus}/${file}`));
    expect(told(read)).toBe(COMES_TO[file]);
    if (read.record !== null) expect(HealthRecord.safeParse(read.record).success).toBe(true);
  });
});
