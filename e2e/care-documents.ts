/** Documents of invented persons, written for these tests as the formats say; medicines are dispensed so many days ago. */
export interface Invented {
  family: string;
  given: string;
  kana: string;
  birthDate: string;
  identifier: string;
}

const DAY_MS = 86_400_000;

function dayAgo(days: number): string {
  return new Date(Date.now() + 9 * 3_600_000 - days * DAY_MS).toISOString().slice(0, 10);
}

/** JP Core: a patient with insulin for `daysLeft` more days, an allergy to wheat, and oxygen at home. */
export function fhirBundle({ family, given, kana, birthDate, identifier }: Invented, daysLeft: number): string {
  const representation = (valueCode: string) => [
    { url: 'http://hl7.org/fhir/StructureDefinition/iso21090-EN-representation', valueCode },
  ];
  const subject = { reference: 'Patient/p1' };
  const entry = (resource: { resourceType: string; id: string }) => ({
    fullUrl: `https://example.jp/fhir/${resource.resourceType}/${resource.id}`,
    resource,
  });
  return JSON.stringify({
    resourceType: 'Bundle',
    type: 'collection',
    entry: [
      entry({
        ...{ resourceType: 'Patient', id: 'p1', gender: 'female', birthDate },
        identifier: [{ system: 'urn:oid:1.2.392.100495.20.3.51.11719999999', value: identifier }],
        name: [
          { extension: representation('IDE'), text: `${family}　${given}` },
          { extension: representation('SYL'), text: kana },
        ],
      } as never),
      entry({
        ...{ resourceType: 'MedicationRequest', id: 'm1', status: 'active', intent: 'order', subject },
        medicationCodeableConcept: {
          coding: [{ system: 'http://capstandard.jp/iyaku.info/CodeSystem/YJ-code', code: '2492414G1020' }],
          text: 'インスリン注見本',
        },
        authoredOn: `${dayAgo(10)}T09:00:00+09:00`,
        dosageInstruction: [
          { timing: { repeat: { boundsDuration: { value: 10 + daysLeft, unit: '日', code: 'd' } } } },
        ],
      } as never),
      entry({
        ...{ resourceType: 'AllergyIntolerance', id: 'a1', patient: subject, category: ['food'] },
        clinicalStatus: { coding: [{ code: 'active' }] },
        code: { text: '小麦' },
      } as never),
      entry({
        ...{ resourceType: 'Condition', id: 'c1', subject },
        clinicalStatus: { coding: [{ code: 'active' }] },
        code: { coding: [{ system: 'http://hl7.org/fhir/sid/icd-10', code: 'J96.1' }], text: '慢性呼吸不全' },
      } as never),
    ],
  });
}

/** JAHISTC08 as text: warfarin for `daysLeft` more days, and an allergy to eggs. */
export function notebook({ family, given, kana, birthDate }: Invented, daysLeft: number): string {
  const dispensed = dayAgo(14).replaceAll('-', '');
  return [
    'JAHISTC08,1',
    `1,${family}　${given},1,${birthDate.replaceAll('-', '')},,,,,,,${kana}`,
    '2,1,卵,2',
    `5,${dispensed},1`,
    '11,見本薬局,17,4,7654321,,,,1',
    '201,1,ワルファリンカリウム錠１ｍｇ見本,2,錠,4,3332001F1024,1',
    `301,1,【分１　朝食後服用】,${14 + daysLeft},日分,1,1,,1`,
    '',
  ].join('\n');
}
