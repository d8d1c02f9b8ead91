import {
  NEED_LEVELS,
  needRange,
  NeedCells,
  type FeatureV1,
  type NeedCell,
  type NeedsCatalogue,
  type NeedLevel,
  type PublishedNeed,
} from '@hinomi/contracts';

export type NeedKind = NeedsCatalogue['needs'][number];
export type KnownKinds = ReadonlyMap<string, NeedKind>;

/** One need of one published area. */
export interface NeedRow {
  id: string;
  need: string;
  level: NeedLevel;
  /** A shelter's id, or a JIS code of 5 or 2 digits. */
  code: string;
  municipality: string;
  prefecture: string;
  published: PublishedNeed & { value: number | 'below' };
  threshold: number;
  atLeast: number;
  atMost: number | null;
  /** It stands from an earlier publication: a small change since then is not told. */
  isHeld: boolean;
}

export interface NeedCoverage {
  municipality: string;
  open: number;
  counting: number;
}

export interface PublishedPicture {
  period: { from: string; until: string } | null;
  rows: readonly NeedRow[];
  coverage: readonly NeedCoverage[];
  /** The run that it is of; null = the real world. */
  exercise: string | null;
  /** Areas that show at least one number. */
  areas: number;
}

/** Of one realm's features what stands published: the newest publication, every number and every "fewer than". */
export function publishedPicture(features: Iterable<FeatureV1>): PublishedPicture {
  const cells = new NeedCells();
  for (const feature of features) if (feature.layer === 'need') cells.set(feature.id, feature);
  // One exercise at a time; the real world has none.
  const run = [...cells.exercises()].sort().at(-1) ?? null;
  const all = NEED_LEVELS.flatMap((level) => cells.all(level, run));
  const rows = all.flatMap(rowsOf);
  const coverage = cells
    .all('municipality', run)
    .flatMap(({ properties: { code, coverage: told } }) =>
      told === undefined ? [] : [{ municipality: code, ...told }],
    );
  const numbered = new Set(rows.filter(isNumber).map(areaOf));
  return {
    exercise: run,
    period: cells.period(run),
    rows,
    coverage: coverage.sort(byMunicipality),
    areas: numbered.size,
  };
}

function rowsOf({ properties }: NeedCell): NeedRow[] {
  const { level, code, needs, threshold, period, within } = properties;
  const municipality = level === 'shelter' ? (within ?? '') : level === 'municipality' ? code : '';
  const prefecture = level === 'prefecture' ? code : municipality.slice(0, 2);
  return Object.entries(needs).flatMap(([need, published]): NeedRow[] => {
    const { value, asOf } = published;
    if (value === 'hidden') return [];
    const [atLeast, atMost] = needRange(published, threshold, period.from);
    const isHeld = asOf !== period.from;
    const area = { level, code, municipality, prefecture };
    return [
      { id: `${level}/${code}/${need}`, need, ...area, published: { value, asOf }, threshold, atLeast, atMost, isHeld },
    ];
  });
}

export function isNumber({ published }: NeedRow): boolean {
  return published.value !== 'below';
}

export function areaOf({ level, code }: Pick<NeedRow, 'level' | 'code'>): string {
  return `${level}/${code}`;
}

const byMunicipality = (a: NeedCoverage, b: NeedCoverage): number => (a.municipality < b.municipality ? -1 : 1);

/** Hours of gap that can be borne; what is needed all the time stands with the day's. Unknown needs come last. */
export function urgencyHours(need: string, kinds: KnownKinds): number {
  const kind = kinds.get(need);
  if (kind === undefined) return Infinity;
  return kind.urgency.hours ?? 24;
}

/** Within half a day. */
export function isUrgent(need: string, kinds: KnownKinds): boolean {
  return urgencyHours(need, kinds) <= 12;
}

export interface NeedFilter {
  /** '' = all. */
  need: string;
  /** Needs that bear no longer gap than so many hours; null = all. */
  withinHours: number | null;
  /** A prefecture, a municipality, or ''. */
  area: string;
  /** As fine as this; where nothing so fine shows the need, what is coarser. */
  level: NeedLevel;
  /** Also those that only say that they are small. */
  small: boolean;
}

export const ALL_NEEDS: NeedFilter = { need: '', withinHours: null, area: '', level: 'municipality', small: false };

export function filterRows(rows: readonly NeedRow[], filter: NeedFilter, kinds: KnownKinds): NeedRow[] {
  const wanted = rows.filter(
    (row) =>
      (filter.need === '' || row.need === filter.need) &&
      (filter.withinHours === null || urgencyHours(row.need, kinds) <= filter.withinHours) &&
      [row.prefecture, row.municipality, ''].includes(filter.area) &&
      (filter.small || isNumber(row)),
  );
  return atLevel(wanted, filter.level);
}

/** No number twice: a coarse one stands only where no finer one of the same need lies in it. */
function atLevel(rows: readonly NeedRow[], finest: NeedLevel): NeedRow[] {
  const allowed = rows.filter(({ level }) => NEED_LEVELS.indexOf(level) >= NEED_LEVELS.indexOf(finest));
  const covered = new Set<string>();
  for (const { level, need, municipality, prefecture } of allowed) {
    if (level === 'shelter') covered.add(`municipality/${municipality}/${need}`);
    if (level !== 'prefecture') covered.add(`prefecture/${prefecture}/${need}`);
  }
  return allowed.filter(({ id }) => !covered.has(id));
}

export const NEED_COLUMNS = ['urgency', 'need', 'persons', 'where', 'asOf'] as const;
export type NeedColumn = (typeof NEED_COLUMNS)[number];
export interface NeedSort {
  column: NeedColumn;
  down: boolean;
}

/** By the column; between equals what is more urgent, then more persons, then the area. */
export function sortRows(rows: readonly NeedRow[], { column, down }: NeedSort, kinds: KnownKinds): NeedRow[] {
  const order = [...kinds.keys()];
  const first: Record<NeedColumn, (a: NeedRow, b: NeedRow) => number> = {
    urgency: (a, b) => urgencyHours(b.need, kinds) - urgencyHours(a.need, kinds),
    need: (a, b) => order.indexOf(a.need) - order.indexOf(b.need),
    persons: (a, b) => a.atLeast - b.atLeast,
    where: (a, b) => compare(placeKey(a), placeKey(b)),
    asOf: (a, b) => compare(a.published.asOf, b.published.asOf),
  };
  const sign = down ? -1 : 1;
  return [...rows].sort(
    (a, b) =>
      sign * first[column](a, b) ||
      first.urgency(b, a) ||
      first.persons(b, a) ||
      compare(placeKey(a), placeKey(b)) ||
      compare(a.id, b.id),
  );
}

function placeKey({ prefecture, municipality, code }: NeedRow): string {
  return `${prefecture} ${municipality} ${code}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export function coverageSum(coverage: readonly NeedCoverage[]): { open: number; counting: number } {
  return coverage.reduce((sum, { open, counting }) => ({ open: sum.open + open, counting: sum.counting + counting }), {
    open: 0,
    counting: 0,
  });
}

export function inArea({ municipality }: NeedCoverage, area: string): boolean {
  return area === '' || municipality === area || municipality.slice(0, 2) === area;
}
