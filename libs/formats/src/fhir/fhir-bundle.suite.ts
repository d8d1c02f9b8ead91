import type { ParsedHealthRecord } from '@hinomi/contracts';
import { parseFhir } from './parse-fhir.js';

export type Resource = Record<string, unknown> & { resourceType: string };

export const patient = { resourceType: 'Patient', id: 'p', name: [{ text: 'A' }], birthDate: '1980-01-01' };
export const whose = { reference: 'Patient/p' };

/** A bundle of the person and these. */
export function bundle(...resources: readonly object[]): ParsedHealthRecord {
  return parsed({
    resourceType: 'Bundle',
    type: 'collection',
    entry: [patient, ...resources].map((resource) => ({ resource })),
  });
}

export function parsed(value: unknown): ParsedHealthRecord {
  return parseFhir(new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value)));
}

export function code(system: string, ...codes: string[]): object {
  return { coding: codes.map((one) => ({ system, code: one })) };
}
