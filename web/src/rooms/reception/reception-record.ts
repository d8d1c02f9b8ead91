import type { CollectedCodes } from '../../notebook/collect-codes.js';
import { notebookFault, notebookForm } from './notebook-answers.js';
import type { Evidence, HealthRecord, Instant, LegalGround, ReceptionForm } from '@hinomi/contracts';

/** The text that is read to the person; its words stand in `web/src/words/reception`. */
export const CONSENT_EDITION = '2026-11';

/** Needs that somebody says of themselves, in the words of `infra/needs-rules`, as the form asks for them. */
export const TICKS = {
  medicines: [
    ...['insulin', 'oral_diabetes', 'anticoagulant', 'heart', 'hypertension', 'epilepsy', 'asthma_copd', 'parkinson'],
    ...['steroid_dependence', 'immunosuppressed', 'thyroid', 'mental_health', 'opioid', 'haemophilia'],
  ],
  devices: ['dialysis', 'home_oxygen', 'ventilator', 'suction', 'tube_feeding', 'ostomy'],
  body: ['mobility', 'visual', 'hearing', 'dementia', 'nappies_adult', 'infection_isolation'],
  family: ['pregnancy', 'postpartum', 'infant_formula', 'nappies_child'],
  meals: ['swallowing_soft', 'renal_diet'],
  allergy: ['anaphylaxis'],
} as const satisfies Record<string, readonly string[]>;
export type TickGroup = keyof typeof TICKS;

/** What the rules know a food allergy by; said in Japanese, whatever language the form is read in. */
export const FOODS = ['卵', '牛乳', '小麦', 'そば', '落花生', 'えび', 'かに', 'くるみ', '大豆', '魚'] as const;
export const CARE_LEVELS = ['support-1', 'support-2', '1', '2', '3', '4', '5'] as const;
export const LANGUAGES_SPOKEN = ['ja', 'en', 'zh', 'ko', 'vi', 'pt', 'tl', 'ne', 'id', 'es'] as const;
export const SEXES = ['female', 'male', 'other'] as const;

/** Years before the first of each era. */
export const ERAS = { ad: 0, reiwa: 2018, heisei: 1988, showa: 1925, taisho: 1911 } as const;
export type Era = keyof typeof ERAS;

export interface Medicine {
  name: string;
  /** Days that it lasts, as written. */
  days: string;
}

/** Everything is as it was pressed and written; what was not asked, or refused, is empty. Lives in memory only. */
export interface ReceptionAnswers {
  ground: 'consent' | 'vital-interest' | 'refused' | null;
  name: string;
  kana: string;
  era: Era;
  year: string;
  month: string;
  day: string;
  sex: (typeof SEXES)[number] | null;
  ticked: ReadonlySet<string>;
  medicines: readonly Medicine[];
  noMedicines: boolean;
  foods: ReadonlySet<string>;
  otherFood: string;
  drugAllergy: string;
  noAllergies: boolean;
  careLevel: (typeof CARE_LEVELS)[number] | null;
  language: (typeof LANGUAGES_SPOKEN)[number] | null;
  /** The codes of a medicine notebook that were read so far. */
  notebook: CollectedCodes | null;
}

export function emptyAnswers(era: Era): ReceptionAnswers {
  return {
    ...{ ground: null, name: '', kana: '', era, year: '', month: '', day: '', sex: null, ticked: new Set() },
    ...{ medicines: [{ name: '', days: '' }], noMedicines: false, foods: new Set(), otherFood: '', drugAllergy: '' },
    ...{ noAllergies: false, careLevel: null, language: null, notebook: null },
  };
}

export type ReceptionFault = 'ground' | 'birth' | 'days' | 'notebook' | 'other-notebook' | 'nothing';

/** What keeps the form from being saved; none = it can be. */
export function receptionFaults(answers: ReceptionAnswers, now: Instant): ReceptionFault[] {
  const faults: ReceptionFault[] = [];
  if (answers.ground !== 'consent' && answers.ground !== 'vital-interest') faults.push('ground');
  const birthDate = birthDateOf(answers, now);
  if (birthDate === 'wrong') faults.push('birth');
  if (answers.medicines.some(({ days }) => daysOf(days) === 'wrong')) faults.push('days');
  const notebook = notebookFault(answers.notebook, birthDate === 'wrong' ? null : birthDate);
  if (notebook !== null) faults.push(notebook);
  if (faults.length === 0 && answers.notebook === null && saysNothing(answers, now)) faults.push('nothing');
  return faults;
}

/**
 * What is sealed: the record in the hub's own words, and the notebook if one was read, each with why it may be kept. Call without
 * faults only.
 */
export function receptionForms(answers: ReceptionAnswers, now: Instant): ReceptionForm[] {
  const legalGround: LegalGround = answers.ground === 'vital-interest' ? 'vital-interest' : 'consent';
  const ground = { legalGround, ...(legalGround === 'consent' && { consentText: CONSENT_EDITION }) };
  const record = receptionRecord(answers, now);
  const stated: ReceptionForm = { ...ground, format: 'stated', document: { text: JSON.stringify(record) } };
  if (answers.notebook === null) return [stated];
  const notebook = notebookForm(answers.notebook, ground);
  // Who it is, the notebook says itself.
  const saysMore = record.evidence.length + record.statements.length + record.person.languages.length > 0;
  return saysMore ? [notebook, stated] : [notebook];
}

export function receptionRecord(answers: ReceptionAnswers, now: Instant): HealthRecord {
  const birthDate = birthDateOf(answers, now);
  return {
    format: 'stated',
    person: {
      ...{ names: filled(answers.name), kana: filled(answers.kana) },
      ...{ birthDate: birthDate === 'wrong' ? null : birthDate, sex: answers.sex ?? 'unknown' },
      ...{ phones: [], address: null, identifiers: [], languages: answers.language === null ? [] : [answers.language] },
    },
    evidence: [
      ...[...answers.ticked].map((code) => evidence('stated', `form/${code}`, { codes: [{ system: 'stated', code }] })),
      ...medicinesOf(answers, now),
      ...allergiesOf(answers),
      ...(answers.careLevel === null
        ? []
        : [evidence('care-level', 'form/care-level', { codes: [{ system: 'care-level', code: answers.careLevel }] })]),
    ],
    statements: [
      ...(answers.noMedicines ? [{ about: 'medicine', says: 'known-none', where: 'form/medicines' } as const] : []),
      ...(answers.noAllergies ? [{ about: 'allergy', says: 'known-none', where: 'form/allergies' } as const] : []),
    ],
    issuedAt: now,
    consent: null,
  };
}

function medicinesOf({ medicines }: ReceptionAnswers, now: Instant): Evidence[] {
  return medicines.flatMap(({ name, days }, index) => {
    const lasts = daysOf(days);
    const [text = null] = filled(name);
    if (text === null && lasts === null) return [];
    const until = typeof lasts === 'number' ? dayAfter(now, lasts) : null;
    return [evidence('medicine', `form/medicines/${index + 1}`, { text, until })];
  });
}

function allergiesOf({ foods, otherFood, drugAllergy }: ReceptionAnswers): Evidence[] {
  const named = [...foods, ...filled(otherFood)].map((text, index) =>
    evidence('allergy', `form/foods/${index + 1}`, { text, category: 'food' }),
  );
  const drugs = filled(drugAllergy).map((text) => evidence('allergy', 'form/drugs', { text, category: 'medication' }));
  return [...named, ...drugs];
}

function evidence(kind: Evidence['kind'], where: string, parts: Partial<Evidence>): Evidence {
  return {
    ...{ kind, codes: [], text: null, origin: 'stated', from: null, until: null, status: 'active' },
    ...{ route: null, category: null, value: null, where },
    ...parts,
  };
}

function filled(written: string): string[] {
  const text = written.trim().replace(/\s+/g, ' ');
  return text === '' ? [] : [text];
}

function digits(written: string): number | null | 'wrong' {
  const plain = written.normalize('NFKC').trim();
  if (plain === '') return null;
  return /^\d{1,4}$/.test(plain) ? Number(plain) : 'wrong';
}

/** Nobody has a supply of more than a year. */
const MOST_DAYS = 400;

function daysOf(written: string): number | null | 'wrong' {
  const days = digits(written);
  return typeof days === 'number' && days > MOST_DAYS ? 'wrong' : days;
}

/** As far as it was said: year, month or day; null = not said. */
export function birthDateOf(
  { era, year, month, day }: Pick<ReceptionAnswers, 'era' | 'year' | 'month' | 'day'>,
  now: Instant,
): string | null | 'wrong' {
  const [y, m, d] = [digits(year), digits(month), digits(day)];
  if (y === null) return m === null && d === null ? null : 'wrong';
  if (y === 'wrong' || m === 'wrong' || d === 'wrong' || (m === null && d !== null)) return 'wrong';
  const full = ERAS[era] + y;
  const text = [String(full).padStart(4, '0'), ...[m, d].flatMap((part) => (part === null ? [] : pad(part)))].join('-');
  const today = japaneseDay(now);
  const first = `${text}${'-01-01'.slice(text.length - 4)}`;
  const isDay = !Number.isNaN(Date.parse(first)) && new Date(first).toISOString().startsWith(first);
  // The oldest person there was lived 122 years.
  return isDay && first <= today && full > Number(today.slice(0, 4)) - 125 ? text : 'wrong';
}

function pad(part: number): string {
  return String(part).padStart(2, '0');
}

function japaneseDay(now: Instant, days = 0): string {
  return new Date(Date.parse(now) + 9 * 3_600_000 + days * 86_400_000).toISOString().slice(0, 10);
}

/** The first day that a supply of so many days, today's among them, does not cover. */
function dayAfter(now: Instant, days: number): string {
  return japaneseDay(now, days);
}

function saysNothing(answers: ReceptionAnswers, now: Instant): boolean {
  const { person, evidence: said, statements } = receptionRecord(answers, now);
  const { names, kana, birthDate, languages } = person;
  return said.length + statements.length + names.length + kana.length + languages.length === 0 && birthDate === null;
}

/** Something would be lost by leaving. */
export function isBegun(answers: ReceptionAnswers): boolean {
  const { ground, name, kana, year, month, day, sex, ticked, medicines, foods } = answers;
  const texts = [name, kana, year, month, day, answers.otherFood, answers.drugAllergy];
  return (
    [ground, sex, answers.careLevel, answers.language, answers.notebook].some((answer) => answer !== null) ||
    texts.some((text) => text.trim() !== '') ||
    ticked.size + foods.size > 0 ||
    answers.noMedicines ||
    answers.noAllergies ||
    medicines.some((each) => each.name !== '' || each.days !== '')
  );
}
