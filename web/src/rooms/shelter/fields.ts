import { THEME_DEFINITIONS, type AttributeDefinition } from '@hinomi/contracts';

/** The parts of the second page, in the order of the EEI's 避難所 (shelters 5.1). */
export const DETAIL_GROUPS = {
  people: 'houseno sevacueeno maleno femaleno outsideno staffno crowdstts',
  ages: 'age0no age1no age3no age6no age18no age65no age75no',
  care:
    'c_careno c_physicalno c_intellectualno c_mentalno c_visualno c_hearingno c_wheelchairno c_deviceno c_dialysisno ' +
    'c_pregnantno c_infantno c_allergyno c_foreignno c_assistdogno',
  supplies: 'blankets babymilk diapers adultdiapers portabletoilets toiletpaper sanitary domesticwater fuel',
  needs:
    'need_food need_blankets need_babymilk need_diapers need_adultdiapers need_portabletoilets need_toiletpaper need_sanitary',
  infectiongoods: 'n95 masks disinfectant gloves faceshields thermometers',
  receiving: 'trucksize receivefromhour receivetohour',
  lifelines: 'gas tapwater sewer phone mobile network heating cooling',
  sanitation: 'womentoiletno mentoiletno accessibletoilet soap bath laundry',
  infection: 'feverno coughno vomitno',
  living: 'carespace livingarea beds partitions pets',
} as const;
/** Long, and not for every visit: opened by a press. */
export const FOLDED: ReadonlySet<string> = new Set(['supplies', 'needs', 'infectiongoods', 'receiving']);
export type DetailGroup = keyof typeof DETAIL_GROUPS;
export const DETAIL_GROUP_NAMES = Object.keys(DETAIL_GROUPS) as DetailGroup[];

/** The first page: what a minute allows (shelters 7). */
export const FIRST_PAGE = ['eststts', 'evacueeno', 'careno', 'water', 'food', 'toiletno', 'power', 'urgent'] as const;

/** People in every age band of the form; their sum never exceeds the total. */
export const AGE_BANDS = DETAIL_GROUPS.ages.split(' ');

export function namesOf(group: DetailGroup): string[] {
  return DETAIL_GROUPS[group].split(' ');
}

/** The codes that staff can mean; the model's others are for lists and registries. */
const CHOICES: Readonly<Record<string, readonly string[]>> = {
  eststts: ['open', 'close', 'notopen'],
  trucksize: ['light', '2t', '4t', '10t', 'other'],
};

/** What one field takes. `choices`: codes, without "unknown", which every field has as null. */
export type FieldKind = { kind: 'choice'; choices: readonly string[] } | { kind: 'count' } | { kind: 'number' };

export function fieldOf(name: string): FieldKind {
  const definition: AttributeDefinition | undefined = THEME_DEFINITIONS.shelter.attributes[name];
  if (definition === undefined) throw new Error(`the theme shelter has no attribute ${name}`);
  switch (definition.type) {
    case 'code':
      return {
        kind: 'choice',
        choices: CHOICES[name] ?? (definition.codes ?? []).filter((code) => code !== 'unknown'),
      };
    case 'integer':
      return { kind: 'count' };
    case 'number':
      return { kind: 'number' };
    default:
      throw new Error(`staff do not report ${name}`);
  }
}

/** Everything that the form asks. */
export const ASKED: readonly string[] = [...FIRST_PAGE, ...DETAIL_GROUP_NAMES.flatMap(namesOf)];

/** Whether a value from elsewhere can stand in the form; `permanent` and other words of registries cannot. */
export function canStand(name: string, value: unknown): boolean {
  if (!ASKED.includes(name)) return false;
  if (value === null) return true;
  const field = fieldOf(name);
  return field.kind === 'choice' ? field.choices.includes(value as string) : typeof value === 'number';
}

/** Longer than any shelter's count, shorter than a telephone number. */
const MOST = 99_999;

/** What a person typed: a number, nothing, or what cannot be one. Full-width digits are digits. */
export function readNumber(typed: string, kind: 'count' | 'number'): { value: number } | 'empty' | 'unreadable' {
  const text = typed.normalize('NFKC').trim();
  if (text === '') return 'empty';
  if (!(kind === 'count' ? /^\d{1,6}$/ : /^\d{1,6}(\.\d{1,2})?$/).test(text)) return 'unreadable';
  const value = Number(text);
  return value > MOST ? 'unreadable' : { value };
}
