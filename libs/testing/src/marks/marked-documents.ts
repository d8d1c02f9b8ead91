import { cp932 } from './cp932.js';
import type { MarkedPerson } from './marked-person.js';

/** The person's records as a hospital sends them: every text that FHIR has room for carries a mark. */
export function fhirBundle(person: MarkedPerson): object {
  const { family, given, kana, address, birthDate, identifier, phone } = person;
  const narrative = {
    status: 'generated',
    div: `<div xmlns="http://www.w3.org/1999/xhtml">${family}${given} ${address}</div>`,
  };
  const subject = { reference: 'Patient/p1', display: `${family}${given}` };
  return {
    resourceType: 'Bundle',
    type: 'collection',
    identifier: { system: 'urn:hospital', value: identifier },
    entry: [
      {
        fullUrl: `urn:hospital:${identifier}`,
        resource: {
          ...{ resourceType: 'Patient', id: 'p1', text: narrative, birthDate, gender: 'female' },
          name: [{ family, given: [given], text: `${family}　${given}` }, { text: kana }],
          telecom: [{ system: 'phone', value: phone }],
          address: [{ text: address }],
          identifier: [{ system: 'urn:insurance', value: identifier }],
          contact: [{ name: { text: `${family}太郎` }, telecom: [{ system: 'phone', value: phone }] }],
        },
      },
      {
        resource: {
          ...{
            resourceType: 'MedicationRequest',
            id: 'm1',
            status: 'active',
            intent: 'order',
            subject,
            text: narrative,
          },
          medicationCodeableConcept: {
            coding: [{ system: 'http://capstandard.jp/iyaku.info/CodeSystem/YJ-code', code: '2492414G1020' }],
            text: `${family}様用インスリン`,
          },
          authoredOn: '2026-11-20',
          note: [{ text: `${given}さんの家は${address}` }],
        },
      },
      {
        resource: {
          ...{ resourceType: 'Condition', id: 'c1', subject, recordedDate: '2026-11-01' },
          clinicalStatus: {
            coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code: 'active' }],
          },
          code: { coding: [{ system: 'http://hl7.org/fhir/sid/icd-10', code: 'E10' }], text: `${family}の糖尿病` },
        },
      },
    ],
  };
}

/** The person's medicine notebook. */
export function notebook({ family, given, kana, address, birthDate, phone }: MarkedPerson): Buffer {
  const lines = [
    'JAHISTC08,1',
    `1,${family} ${given},2,${birthDate.replaceAll('-', '')},9280001,${address},${phone},${family}太郎,,,${kana}`,
    `2,1,${family}は卵アレルギー,2`,
    '5,20261120,1',
    `11,${family}薬局,17,4,1234567,9280001,${address},${phone},1`,
    '201,1,ワーファリン錠1mg,1,錠,4,3332001F1024,1',
    '301,1,朝食後,14,日分,1,1,,1',
    `601,${given}の記入,20261120`,
  ];
  return Buffer.concat(lines.map((line) => Buffer.concat([cp932(line), Buffer.from('\r\n')])));
}

/** Documents that cannot be used, with marks where faults are told. */
export function brokenDocuments(person: MarkedPerson): [format: string, bytes: Buffer][] {
  const { family, given, identifier, birthDate } = person;
  const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));
  const whole = JSON.stringify(fhirBundle(person));
  return [
    ['fhir-json', Buffer.from(whole.slice(0, whole.length / 2))],
    ['fhir-json', Buffer.from(`${family}${given}`)],
    ['fhir-json', json({ resourceType: family, [family]: given })],
    ['fhir-json', json({ resourceType: 'Bundle', type: family, entry: identifier })],
    [
      'fhir-json',
      json({
        resourceType: 'Bundle',
        type: 'collection',
        entry: [{ resource: { resourceType: 'Patient', birthDate: family, name: given } }],
      }),
    ],
    [
      'fhir-json',
      json({
        resourceType: 'Bundle',
        type: 'collection',
        [identifier]: family,
        entry: [{ resource: { resourceType: given } }],
      }),
    ],
    ['stated', json({ format: family, [given]: birthDate })],
    ['stated', Buffer.from(`{"person": "${family}`)],
    ['jahis-notebook', cp932(`${family},${given}`)],
    [
      'jahis-notebook',
      Buffer.concat([cp932('JAHISTC08,1'), Buffer.from('\r\n'), cp932(`1,${family},9,${given}`), Buffer.of(0x81)]),
    ],
    ['jahis-notebook', cp932(`JAHISTC${identifier},1`)],
  ];
}
