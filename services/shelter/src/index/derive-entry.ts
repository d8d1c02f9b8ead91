import {
  lastHeardAt,
  openedAtOf,
  searchText,
  shelterDeficits,
  THEME_DEFINITIONS,
  type FeatureV1,
  type Instant,
  type LngLat,
  type ShelterConflict,
  type ShelterDetail,
  type ShelterEntry,
  type ShelterNeed,
  type ThingProperties,
} from '@hinomi/contracts';
import { isReport } from '../reports/report-ids.js';

type Attributes = ThingProperties['attributes'];

/** A shelter as the index keeps it: little, since there are a hundred thousand. */
export interface KnownShelter {
  entry: ShelterEntry;
  label: FeatureV1['label'];
  /** Every municipality it is told to be in, 5 digits. */
  municipalities: readonly string[];
  aliases: readonly string[];
  phone: string | null;
  /** Since when it is open, where somebody says. */
  openedAt: Instant | null;
  /** When anybody last said a word of its state. */
  heardAt: Instant | null;
  /** What it is looked for by, name first. */
  texts: readonly [name: string, others: string];
  /** JSON of what a form is filled with. */
  attributes: string;
  /** JSON of where those who report disagree; null = nowhere, as in most. */
  conflicts: string | null;
}

/** Who is in a shelter, by number, as the feature beside it tells. */
export interface CountedPeople {
  label: FeatureV1['label'];
  /** JSON of what a form is filled with. */
  attributes: string;
  conflicts: string | null;
}

/** The entry of a shelter's feature; null for every other one, and for what only the public sees of it. */
export function deriveEntry(feature: FeatureV1): KnownShelter | null {
  const { properties, areaCodes, kind, label } = feature;
  if (kind !== 'shelter' || properties.type !== 'thing' || label.classification === 'public-view') return null;
  const { attributes, name, nameKana, identifiers } = properties;
  const address = textOf(attributes, 'address');
  const municipalities = areaCodes.filter((code) => code.length === 5);
  const others = [nameKana, ...identifiers.map(({ value }) => value), address];
  return {
    entry: {
      id: feature.id,
      ...{ name, nameKana, address },
      nationalId: identifiers.find(({ scheme }) => scheme === 'national-shelter')?.value ?? null,
      municipality: municipalities[0] ?? null,
      lngLat: feature.geometry === null ? null : somePoint(feature.geometry.coordinates),
      eststts: textOf(attributes, 'eststts'),
      evacueeno: typeof attributes['evacueeno']?.value === 'number' ? attributes['evacueeno'].value : null,
      reportedAt: reportedAt(feature, attributes),
      exercise: feature.exercise,
    },
    label: feature.label,
    municipalities,
    aliases: feature.aliases ?? properties.aliases,
    phone: textOf(attributes, 'phoneno'),
    openedAt: openedAtOf(attributes),
    heardAt: lastHeardAt(attributes),
    texts: [searchText(name), others.map((text) => searchText(text ?? '')).join('\n')],
    attributes: attributesOf(feature),
    conflicts: conflictsOf(feature),
  };
}

/** JSON of what a form is filled with. */
export function attributesOf({ properties }: FeatureV1): string {
  const attributes = properties.type === 'thing' ? properties.attributes : {};
  return JSON.stringify(Object.fromEntries(Object.entries(attributes).filter(([name]) => isForForms(name))));
}

/** JSON of the disagreements about what a form is filled with. */
export function conflictsOf({ conflicts }: FeatureV1): string | null {
  const told = conflicts.filter(({ field }) => isForForms(field));
  return told.length === 0 ? null : JSON.stringify(told.map(({ field, values }) => ({ attribute: field, values })));
}

/** `people` and `needs`: as far as whoever asks may see them. */
export function deriveDetail(
  known: KnownShelter,
  people: CountedPeople | undefined,
  needs: readonly ShelterNeed[],
  nowMs: number,
): Omit<ShelterDetail, 'mayReport'> {
  const counted = people === undefined ? {} : (JSON.parse(people.attributes) as Attributes);
  const attributes = { ...(JSON.parse(known.attributes) as Attributes), ...counted };
  const { entry, phone, openedAt } = known;
  const conflicts = [known.conflicts, people?.conflicts ?? null].flatMap((text) =>
    text === null ? [] : (JSON.parse(text) as ShelterConflict[]),
  );
  return {
    ...entry,
    phone,
    attributes,
    deficits: shelterDeficits(attributes, openedAt, nowMs),
    needs: [...needs],
    conflicts,
  };
}

export function isOpen({ entry: { eststts } }: KnownShelter): boolean {
  return eststts === 'open' || eststts === 'permanent';
}

function isForForms(name: string): boolean {
  const known = THEME_DEFINITIONS.shelter.attributes;
  return Object.hasOwn(known, name) && known[name]?.type !== 'text';
}

/** By what a report last saw; where others saw all of it later, by when it was written. */
function reportedAt({ sources }: FeatureV1, attributes: Attributes): Instant | null {
  const reports = sources.filter(({ subject }) => isReport(subject));
  if (reports.length === 0) return null;
  const from = new Set<string>(reports.map(({ source }) => source));
  const seen = Object.values(attributes).filter(({ source }) => from.has(source));
  const moments = seen.length > 0 ? seen.map(({ observedAt }) => observedAt) : reports.map(({ issuedAt }) => issuedAt);
  return moments.reduce((a, b) => (a > b ? a : b));
}

function textOf(attributes: Attributes, name: string): string | null {
  const value = attributes[name]?.value;
  return typeof value === 'string' && value !== '' ? value : null;
}

/** The point itself, or where a line or area begins. */
function somePoint(coordinates: unknown): LngLat {
  return Array.isArray(coordinates) && Array.isArray(coordinates[0])
    ? somePoint(coordinates[0])
    : (coordinates as LngLat);
}
