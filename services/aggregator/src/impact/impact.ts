import { NeedCells, PLACE_KINDS, type FeatureId, type Geometry } from '@hinomi/contracts';
import { CoverRelation, firstPosition, PreparedArea, PreparedShapes, type CoverChange } from '@hinomi/geo';
import type { DraftFeature } from '../hazards/hazard-feature.js';
import type { FactOrigin } from '../realm/fact-journal.js';
import { Population, type Residents } from '../reference/population.js';
import { deriveImpact, withHazards, type AreaDraft } from './derive-impact.js';
import { cellsUnder } from './cells-under.js';
import { isHazardArea } from './hazard-area.js';

/** Shapes of coded areas: of every edition the log names, what this process has. */
export interface AreaShapes {
  /** Whether the edition can be asked for. */
  find(edition: string): unknown;
  shape(edition: string, code: string): Geometry | null;
}

/** Features to write (or, as null, to remove). */
type Changes = Map<FeatureId, DraftFeature | null>;

/**
 * Which places lie under which hazards, kept up with every change of either: a changed hazard touches only the places it gained or
 * lost, a changed place only the hazards over it. Nothing of it is a fact: it follows from the features alone.
 */
export class Impact {
  private readonly relation = new CoverRelation<FeatureId, FeatureId>();
  private readonly areas = new Map<FeatureId, AreaDraft>();
  private readonly places = new Map<FeatureId, DraftFeature>();
  private readonly cells = new NeedCells();
  private readonly prepared: PreparedShapes | null;
  private readonly own = new Map<FeatureId, { geometry: Geometry; area: PreparedArea }>();
  /** Areas in an edition that this process does not have yet. */
  private readonly shapeless = new Set<FeatureId>();
  private readonly touchedPlaces = new Map<FeatureId, FactOrigin | null>();
  private readonly touchedAreas = new Map<FeatureId, FactOrigin | null>();
  private readonly residents = new Map<FeatureId, Residents | null>();
  /** Impact features there are, by area. */
  private readonly counted = new Map<FeatureId, FeatureId[]>();

  constructor(
    private readonly shapes: AreaShapes | null,
    private readonly population = new Population(),
  ) {
    this.prepared = shapes && new PreparedShapes(shapes);
  }

  /**
   * Takes in changed features. Places come back with the hazards over them; what a changed hazard means for places that did not
   * change themselves waits for {@link take}, so that the hazard is told first.
   */
  apply(changes: Changes, causeOf: (id: FeatureId) => FactOrigin | null): Changes {
    this.retryShapeless();
    const after: Changes = new Map(changes);
    for (const [id, draft] of changes) {
      const cause = causeOf(id);
      if (draft !== null && isHazardArea(draft)) this.setArea(draft, cause);
      else if (this.areas.has(id)) this.removeArea(id, cause);
    }
    for (const [id, draft] of changes) {
      const cause = causeOf(id);
      if (draft !== null && PLACE_KINDS.has(draft.kind)) this.setPlace(draft, cause);
      else if (this.places.has(id)) this.removePlace(id, cause);
    }
    for (const [id, draft] of changes) if (this.cells.set(id, draft)) this.touchAreas(causeOf(id));
    for (const id of changes.keys()) {
      const place = this.places.get(id);
      if (place === undefined) continue;
      after.set(id, this.placeNow(place));
      this.touchedPlaces.delete(id);
    }
    return after;
  }

  /** Another census: every area is counted anew. */
  populationChanged(cause: FactOrigin | null): void {
    this.touchAreas(cause);
    this.residents.clear();
  }

  get isPending(): boolean {
    return this.touchedAreas.size > 0 || this.touchedPlaces.size > 0;
  }

  /** Waits for boundaries: to be asked again. */
  get isShapeless(): boolean {
    return this.shapeless.size > 0;
  }

  /** What follows from the changes so far, counts first, about so many at a time. */
  take(limit: number): { changes: Changes; causes: Map<FeatureId, FactOrigin> } {
    this.retryShapeless();
    const changes: Changes = new Map();
    const causes = new Map<FeatureId, FactOrigin>();
    const put = (id: FeatureId, draft: DraftFeature | null, cause: FactOrigin | null): void => {
      changes.set(id, draft);
      if (cause !== null) causes.set(id, cause);
    };
    for (const [id, cause] of this.touchedAreas) {
      if (changes.size >= limit) break;
      this.touchedAreas.delete(id);
      const before = this.counted.get(id) ?? [];
      const area = this.areas.get(id);
      const features = area === undefined ? [] : this.impactOf(area);
      for (const gone of before) put(gone, null, cause);
      for (const feature of features) put(feature.id, feature, cause);
      if (features.length === 0) this.counted.delete(id);
      else
        this.counted.set(
          id,
          features.map((feature) => feature.id),
        );
    }
    for (const [id, cause] of this.touchedPlaces) {
      if (changes.size >= limit) break;
      this.touchedPlaces.delete(id);
      const place = this.places.get(id);
      if (place !== undefined) put(id, this.placeNow(place), cause);
    }
    return { changes, causes };
  }

  private touchAreas(cause: FactOrigin | null): void {
    for (const id of this.areas.keys()) this.touchedAreas.set(id, cause);
  }

  private impactOf(area: AreaDraft): DraftFeature[] {
    const places = this.placesIn(area.id);
    const cells = cellsUnder(
      this.cells,
      area,
      places.map(({ id }) => id),
    );
    return deriveImpact(area, places, this.residentsIn(area), cells);
  }

  private placeNow(place: DraftFeature): DraftFeature {
    const over = this.relation.areasOver(place.id).flatMap((area) => this.areas.get(area) ?? []);
    return withHazards(place, over);
  }

  private placesIn(area: FeatureId): DraftFeature[] {
    return this.relation.pointsIn(area).flatMap((id) => this.places.get(id) ?? []);
  }

  /** Kept until the hazard or the census changes: places under it change far more often. */
  private residentsIn(area: AreaDraft): Residents | null {
    const known = this.residents.get(area.id);
    if (known !== undefined) return known;
    const residents = this.population.residentsIn(this.shapesOf(area));
    this.residents.set(area.id, residents);
    return residents;
  }

  private setArea(draft: AreaDraft, cause: FactOrigin | null): void {
    const { id } = draft;
    const before = this.areas.get(id);
    this.residents.delete(id);
    this.areas.set(id, draft);
    this.touchedAreas.set(id, cause);
    this.touch(this.relation.setArea(id, this.shapesOf(draft)), cause);
    // What a place says of the hazard over it may be another.
    if (before === undefined || saidOf(before) === saidOf(draft)) return;
    for (const place of this.relation.pointsIn(id)) this.touchedPlaces.set(place, cause);
  }

  private removeArea(id: FeatureId, cause: FactOrigin | null): void {
    this.touch(this.relation.setArea(id, null), cause);
    this.areas.delete(id);
    this.own.delete(id);
    this.residents.delete(id);
    this.shapeless.delete(id);
    this.touchedAreas.set(id, cause);
  }

  private setPlace(draft: DraftFeature, cause: FactOrigin | null): void {
    const { id } = draft;
    const before = this.relation.areasOver(id);
    this.places.set(id, draft);
    this.touch(this.relation.setPoint(id, firstPosition(draft.geometry)), cause);
    for (const area of [...before, ...this.relation.areasOver(id)]) this.touchedAreas.set(area, cause);
  }

  private removePlace(id: FeatureId, cause: FactOrigin | null): void {
    this.touch(this.relation.setPoint(id, null), cause);
    this.places.delete(id);
    this.touchedPlaces.delete(id);
  }

  private touch({ entered, left }: CoverChange<FeatureId, FeatureId>, cause: FactOrigin | null): void {
    for (const { point, area } of [...entered, ...left]) {
      this.touchedPlaces.set(point, cause);
      this.touchedAreas.set(area, cause);
    }
  }

  private shapesOf({ id, geometry, area }: AreaDraft): PreparedArea[] {
    this.shapeless.delete(id);
    if (geometry !== null && (geometry.type === 'Polygon' || geometry.type === 'MultiPolygon')) {
      return [this.ownShape(id, geometry)];
    }
    if (area === null || this.shapes === null) return [];
    if (this.shapes.find(area.edition) === null) {
      this.shapeless.add(id);
      return [];
    }
    return area.codes.flatMap((code) => this.codedShape(area.edition, code) ?? []);
  }

  private ownShape(id: FeatureId, geometry: Geometry): PreparedArea {
    const known = this.own.get(id);
    if (known !== undefined && JSON.stringify(known.geometry) === JSON.stringify(geometry)) return known.area;
    const area = new PreparedArea(geometry);
    this.own.set(id, { geometry, area });
    return area;
  }

  /** Lines, such as the coasts of tsunami areas, have nothing in them. */
  private codedShape(edition: string, code: string): PreparedArea | null {
    const shape = this.shapes?.shape(edition, code) ?? null;
    const isFilled = shape?.type === 'Polygon' || shape?.type === 'MultiPolygon';
    return isFilled ? (this.prepared?.of(edition, code) ?? null) : null;
  }

  private retryShapeless(): void {
    for (const id of [...this.shapeless]) {
      const draft = this.areas.get(id);
      if (draft === undefined) continue;
      this.touch(this.relation.setArea(id, this.shapesOf(draft)), null);
      if (this.shapeless.has(id)) continue;
      this.residents.delete(id);
      this.touchedAreas.set(id, null);
    }
  }
}

/** All that a place tells of a hazard over it. */
function saidOf({ severity, properties, recordedAt: _recordedAt, ...rest }: AreaDraft): string {
  const kind = properties.type === 'weather-warning' ? properties.kindOfWarning.code : properties.type;
  return JSON.stringify([severity, properties.hazardId, kind, rest.label]);
}
