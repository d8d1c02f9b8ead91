/** Health records as nobody should send them, each a whole document; and how the shape of one is harmed. */
import { gzipSync } from 'node:zlib';

const json = (value) => Buffer.from(JSON.stringify(value));
const nested = (open, close, depth) => `${open.repeat(depth)}1${close.repeat(depth)}`;
const patient = { resourceType: 'Patient', id: 'p', name: [{ text: '見本 太郎' }], birthDate: '1950-04-01' };
const whose = { reference: 'Patient/p' };
const coded = (system, code) => ({ coding: [{ system, code }] });
const medicine = {
  resourceType: 'MedicationRequest',
  status: 'active',
  intent: 'order',
  subject: whose,
  medicationCodeableConcept: coded('http://www.whocc.no/atc', 'N03AX14'),
};
const bundle = (...resources) => ({
  resourceType: 'Bundle',
  type: 'collection',
  entry: resources.map((resource) => ({ resource })),
});
const times = (count, item) => Array.from({ length: count }, (_, n) => (typeof item === 'function' ? item(n) : item));

/** `refused`: it must be; `read`: it must not be; `either`: it is answered, and that is all. */
const FHIR = [
  ['nothing', Buffer.alloc(0), 'refused'],
  ['lists 100,000 deep', Buffer.from(`{"resourceType":"Patient","x":${nested('[', ']', 100_000)}}`), 'refused'],
  ['objects 100,000 deep', Buffer.from(nested('{"extension":', '}', 100_000)), 'refused'],
  ['bundles within bundles', json(times(40, 0).reduce((inner) => bundle(inner), patient)), 'refused'],
  ['60,000 entries', json(bundle(patient, ...times(60_000, { resourceType: 'Basic' }))), 'refused'],
  ['4,900 medicines', json(bundle(patient, ...times(4_900, medicine))), 'read'],
  ['200,000 codings of one concept', json(bundle(patient, { ...medicine, medicationCodeableConcept: { coding: times(200_000, {}) } })), 'either'],
  ['a name of a million characters', json({ ...patient, name: [{ text: '長'.repeat(1_000_000) }] }), 'either'],
  ['50,000 identifiers', json({ ...patient, identifier: times(50_000, (n) => ({ system: 'urn:x', value: String(n) })) }), 'either'],
  ['50,000 names', json({ ...patient, name: times(50_000, (n) => ({ text: `見本 ${n}` })) }), 'either'],
  ['a prototype', Buffer.from('{"resourceType":"Patient","__proto__":{"isAdmin":true}}'), 'refused'],
  ['a prototype in other writing', Buffer.from('{"resourceType":"Patient","\\u005f_proto__":{"isAdmin":true}}'), 'refused'],
  ['a constructor deep inside', Buffer.from('{"resourceType":"Patient","name":[{"constructor":{"prototype":{"x":1}}}]}'), 'refused'],
  ['names of every object', json({ ...patient, toString: 1, hasOwnProperty: [], valueOf: {}, then: 'x' }), 'either'],
  ['a resource type of every object', json(bundle(patient, { resourceType: 'hasOwnProperty' }, { resourceType: 'toString' })), 'either'],
  ['the same key twice', Buffer.from('{"resourceType":"Patient","id":"a","id":"b"}'), 'refused'],
  ['the same id twice', json(bundle(patient, patient, { ...medicine, id: 'm' }, { ...medicine, id: 'm', status: 'stopped' })), 'either'],
  ['two persons of one id', json(bundle(patient, { ...patient, name: [{ text: '別人' }], birthDate: '1960-01-01' })), 'refused'],
  [
    'contained resources that name each other',
    json({
      ...medicine,
      subject: { reference: '#a' },
      medicationCodeableConcept: undefined,
      medicationReference: { reference: '#b' },
      contained: [
        { ...patient, id: 'a', contained: [{ resourceType: 'Patient', id: 'a' }], link: [{ other: { reference: '#b' } }] },
        { resourceType: 'Medication', id: 'b', ingredient: [{ itemReference: { reference: '#b' } }, { itemReference: { reference: '#a' } }] },
      ],
    }),
    'either',
  ],
  ['a reference to itself', json({ ...medicine, id: 'm', subject: { reference: 'MedicationRequest/m' }, medicationCodeableConcept: undefined, medicationReference: { reference: 'MedicationRequest/m' } }), 'either'],
  ['references of every scheme', json(bundle(patient, ...['javascript:x', 'file:///etc/passwd', '../../x', 'http://127.0.0.1/Patient/p', '#', '', '//'].map((reference) => ({ ...medicine, subject: { reference } })))), 'either'],
  ['a number without an end', Buffer.from(`{"resourceType":"Patient","multipleBirthInteger":${'9'.repeat(100_000)}}`), 'either'],
  ['days that are none', json({ ...patient, birthDate: '2026-02-31' }), 'either'],
  ['a birthday in ten thousand years', json({ ...patient, birthDate: '+12026-01-01' }), 'either'],
  ['half a surrogate', Buffer.from('{"resourceType":"Patient","name":[{"text":"\\ud800"}],"birthDate":"1950-04-01"}'), 'either'],
  ['zero bytes in a name', json({ ...patient, name: [{ text: 'a\u0000b' }], identifier: [{ system: 'a\u0000', value: '\u0000b' }] }), 'either'],
  ['turned writing in a name', json({ ...patient, name: [{ text: '\u202e見本\u2066\ufeff' }] }), 'either'],
  ['bytes that are no UTF-8', Buffer.from([0x7b, 0x22, 0x93, 0xe0, 0x22]), 'refused'],
  ['UTF-16', Buffer.from(JSON.stringify(patient), 'utf16le'), 'refused'],
  ['XML', Buffer.from('<Patient xmlns="http://hl7.org/fhir"><birthDate value="1950-04-01"/></Patient>'), 'refused'],
  ['NDJSON', Buffer.from(`${JSON.stringify(patient)}\n${JSON.stringify(medicine)}`), 'refused'],
  ['zipped', gzipSync(JSON.stringify(patient)), 'refused'],
  ['a zip bomb', gzipSync(Buffer.alloc(50_000_000, ' ')), 'refused'],
  ['R5: a medication by CodeableReference', json(bundle(patient, { ...medicine, medicationCodeableConcept: undefined, medication: { concept: coded('http://www.whocc.no/atc', 'N03AX14') } })), 'either'],
  ['R5: DeviceUsage and an allergy with a list of types', json(bundle(patient, { resourceType: 'DeviceUsage', status: 'active', patient: whose, device: { concept: { text: 'x' } } }, { resourceType: 'AllergyIntolerance', patient: whose, type: coded('x', 'allergy'), code: coded('http://snomed.info/sct', '91935009') })), 'either'],
  ['R3: a status as a code, an assertion as a date', json(bundle(patient, { resourceType: 'Condition', subject: whose, clinicalStatus: 'active', assertedDate: '2020', code: coded('http://hl7.org/fhir/sid/icd-10', 'E10') }, { resourceType: 'MedicationStatement', subject: whose, status: 'active', taken: 'y', medicationCodeableConcept: coded('http://www.whocc.no/atc', 'A10AB01') })), 'either'],
  [
    'a summary of another country, extensions and all',
    json({
      ...bundle(
        { resourceType: 'Composition', status: 'final', type: coded('http://loinc.org', '60591-5'), subject: whose, date: '2026-11-01', section: [{ title: 'x', code: coded('http://loinc.org', '10160-0'), emptyReason: coded('x', 'nilknown'), extension: [{ url: 'http://example.eu/x', valueMoney: { value: 1, currency: 'EUR' } }] }] },
        { ...patient, extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/patient-citizenship', extension: [{ url: 'code', valueCodeableConcept: coded('urn:iso:std:iso:3166', 'DE') }] }], _birthDate: { extension: [{ url: 'x', valueDateTime: 'never' }] }, modifierExtension: [{ url: 'x', valueBoolean: true }] },
        { resourceType: 'MedicationStatement', status: 'unknown', subject: whose, medicationCodeableConcept: { coding: [{ extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason', valueCode: 'unknown' }] }] }, effectivePeriod: { start: '2020-01', end: null } },
      ),
      type: 'document',
    }),
    'either',
  ],
]; // prettier-ignore

const CRLF = '\r\n';
const NAME = Buffer.of(0x8e, 0x52, 0x93, 0x63); // 山田 in CP932
const notebook = (header, ...lines) =>
  Buffer.concat([header, ...lines].flatMap((line) => [Buffer.from(line), Buffer.from(CRLF)]));
const person = Buffer.concat([Buffer.from('1,'), NAME, Buffer.from(',1,19500401')]);
const drug = '201,1,X,1,T,4,3332001F1024,1';

const JAHIS = [
  ['nothing', Buffer.alloc(0), 'refused'],
  ...['01', '02', '03', '04', '05', '06', '07', '08'].map((version) => [`version ${version}`, notebook(`JAHISTC${version},1`, person, '5,20261120,1', drug), 'read']),
  ['a version of tomorrow', notebook('JAHISTC12,1', person, drug), 'either'],
  ['a prescription’s code', notebook('JAHIS10', person), 'refused'],
  ['cut in the middle of a character', notebook('JAHISTC08,1', person).subarray(0, 16), 'either'],
  ['a lone first byte at the end', Buffer.concat([notebook('JAHISTC08,1', person), Buffer.of(0x81)]), 'either'],
  ['UTF-8 and CP932 in one file', notebook('JAHISTC08,1', person, '2,1,卵アレルギー,2', '411,1,東京'), 'either'],
  ['UTF-8 with its sign', Buffer.concat([Buffer.of(0xef, 0xbb, 0xbf), notebook('JAHISTC08,1', '1,山田,1,19500401')]), 'read'],
  ['UTF-16', Buffer.from('JAHISTC08,1\r\n1,山田,1,19500401', 'utf16le'), 'refused'],
  ['one code of three', notebook('JAHISTC08,1', person, '911,20261120000001,3,2'), 'refused'],
  ['a code of none', notebook('JAHISTC08,1', person, '911,20261120000001,0,0'), 'refused'],
  ['a record number without an end', notebook('JAHISTC08,1', '9'.repeat(100_000)), 'either'],
  ['100,000 fields', notebook('JAHISTC08,1', person, `201${',1'.repeat(100_000)}`), 'either'],
  ['100,000 lines', notebook('JAHISTC08,1', person, ...times(100_000, '4,x')), 'refused'],
  ['two persons', notebook('JAHISTC08,1', person, '1,X,2,19600101'), 'either'],
  ['eras that were not', notebook('JAHISTC08,1', '1,X,1,R990230', '5,M999999,1', '5,00000000,1'), 'either'],
  ['bytes of nothing', Buffer.alloc(100_000, 0xff), 'refused'],
  ['zero bytes', Buffer.concat([notebook('JAHISTC08,1', person), Buffer.alloc(1_000)]), 'either'],
]; // prettier-ignore

const STATED = [
  ['nothing', Buffer.alloc(0), 'refused'],
  ['lists 100,000 deep', Buffer.from(nested('[', ']', 100_000)), 'refused'],
  ['a prototype', Buffer.from('{"__proto__":{"person":{}}}'), 'refused'],
  ['XML', Buffer.from('<form/>'), 'refused'],
];

/** `[what, format, bytes, outcome]`. */
export const HOSTILE_RECORDS = [
  ...FHIR.map(([what, bytes, outcome]) => [what, 'fhir-json', bytes, outcome]),
  ...JAHIS.map(([what, bytes, outcome]) => [what, 'jahis-notebook', bytes, outcome]),
  ...STATED.map(([what, bytes, outcome]) => [what, 'stated', bytes, outcome]),
];

/** What stands where something else should. */
export const WRONG_VALUES = [null, true, 0, -1, 1e300, '', ' ', 'x', '2026-02-30', [], {}, [[]], [null], [{}], { a: {} }, 'x'.repeat(5_000)]; // prettier-ignore

/** Puts something else at one place of a JSON document, whatever its shape; bytes that are none stay. `at`: 0 to 1. */
export function harmShape(bytes, { at, put, as }) {
  let value;
  try {
    value = JSON.parse(bytes.toString('utf8'));
  } catch {
    // What was harmed before is no JSON any more.
    return bytes;
  }
  const places = [];
  const walk = (holder, depth) => {
    for (const key of Object.keys(holder)) {
      places.push([holder, key]);
      if (depth < 60 && typeof holder[key] === 'object' && holder[key] !== null) walk(holder[key], depth + 1);
    }
  };
  if (typeof value === 'object' && value !== null) walk(value, 0);
  const place = places[Math.floor(at * places.length)];
  if (place === undefined) return bytes;
  const [holder, key] = place;
  if (as === 'remove') delete holder[key];
  else if (as === 'within') holder[key] = { [key]: holder[key] };
  else if (as === 'list') holder[key] = [holder[key], holder[key]];
  else if (as === 'text') holder[key] = JSON.stringify(holder[key]);
  else holder[key] = put;
  return Buffer.from(JSON.stringify(value));
}

/** A notebook as codes that were cut anywhere, with the record that says which is which, in another order. */
export function splitNotebook(bytes, { cuts, turn }) {
  const at = [0, ...cuts.map((cut) => Math.floor(cut * bytes.length)).sort((a, b) => a - b), bytes.length];
  const codes = at.slice(1).map((end, index) => {
    const control = `\r\n911,20261120000001,${at.length - 1},${index + 1}\r\n`;
    return Buffer.concat([bytes.subarray(at[index], end), Buffer.from(control)]);
  });
  const first = turn % codes.length;
  return [...codes.slice(first), ...codes.slice(0, first)].reverse();
}
