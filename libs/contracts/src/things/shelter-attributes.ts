import { all, code, count, type AttributeDefinition } from './attribute-definition.js';

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
export const SHELTER_STATE = {
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
