import { searchText, type FeatureV1, type FoundArea, type MapSearch } from '@hinomi/contracts';
import { featureTitle, groupArea, groupTitle } from '../../../hazards/describe-hazard.js';
import type { HazardGroup } from '../../../hazards/group-hazards.js';
import type { Bounds } from '../../../map/bounds.js';
import { isThing } from '../../../things/thing-feature.js';
import { thingPlace, thingTitle } from '../../../things/describe-thing.js';
import { plain } from '../../../words/ruby-text.js';
import type { Words } from '../../../words/words.js';

/** One place on the map that may be meant. */
export interface Found {
  /** Its own among all results. */
  key: string;
  title: string;
  note: string;
  /** Where it is; null: the room knows it by `open`. */
  at: { lngLat: readonly [number, number] } | { bounds: Bounds } | null;
  /** A feature whose details open. */
  open: string | null;
  /** It is not told live: its feature is to be asked for. */
  look: boolean;
  /** An area that everything may be limited to. */
  area: FoundArea | null;
}

export type FoundKind = keyof Words['search']['kinds'];
export interface FoundSection {
  kind: FoundKind;
  found: Found[];
}

/** Of what the room itself knows; whoever wants another types more. */
const LISTED = 6;
const BLANK = { at: null, open: null, look: false, area: null } as const;

/** What the hub found, in the order of the list; without empty sections. */
export function foundByHub(answer: MapSearch, words: Words): FoundSection[] {
  const { search } = words;
  const nameOf = (area: { name: string; en: string | null }): string =>
    words.language === 'en' ? (area.en ?? area.name) : area.name;
  const positions = answer.positions.map(({ lngLat, order, orderBy, municipality }): Found => {
    const [lng, lat] = lngLat;
    const where = municipality === null ? search.abroad : nameOf(municipality);
    const said =
      orderBy === 'either' ? `${search.order[order]}${words.separator}${search.orderEither}` : search.order[order];
    return {
      ...BLANK,
      key: `position:${order}`,
      title: search.position(lat.toFixed(5), lng.toFixed(5)),
      note: `${where}${words.separator}${said}`,
      at: { lngLat },
    };
  });
  const { square } = answer;
  const squares =
    square === null
      ? []
      : [
          {
            ...BLANK,
            key: `square:${square.code}`,
            title: search.square(square.code),
            note: search.levels[square.level],
            at: { bounds: [...square.bounds] as Bounds },
          },
        ];
  const areas = answer.areas.map((area): Found => ({
    ...BLANK,
    key: `area:${area.code}`,
    title: nameOf(area),
    note: [area.prefecture, words.language === 'en' ? area.name : area.kana].filter(Boolean).join(words.separator),
    at: area.bounds && { bounds: [...area.bounds] as Bounds },
    area,
  }));
  const places = answer.places.map(({ id, name, kana, theme, municipality, lngLat }): Found => ({
    ...BLANK,
    key: `place:${id}`,
    title: name === '' ? words.things.themes[theme] : name,
    note: [municipality && nameOf(municipality), kana].filter(Boolean).join(words.separator),
    at: { lngLat },
    open: id,
    look: true,
  }));
  return sectionsOf({ positions, squares, areas, places });
}

/** Hazards, sensors and things of the picture by their titles and places, as the reader's language has them. */
export function foundInPicture(
  q: string,
  groups: readonly HazardGroup[],
  features: ReadonlyMap<string, FeatureV1>,
  words: Words,
): FoundSection[] {
  const terms = q
    .split(/\s+/)
    .map(searchText)
    .filter((term) => term !== '');
  if (terms.length === 0) return [];
  const holds = (...texts: string[]): boolean => {
    const all = texts.map((text) => searchText(plain(text))).join('\n');
    return terms.every((term) => all.includes(term));
  };
  const found = (group: HazardGroup): Found[] => {
    const isSensor = group.layer === 'sensor';
    const title = isSensor ? featureTitle(group.main, words) : groupTitle(group, words);
    const area = groupArea(group, words);
    if (!holds(title, area, (words.layers as Partial<Record<string, string>>)[group.layer] ?? '')) return [];
    return [{ ...BLANK, key: `hazard:${group.hazardId}`, title, note: area, open: group.hazardId }];
  };
  const things = [...features.values()]
    .filter(isThing)
    // The hub knows all shelters, also those that are not told live.
    .filter((thing) => thing.properties.theme !== 'shelter')
    .flatMap((thing): Found[] => {
      const [title, place] = [thingTitle(thing, words), thingPlace(thing, words)];
      if (!holds(title, place, thing.properties.nameKana ?? '', words.things.themes[thing.properties.theme])) return [];
      return [{ ...BLANK, key: `thing:${thing.id}`, title, note: place, open: thing.id }];
    });
  return sectionsOf({
    hazards: groups
      .filter(({ layer }) => layer !== 'sensor')
      .flatMap(found)
      .slice(0, LISTED),
    sensors: groups
      .filter(({ layer }) => layer === 'sensor')
      .flatMap(found)
      .slice(0, LISTED),
    things: things.slice(0, LISTED),
  });
}

function sectionsOf(found: Partial<Record<FoundKind, Found[]>>): FoundSection[] {
  return Object.entries(found).flatMap(([kind, each]) =>
    each.length === 0 ? [] : [{ kind: kind as FoundKind, found: each }],
  );
}
