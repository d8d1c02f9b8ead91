import { THEME_DEFINITIONS } from '@hinomi/contracts';
import { PREFECTURES } from '../words/prefectures.js';
import type { Words } from '../words/words.js';
import { codeOf, numberOf, type ThingFeature } from './thing-feature.js';
import { isEnded } from './thing-state.js';

/** What a thing is called: its own name, or what it is where it has none. */
export function thingTitle({ properties }: ThingFeature, words: Words): string {
  return properties.name === '' ? words.things.themes[properties.theme] : properties.name;
}

const LEADING: Readonly<Record<string, string>> = {
  shelter: 'eststts',
  'supply-base': 'estab',
  'waste-site': 'estab',
  'water-supply': 'estab',
  road: 'passstts',
  hospital: 'status',
  landslide: 'type',
  fire: 'spread',
};

const OUTAGES: ReadonlySet<string> = new Set(['water-outage', 'power-outage', 'gas-outage', 'telephone-outage']);
const ENDING: ReadonlySet<string> = new Set([...OUTAGES, 'road']);
/** What is over without having been restored or lifted. */
const PASSING: ReadonlySet<string> = new Set(['landslide', 'isolated-community', 'fire']);

/** What an open shelter says of itself rather than that it is open. */
const CROWDED: ReadonlySet<string> = new Set(['full', 'congestion']);

/** How it is with it, in one or two words. */
export function stateText(feature: ThingFeature, words: Words): string {
  const { theme } = feature.properties;
  const { things } = words;
  if (ENDING.has(theme) && isEnded(feature)) return things.ended;
  if (PASSING.has(theme) && isEnded(feature)) return words.field.over;
  if (OUTAGES.has(theme)) {
    const households = numberOf(feature, 'houseno');
    return households === null ? words.unknown : things.households(numberText(households));
  }
  if (theme === 'damage-count') {
    const said = (name: string): string => peopleText(numberOf(feature, name), words);
    return things.casualties(said('deadno'), said('missingno'));
  }
  const leading = LEADING[theme];
  if (leading === undefined) return things.themes[theme];
  const crowd = codeOf(feature, 'crowdstts');
  if (theme === 'shelter' && feature.severity > 1 && CROWDED.has(crowd)) return codeText(crowd, words);
  const { value, label } = feature.properties.attributes[leading] ?? { value: null };
  return value === null ? (label ?? words.unknown) : codeText(String(value), words);
}

/** The number that people ask for first. */
export function numbersText(feature: ThingFeature, words: Words): string | null {
  if (feature.properties.theme !== 'shelter' || codeOf(feature, 'eststts') !== 'open') return null;
  const people = numberOf(feature, 'evacueeno');
  const capacity = numberOf(feature, 'capacity');
  if (people === null) return words.things.peopleUnknown;
  return words.things.people(numberText(people), capacity === null ? null : numberText(capacity));
}

/** Where it is: its municipality, else as much as is told. */
export function thingPlace(feature: ThingFeature, words: Words): string {
  const { attributes } = feature.properties;
  const municipality = feature.areaCodes.find((code) => code.length === 5);
  const written = textOf(attributes['cityname']?.value);
  const names = PREFECTURES.get(municipality?.slice(0, 2) ?? '');
  const prefecture = names?.[words.language];
  if (written === '') return textOf(attributes['address']?.value) || prefecture || words.noPlace;
  // National lists write the prefecture with the municipality.
  const alone = names !== undefined && written.startsWith(names.ja) ? written.slice(names.ja.length) : written;
  const name = municipalityName(feature, alone, words);
  if (prefecture === undefined) return name;
  return words.language === 'en' ? `${name}, ${prefecture}` : `${prefecture} ${name}`;
}

/** As the provider writes it, in the reader's language where its code is told. */
export function municipalityName({ areaCodes }: ThingFeature, written: string, words: Words): string {
  const municipality = areaCodes.find((code) => code.length === 5);
  return words.place({ name: written, ...(municipality && { set: 'jma-city', code: `${municipality}00` }) });
}

/** How a shelter's report came, as the hub words it after who told it (`shelter:telephone` and the others). */
const WAYS = { 避難所: 'tablet', 電話: 'telephone', '紙・FAX': 'paper' } as const;
const REPORTED = /^(?:(.+)（(避難所|電話|紙・FAX)）|(避難所|電話|紙・FAX))$/;

/** Who says it: prefectures and municipalities by their names in the reader's language; what was told to a clerk as that. */
export function agencyText(agency: string, words: Words): string {
  const [, office, ofOffice, alone] = REPORTED.exec(agency) ?? [];
  const way = words.things.ways[WAYS[(ofOffice ?? alone) as keyof typeof WAYS]] as string | undefined;
  if (way !== undefined) return office === undefined ? way : words.things.toldBy(office, way);
  const prefecture = [...PREFECTURES.values()].find(({ ja }) => ja === agency);
  const said = prefecture?.[words.language] ?? words.term(agency);
  return said === agency ? words.place({ name: agency }) : said;
}

/** An attribute by its name in the reader's language; the provider's own title for what its theme does not have. */
export function attributeName(feature: ThingFeature, name: string, words: Words): string {
  const known: Readonly<Record<string, string>> = words.things.attributes;
  const own = feature.properties.attributes[name]?.title;
  return own ?? known[`${feature.properties.theme}.${name}`] ?? known[name] ?? name;
}

/** What people ask for first. */
const FIRST = 'eststts estab passstts status crowdstts evacueeno sevacueeno houseno'.split(' ');

/** The names of its attributes: the first questions, then as its model has them, then what only this provider has. */
export function inOrder({ properties: { theme, attributes } }: ThingFeature): string[] {
  const order = [...new Set([...FIRST, ...Object.keys(THEME_DEFINITIONS[theme].attributes)])];
  const placeOf = (name: string): number => (order.includes(name) ? order.indexOf(name) : order.length);
  return Object.keys(attributes).sort((a, b) => placeOf(a) - placeOf(b));
}

/** A canonical code in the reader's language. */
export function codeText(code: string, words: Words): string {
  const codes: Readonly<Record<string, string>> = words.things.codes;
  return (Object.hasOwn(codes, code) ? codes[code] : undefined) ?? code;
}

export function numberText(value: number): string {
  return value.toLocaleString('en-US');
}

function peopleText(value: number | null, words: Words): string {
  return value === null ? words.unknown : words.things.people(numberText(value), null);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
