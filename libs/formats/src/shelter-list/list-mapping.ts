import { DISASTER_KINDS, designationFor, type ImportField, type ImportTheme } from '@hinomi/contracts';
import { Mapping, type AttributeMapping } from '../mapping/mapping.js';
import { columnName } from '../table/table.js';

/** A list that an entry of `infra/sources` knows how to read. */
export interface KnownList {
  id: string;
  title: string;
  mapping: Mapping;
  agency: string;
  attribution: string;
  rank?: number;
}

/** So many of a mapping's columns a file has at least when it is that list. */
const KNOWN_FROM = 0.6;

/** The lists that a file with these columns may be, the likeliest first. */
export function listsLike(columns: readonly string[], known: readonly KnownList[]): KnownList[] {
  const has = new Set(columns);
  const share = ({ mapping }: KnownList): number => {
    const told = Object.values(mapping.attributes).map(({ column }) => columnName(column));
    return told.filter((column) => has.has(column)).length / Math.max(1, told.length);
  };
  return known
    .filter(({ mapping: { key, name, theme } }) => {
      const needed = [...key, ...(name === undefined ? [] : [name])];
      const isTheme = theme === 'shelter' || theme === 'evacuation-site';
      return isTheme && key.length > 0 && needed.every((column) => has.has(columnName(column)));
    })
    .map((list) => ({ list, share: share(list) }))
    .filter((each) => each.share >= KNOWN_FROM)
    .sort((a, b) => b.share - a.share)
    .map(({ list }) => list);
}

/** A column that the file does not have says nothing, not even "no". */
export function withoutMissing(mapping: Mapping, columns: readonly string[]): Mapping {
  const has = new Set(columns);
  const attributes = Object.entries(mapping.attributes).filter(
    ([, { column }]) => column.startsWith('/') || has.has(columnName(column)),
  );
  return { ...mapping, attributes: Object.fromEntries(attributes) };
}

const FLAG = { values: { '1': 'yes' }, empty: 'no' } as const;
const ATTRIBUTES: readonly (readonly [string, ImportField])[] = [
  ['name', 'name'],
  ['namekana', 'nameKana'],
  ['cityname', 'cityName'],
  ['address', 'address'],
  ['phoneno', 'phone'],
  ['capacity', 'capacity'],
  ['height', 'height'],
  ['area', 'area'],
  ['note', 'note'],
];

/**
 * How a list is read whose columns were matched by their names and values. `persons`: columns that are withheld.
 */
export function mappingOf(
  theme: ImportTheme,
  columnOf: (field: ImportField) => string | undefined,
  persons: readonly string[] = [],
): Mapping {
  const attributes: Record<string, Partial<AttributeMapping>> = {};
  for (const [attribute, field] of ATTRIBUTES) {
    const column = columnOf(field);
    if (column !== undefined) attributes[attribute] = { column };
  }
  for (const kind of theme === 'evacuation-site' ? DISASTER_KINDS : []) {
    const designated = designationFor(kind);
    const own = columnOf(designated as ImportField);
    const column = own ?? (columnOf('kinds') === undefined ? undefined : `#${designated}`);
    if (column !== undefined) attributes[designated] = { column, ...FLAG };
  }
  const [nationalId, name, nameKana] = [columnOf('nationalId'), columnOf('name'), columnOf('nameKana')];
  return Mapping.parse({
    theme,
    key: ['#key'],
    datasets: '#municipality',
    identifiers: { ...(nationalId && { 'national-shelter': nationalId }), municipal: '#municipal' },
    ...(name && { name }),
    ...(nameKana && { nameKana }),
    municipality: '#municipality',
    position: { lng: '#lng', lat: '#lat' },
    withhold: persons,
    attributes,
  });
}

/** Lists of sites tell for which kinds of disaster; lists of shelters do not. */
export function themeOf(fields: ReadonlySet<ImportField>, fileName: string): ImportTheme {
  if (DISASTER_KINDS.some((kind) => fields.has(designationFor(kind) as ImportField)) || fields.has('kinds')) {
    return 'evacuation-site';
  }
  return /避難場所|津波|hinan_?basho|evacuation_space|emergency/i.test(fileName) ? 'evacuation-site' : 'shelter';
}
