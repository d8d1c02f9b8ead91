import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bundle, code, parsed, whose } from './fhir-bundle.suite.js';
import { operationOutcome } from './operation-outcome.js';
import { parseFhir } from './parse-fhir.js';
import { scanJson } from './scan-json.js';

describe('refusals', () => {
  it.each([
    ['nothing', '', 'structure', 'line 1, column 1'],
    ['half a document', '{"resourceType":\n"Patient"', 'structure', 'line 2, column 10'],
    ['a property twice', '{"resourceType":"Patient",\n "id":"a", "id":"b"}', 'structure', 'line 2, column 12'],
    [
      'a property twice in other writing',
      '{"resourceType":"Patient","id":"a","\\u0069d":"b"}',
      'structure',
      'line 1, column 36',
    ],
    ['a prototype', '{"resourceType":"Patient","__proto__":{"id":"x"}}', 'structure', 'line 1, column 27'],
    ['a list', '[]', 'structure', 'line 1'],
    ['another JSON', '{"type":"FeatureCollection"}', 'required', 'Resource.resourceType'],
    ['another type', '{"resourceType":7}', 'structure', 'Resource.resourceType'],
    ['a history', '{"resourceType":"Bundle","type":"history"}', 'not-supported', 'Bundle.type'],
    ['an organisation', '{"resourceType":"Organization"}', 'required', 'Resource'],
    ['an entry of text', '{"resourceType":"Bundle","type":"document","entry":["x"]}', 'structure', 'Bundle.entry[0]'],
    [
      'deep nesting',
      `{"resourceType":"Patient","x":${'['.repeat(70)}${']'.repeat(70)}}`,
      'too-costly',
      'line 1, column 90',
    ],
  ])('%s', (_what, text, kind, where) => {
    expect(parsed(text)).toEqual({
      record: null,
      findings: [expect.objectContaining({ severity: 'error', code: kind, where })],
    });
  });

  it('refuses what is too large, and what is not UTF-8', () => {
    expect(parseFhir(new Uint8Array(6 * 1024 * 1024)).findings).toMatchObject([{ code: 'too-costly' }]);
    expect(parseFhir(Uint8Array.of(0x7b, 0xff)).findings).toMatchObject([
      { code: 'structure', message: 'the bytes are not UTF-8' },
    ]);
  });
});

it.each([
  ['a number for a status', { status: 7 }, 'status'],
  ['a text for a concept', { medicationCodeableConcept: 'MARKED' }, 'medicationCodeableConcept'],
  ['a date that is none', { authoredOn: 'MARKED' }, 'authoredOn'],
  ['a day that is none', { authoredOn: '2026-02-30' }, 'authoredOn'],
  [
    'a text for an amount',
    { dispenseRequest: { expectedSupplyDuration: { value: 'MARKED' } } },
    'dispenseRequest.expectedSupplyDuration.value',
  ],
])('%s leaves out that resource with its path and keeps the others', (_what, wrong, path) => {
  const good = {
    resourceType: 'MedicationRequest',
    status: 'active',
    subject: whose,
    medicationCodeableConcept: code('http://www.whocc.no/atc', 'N03AX14'),
  };
  const read = bundle({ ...good, ...wrong }, good);
  expect(read.record?.evidence).toHaveLength(1);
  expect(read.findings).toMatchObject([{ severity: 'warning', where: `Bundle.entry[1].resource.${path}` }]);
  expect(JSON.stringify(read.findings)).not.toContain('MARKED');
});

it('reads the medicine of an R5 document, by its concept or what it refers to', () => {
  const inR5 = { resourceType: 'MedicationRequest', status: 'active', subject: whose };
  const medication = { resourceType: 'Medication', id: 'm', code: code('http://www.whocc.no/atc', 'A10AB01') };
  const read = bundle(
    { ...inR5, medication: { concept: code('http://www.whocc.no/atc', 'N03AX14') } },
    { ...inR5, medication: { reference: { reference: 'Medication/m' } } },
    medication,
  );
  expect(read.record?.evidence.map(({ codes }) => codes[0]?.code)).toEqual(['N03AX14', 'A10AB01']);
});

it('says its findings as an OperationOutcome, paths as expressions, lines as locations', () => {
  expect(operationOutcome(parsed('{').findings)).toEqual({
    resourceType: 'OperationOutcome',
    issue: [
      { severity: 'error', code: 'structure', diagnostics: 'is not JSON from here on', location: ['line 1, column 2'] },
    ],
  });
  const [issue] = operationOutcome(parsed('{"resourceType":"Bundle","type":"history"}').findings).issue;
  expect(issue?.expression).toEqual(['Bundle.type']);
  expect(operationOutcome([]).issue).toMatchObject([{ severity: 'information' }]);
});

it('agrees with JSON.parse on what is JSON', () => {
  const isJson = (text: string): boolean => {
    try {
      JSON.parse(text);
      return true;
    } catch {
      return false;
    }
  };
  fc.assert(
    fc.property(
      fc.json(),
      fc.nat(),
      fc.constantFrom('', ',', '"', '}', '[', '0', '\\', '\u0001', 'e', ' '),
      (json, at, put) => {
        const place = at % (json.length + 1);
        const text = json.slice(0, place) + put + json.slice(place + (at % 2));
        const fault = scanJson(text, 100);
        if (fault === null || fault.kind === 'syntax') expect(fault === null).toBe(isJson(text));
      },
    ),
    { numRuns: 2_000 },
  );
});

it('never throws, and never repeats what it was given, whatever the resource holds', () => {
  const anything = fc.dictionary(
    fc.constantFrom(
      'status',
      'code',
      'subject',
      'patient',
      'category',
      'coding',
      'medicationReference',
      'dosage',
      'contained',
      'valueDateTime',
      'name',
      'extension',
    ),
    fc.jsonValue({ maxDepth: 4 }),
  );
  fc.assert(
    fc.property(
      fc.constantFrom(
        'MedicationRequest',
        'MedicationStatement',
        'Condition',
        'AllergyIntolerance',
        'Device',
        'DeviceUseStatement',
        'Procedure',
        'Observation',
        'Consent',
        'Patient',
        'Composition',
      ),
      anything,
      (resourceType, content) => {
        const { findings } = parsed({ ...content, resourceType, id: 'SECRET', text: 'SECRET' });
        expect(JSON.stringify(findings)).not.toContain('SECRET');
      },
    ),
    { numRuns: 1_000 },
  );
});
