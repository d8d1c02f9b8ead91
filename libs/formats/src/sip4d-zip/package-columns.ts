import { THEME_DEFINITIONS, type Theme } from '@hinomi/contracts';
import { z } from 'zod';
import { Mapping, type AttributeMapping } from '../mapping/mapping.js';
import { tellsOfPersons } from '../mapping/tells-of-persons.js';
import type { TableFinding } from '../table/table.js';

const Column = z.object({
  name: z.string().min(1),
  jname: z.string().optional().catch(undefined),
  connid: z.string().optional().catch(undefined),
  show: z.boolean().catch(true),
  type: z.enum(['String', 'Integer', 'Double', 'List', 'Datetime']).catch('String'),
  key_list: z.array(z.coerce.string()).catch([]),
  value_list: z.array(z.coerce.string()).catch([]),
  conn_attr_list: z.array(z.string()).catch([]),
});
type Column = z.infer<typeof Column>;

/** The published rules of the attribute definition (sip4d 3.3). */
const Rules = z.object({
  version: z.string(),
  code: z.string(),
  num_column: z.int().min(1),
  columns: z.array(
    z.object({
      name: z.string(),
      jname: z.string().optional(),
      connid: z.string().optional(),
      show: z.boolean(),
      description: z.string().optional(),
      type: z.enum(['String', 'Integer', 'Double', 'List', 'Datetime']).optional(),
      num_key: z.int().optional(),
      key_list: z.array(z.string()).optional(),
      value_list: z.array(z.string()).optional(),
      conn_attr_list: z.array(z.string()).optional(),
    }),
  ),
});

const TYPES = { String: 'text', Integer: 'integer', Double: 'number', List: 'code', Datetime: 'instant' } as const;

/** Codes that the templates themselves misspell. */
const SPELLINGS: Readonly<Record<string, string>> = { unknwon: 'unknown', permanect: 'permanent' };

/** The attribute that a thing of a theme is called by. */
const CALLED_BY = ['name', 'roadname', 'rivername'];
/** How field units and models tell rows apart. */
const KEYS = ['uuid', 'id'];
/** Partners of attributes, as field units write them: when the attribute was last seen (sip4d 5). */
const UPDATE = '_update';

/**
 * The columns file of a package as a mapping: `connid` points a column at the model's attribute, `key_list` → `conn_attr_list` turns
 * stored codes into the model's, → `value_list` into words (sip4d 2).
 */
export function mappingOfColumns(
  written: unknown,
  file: string,
  theme: Theme,
  isPublic: boolean,
): { mapping: Mapping; findings: TableFinding[] } {
  const findings: TableFinding[] = [];
  const find = (rule: string, path: string, message: string): void => {
    findings.push({ rule: `columns.${rule}`, level: 'mended', place: { path: `${file}#/${path}` }, message });
  };
  const checked = Rules.safeParse(written);
  for (const { path, message } of checked.error?.issues ?? []) {
    find(path.filter((part) => typeof part === 'string').join('.') || 'form', path.join('/'), message);
  }
  const listed = (written as { columns?: unknown } | null)?.columns;
  const columns = (Array.isArray(listed) ? listed : []).flatMap(
    (column: unknown) => Column.safeParse(column).data ?? [],
  );
  const count = (written as { num_column?: unknown } | null)?.num_column;
  if (typeof count === 'number' && count !== columns.length)
    find('num_column', 'num_column', `says ${count}, and there are ${columns.length} columns`);
  columns.forEach((column, index) => {
    const { key_list: keys, value_list: values, conn_attr_list: codes } = column;
    const uneven = values.length !== keys.length || (codes.length > 0 && codes.length !== keys.length);
    if (column.type === 'List' && (keys.length === 0 || uneven))
      find('list', `columns/${index}`, `the lists of ${column.name} have not one length`);
  });
  const { attributes } = THEME_DEFINITIONS[theme];
  for (const [name, { required }] of Object.entries(attributes)) {
    if (required && !columns.some((column) => canonicalName(column) === name))
      find('required', 'columns', `no column is the model's ${name}`);
  }
  return { mapping: mappingOf(columns, theme, isPublic), findings };
}

function mappingOf(columns: readonly Column[], theme: Theme, isPublic: boolean): Mapping {
  const byName = new Map(columns.map((column) => [canonicalName(column), column]));
  const updateOf = ({ name }: Column): string | undefined =>
    columns.some((other) => other.name === name + UPDATE) ? name + UPDATE : undefined;
  const named = (name: string): string | undefined => byName.get(name)?.name;
  const attributes: Record<string, AttributeMapping> = {};
  for (const [name, column] of byName) {
    const technical = column.name.endsWith(UPDATE) || TECHNICAL.has(column.name) || isAboutSomebody(column);
    if (technical || (!column.show && !Object.hasOwn(THEME_DEFINITIONS[theme].attributes, name))) continue;
    attributes[name] = attributeOf(column, updateOf(column));
  }
  const key = KEYS.flatMap((each) => named(each) ?? [])[0];
  const calledBy = CALLED_BY.flatMap((each) => named(each) ?? [])[0];
  const kana = named('namekana') ?? named('riverkana');
  const municipality = named('citycode');
  const has = (name: string): boolean => columns.some((column) => column.name === name);
  return Mapping.parse({
    theme,
    ...(key === undefined ? {} : { key: [key] }),
    ...(calledBy === undefined ? {} : { name: calledBy }),
    ...(kana === undefined ? {} : { nameKana: kana }),
    ...(municipality === undefined ? {} : { municipality }),
    ...(has('geometry_update') ? { geometryObservedAt: 'geometry_update' } : {}),
    ...(has('time_to') ? { endedAt: 'time_to' } : {}),
    classification: isPublic ? 'public' : 'responders',
    withhold: columns.filter(isAboutSomebody).map(({ name }) => name),
    attributes,
  });
}

function isAboutSomebody({ name, jname = '' }: Column): boolean {
  return tellsOfPersons(`${name} ${jname}`);
}

/** What tells about the row itself. */
const TECHNICAL = new Set(['uuid', 'time_to', '_pub']);

function attributeOf(column: Column, observedAt: string | undefined): AttributeMapping {
  const { key_list: keys, value_list: words, conn_attr_list: codes } = column;
  const pairs = (to: readonly string[]): Record<string, string> =>
    Object.fromEntries(keys.flatMap((key, index) => (to[index] === undefined ? [] : [[key, to[index]]])));
  return {
    column: column.name,
    type: column.type === 'List' && codes.length === 0 ? 'text' : TYPES[column.type],
    ...(codes.length === 0 ? {} : { values: pairs(codes.map((code) => SPELLINGS[code] ?? code)) }),
    ...(words.length === 0 ? {} : { labels: pairs(words) }),
    ...(observedAt === undefined ? {} : { observedAt }),
    ...(column.jname ? { title: column.jname } : {}),
  };
}

/** Attribute names travel in ids and filters, so only plain ones are taken over. */
function canonicalName({ connid, name }: Column): string {
  return (connid?.trim() || name).replace(/[^A-Za-z0-9_-]/g, '_').slice(0, 64);
}
