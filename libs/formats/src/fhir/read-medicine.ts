import type { Evidence, Route } from '@hinomi/contracts';
import { codesOf, dateOf, dayAfter, amount, flag, part, parts, stateOf, text, wordsOf, type Node } from './node.js';
import { resolveReference, type FhirResource } from './resource-index.js';

/** What is read of a medicine before it is known whose it is; null for one that was never taken or meant. */
type Medicine = Pick<Evidence, 'codes' | 'text' | 'origin' | 'from' | 'until' | 'status' | 'route'> | null;

/** Entered in error, withdrawn, not yet decided, or expressly not taken: no evidence of anything. */
const NEVER = new Set(['entered-in-error', 'cancelled', 'draft', 'not-taken', 'declined', 'preparation']);
const ENDED = new Set(['stopped', 'completed', 'on-hold']);

/** A MedicationRequest, MedicationDispense or MedicationStatement. */
export function readMedicine(resource: FhirResource): Medicine {
  const status = text(resource, 'status') ?? 'unknown';
  if (NEVER.has(status) || flag(resource, 'doNotPerform') === true) return null;
  const named = namedMedicine(resource);
  const dosages = [...parts(resource, 'dosageInstruction'), ...parts(resource, 'dosage')];
  const common = { ...named, route: routeOf(dosages) };
  if (resource.type === 'MedicationStatement') {
    const period = part(resource, 'effectivePeriod');
    const until = dateOf(period, 'end');
    return {
      ...common,
      origin: isStated(resource) ? 'stated' : 'record',
      from: dateOf(period, 'start') ?? dateOf(resource, 'effectiveDateTime'),
      until: until !== null && until.length === 10 ? dayAfter(until, 1) : until,
      status: ENDED.has(status) ? 'inactive' : status === 'active' ? 'active' : 'unknown',
    };
  }
  const from = startOf(resource, dosages);
  const days = suppliedDays(resource, dosages);
  return {
    ...common,
    origin: 'prescription',
    from,
    until: from === null || from.length < 10 || days === null ? null : dayAfter(from, days),
    // A prescription that was dispensed is completed, and taken from then on: its supply says how long.
    status: status === 'stopped' ? 'inactive' : status === 'active' ? 'active' : 'unknown',
  };
}

/** The concept with its codes, of a reference those of the medication and of its ingredients. */
export function medicineConcept(resource: FhirResource): { owner: Node; name: string; concept: Node | null } {
  // R5 writes both as one: a CodeableReference.
  const either = part(resource, 'medication');
  const own = part(resource, 'medicationCodeableConcept') ?? part(either, 'concept');
  const named = part(resource, 'medicationReference') ?? part(either, 'reference');
  const referred = own === null ? resolveReference(resource, named) : null;
  if (referred !== null && referred.type === 'Medication') {
    return { owner: referred, name: 'code', concept: part(referred, 'code') };
  }
  return { owner: resource, name: 'medicationCodeableConcept', concept: own };
}

function namedMedicine(resource: FhirResource): Pick<Evidence, 'codes' | 'text'> {
  const { owner, concept } = medicineConcept(resource);
  const ingredients = parts(owner, 'ingredient').map((one) => part(one, 'itemCodeableConcept'));
  const codes = [concept, ...ingredients].flatMap(codesOf).slice(0, 40);
  const shown = text(part(resource, 'medicationReference'), 'display');
  return { codes, text: wordsOf(concept) ?? ingredients.map(wordsOf).find((words) => words !== null) ?? shown };
}

function isStated(resource: FhirResource): boolean {
  const source = part(resource, 'informationSource');
  const type = resolveReference(resource, source)?.type ?? text(source, 'type') ?? text(source, 'reference') ?? '';
  return /^(?:Patient|RelatedPerson)(?:\/|$)/.test(type);
}

const PERIOD_OF_USE = /\/(?:JP_MedicationDosage_PeriodOfUse|JP_MedicationRequest_DosageInstruction_PeriodOfUse)$/;
const USAGE_DURATION = /\/(?:JP_MedicationDosage_UsageDuration|JP_MedicationRequest_DosageInstruction_UsageDuration)$/;

function extensionOf(dosages: readonly Node[], url: RegExp, name: string): Node | null {
  for (const dosage of dosages) {
    for (const extension of parts(dosage, 'extension')) {
      const found = url.test(text(extension, 'url') ?? '') ? part(extension, name) : null;
      if (found !== null) return found;
    }
  }
  return null;
}

/** The day the supply begins: handed over, to be taken from, written. */
function startOf(resource: Node, dosages: readonly Node[]): string | null {
  const repeats = dosages.map((dosage) => part(part(dosage, 'timing'), 'repeat'));
  return (
    dateOf(resource, 'whenHandedOver') ??
    dateOf(resource, 'whenPrepared') ??
    dateOf(extensionOf(dosages, PERIOD_OF_USE, 'valuePeriod'), 'start') ??
    repeats.map((one) => dateOf(part(one, 'boundsPeriod'), 'start')).find((date) => date !== null) ??
    dateOf(resource, 'authoredOn')
  );
}

/** For how many days the supply is; null where the document counts in anything but time. */
function suppliedDays(resource: Node, dosages: readonly Node[]): number | null {
  const bounds = dosages.map((dosage) => part(part(part(dosage, 'timing'), 'repeat'), 'boundsDuration'));
  const said = [
    part(resource, 'daysSupply'),
    part(part(resource, 'dispenseRequest'), 'expectedSupplyDuration'),
    extensionOf(dosages, USAGE_DURATION, 'valueDuration'),
    ...bounds,
  ];
  for (const duration of said) {
    const days = daysIn(duration);
    if (days !== null) return days;
  }
  return null;
}

const DAYS: Readonly<Record<string, number>> = {
  d: 1,
  day: 1,
  days: 1,
  日: 1,
  日分: 1,
  wk: 7,
  week: 7,
  週: 7,
  h: 1 / 24,
};

function daysIn(duration: Node | null): number | null {
  const value = amount(duration, 'value');
  const unit = text(duration, 'code') ?? text(duration, 'unit') ?? 'd';
  const length = Object.hasOwn(DAYS, unit) ? DAYS[unit] : undefined;
  if (value === null || value <= 0 || value > 3_660 || length === undefined) return null;
  return value * length;
}

/** Routes and methods as JP Core, MERIT-9, HL7 v2, SNOMED CT and EDQM write them; what is not among them says nothing. */
const ROUTES: Readonly<Record<string, Route>> = {
  PO: 'internal', '1': 'internal', '10': 'internal', '26643006': 'internal', '20053000': 'internal',
  IV: 'injection', IM: 'injection', SC: 'injection', '3': 'injection', '30': 'injection',
  '34206005': 'injection', '47625008': 'injection', '78421000': 'injection', '20066000': 'injection',
  AP: 'external', TP: 'external', OP: 'external', EX: 'external', '2': 'external', '20': 'external',
  '6064005': 'external', '54485002': 'external', '20003000': 'external',
  IH: 'inhaled', '447694001': 'inhaled', '20020000': 'inhaled',
}; // prettier-ignore

function routeOf(dosages: readonly Node[]): Route | null {
  for (const dosage of dosages) {
    for (const name of ['route', 'method']) {
      const code = stateOf(part(dosage, name));
      if (code !== null && Object.hasOwn(ROUTES, code)) return ROUTES[code] ?? null;
    }
  }
  return null;
}
