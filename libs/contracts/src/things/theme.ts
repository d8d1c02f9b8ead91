import { z } from 'zod';
import type { TopicName } from '../topics.js';
import { all, code, count, instant, required, text, type AttributeDefinition } from './attribute-definition.js';
import { designationFor, DISASTER_KINDS } from './disaster-kinds.js';
import { SHELTER_STATE } from './shelter-attributes.js';

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

export interface ThemeDefinition {
  kind: 'shelter' | 'facility' | 'resource' | 'road' | 'lifeline' | 'report' | 'need';
  topic: Extract<TopicName, 'shelters' | 'places' | 'field-reports'>;
  /** Its code in SIP4D-ZIP, without the suffix of the geometry (01 point, 02 line, 03 polygon). */
  sip4dCode: string | null;
  /** Category of the EEI, 災害対応基本共有データ属性情報 (DS-455-1; sip4d 8). */
  eeiCategory: number | null;
  attributes: Readonly<Record<string, AttributeDefinition>>;
}

const PLACE = all('id citycode cityname address phoneno note', text);
const NAMED_PLACE = { ...PLACE, ...required(all('name cityname', text)), namekana: text };
const ESTAB = required({ estab: code('close notaccept open unknown other') });
const TRUCK = { trucksize: code('light 2t 4t 10t other unknown') };

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
