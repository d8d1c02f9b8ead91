import { expect, it } from '@jest/globals';
import { parseHealthRecord } from './parse-health-record.js';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const fhir = bytes('{"resourceType":"Patient","name":[{"text":"A"}]}');
const notebook = bytes('JAHISTC08,1\r\n1,A,1,19800101\r\n');

it('reads each format by its own reader, and neither as the other', () => {
  expect(parseHealthRecord(fhir, 'fhir-json').record?.format).toBe('fhir-json');
  expect(parseHealthRecord([fhir], 'fhir-json').record?.format).toBe('fhir-json');
  expect(parseHealthRecord([notebook], 'jahis-notebook').record?.format).toBe('jahis-notebook');
  expect(parseHealthRecord(notebook, 'fhir-json').record).toBeNull();
  expect(parseHealthRecord(fhir, 'jahis-notebook').record).toBeNull();
  expect(parseHealthRecord([fhir, fhir], 'fhir-json').record).toBeNull();
});
