import type { Evidence, EvidenceKind, Statement } from '@hinomi/contracts';
import { isNeededAtAll } from './dropped-at-the-door.js';
import { saysNone } from './known-none.js';
import { codesOf, dateOf, part, parts, stateOf, text, texts, wordsOf, type Node } from './node.js';
import { medicineConcept, readMedicine } from './read-medicine.js';
import { resolveReference, type FhirResource } from './resource-index.js';

/** What a resource comes to: evidence, a statement that there is none, or nothing that the hub needs. */
export type Reading = { evidence: Evidence } | { statement: Statement } | null;

const NONE = { route: null, category: null, value: null } as const;

/** One resource of the person. Throws `FhirFault` for what is written wrong. */
export function readEvidence(resource: FhirResource): Reading {
  switch (resource.type) {
    case 'MedicationRequest':
    case 'MedicationDispense':
    case 'MedicationStatement':
      return medicine(resource);
    case 'Condition':
      return condition(resource);
    case 'AllergyIntolerance':
      return allergy(resource);
    case 'DeviceUseStatement':
      return deviceUse(resource);
    case 'Device':
      return device(resource);
    case 'Procedure':
      return procedure(resource);
    case 'Observation':
      return observation(resource);
    default:
      return null;
  }
}

function medicine(resource: FhirResource): Reading {
  const { owner, name, concept } = medicineConcept(resource);
  const none = saysNone(owner, name, codesOf(concept));
  if (none !== null) return says('medicine', none, resource);
  const read = readMedicine(resource);
  if (read === null || (read.codes.length === 0 && read.text === null)) return null;
  return { evidence: { kind: 'medicine', ...NONE, ...read, where: resource.path } };
}

function says(about: EvidenceKind, none: Statement['says'], resource: Node): Reading {
  return { statement: { about, says: none, where: resource.path } };
}

/** Nobody has it: disproved, or never meant. */
const DENIED = new Set(['refuted', 'entered-in-error']);
const DOUBTED = new Set(['unconfirmed', 'provisional', 'differential']);
const ACTIVE = new Set(['active', 'recurrence', 'relapse']);
const GONE = new Set(['inactive', 'remission', 'resolved']);
/** Japanese records say so in the name of the disease, by a modifier at its end. */
const SUSPECTED = /(?:の疑い|疑い)$/;

function standing(resource: Node): Evidence['status'] {
  const clinical = stateOf(part(resource, 'clinicalStatus')) ?? '';
  return ACTIVE.has(clinical) ? 'active' : GONE.has(clinical) ? 'inactive' : 'unknown';
}

function condition(resource: FhirResource): Reading {
  const verification = stateOf(part(resource, 'verificationStatus')) ?? '';
  if (DENIED.has(verification)) return null;
  const concept = part(resource, 'code');
  const codes = codesOf(concept);
  const none = saysNone(resource, 'code', codes);
  if (none !== null) return says('condition', none, resource);
  const name = wordsOf(concept);
  if ((codes.length === 0 && name === null) || !isNeededAtAll(codes, name)) return null;
  const until = dateOf(resource, 'abatementDateTime') ?? dateOf(part(resource, 'abatementPeriod'), 'end');
  const stands = until !== null && standing(resource) === 'unknown' ? 'inactive' : standing(resource);
  const doubted = DOUBTED.has(verification) || SUSPECTED.test(name ?? '');
  return {
    evidence: {
      kind: 'condition',
      codes: codes.slice(0, 40),
      text: name,
      origin: 'record',
      from: dateOf(resource, 'onsetDateTime') ?? dateOf(part(resource, 'onsetPeriod'), 'start'),
      until,
      status: doubted && stands === 'active' ? 'unknown' : stands,
      ...NONE,
      where: resource.path,
    },
  };
}

const CATEGORIES = ['food', 'medication', 'biologic', 'environment'] as const;

function allergy(resource: FhirResource): Reading {
  if (DENIED.has(stateOf(part(resource, 'verificationStatus')) ?? '')) return null;
  const concept = part(resource, 'code');
  const codes = codesOf(concept);
  const none = saysNone(resource, 'code', codes);
  if (none !== null) return says('allergy', none, resource);
  const name = wordsOf(concept);
  if (codes.length === 0 && name === null) return null;
  const categories = texts(resource, 'category');
  return {
    evidence: {
      kind: 'allergy',
      codes: codes.slice(0, 40),
      text: name,
      origin: 'record',
      from: dateOf(resource, 'onsetDateTime'),
      until: null,
      status: standing(resource),
      ...NONE,
      category: CATEGORIES.find((category) => categories.includes(category)) ?? null,
      where: resource.path,
    },
  };
}

const UNUSED = new Set(['entered-in-error', 'intended', 'not-done', 'preparation']);

function deviceUse(resource: FhirResource): Reading {
  const status = text(resource, 'status') ?? 'unknown';
  const used = resolveReference(resource, part(resource, 'device'));
  if (used === null || UNUSED.has(status)) return null;
  const concept = part(used, 'type');
  const codes = codesOf(concept);
  const none = saysNone(used, 'type', codes);
  if (none !== null) return says('device', none, resource);
  const period = part(resource, 'timingPeriod');
  const from = dateOf(period, 'start') ?? dateOf(resource, 'timingDateTime');
  return deviceEvidence(resource, concept, {
    from,
    until: dateOf(period, 'end'),
    status: status === 'active' ? 'active' : status === 'completed' || status === 'stopped' ? 'inactive' : 'unknown',
  });
}

/** A device that names its bearer; others made the document, or are named by their use. */
function device(resource: FhirResource): Reading {
  const status = text(resource, 'status') ?? 'unknown';
  if (part(resource, 'patient') === null || UNUSED.has(status)) return null;
  const stands = status === 'active' ? 'active' : status === 'inactive' ? 'inactive' : 'unknown';
  return deviceEvidence(resource, part(resource, 'type'), { from: null, until: null, status: stands });
}

function deviceEvidence(
  resource: FhirResource,
  concept: Node | null,
  when: Pick<Evidence, 'from' | 'until' | 'status'>,
): Reading {
  const [codes, name] = [codesOf(concept), wordsOf(concept)];
  if (codes.length === 0 && name === null) return null;
  const evidence = {
    kind: 'device',
    codes,
    text: name,
    origin: 'record',
    ...NONE,
    ...when,
    where: resource.path,
  } as const;
  return { evidence: { ...evidence, codes: codes.slice(0, 40) } };
}

function procedure(resource: FhirResource): Reading {
  const status = text(resource, 'status') ?? 'unknown';
  if (UNUSED.has(status)) return null;
  const concept = part(resource, 'code');
  const codes = codesOf(concept);
  const none = saysNone(resource, 'code', codes);
  if (none !== null) return says('procedure', none, resource);
  const name = wordsOf(concept);
  if ((codes.length === 0 && name === null) || !isNeededAtAll(codes, name)) return null;
  const period = part(resource, 'performedPeriod');
  return {
    evidence: {
      kind: 'procedure',
      codes: codes.slice(0, 40),
      text: name,
      origin: 'record',
      from: dateOf(period, 'start') ?? dateOf(resource, 'performedDateTime'),
      until: dateOf(period, 'end'),
      status: status === 'in-progress' ? 'active' : status === 'stopped' ? 'inactive' : 'unknown',
      ...NONE,
      where: resource.path,
    },
  };
}

/** All that the hub reads of observations: the state of a pregnancy, and when the child is expected (LOINC). */
const PREGNANCY = new Set(['82810-3']);
const EXPECTED = new Set(['11778-8', '11779-6', '11780-4']);
const WITHDRAWN = new Set(['entered-in-error', 'cancelled']);

function observation(resource: FhirResource): Reading {
  const codes = codesOf(part(resource, 'code')).filter(({ system, code }) => {
    return system === 'loinc' && (PREGNANCY.has(code) || EXPECTED.has(code));
  });
  if (codes.length === 0 || WITHDRAWN.has(text(resource, 'status') ?? '')) return null;
  const expected = dateOf(resource, 'valueDateTime');
  const value = codesOf(part(resource, 'valueCodeableConcept')).slice(0, 20);
  if (expected === null && value.length === 0) return null;
  return {
    evidence: {
      kind: 'observation',
      codes,
      text: null,
      origin: 'record',
      from: dateOf(resource, 'effectiveDateTime') ?? dateOf(part(resource, 'effectivePeriod'), 'start'),
      until: null,
      status: 'active',
      ...NONE,
      value: expected === null ? { codes: value } : { date: expected },
      where: resource.path,
    },
  };
}

/** Whose a resource is, as it says. */
export function subjectOf(resource: FhirResource): Node | null {
  return part(resource, 'subject') ?? part(resource, 'patient') ?? parts(resource, 'subject')[0] ?? null;
}
