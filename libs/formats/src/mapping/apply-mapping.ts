import {
  contentDigest,
  THEME_DEFINITIONS,
  type AttributeDefinition,
  type Geometry,
  type InputPlace,
  type Instant,
  type ThingAttribute,
  type ThingIdentifier,
} from '@hinomi/contracts';
import { atPointer } from '../table/read-json-rows.js';
import { columnName, type Table, type TableFinding, type TableRow } from '../table/table.js';
import type { AttributeMapping, Mapping } from './mapping.js';
import { readMunicipality, readNumber, readPosition, readText, readTime } from './read-values.js';

/** A row in the words of its theme. */
export interface MappedRow {
  /** Tells it from the table's other rows, and stays the same when its values change. */
  key: string;
  place: InputPlace;
  identifiers: ThingIdentifier[];
  name: string;
  nameKana: string | null;
  geometry: Geometry | null;
  geometryObservedAt: Instant | null;
  municipality: string | null;
  /** Null = as of the table. */
  observedAt: Instant | null;
  endedAt: Instant | null;
  attributes: Record<string, ThingAttribute>;
  original: Readonly<Record<string, unknown>>;
  /** Which of the table's datasets it is of; null where the table is one. */
  dataset: string | null;
}

export interface MappedTable {
  rows: MappedRow[];
  findings: TableFinding[];
}

/** The longest key that an id can hold; a longer one goes by its digest. */
const MAX_KEY_LENGTH = 120;

/**
 * A provider's rows by its mapping. What a row has wrong is a finding with its place; a row is refused only when nothing would
 * tell it from others.
 */
export function applyMapping(
  table: Pick<Table, 'findings'> & { rows: Iterable<TableRow> },
  mapping: Mapping,
): MappedTable {
  const findings = [...table.findings];
  const byKey = new Map<string, MappedRow>();
  const names = new Map<string, string>();
  for (const row of table.rows) {
    const mapped = new RowReader(row, mapping, findings, names).read();
    if (mapped === null) continue;
    const id = mapped.dataset === null ? mapped.key : `${mapped.dataset}\n${mapped.key}`;
    if (byKey.has(id)) {
      const message = `another row has the key ${mapped.key} too; the last one counts`;
      findings.push({ rule: 'row.key-twice', level: 'mended', place: row.place, message });
    }
    byKey.set(id, mapped);
  }
  return { rows: [...byKey.values()], findings: firstOfEach(findings) };
}

/** A column that is wrong in every row is told so often. */
const MOST_OF_ONE_KIND = 20;

function firstOfEach(findings: readonly TableFinding[]): TableFinding[] {
  const counts = new Map<string, number>();
  return findings.filter(({ rule, level, place }) => {
    const kind = `${rule}|${level}|${place.path?.split('/').at(-1) ?? ''}`;
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    return count <= MOST_OF_ONE_KIND;
  });
}

class RowReader {
  constructor(
    private readonly row: TableRow,
    private readonly mapping: Mapping,
    private readonly findings: TableFinding[],
    /** Columns as the mapping writes them → as cells are named, worked out once for all rows. */
    private readonly names: Map<string, string>,
  ) {}

  read(): MappedRow | null {
    const { mapping, row } = this;
    const geometry = this.geometry();
    const name = this.text(mapping.name) ?? '';
    const key = this.key(name, geometry);
    if (key === null) {
      this.find('row.no-key', 'refused', 'neither key nor place nor name tells this row from others');
      return null;
    }
    return {
      key,
      place: row.place,
      identifiers: this.identifiers(),
      name,
      nameKana: this.text(mapping.nameKana),
      geometry,
      geometryObservedAt: this.time(mapping.geometryObservedAt),
      municipality: this.municipality(),
      observedAt: this.time(mapping.observedAt),
      endedAt: this.time(mapping.endedAt),
      attributes: this.attributes(),
      original: this.original(),
      dataset: this.text(mapping.datasets),
    };
  }

  private identifiers(): ThingIdentifier[] {
    const identifiers: ThingIdentifier[] = [];
    for (const [scheme, column] of Object.entries(this.mapping.identifiers)) {
      const value = this.text(column);
      if (value !== null) identifiers.push({ scheme, value });
    }
    return identifiers;
  }

  private attributes(): Record<string, ThingAttribute> {
    const { attributes, theme } = this.mapping;
    const defined = THEME_DEFINITIONS[theme].attributes;
    const read: [string, ThingAttribute][] = [];
    for (const [attribute, how] of Object.entries(attributes)) {
      const value = this.attribute(defined[attribute], how);
      if (value !== null) read.push([attribute, value]);
    }
    return Object.fromEntries(read);
  }

  private original(): Readonly<Record<string, unknown>> {
    const { withhold } = this.mapping;
    const kept = this.row.original ?? this.row.cells;
    if (withhold.length === 0) return kept;
    const withheld = new Set(withhold.map(columnName));
    return Object.fromEntries(Object.entries(kept).filter(([name]) => !withheld.has(columnName(name))));
  }

  private key(name: string, geometry: Geometry | null): string | null {
    const { key: columns } = this.mapping;
    const parts = columns.map((column) => this.text(column));
    if (columns.length > 0) {
      if (parts.includes(null)) return null;
      const key = parts.join('/').normalize('NFKC').replace(/\s+/g, '_');
      return key.length <= MAX_KEY_LENGTH ? key : contentDigest(key);
    }
    return name === '' && geometry === null ? null : contentDigest([name, geometry]);
  }

  private geometry(): Geometry | null {
    const { position } = this.mapping;
    if (position === undefined) return this.row.geometry;
    const [lng, lat] = [this.text(position.lng), this.text(position.lat)];
    if (lng === null || lat === null) return this.row.geometry;
    const read = readPosition(lng, lat);
    if (read === null) {
      this.find(
        'position.form',
        'mended',
        `${lng}, ${lat} is no position in degrees; kept without a place`,
        position.lng,
      );
      return this.row.geometry;
    }
    if (read.swapped) this.find('position.swapped', 'mended', 'latitude and longitude were swapped', position.lng);
    return { type: 'Point', coordinates: read.lngLat };
  }

  private municipality(): string | null {
    const written = this.text(this.mapping.municipality);
    if (written === null) return null;
    const code = readMunicipality(written);
    if (code === null)
      this.find('municipality.form', 'mended', `${written} is no code of a municipality`, this.mapping.municipality);
    return code;
  }

  private attribute(defined: AttributeDefinition | undefined, how: AttributeMapping): ThingAttribute | null {
    const cell = this.cell(how.column);
    const written = readText(cell) ?? how.empty ?? null;
    if (written === null) return null;
    const at = this.time(how.observedAt);
    const beside = {
      ...(how.title === undefined || defined !== undefined ? {} : { title: how.title }),
      ...(at === null ? {} : { observedAt: at }),
    };
    if (this.mapping.unknown.includes(written)) return { value: null, ...beside };
    const type = defined?.type ?? how.type ?? 'text';
    const shown = how.labels?.[written] ?? written;
    if (type === 'text') return { value: typeof cell === 'boolean' ? cell : shown, ...beside };
    const value = this.typed(type, written, how, defined);
    if (value === null) {
      this.find(
        `attribute.${type}`,
        'mended',
        `${written} is no ${WANTED[type]} here; kept as the provider's word`,
        how.column,
      );
      return { value: null, label: shown, ...beside };
    }
    return { value, ...(type === 'code' && shown !== value ? { label: shown } : {}), ...beside };
  }

  private typed(
    type: 'integer' | 'number' | 'instant' | 'code',
    written: string,
    { values = {} }: AttributeMapping,
    defined: AttributeDefinition | undefined,
  ): string | number | null {
    switch (type) {
      case 'integer':
      case 'number': {
        const value = readNumber(written);
        return value !== null && type === 'integer' && !Number.isInteger(value) ? null : value;
      }
      case 'instant':
        return readTime(written, this.mapping.zone);
      case 'code': {
        const code = Object.hasOwn(values, written) ? values[written] : written;
        return code !== undefined && (defined?.codes === undefined || defined.codes.includes(code)) ? code : null;
      }
    }
  }

  private time(column: string | undefined): Instant | null {
    const written = this.text(column);
    if (written === null || this.mapping.unknown.includes(written)) return null;
    const at = readTime(written, this.mapping.zone);
    if (at === null) this.find('time.form', 'mended', `${written} is no time`, column);
    return at;
  }

  private text(column: string | undefined): string | null {
    return column === undefined ? null : readText(this.cell(column));
  }

  private cell(column: string): unknown {
    const { cells } = this.row;
    if (column.startsWith('/')) return atPointer(cells, column);
    let name = this.names.get(column);
    if (name === undefined) this.names.set(column, (name = columnName(column)));
    return Object.hasOwn(cells, name) ? cells[name] : undefined;
  }

  private find(rule: string, level: TableFinding['level'], message: string, column = ''): void {
    const { place } = this.row;
    const below = column === '' || column.startsWith('/') ? column : `/${columnName(column)}`;
    this.findings.push({ rule, level, place: { ...place, path: `${place.path ?? ''}${below}` }, message });
  }
}

const WANTED = { integer: 'whole number', number: 'number', instant: 'time', code: 'word of its list' } as const;
