import type {
  BoundariesChangedV1,
  DatasetListedV1,
  DrillChangedV1,
  FeatureId,
  HazardExpiredV1,
  HazardId,
  Instant,
  KnownThing,
  PopulationCountedV1,
  RunId,
  SensorId,
} from '@hinomi/contracts';
import { Drawings, type DrawingFacts } from '../drawings/drawings.js';
import { deriveDrillState, DRILL_STATE_ID } from '../drills/derive-drill-state.js';
import { integrateDrillChange, isRunOver, type DrillRuns } from '../drills/drill-runs.js';
import type { FactOrigin } from './fact-journal.js';
import { EndsAhead } from '../expiry/ends-ahead.js';
import { deriveHazard } from '../hazards/derive-hazard.js';
import { NOTHING, type Derived, type DraftFeature } from '../hazards/hazard-feature.js';
import { integrateExpiry, integrateReport, type HazardState } from '../hazards/hazard-state.js';
import type { KnownReport } from '../hazards/report-set.js';
import { quakeFact } from '../hazards/quake-fact.js';
import { SameEarthquake } from '../hazards/same-earthquake.js';
import { SupersededAlerts } from '../hazards/superseded-alerts.js';
import type { KnownDecision } from '../things/decisions.js';
import { Things, type ThingFacts } from '../things/things.js';
import { Impact, type AreaShapes } from '../impact/impact.js';
import { editionInForce, integrateBoundaries, type EditionsInForce } from '../reference/editions-in-force.js';
import { Population, type KnownPopulation } from '../reference/population.js';
import { PublishedNeeds, type NeedsFacts } from '../needs/published-needs.js';
import { Sensors, type SensorsFacts } from '../sensors/sensors.js';

/** What a checkpoint keeps: everything the picture is derived from, and nothing that is derived. */
export interface RealmFacts extends ThingFacts, SensorsFacts, NeedsFacts, DrawingFacts {
  hazards: readonly HazardState[];
  runs: DrillRuns;
  editions: EditionsInForce;
  population: readonly KnownPopulation[];
}

/** Features to write (or, as null, to remove). */
export type PictureChanges = Map<FeatureId, DraftFeature | null>;

/**
 * All facts of one realm and what follows from them. Facts go in one by one; {@link deriveTouched} works out only the
 * hazards they touched.
 */
export class RealmState {
  private readonly hazards = new Map<HazardId, HazardState>();
  private readonly sameEarthquake = new SameEarthquake();
  private readonly superseded = new SupersededAlerts();
  private readonly things = new Things();
  private readonly population = new Population();
  private readonly impact: Impact;
  private runs: DrillRuns = {};
  private editions: EditionsInForce = {};
  private readonly touched = new Map<HazardId, FactOrigin | null>();
  private drillTouched = false;
  /** The fact behind each change of the last derivation. */
  readonly causes = new Map<FeatureId, FactOrigin>();
  /** The fact that is being taken in; null when nothing came in. */
  cause: FactOrigin | null = null;
  private readonly featuresOf = new Map<HazardId, FeatureId[]>();
  readonly sensors = new Sensors();
  readonly published = new PublishedNeeds();
  readonly drawings = new Drawings();
  /** Every end still ahead of something in the picture. */
  readonly endsAhead = new EndsAhead();

  /** `onFailure` hears of a hazard or a sensor that could not be derived; it keeps the features it had. */
  constructor(
    private readonly onFailure: (id: HazardId | SensorId, cause: unknown) => void,
    shapes: AreaShapes | null,
  ) {
    this.impact = new Impact(shapes, this.population);
  }

  restore({ hazards, runs, editions, population, ...others }: RealmFacts): void {
    for (const state of hazards) this.keep(state);
    this.runs = runs;
    this.editions = editions;
    for (const { counted, appendedAt } of population) this.population.count(counted, appendedAt);
    this.things.restore(others);
    this.sensors.restore(others);
    this.published.restore(others);
    this.drawings.restore(others);
    this.touchEverything();
  }

  /** Safe to read while later facts come in: nothing in it is ever changed in place. */
  facts(): RealmFacts {
    const { runs, editions, things, sensors, published, drawings } = this;
    const [hazards, population] = [[...this.hazards.values()], this.population.facts()];
    const others = { ...things.facts(), ...sensors.facts(), ...published.facts(), ...drawings.facts() };
    return { hazards, runs, editions, population, ...others };
  }

  report(added: KnownReport): void {
    this.keep(integrateReport(this.hazards.get(added.report.hazardId), added));
  }

  expire(expired: HazardExpiredV1, appendedAt: Instant): void {
    this.keep(integrateExpiry(this.hazards.get(expired.hazardId), expired, appendedAt));
  }

  thing(added: KnownThing): void {
    this.things.report(added, this.cause);
  }

  listed(part: DatasetListedV1, appendedAt: Instant): void {
    this.things.listed(part, appendedAt, this.cause);
  }

  decided(added: KnownDecision): void {
    this.things.decide(added, this.cause);
  }

  drill(change: DrillChangedV1, appendedAt: Instant): void {
    const runs = integrateDrillChange(this.runs, { change, appendedAt });
    if (runs === this.runs) return;
    this.runs = runs;
    this.touchEverything();
  }

  boundariesChanged(change: BoundariesChangedV1, appendedAt: Instant): void {
    const editions = integrateBoundaries(this.editions, change, appendedAt);
    if (editions === this.editions) return;
    this.editions = editions;
    this.touchEverything();
  }

  populationCounted(counted: PopulationCountedV1, appendedAt: Instant): void {
    if (this.population.count(counted, appendedAt)) this.impact.populationChanged(this.cause);
  }

  /** What the facts since the last call change in the picture, sensors apart; features may be equal to what is there. */
  deriveTouched(): PictureChanges {
    const removed: PictureChanges = new Map();
    const made: PictureChanges = new Map();
    const done = new Set<HazardId>();
    this.causes.clear();
    for (const [hazardId, cause] of this.touched) {
      if (done.has(hazardId)) continue;
      const group = this.sameEarthquake.group(hazardId);
      for (const member of group) done.add(member);
      const own = this.deriveGroup(group);
      for (const id of own.removed) removed.set(id, null);
      for (const feature of own.features) made.set(feature.id, feature);
      if (cause === null) continue;
      for (const id of own.removed) this.causes.set(id, cause);
      for (const { id } of own.features) this.causes.set(id, cause);
    }
    for (const { removed: gone, features, cause } of this.things.deriveTouched(this.runs)) {
      for (const id of gone) removed.set(id, null);
      for (const feature of features) made.set(feature.id, feature);
      if (cause === null) continue;
      for (const id of gone) this.causes.set(id, cause);
      for (const { id } of features) this.causes.set(id, cause);
    }
    const isOver = (run: RunId | null): boolean => isRunOver(this.runs, run);
    const others = [...this.published.deriveTouched(isOver), ...this.drawings.deriveTouched(isOver)];
    for (const [id, { feature, cause }] of others) {
      if (feature === null) removed.set(id, null);
      else made.set(id, feature);
      if (cause !== null) this.causes.set(id, cause);
    }
    // An id may have passed from one group to another: what is made stands above what is removed.
    const changes: PictureChanges = new Map([...removed, ...made]);
    if (this.drillTouched) changes.set(DRILL_STATE_ID, deriveDrillState(this.runs));
    this.touched.clear();
    this.drillTouched = false;
    return this.impact.apply(changes, (id) => this.causes.get(id) ?? null);
  }

  /** Of sensors about so many at a time, who waits longest first: there are thousands, and they speak all the time. */
  deriveSensors(limit: number): PictureChanges {
    const isOver = (run: RunId | null): boolean => isRunOver(this.runs, run);
    const changes: PictureChanges = new Map();
    this.causes.clear();
    for (const [id, { feature, cause }] of this.sensors.deriveTouched(isOver, this.onFailure, limit)) {
      changes.set(id, feature);
      if (cause !== null) this.causes.set(id, cause);
    }
    return changes;
  }

  /** What changed features mean for others is still to be derived. */
  get impactPending(): boolean {
    return this.impact.isPending;
  }

  /** Some of it waits for boundaries that this process does not have yet. */
  get impactShapeless(): boolean {
    return this.impact.isShapeless;
  }

  /** What changed features mean for others: about so many features at a time. */
  deriveImpact(limit: number): PictureChanges {
    const { changes, causes } = this.impact.take(limit);
    this.causes.clear();
    for (const [id, cause] of causes) this.causes.set(id, cause);
    return changes;
  }

  private keep(state: HazardState): void {
    const known = this.hazards.get(state.hazardId);
    if (known === state) return;
    this.hazards.set(state.hazardId, state);
    this.touched.set(state.hazardId, this.cause);
    if (state.family === 'earthquake') {
      const { hazardId, exercise, aliases } = state;
      for (const id of this.sameEarthquake.learn({ hazardId, exercise, aliases, fact: quakeFact(state) }))
        if (this.hazards.has(id)) this.touched.set(id, this.cause);
    }
    for (const target of this.superseded.learn(state))
      if (this.hazards.has(target)) this.touched.set(target, this.cause);
  }

  /** Everything is derived anew the next time. */
  touchEverything(): void {
    for (const hazardId of this.hazards.keys()) this.touched.set(hazardId, this.cause);
    this.things.touchEverything(this.cause);
    this.sensors.touchAll(this.cause);
    this.published.touchEverything(this.cause);
    this.drawings.touchEverything(this.cause);
    this.drillTouched = true;
  }

  private deriveGroup(group: readonly HazardId[]): { removed: FeatureId[]; features: readonly DraftFeature[] } {
    const states = group.flatMap((id) => this.hazards.get(id) ?? []);
    const [owner] = states;
    if (owner === undefined) return { removed: [], features: [] };
    const over = isRunOver(this.runs, owner.exercise);
    let derived: Derived;
    try {
      derived = over ? NOTHING : this.derive(states);
    } catch (cause) {
      this.onFailure(owner.hazardId, cause);
      return { removed: [], features: [] };
    }
    const removed = states.flatMap(({ hazardId }) => this.featuresOf.get(hazardId) ?? []);
    for (const { hazardId } of states) {
      this.featuresOf.delete(hazardId);
      this.endsAhead.set(hazardId, []);
      // A run that is over stays over, so nothing of it is needed again.
      if (over) this.hazards.delete(hazardId);
    }
    if (derived.features.length > 0) {
      this.featuresOf.set(
        owner.hazardId,
        derived.features.map(({ id }) => id),
      );
      this.endsAhead.set(owner.hazardId, derived.ends);
    }
    return { removed, features: derived.features.map((feature) => withAliases(feature, states)) };
  }

  private derive(states: readonly HazardState[]): Derived {
    const owner = states[0] as HazardState;
    return deriveHazard(states, this.superseded.has(owner), {
      editionOf: (set) => editionInForce(this.editions, set),
      boundariesRecordedAt: (set) => this.editions[set]?.appendedAt ?? null,
    });
  }
}

/** What one hazard of several shows answers for the ids of the others, part for part. */
function withAliases(feature: DraftFeature, states: readonly HazardState[]): DraftFeature {
  const owner = states.find(({ hazardId }) => `${feature.id}:`.startsWith(`${hazardId}:`));
  if (owner === undefined || states.length === 1) return feature;
  const part = feature.id.slice(owner.hazardId.length);
  const others = states.filter((state) => state !== owner).map(({ hazardId }) => `${hazardId}${part}` as FeatureId);
  return { ...feature, aliases: others.sort() };
}
