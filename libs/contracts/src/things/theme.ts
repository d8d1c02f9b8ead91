import { z } from 'zod';
import type { TopicName } from '../topics.js';
import { designationFor, DISASTER_KINDS } from './disaster-kinds.js';

/**
 * What a table of things is about: the response-support models of SIP4D-ZIP (JSA-S1016; sip4d 4) by plain names, and `general`
 * for the universal model and everything else.
 */
export const THEMES = [
  'shelter',
  'evacuation-site',
  'supply-base',
  'hospital',
  'waste-site',
  'road',
  'water-supply',
  'water-outage',
  'power-outage',
  'gas-outage',
  'telephone-outage',
  'flooded-area',
  'river-breach',
  'landslide',
  'isolated-community',
  'fire',
  'damage-count',
  'victim-certificate',
  'shelter-note',
  'shelter-photo',
  'general',
] as const;
export const Theme = z.enum(THEMES);
export type Theme = z.infer<typeof Theme>;

/** What an attribute holds. `code`: one of a list of canonical codes. */
export interface AttributeDefinition {
  type: 'text' | 'integer' | 'number' | 'instant' | 'code';
  codes?: readonly string[];
  required?: true;
}

export interface ThemeDefinition {
  kind: 'shelter' | 'facility' | 'resource' | 'road' | 'lifeline' | 'report' | 'need';
  topic: Extract<TopicName, 'shelters' | 'places' | 'field-reports'>;
  /** Its code in SIP4D-ZIP, without the suffix of the geometry (01 point, 02 line, 03 polygon). */
  sip4dCode: string | null;
  /** Category of the EEI, 災害対応基本共有データ属性情報 (DS-455-1; sip4d 8). */
  eeiCategory: number | null;
  attributes: Readonly<Record<string, AttributeDefinition>>;
}

const text: AttributeDefinition = { type: 'text' };
const count: AttributeDefinition = { type: 'integer' };
const instant: AttributeDefinition = { type: 'instant' };
const code = (codes: string): AttributeDefinition => ({ type: 'code', codes: codes.split(' ') });
const all = (names: string, attribute: AttributeDefinition): Record<string, AttributeDefinition> =>
  Object.fromEntries(names.split(' ').map((name) => [name, attribute]));
const required = (attributes: Record<string, AttributeDefinition>): Record<string, AttributeDefinition> =>
  Object.fromEntries(Object.entries(attributes).map(([name, attribute]) => [name, { ...attribute, required: true }]));

const PLACE = all('id citycode cityname address phoneno note', text);
const NAMED_PLACE = { ...PLACE, ...required(all('name cityname', text)), namekana: text };
const ESTAB = required({ estab: code('close notaccept open unknown other') });
const TRUCK = { trucksize: code('light 2t 4t 10t other unknown') };

/** Who the people in a shelter are, by number: for responders only, since a few of one kind are soon somebody. */
const SHELTER_PEOPLE = {
  /** People needing special care (要配慮者), each counted once; the categories below overlap and are never added. */
  careno: count,
  /** Of the total, by sex; the rest is unknown or other. */
  ...all('maleno femaleno', count),
  ...all('age0no age1no age3no age6no age18no age65no age75no', count),
  ...all('c_careno c_physicalno c_intellectualno c_mentalno c_visualno c_hearingno c_wheelchairno', count),
  ...all('c_deviceno c_dialysisno c_pregnantno c_infantno c_allergyno c_foreignno c_assistdogno', count),
  ...all('feverno coughno vomitno', count),
} as const satisfies Record<string, AttributeDefinition>;

/** Whether an attribute of a shelter tells who its people are: such values are in a feature for responders, `<shelter>/people`. */
export function isAboutPeople(attribute: string): boolean {
  return Object.hasOwn(SHELTER_PEOPLE, attribute);
}

/**
 * What staff report beyond SIP4D-ZIP, from the EEI's 避難所 (shelters 5.1 and 7), by names of our own. Three steps: enough or regularly
 * supplied / two or three days and no supply in sight / not enough for today.
 */
const SHELTER_STATE = {
  ...all('water food', code('enough few_days not_today')),
  ...all('power gas tapwater sewer phone network heating cooling bath pets carespace accessibletoilet', code('yes no')),
  urgent: code('yes no'),
  ...all('mobile soap beds partitions laundry', code('yes no')),
  /** The basic items that are pushed to a disaster area (B-PLo; shelters 9), with domestic water and fuel, in the same three steps. */
  ...all(
    'blankets babymilk diapers adultdiapers portabletoilets toiletpaper sanitary domesticwater fuel',
    code('enough few_days not_today'),
  ),
  /** How many of them are needed: 0 = none, null = not known. */
  ...all(
    'need_food need_blankets need_babymilk need_diapers need_adultdiapers need_portabletoilets need_toiletpaper need_sanitary',
    count,
  ),
  /** Goods against infection (EEI). */
  ...all('n95 masks disinfectant gloves faceshields thermometers', code('enough short')),
  /** Hours of the day, 0 to 24, between which goods can be received. */
  ...all('receivefromhour receivetohour', count),
  ...all('toiletno womentoiletno mentoiletno staffno outsideno', count),
  ...SHELTER_PEOPLE,
  livingarea: { type: 'number' },
  /** What was opened without a designation (shelters 1). */
  placekind: code('provisional self-run at-home in-cars'),
} as const satisfies Record<string, AttributeDefinition>;

/** A lifeline that is out: SIP4D-ZIP has a model of water alone, so the others go by its names. */
const OUTAGE = {
  ...PLACE,
  ...required(all('citycode cityname', text)),
  houseno: count,
  ...all('starttime endtime estendtime', instant),
};

/** Attribute names and codes are those of the models (templates of the SIP4D-ZIP checker 1.2.4, format 1.1). */
export const THEME_DEFINITIONS: Readonly<Record<Theme, ThemeDefinition>> = {
  shelter: {
    kind: 'shelter',
    topic: 'shelters',
    sip4dCode: '01-001',
    eeiCategory: 21,
    attributes: {
      ...NAMED_PLACE,
      ...required({ eststts: code('notopen open close permanent unknown other') }),
      type: code('shelter temp_shelter welf_shelter unknown'),
      division: code('spec_shelter spec_emg_evacueeplace assign_emg_shelter unspecified'),
      crowdstts: code('free congestion full unknown'),
      ...TRUCK,
      ...SHELTER_STATE,
      ...all('publicflg height remarks spnotes area multiple reason', text),
      ...all('capacity evacueeno sevacueeno houseno shouseno thouseno', count),
      ...all('starttime endtime', instant),
    },
  },
  'evacuation-site': {
    kind: 'shelter',
    topic: 'shelters',
    sip4dCode: null,
    eeiCategory: 21,
    attributes: {
      ...NAMED_PLACE,
      ...Object.fromEntries(DISASTER_KINDS.map((kind) => [designationFor(kind), code('yes no')])),
      capacity: count,
      height: text,
      area: text,
    },
  },
  'supply-base': {
    kind: 'resource',
    topic: 'places',
    sip4dCode: '01-002',
    eeiCategory: 11,
    attributes: {
      ...NAMED_PLACE,
      ...ESTAB,
      ...TRUCK,
      division: code('w_areasbase l_areasbase unknown'),
      pass: code('impassable passable'),
      lift: code('notoperating operating'),
      personelno: count,
      openhour: text,
    },
  },
  hospital: {
    kind: 'facility',
    topic: 'places',
    sip4dCode: '01-003',
    eeiCategory: 10,
    attributes: {
      ...NAMED_PLACE,
      ...required({ status: code('sup_req sup_arrgd supporting non_sup_req unknown other') }),
      kyoten: code('unspecified specified'),
      toukai: code('no_fear fearful'),
      supplyinfo: text,
      ...all('workbedno keepbedno seriousno middleno slightno', count),
    },
  },
  'waste-site': {
    kind: 'facility',
    topic: 'places',
    sip4dCode: '01-004',
    eeiCategory: 19,
    attributes: {
      ...NAMED_PLACE,
      ...ESTAB,
      ...all('garbage debris sand wood mix direct', code('notaccept acceptable')),
    },
  },
  road: {
    kind: 'road',
    topic: 'field-reports',
    sip4dCode: '01-005',
    eeiCategory: 5,
    attributes: {
      ...PLACE,
      ...required({
        ...all('roadname cityname', text),
        passstts: code(
          'road_close close_road_large chain_regulation lane_regulation one_sided_alternating_traffic face_to_face_traffic other unknown',
        ),
      }),
      /** Of ours: whether an ambulance or a fire engine comes through all the same. */
      emergencypass: code('passable impassable'),
      roadtype: code('expressway national_road pref_road municipal_road unknown'),
      ...all('roadno startpoint endpoint category detail', text),
      ...all('starttime endtime', instant),
    },
  },
  'water-supply': {
    kind: 'resource',
    topic: 'places',
    sip4dCode: '01-006',
    eeiCategory: 12,
    attributes: { ...NAMED_PLACE, ...ESTAB, josetu: code('permanent temporary') },
  },
  'water-outage': {
    kind: 'lifeline',
    topic: 'field-reports',
    sip4dCode: '01-007',
    eeiCategory: 12,
    attributes: {
      ...PLACE,
      ...required({ ...all('citycode cityname', text), houseno: count, starttime: instant }),
      maxhouseno: count,
      ...all('endtime estendtime', instant),
    },
  },
  'power-outage': { kind: 'lifeline', topic: 'field-reports', sip4dCode: null, eeiCategory: 14, attributes: OUTAGE },
  'gas-outage': { kind: 'lifeline', topic: 'field-reports', sip4dCode: null, eeiCategory: 15, attributes: OUTAGE },
  'telephone-outage': {
    kind: 'lifeline',
    topic: 'field-reports',
    sip4dCode: null,
    eeiCategory: 16,
    attributes: OUTAGE,
  },
  'flooded-area': {
    kind: 'report',
    topic: 'field-reports',
    sip4dCode: '01-008',
    eeiCategory: 3,
    attributes: { ...PLACE, detail: text },
  },
  'river-breach': {
    kind: 'report',
    topic: 'field-reports',
    sip4dCode: '01-009',
    eeiCategory: 3,
    attributes: {
      ...PLACE,
      ...all('rivername riverkana seibiname wsystem leftright kp detail measures occurday occurtime', text),
    },
  },
  landslide: {
    kind: 'report',
    topic: 'field-reports',
    sip4dCode: '01-010',
    eeiCategory: 3,
    attributes: {
      ...PLACE,
      type: code('rockfall landslide debris_flow avalanche other'),
      detail: text,
      /** Of ours: houses hit, and since when until when it holds somebody up. */
      houseno: count,
      ...all('starttime endtime', instant),
    },
  },
  /** 孤立集落. EEI names what is asked (households, persons, time resolved), no model has it; how it is reached is of ours. */
  'isolated-community': {
    kind: 'report',
    topic: 'field-reports',
    sip4dCode: null,
    eeiCategory: 4,
    attributes: {
      ...PLACE,
      ...required({ name: text }),
      ...all('houseno personno', count),
      reachedby: code('none foot boat helicopter'),
      ...all('starttime endtime', instant),
    },
  },
  /** Of ours: what burns as reports of fires tell it apart (建物, 林野, 車両, 船舶), and whether it spreads. */
  fire: {
    kind: 'report',
    topic: 'field-reports',
    sip4dCode: null,
    eeiCategory: null,
    attributes: {
      ...PLACE,
      burning: code('building forest vehicle ship other'),
      spread: code('spreading may_spread contained'),
      ...all('starttime endtime', instant),
    },
  },
  'damage-count': {
    kind: 'report',
    topic: 'field-reports',
    sip4dCode: '01-011',
    eeiCategory: 2,
    attributes: {
      ...PLACE,
      ...required({ citycode: text }),
      ...all('deadno cpano missingno safetyukno seriousno slightno unknownno alldstno halfdstno partdstno', count),
      ...all('floorfno ufloorfno fireno pubfacno', count),
    },
  },
  'victim-certificate': {
    kind: 'report',
    topic: 'field-reports',
    sip4dCode: '01-012',
    eeiCategory: null,
    attributes: { ...PLACE, ...required({ citycode: text }) },
  },
  /** What a shelter needs at once, in its own words; `shelter` is the feature it is about. */
  'shelter-note': {
    kind: 'report',
    topic: 'shelters',
    sip4dCode: null,
    eeiCategory: null,
    attributes: all('shelter detail', text),
  },
  /** That there is a photo of a shelter, sent with a report of it: for responders only, beside the counts of its people. */
  'shelter-photo': {
    kind: 'need',
    topic: 'shelters',
    sip4dCode: null,
    eeiCategory: null,
    attributes: { ...all('shelter report sentby', text), ...all('bytes width height', count) },
  },
  general: { kind: 'report', topic: 'field-reports', sip4dCode: null, eeiCategory: null, attributes: {} },
};

/** The theme of a SIP4D-ZIP code such as `01-005-02`; `general` for codes without a model here. */
export function themeOfSip4dCode(written: string): Theme {
  const model = /^\d{2}-\d{3}(?=-\d{2}$)/.exec(written)?.[0];
  return THEMES.find((theme) => model !== undefined && THEME_DEFINITIONS[theme].sip4dCode === model) ?? 'general';
}
