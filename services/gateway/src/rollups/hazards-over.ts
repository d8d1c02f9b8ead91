import {
  isAreaHazard,
  type FeatureV1,
  type Geometry,
  type PolygonGeometry,
  type RollupHazard,
} from '@hinomi/contracts';
import {
  boundsIntersect,
  gridSquaresIn,
  heldBounds,
  municipalitiesOf,
  municipalityParents,
  PreparedArea,
  type Bounds,
  type GridSquare,
} from '@hinomi/geo';
import type { PictureEntry } from '@hinomi/interest';
import type { SeesLabel } from '../tiles/site-pyramid.js';
import type { Municipalities } from './municipalities.js';

/** Key of what lies over no unit. */
export const NOWHERE = '';

interface Hazard {
  entry: PictureEntry;
  municipalities: ReadonlySet<string>;
  /** First-level squares that its boxes touch: where its shapes are looked at. */
  squares: ReadonlySet<string>;
  /** Of its own geometry. */
  own: PreparedArea | null;
}

type Relation = Map<string, Set<Hazard>>;

/**
 * Which hazards lie over which municipalities, prefectures and squares. A changed hazard touches only its own units: by the
 * codes that it is told for, else by its shape. Squares below the first level are looked at when somebody asks.
 */
export class HazardsOver {
  private readonly hazards = new Map<string, Hazard>();
  private readonly overMunicipality: Relation = new Map();
  private readonly overSquare: Relation = new Map();
  /** In an edition that this process does not have yet. */
  private readonly shapeless = new Set<string>();
  private readonly squaresUnder = new WeakMap<PreparedArea, Map<string, boolean>>();

  constructor(private readonly municipalities: Municipalities) {}

  set(id: string, entry: PictureEntry | null): void {
    const before = this.hazards.get(id);
    if (before !== undefined) {
      for (const code of before.municipalities) remove(this.overMunicipality, code, before);
      for (const code of before.squares) remove(this.overSquare, code, before);
      this.hazards.delete(id);
    }
    this.shapeless.delete(id);
    if (entry === null || !lies(entry.feature)) return;
    const { feature } = entry;
    const own = isPolygon(feature.geometry) ? new PreparedArea(feature.geometry) : null;
    const boxes = own === null ? this.boxesOf(feature) : [own.bounds];
    if (own === null && feature.layer !== 'tsunami' && boxes.length === 0) this.shapeless.add(id);
    const municipalities = codesOf(feature) ?? (own === null ? [] : withParents(this.municipalities.meeting(own)));
    const squares = boxes.flatMap((box) => [...gridSquaresIn(box, 'first')].map(({ code }) => code));
    const hazard: Hazard = { entry, municipalities: orNowhere(municipalities), squares: orNowhere(squares), own };
    this.hazards.set(id, hazard);
    for (const code of hazard.municipalities) add(this.overMunicipality, code, hazard);
    for (const code of hazard.squares) add(this.overSquare, code, hazard);
  }

  /** Other boundaries: everything is looked at anew. */
  reset(): void {
    for (const [id, { entry }] of [...this.hazards]) this.set(id, entry);
  }

  /** Boundaries that were missing may have come. */
  retryShapeless(): void {
    for (const id of [...this.shapeless]) this.set(id, this.hazards.get(id)?.entry ?? null);
  }

  /** Codes over which something lies. */
  municipalityCodes(): Iterable<string> {
    return this.overMunicipality.keys();
  }

  /** The worst over a municipality or prefecture. */
  worstOver(code: string, sees: SeesLabel): RollupHazard | null {
    return toldOf(worstOf(this.overMunicipality.get(code) ?? [], sees));
  }

  /** Everything over a municipality, and the coasts under a tsunami whose line meets `near`; the worst first. */
  allOver(code: string, near: PreparedArea | null, sees: SeesLabel): FeatureV1[] {
    const coasts =
      near === null
        ? []
        : [...(this.overMunicipality.get(NOWHERE) ?? [])].filter(
            ({ entry: { feature, place } }) =>
              feature.layer === 'tsunami' &&
              place !== null &&
              boundsIntersect(place.bounds, near.bounds) &&
              place.meets(near),
          );
    return seen(new Set([...(this.overMunicipality.get(code) ?? []), ...coasts]), sees)
      .sort(worstFirst)
      .map(({ entry }) => entry.feature);
  }

  /** The worst over squares of one first-level square, as a function of the square. */
  worstIn(first: string, sees: SeesLabel): (square: GridSquare) => RollupHazard | null {
    const around = heldBounds({ level: 'first', code: first });
    const near = seen(this.overSquare.get(first) ?? [], sees)
      .sort(worstFirst)
      .map((hazard) => ({ hazard, shapes: this.shapesOf(hazard, around) }));
    return (square) => {
      const box = heldBounds(square);
      return toldOf(near.find(({ shapes }) => shapes.some((shape) => this.isOver(shape, square, box)))?.hazard);
    };
  }

  /** The worst that lies off the grid, or has no shape. */
  worstOffGrid(sees: SeesLabel): RollupHazard | null {
    return toldOf(worstOf(this.overSquare.get(NOWHERE) ?? [], sees));
  }

  /** The worst that shares a position with an area, as far as its shapes are known; coasts by their line. */
  worstMeeting(shape: PreparedArea, sees: SeesLabel): RollupHazard | null {
    return toldOf(
      seen(this.hazards.values(), sees)
        .sort(worstFirst)
        .find((hazard) => {
          const { place, feature } = hazard.entry;
          if (feature.layer === 'tsunami')
            return place !== null && boundsIntersect(place.bounds, shape.bounds) && place.meets(shape);
          return this.shapesOf(hazard, shape.bounds).some((each) => each.meets(shape));
        }),
    );
  }

  /** Shapes do not change, and squares of 10 km and more are few: each pair is worked out once. */
  private isOver(shape: PreparedArea, { level, code }: GridSquare, box: Bounds): boolean {
    if (!boundsIntersect(shape.bounds, box)) return false;
    if (level === 'third') return shape.shareOf(box) !== 'none';
    let known = this.squaresUnder.get(shape);
    if (!known) this.squaresUnder.set(shape, (known = new Map()));
    let isOver = known.get(code);
    if (isOver === undefined) known.set(code, (isOver = shape.shareOf(box) !== 'none'));
    return isOver;
  }

  private boxesOf({ area, layer }: FeatureV1): Bounds[] {
    if (area === null || layer === 'tsunami') return [];
    return area.codes.flatMap((code) => {
      const box = this.municipalities.boxOf(area.edition, code);
      return box === null ? [] : [box];
    });
  }

  /** Its shapes in or near a box: others are not even made ready. */
  private shapesOf({ own, entry: { feature } }: Hazard, near: Bounds): PreparedArea[] {
    if (own !== null) return [own];
    const { area } = feature;
    return (
      area?.codes.flatMap((code) => {
        const box = this.municipalities.boxOf(area.edition, code);
        const isNear = box !== null && boundsIntersect(box, near);
        return (isNear && this.municipalities.shapeOf(area.edition, code)) || [];
      }) ?? []
    );
  }
}

function isPolygon(geometry: Geometry | null): geometry is PolygonGeometry {
  return geometry?.type === 'Polygon' || geometry?.type === 'MultiPolygon';
}

/** Coasts have nothing in them, and are told as lying over no unit. */
function lies(feature: FeatureV1): boolean {
  const isCoast = feature.kind === 'hazard' && feature.layer === 'tsunami' && feature.area !== null;
  return feature.severity > 0 && 'hazardId' in feature.properties && (isCoast || isAreaHazard(feature));
}

/** Null where its reports name no municipality and no prefecture. */
function codesOf({ areaCodes }: FeatureV1): string[] | null {
  if (areaCodes.length === 0) return null;
  const named = areaCodes.filter((code) => code.length === 5);
  const whole = areaCodes.filter((code) => code.length === 2 && !named.some((each) => each.startsWith(code)));
  return withParents([...named, ...whole.flatMap((code) => municipalitiesOf('prefecture', code))]);
}

function withParents(codes: readonly string[]): string[] {
  return [...new Set(codes.flatMap((code) => [code, ...municipalityParents(code)]))];
}

function orNowhere(codes: readonly string[]): ReadonlySet<string> {
  return new Set(codes.length === 0 ? [NOWHERE] : codes);
}

function seen(hazards: Iterable<Hazard>, sees: SeesLabel): Hazard[] {
  return [...hazards].filter(({ entry }) => sees(entry.feature.label));
}

function worstOf(hazards: Iterable<Hazard>, sees: SeesLabel): Hazard | undefined {
  let worst: Hazard | undefined;
  for (const hazard of hazards)
    if ((worst === undefined || worstFirst(hazard, worst) < 0) && sees(hazard.entry.feature.label)) worst = hazard;
  return worst;
}

/** Of equals the smallest id, so that any order of coming gives the same. */
function worstFirst({ entry: { feature: a } }: Hazard, { entry: { feature: b } }: Hazard): number {
  const level = ({ alertLevel, levelEquivalent }: FeatureV1): number => Math.max(alertLevel ?? 0, levelEquivalent ?? 0);
  return b.severity - a.severity || level(b) - level(a) || (a.id < b.id ? -1 : 1);
}

function toldOf(hazard: Hazard | undefined): RollupHazard | null {
  if (hazard === undefined) return null;
  const { id, layer, severity, alertLevel, levelEquivalent, properties } = hazard.entry.feature;
  if (!('hazardId' in properties) || severity === 0) return null;
  return { feature: id, hazardId: properties.hazardId, layer, severity, alertLevel, levelEquivalent };
}

function add(relation: Relation, code: string, hazard: Hazard): void {
  const there = relation.get(code);
  if (there) there.add(hazard);
  else relation.set(code, new Set([hazard]));
}

function remove(relation: Relation, code: string, hazard: Hazard): void {
  const there = relation.get(code);
  there?.delete(hazard);
  if (there?.size === 0) relation.delete(code);
}
