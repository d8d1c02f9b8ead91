import type { Evidence, HealthRecord, NeedCode } from '@hinomi/contracts';

/** What is asked where there is no document. */
export interface StatedForm {
  name: string;
  kana: string;
  /** A whole day, or nothing. */
  birthDate: string;
  sex: HealthRecord['person']['sex'];
  phone: string;
  address: string;
  languages: string[];
  needs: NeedCode[];
  /** One a line each. */
  medicines: string;
  foodAllergies: string;
  otherAllergies: string;
  conditions: string;
}

export const EMPTY_FORM: StatedForm = {
  ...{ name: '', kana: '', birthDate: '', sex: 'unknown', phone: '', address: '', languages: [], needs: [] },
  ...{ medicines: '', foodAllergies: '', otherAllergies: '', conditions: '' },
};

/** The form as a record in the hub's words; null while it says neither who it is nor anything they need. */
export function statedRecord(form: StatedForm): HealthRecord | null {
  const evidence = [
    ...form.needs.map((code, index) => evidenceOf('stated', null, `needs[${index}]`, [{ system: 'stated', code }])),
    ...linesOf(form.medicines).map((text, index) => evidenceOf('medicine', text, `medicines[${index}]`)),
    ...linesOf(form.foodAllergies).map((text, index) => ({
      ...evidenceOf('allergy', text, `foodAllergies[${index}]`),
      category: 'food' as const,
    })),
    ...linesOf(form.otherAllergies).map((text, index) => evidenceOf('allergy', text, `otherAllergies[${index}]`)),
    ...linesOf(form.conditions).map((text, index) => evidenceOf('condition', text, `conditions[${index}]`)),
  ];
  const names = said(form.name);
  const kana = said(form.kana);
  if (names.length === 0 && kana.length === 0 && evidence.length === 0) return null;
  const { birthDate, sex, phone, address, languages } = form;
  return {
    format: 'stated',
    person: {
      ...{ names, kana, sex, languages, identifiers: [] },
      birthDate: birthDate === '' ? null : birthDate,
      phones: said(phone),
      address: said(address)[0] ?? null,
    },
    evidence,
    statements: [],
    issuedAt: null,
    consent: null,
  };
}

/** What an earlier form said, to be put right. */
export function formOfRecord({ format, person, evidence }: HealthRecord): StatedForm {
  if (format !== 'stated') return EMPTY_FORM;
  const textOf = (kind: Evidence['kind'], isOne: (one: Evidence) => boolean = () => true): string =>
    evidence
      .filter((one) => one.kind === kind && isOne(one))
      .flatMap(({ text }) => text ?? [])
      .join('\n');
  return {
    name: person.names[0] ?? '',
    kana: person.kana[0] ?? '',
    birthDate: person.birthDate ?? '',
    sex: person.sex,
    phone: person.phones[0] ?? '',
    address: person.address ?? '',
    languages: [...person.languages],
    needs: evidence.flatMap(({ codes }) => codes.filter(({ system }) => system === 'stated').map(({ code }) => code)),
    medicines: textOf('medicine'),
    foodAllergies: textOf('allergy', ({ category }) => category === 'food'),
    otherAllergies: textOf('allergy', ({ category }) => category !== 'food'),
    conditions: textOf('condition'),
  };
}

function said(text: string): string[] {
  return text.trim() === '' ? [] : [text.trim()];
}

function linesOf(text: string): string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function evidenceOf(
  kind: Evidence['kind'],
  text: string | null,
  where: string,
  codes: Evidence['codes'] = [],
): Evidence {
  return {
    ...{ kind, codes, text, origin: 'stated', from: null, until: null, status: 'active' },
    ...{ route: null, category: null, value: null, where },
  };
}
