import { NeedCells, PLACE_KINDS, type FeatureV1 } from '@hinomi/contracts';
import { firstPosition, gridParent, gridSquareAt, municipalityParents, type GridSquare } from '@hinomi/geo';
import type { AppliedChange } from '@hinomi/interest';
import type { SeesLabel } from '../tiles/site-pyramid.js';
import { Onsets } from '../silence/onsets.js';
import { labelKey } from '../tiles/site.js';
import { HazardsOver, NOWHERE } from './hazards-over.js';
import type { Municipalities } from './municipalities.js';
import { UnitTally } from './unit-tally.js';

/** Kinds of units that are kept up; squares of 1 km are counted when somebody asks for some of them. */
export const KEPT = ['municipality', 'prefecture', 'first', 'second'] as const;
export type Kept = (typeof KEPT)[number];

export interface CountedPlace {
  readonly feature: FeatureV1;
  /** Ward or municipality, or nowhere. */
  readonly municipality: string;
  /** Second-level square, or nowhere. */
  readonly square: string;
}

interface Unit {
  /** By label: who may not see a place is not told that there is one more. */
  groups: Map<string, { label: FeatureV1['label']; tally: UnitTally }>;
  /** Those that count here first: of municipalities and second-level squares. */
  places: Set<CountedPlace>;
}

/**
 * What stands in which municipality, prefecture and grid square of one realm, and which hazards lie over them, kept up with
 * every change of the picture. It is a function of the features there are, whatever came before.
 */
export class RollupIndex {
  readonly hazards: HazardsOver;
  readonly needs = new NeedCells();
  /** Of a hazard's earlier versions as well: the one thing here that what came before decides. */
  readonly onsets = new Onsets();
  private readonly places = new Map<string, CountedPlace>();
  private readonly units: Readonly<Record<Kept, Map<string, Unit>>> = {
    municipality: new Map(),
    prefecture: new Map(),
    first: new Map(),
    second: new Map(),
  };
  /** Null: nothing was looked at yet. */
  private edition: string | null = null;

  constructor(readonly municipalities: Municipalities) {
    this.hazards = new HazardsOver(municipalities);
  }

  note({ id, before, after }: AppliedChange): void {
    this.followBoundaries();
    if (before?.feature.kind === 'hazard' || after?.feature.kind === 'hazard') this.hazards.set(id, after);
    this.onsets.note({ id, after });
    this.needs.set(id, after?.feature ?? null);
    const known = this.places.get(id);
    if (known !== undefined) this.take(id, known);
    if (after !== null && PLACE_KINDS.has(after.feature.kind)) this.put(id, after.feature);
  }

  /** To be called before anything is read. */
  followBoundaries(): void {
    if (this.edition === this.municipalities.edition) {
      this.hazards.retryShapeless();
      return;
    }
    this.edition = this.municipalities.edition;
    this.hazards.reset();
    for (const [id, place] of [...this.places]) {
      this.take(id, place);
      this.put(id, place.feature);
    }
  }

  placeOf(id: string): FeatureV1 | null {
    return this.places.get(id)?.feature ?? null;
  }

  codes(kind: Kept): Iterable<string> {
    return this.units[kind].keys();
  }

  /** What those count who see these labels. */
  talliesOf(kind: Kept, code: string, sees: SeesLabel): UnitTally[] {
    const groups = this.units[kind].get(code)?.groups.values() ?? [];
    return [...groups].filter(({ label }) => sees(label)).map(({ tally }) => tally);
  }

  /** Its places, also those that may not be seen. */
  placesOf(kind: 'municipality' | 'second', code: string): Iterable<CountedPlace> {
    return this.units[kind].get(code)?.places ?? [];
  }

  private put(id: string, feature: FeatureV1): void {
    const position = firstPosition(feature.geometry);
    const square = (position && gridSquareAt(position, 'second')?.code) ?? NOWHERE;
    const place = { feature, municipality: this.municipalities.of(feature) ?? NOWHERE, square };
    this.places.set(id, place);
    this.count(place, 1);
  }

  private take(id: string, place: CountedPlace): void {
    this.places.delete(id);
    this.count(place, -1);
  }

  private count(place: CountedPlace, sign: 1 | -1): void {
    const { municipality, square } = place;
    const parents = municipalityParents(municipality);
    for (const code of parents) this.countIn(code.length === 2 ? 'prefecture' : 'municipality', code, place, sign);
    if (parents.length === 0) this.countIn('prefecture', NOWHERE, place, sign);
    this.countIn('first', firstOf(square), place, sign);
    for (const [kind, code] of [
      ['municipality', municipality],
      ['second', square],
    ] as const) {
      const unit = this.countIn(kind, code, place, sign);
      if (sign === 1) unit.places.add(place);
      else unit.places.delete(place);
    }
  }

  private countIn(kind: Kept, code: string, { feature }: CountedPlace, sign: 1 | -1): Unit {
    const units = this.units[kind];
    let unit = units.get(code);
    if (!unit) units.set(code, (unit = { groups: new Map(), places: new Set() }));
    const key = labelKey(feature.label);
    let group = unit.groups.get(key);
    if (!group) unit.groups.set(key, (group = { label: feature.label, tally: new UnitTally() }));
    group.tally.add(feature, sign);
    if (group.tally.count === 0) unit.groups.delete(key);
    if (unit.groups.size === 0) units.delete(code);
    return unit;
  }
}

/** The first-level square of a second-level one. */
export function firstOf(second: string): string {
  const square: GridSquare = { level: 'second', code: second };
  return second === NOWHERE ? NOWHERE : gridParent(square)!.code;
}
