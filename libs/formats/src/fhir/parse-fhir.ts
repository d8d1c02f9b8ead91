import {
  readInstant,
  type Evidence,
  type HealthFinding,
  type HealthPerson,
  type HealthRecord,
  type ParsedHealthRecord,
  type Statement,
} from '@hinomi/contracts';
import { readEmptySections } from './known-none.js';
import { FhirFault, flag, isObject, part, stateOf, text, type Node } from './node.js';
import { readEvidence, subjectOf } from './read-evidence.js';
import { readHealthJson } from './read-health-json.js';
import { nobody, readIdentifiers, readPerson } from './read-person.js';
import { listResources, resolveReference, type FhirResource } from './resource-index.js';

/** What a bundle may be; a history holds what is no longer so, a response holds no record. */
const BUNDLES = new Set(['document', 'collection', 'searchset', 'batch', 'transaction', 'message']);
/** Resources that say something of the person. */
const READ = new Set([
  'MedicationRequest',
  'MedicationDispense',
  'MedicationStatement',
  'Condition',
  'AllergyIntolerance',
  'Device',
  'DeviceUseStatement',
  'Procedure',
  'Observation',
  'Consent',
]);

/**
 * A FHIR R4 JSON document (International Patient Summary, JP Core, JP-CLINS, 電子処方箋) or a single resource → what the hub needs of it. Never
 * throws. Findings name FHIR paths and never a value. A resource that is written wrong is left out with a warning; a document that is
 * not of one person is refused.
 */
export function parseFhir(bytes: Uint8Array): ParsedHealthRecord {
  const read = readHealthJson(bytes);
  if ('finding' in read) return { record: null, findings: [read.finding] };
  try {
    return readDocument(read.value);
  } catch (error) {
    if (!(error instanceof FhirFault)) throw error;
    return { record: null, findings: [{ ...error.finding, severity: 'error' }] };
  }
}

function readDocument(value: unknown): ParsedHealthRecord {
  if (!isObject(value)) throw new FhirFault('structure', 'line 1', 'is no FHIR resource');
  const root: Node = { value, path: rootPath(value['resourceType']) };
  const type = text(root, 'resourceType');
  if (type === 'Bundle' && !BUNDLES.has(text(root, 'type') ?? '')) {
    throw new FhirFault('not-supported', 'Bundle.type', 'a bundle of this type holds no record');
  }
  const resources = listResources(root);
  const about = resources.filter((resource) => READ.has(resource.type));
  if (about.length === 0 && !resources.some((resource) => resource.type === 'Patient')) {
    throw new FhirFault('required', root.path, 'holds neither a person nor anything that the hub reads');
  }
  const findings: HealthFinding[] = [];
  const whose = findPerson(resources, about);
  const record: HealthRecord = {
    format: 'fhir-json',
    person: whose.person,
    evidence: [],
    statements: [],
    issuedAt: issuedAt(resources, root),
    consent: null,
  };
  for (const composition of resources.filter((resource) => resource.type === 'Composition')) {
    record.statements.push(...orLeftOut(composition, findings, () => readEmptySections(composition), []));
  }
  const used = new Set(about.filter((one) => one.type === 'DeviceUseStatement').map((one) => deviceOf(one)));
  for (const resource of about) {
    orLeftOut(resource, findings, () => take(resource, record, whose, used, findings), undefined);
  }
  limit(record, findings);
  return { record, findings };
}

interface Whose {
  person: HealthPerson;
  patients: ReadonlySet<unknown>;
}

function take(
  resource: FhirResource,
  record: HealthRecord,
  { patients }: Whose,
  usedDevices: ReadonlySet<unknown>,
  findings: HealthFinding[],
): void {
  if (resource.type === 'Device' && usedDevices.has(resource.value)) return;
  const subject = subjectOf(resource);
  const named = resolveReference(resource, subject);
  if (named !== null && !patients.has(named.value)) {
    findings.push(note('warning', 'invariant', resource.path, 'is of somebody else and was left out'));
    return;
  }
  if (named === null && /^(?:Group|Location|Device|RelatedPerson)\//.test(text(subject, 'reference') ?? '')) {
    findings.push(note('warning', 'invariant', resource.path, 'is not of a person and was left out'));
    return;
  }
  if (named === null && text(subject, 'reference') !== null && patients.size > 0) {
    findings.push(note('information', 'not-found', resource.path, 'names a person that is not in the document'));
  }
  if (resource.type === 'Consent') {
    record.consent = strictest(record.consent, consentOf(resource));
    return;
  }
  const reading = readEvidence(resource);
  if (reading === null) return;
  if ('evidence' in reading) record.evidence.push(reading.evidence satisfies Evidence);
  else record.statements.push(reading.statement satisfies Statement);
}

/** What the document itself says of passing it on; a refusal outweighs. */
function consentOf(resource: FhirResource): HealthRecord['consent'] {
  if (stateOf(part(resource, 'scope')) !== 'patient-privacy' || text(resource, 'status') !== 'active') return null;
  const said = text(part(resource, 'provision'), 'type');
  return said === 'deny' ? 'deny' : said === 'permit' ? 'permit' : null;
}

function strictest(one: HealthRecord['consent'], other: HealthRecord['consent']): HealthRecord['consent'] {
  return one === 'deny' || other === 'deny' ? 'deny' : (one ?? other);
}

function deviceOf(use: FhirResource): unknown {
  return isObject(use.value['device']) ? resolveReference(use, part(use, 'device'))?.value : undefined;
}

/** One resource that is written wrong does not cost the others. */
function orLeftOut<T>(resource: Node, findings: HealthFinding[], read: () => T, otherwise: T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof FhirFault)) throw error;
    findings.push({ ...error.finding, message: `${error.finding.message}; ${resource.path} was left out` });
    return otherwise;
  }
}

function findPerson(resources: readonly FhirResource[], about: readonly FhirResource[]): Whose {
  const patients = resources.filter((resource) => resource.type === 'Patient');
  const composition = resources.find((resource) => resource.type === 'Composition');
  const subject = composition ? resolveReference(composition, subjectOf(composition)) : null;
  const named = subject?.type === 'Patient' ? subject : (patients[0] ?? containedPatient(about));
  if (named === null || named === undefined) return { person: personByIdentifier(about), patients: new Set() };
  const person = readPerson(named);
  const same = patients.filter((one) => one.value === named.value || isSamePerson(readPerson(one), person));
  if (same.length < patients.length) {
    const other = patients.find((one) => !same.includes(one));
    throw new FhirFault(
      'invariant',
      other?.path ?? named.path,
      'the document holds several persons: one record is of one person',
    );
  }
  if (text(named, 'deceasedDateTime') !== null || flag(named, 'deceasedBoolean') === true) {
    throw new FhirFault('invariant', `${named.path}.deceased`, 'the person is recorded as dead');
  }
  return { person, patients: new Set([named, ...same].map((one) => one.value)) };
}

/** A single resource may carry its person within it. */
function containedPatient(about: readonly FhirResource[]): FhirResource | null {
  for (const resource of about) {
    const named = resolveReference(resource, subjectOf(resource));
    if (named?.type === 'Patient') return named;
  }
  return null;
}

/** Parts of a document, each with the person in it, repeat the person. */
function isSamePerson(one: HealthPerson, other: HealthPerson): boolean {
  const shared = one.identifiers.some(({ system, value }) =>
    other.identifiers.some((known) => known.system === system && known.value === value),
  );
  if (shared) return true;
  const [name] = one.names;
  return (
    name !== undefined && other.names.includes(name) && one.birthDate !== null && one.birthDate === other.birthDate
  );
}

/** Without a Patient the person is whoever the resources name by an identifier (JP-CLINS: the insured). */
function personByIdentifier(about: readonly FhirResource[]): HealthPerson {
  const person = nobody();
  for (const resource of about) {
    const identifier = part(subjectOf(resource), 'identifier');
    if (identifier === null) continue;
    const [written] = readIdentifiers([identifier]);
    const known = person.identifiers[0];
    if (written === undefined) continue;
    if (known !== undefined && (known.system !== written.system || known.value !== written.value)) {
      throw new FhirFault(
        'invariant',
        identifier.path,
        'the document holds several persons: one record is of one person',
      );
    }
    person.identifiers = [written];
  }
  return person;
}

function issuedAt(resources: readonly FhirResource[], root: Node): HealthRecord['issuedAt'] {
  const composition = resources.find((resource) => resource.type === 'Composition');
  const said = [
    composition ? text(composition, 'date') : null,
    text(root, 'timestamp'),
    text(part(root, 'meta'), 'lastUpdated'),
  ];
  for (const written of said) {
    const instant = written === null ? null : readInstant(written);
    if (instant !== null) return instant;
  }
  return null;
}

/** The most evidence one record may hold (contracts). */
const MOST_EVIDENCE = 5_000;

function limit(record: HealthRecord, findings: HealthFinding[]): void {
  if (record.statements.length > 200) record.statements.length = 200;
  if (record.evidence.length <= MOST_EVIDENCE) return;
  record.evidence.length = MOST_EVIDENCE;
  findings.push(note('warning', 'too-costly', 'Bundle', `only the first ${MOST_EVIDENCE} entries were read`));
}

function note(
  severity: HealthFinding['severity'],
  code: HealthFinding['code'],
  where: string,
  message: string,
): HealthFinding {
  return { severity, code, where, message };
}

/** A type as paths begin with; of one that is not read not even its name is repeated. */
function rootPath(type: unknown): string {
  return typeof type === 'string' && (READ.has(type) || type === 'Bundle' || type === 'Patient') ? type : 'Resource';
}
