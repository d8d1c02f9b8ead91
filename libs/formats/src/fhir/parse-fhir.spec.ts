import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { HealthRecord, type ParsedHealthRecord } from '@hinomi/contracts';
import { bundle, code, parsed, patient, whose } from './fhir-bundle.suite.js';
import { parseFhir } from './parse-fhir.js';

const fixture = (name: string): ParsedHealthRecord =>
  parseFhir(readFileSync(new URL(`../../fixtures/fhir/${name}.json`, import.meta.url)));

const recordOf = ({ record, findings }: ParsedHealthRecord): HealthRecord => {
  if (record === null) throw new Error(JSON.stringify(findings));
  return HealthRecord.parse(record);
};

describe('an International Patient Summary', () => {
  const record = recordOf(fixture('ips_traveller'));

  it('gives the person, the preferred language first', () => {
    expect(record.person).toEqual({
      names: ['Example Anna Maria'],
      kana: [],
      birthDate: '1992-04-02',
      sex: 'female',
      phones: ['+31-00-0000000'],
      address: '1 Example Street, Exampletown, NL',
      identifiers: [{ system: 'urn:oid:1.2.3.999', value: 'T-1' }],
      languages: ['nl', 'en'],
    });
    expect(record.issuedAt).toBe('2026-08-30T08:00:00.000Z');
  });

  it('gives what needs follow from, with codes by their short names and the place of each', () => {
    expect(record.evidence.map(({ kind, codes, origin, where }) => [kind, codes, origin, where])).toEqual([
      ['medicine', [{ system: 'atc', code: 'A10AB05' }], 'stated', 'Bundle.entry[2].resource'],
      [
        'condition',
        [
          { system: 'snomed', code: '46635009' },
          { system: 'icd-10', code: 'E10.9' },
        ],
        'record',
        'Bundle.entry[4].resource',
      ],
      ['allergy', [{ system: 'snomed', code: '91935009' }], 'record', 'Bundle.entry[5].resource'],
      ['observation', [{ system: 'loinc', code: '82810-3' }], 'record', 'Bundle.entry[6].resource'],
      ['observation', [{ system: 'loinc', code: '11778-8' }], 'record', 'Bundle.entry[7].resource'],
    ]);
    expect(record.evidence[0]).toMatchObject({
      text: 'insulin aspart',
      route: 'injection',
      from: '2020-03',
      status: 'active',
    });
    expect(record.evidence[3]?.value).toEqual({ codes: [{ system: 'loinc', code: 'LA15173-0' }] });
    expect(record.evidence[4]?.value).toEqual({ date: '2026-12-24' });
    expect(record.statements).toEqual([
      { about: 'device', says: 'known-none', where: 'Bundle.entry[0].resource.section[0]' },
    ]);
  });
});

it('reads a Japanese prescription: kana apart, codes by OID, days of supply, contained ingredients, a suspicion as unknown', () => {
  const record = recordOf(fixture('jp_prescription'));
  expect([record.person.names, record.person.kana]).toEqual([['試験　花子'], ['シケン　ハナコ']]);
  expect(record.evidence).toMatchObject([
    { codes: [{ system: 'yj', code: '3332001F1024' }], from: '2026-08-20', until: '2026-09-17', route: 'internal' },
    { codes: [{ system: 'hot9', code: '100000001' }], from: '2026-08-21', until: '2026-09-04', status: 'unknown' },
    { kind: 'condition', text: '心房細動の疑い', status: 'unknown' },
  ]);
});

describe('what the hub does not need', () => {
  it.each(['ips_traveller', 'jp_prescription'])('is nowhere in what %s comes to', (name) => {
    const bytes = readFileSync(new URL(`../../fixtures/fhir/${name}.json`, import.meta.url), 'utf8');
    expect(bytes).toContain('MARKED');
    expect(JSON.stringify(fixture(name))).not.toContain('MARKED');
  });

  it.each([
    [
      'HBs',
      { resourceType: 'Observation', status: 'final', code: code('http://loinc.org', '5196-1'), valueString: 'MARKED' },
    ],
    ['HCV', { resourceType: 'Observation', status: 'final', code: { text: 'HCV抗体 MARKED' }, valueString: 'MARKED' }],
    [
      'syphilis',
      { resourceType: 'Observation', code: { text: '梅毒 MARKED' }, valueCodeableConcept: { text: 'MARKED' } },
    ],
    [
      'HIV as a condition',
      { resourceType: 'Condition', code: { ...code('http://hl7.org/fhir/sid/icd-10', 'B20'), text: 'MARKED' } },
    ],
    ['hepatitis C by its Japanese name', { resourceType: 'Condition', code: { text: 'Ｃ型肝炎 MARKED' } }],
    [
      'an ICD-10 code without its dot',
      { resourceType: 'Condition', code: { ...code('http://hl7.org/fhir/sid/icd-10', 'Z225'), text: 'MARKED' } },
    ],
    ['an ended pregnancy', { resourceType: 'Procedure', status: 'completed', code: { text: '人工妊娠中絶 MARKED' } }],
    [
      'a family history',
      { resourceType: 'FamilyMemberHistory', status: 'completed', condition: [{ code: { text: 'MARKED' } }] },
    ],
    ['an immunization', { resourceType: 'Immunization', status: 'completed', vaccineCode: { text: 'MARKED' } }],
    ['a report', { resourceType: 'DiagnosticReport', status: 'final', code: { text: 'MARKED' } }],
  ])('%s is dropped at the door', (_what, resource) => {
    const read = bundle({ ...resource, subject: whose });
    expect(recordOf(read).evidence).toEqual([]);
    expect(JSON.stringify(read)).not.toContain('MARKED');
  });
});

describe('what is not so', () => {
  const condition = (more: object): object => ({
    resourceType: 'Condition',
    code: code('http://hl7.org/fhir/sid/icd-10', 'I48'),
    subject: whose,
    ...more,
  });
  const medicine = (more: object): object => ({
    resourceType: 'MedicationStatement',
    status: 'active',
    medicationCodeableConcept: code('http://www.whocc.no/atc', 'B01AA03'),
    subject: whose,
    ...more,
  });
  const state = (value: string): object => ({ coding: [{ code: value }] });

  it.each([
    ['refuted', condition({ verificationStatus: state('refuted') })],
    ['a condition entered in error', condition({ verificationStatus: state('entered-in-error') })],
    ['not taken', medicine({ status: 'not-taken' })],
    ['a medicine entered in error', medicine({ status: 'entered-in-error' })],
    ['not to be given', { ...medicine({}), resourceType: 'MedicationRequest', doNotPerform: true }],
    [
      'a procedure not done',
      { resourceType: 'Procedure', status: 'not-done', code: code('http://snomed.info/sct', '1'), subject: whose },
    ],
  ])('%s leaves no evidence', (_what, resource) => {
    expect(recordOf(bundle(resource)).evidence).toEqual([]);
  });

  it.each([
    ['active', condition({ clinicalStatus: state('active') }), 'active'],
    ['in remission', condition({ clinicalStatus: state('remission') }), 'inactive'],
    ['over, by its date', condition({ abatementDateTime: '2020-01-01' }), 'inactive'],
    ['not said', condition({}), 'unknown'],
    [
      'provisional',
      condition({ clinicalStatus: state('active'), verificationStatus: state('provisional') }),
      'unknown',
    ],
    ['no longer taken', medicine({ status: 'completed' }), 'inactive'],
  ])('%s: its status is %3$s', (_what, resource, status) => {
    expect(recordOf(bundle(resource)).evidence).toMatchObject([{ status }]);
  });
});

describe('nothing known and nothing asked', () => {
  const ips = 'http://hl7.org/fhir/uv/ips/CodeSystem/absent-unknown-uv-ips';
  const absent = [{ url: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason', valueCode: 'unknown' }];
  it.each([
    ['no-known-allergies', 'known-none', { resourceType: 'AllergyIntolerance', code: code(ips, 'no-known-allergies') }],
    ['no-allergy-info', 'no-information', { resourceType: 'AllergyIntolerance', code: code(ips, 'no-allergy-info') }],
    [
      'no known food allergy',
      'known-none',
      { resourceType: 'AllergyIntolerance', code: code('http://snomed.info/sct', '429625007') },
    ],
    ['an absent code', 'no-information', { resourceType: 'AllergyIntolerance', code: { extension: absent } }],
    ['an absent code beside', 'no-information', { resourceType: 'AllergyIntolerance', _code: { extension: absent } }],
  ])('%s is "%s"', (_what, says, resource) => {
    const record = recordOf(bundle({ ...resource, patient: whose }));
    expect(record.evidence).toEqual([]);
    expect(record.statements).toMatchObject([{ about: 'allergy', says }]);
  });
});

describe('whose it is', () => {
  const other = { resourceType: 'Patient', id: 'q', name: [{ text: 'B' }], birthDate: '1990-01-01' };
  const atrial = { resourceType: 'Condition', code: code('http://hl7.org/fhir/sid/icd-10', 'I48') };

  it('refuses a document of two persons', () => {
    expect(bundle(other)).toEqual({
      record: null,
      findings: [expect.objectContaining({ severity: 'error', code: 'invariant', where: 'Bundle.entry[1].resource' })],
    });
  });

  it('takes the same person repeated in a bundle within as one', () => {
    const inner = { resourceType: 'Bundle', type: 'collection', entry: [{ resource: { ...patient, id: 'again' } }] };
    expect(recordOf(bundle(inner)).person.names).toEqual(['A']);
  });

  it('leaves out what is of a group', () => {
    const read = bundle({ ...atrial, subject: { reference: 'Group/1' } });
    expect(recordOf(read).evidence).toEqual([]);
    expect(read.findings).toMatchObject([{ severity: 'warning', where: 'Bundle.entry[1].resource' }]);
  });

  it('refuses the record of somebody who is dead', () => {
    expect(parsed({ ...patient, deceasedBoolean: true }).record).toBeNull();
  });

  it('knows the person of a single resource by an identifier, and refuses two', () => {
    const insured = (value: string): object => ({ ...atrial, subject: { identifier: { system: 's', value } } });
    expect(recordOf(parsed(insured('1'))).person.identifiers).toEqual([{ system: 's', value: '1' }]);
    const two = {
      resourceType: 'Bundle',
      type: 'collection',
      entry: ['1', '2'].map((value) => ({ resource: insured(value) })),
    };
    expect(parsed(two).record).toBeNull();
  });
});

it('hears what the document says of being passed on; a refusal outweighs', () => {
  const consent = (type: string): object => ({
    resourceType: 'Consent',
    status: 'active',
    scope: { coding: [{ code: 'patient-privacy' }] },
    patient: whose,
    provision: { type },
  });
  expect(recordOf(bundle()).consent).toBeNull();
  expect(recordOf(bundle(consent('permit'))).consent).toBe('permit');
  expect(recordOf(bundle(consent('deny'), consent('permit'))).consent).toBe('deny');
});

it('reads the device of its use once, and not the one that made the document', () => {
  const record = recordOf(
    bundle(
      { resourceType: 'Device', id: 'd', patient: whose, type: code('http://snomed.info/sct', '706172005') },
      { resourceType: 'DeviceUseStatement', status: 'active', subject: whose, device: { reference: 'Device/d' } },
      { resourceType: 'Device', id: 'software', type: { text: 'a program' } },
    ),
  );
  expect(record.evidence).toMatchObject([{ kind: 'device', status: 'active', codes: [{ code: '706172005' }] }]);
});
