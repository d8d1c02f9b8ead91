import {
  millisOf,
  type FeatureId,
  type Instant,
  type ObservationReportedV1,
  type RunId,
  type SensorDescribedV1,
  type SensorId,
} from '@hinomi/contracts';
import type { DraftFeature } from '../hazards/hazard-feature.js';
import type { FactOrigin } from '../realm/fact-journal.js';
import { deriveSensor } from './derive-sensor.js';
import { integrateDescription, integrateObservation, recallReadings, type SensorFacts } from './sensor-state.js';

/** What a checkpoint keeps of sensors. */
export interface SensorsFacts {
  sensors: readonly SensorFacts[];
  /** In the drill's realm: what the real registry says, which exercises stand on. */
  sensorRegistry: readonly SensorDescribedV1[];
}

/** The sensors of one realm. A reading of a sensor that nobody described is shown without a place until somebody does. */
export class Sensors {
  private readonly known = new Map<SensorId, SensorFacts>();
  private readonly registry = new Map<SensorId, SensorDescribedV1>();
  private readonly touched = new Map<SensorId, FactOrigin | null>();

  restore({ sensors, sensorRegistry }: SensorsFacts): void {
    for (const facts of sensors) this.known.set(facts.sensorId, facts);
    for (const described of sensorRegistry) this.registry.set(described.sensorId, described);
    this.touchAll(null);
  }

  /** Safe to read while later facts come in: nothing in it is ever changed in place. */
  facts(): SensorsFacts {
    return { sensors: [...this.known.values()], sensorRegistry: [...this.registry.values()] };
  }

  /** How many have readings and no description. */
  get unplaced(): number {
    let count = 0;
    for (const facts of this.known.values()) if (this.describedOf(facts) === null) count += 1;
    return count;
  }

  describe(described: SensorDescribedV1, appendedAt: Instant, cause: FactOrigin | null): void {
    this.keep(integrateDescription(this.known.get(described.sensorId), described, appendedAt), cause);
  }

  observe(observation: ObservationReportedV1, appendedAt: Instant, cause: FactOrigin | null): void {
    this.keep(integrateObservation(this.known.get(observation.sensorId), observation, appendedAt), cause);
  }

  /** A drill reads the real registry of places; what it shows is the drill's own sensors. */
  register(described: SensorDescribedV1, cause: FactOrigin | null): void {
    const before = this.registry.get(described.sensorId);
    const after = integrateDescription(
      before && { ...NOBODY, sensorId: before.sensorId, described: before },
      described,
      described.describedAt,
    ).described;
    if (after === null || after === before) return;
    this.registry.set(described.sensorId, after);
    for (const { sensorId, exercise } of this.known.values()) {
      if (plainId(sensorId, exercise) === described.sensorId) this.touched.set(sensorId, cause);
    }
  }

  /**
   * Takes over, from a state made before, the readings older than a moment: those that the log no longer has. Which of them are kept
   * is decided as if they had come now.
   */
  recall({ sensors }: Pick<SensorsFacts, 'sensors'>, before: Instant): void {
    const beforeMs = millisOf(before);
    for (const facts of sensors) {
      if (!facts.readings.some(({ atMs }) => atMs < beforeMs)) continue;
      this.keep(recallReadings(this.known.get(facts.sensorId), facts, beforeMs), null);
    }
  }

  touchAll(cause: FactOrigin | null): void {
    for (const id of this.known.keys()) this.touched.set(id, cause);
  }

  get hasTouched(): boolean {
    return this.touched.size > 0;
  }

  /** Those whose feature is still to be derived. */
  get touchedCount(): number {
    return this.touched.size;
  }

  /**
   * The features of what was touched since the last call, of at most so many, who waits longest first. A sensor of a run that is over is forgotten: it stays over.
   * `onFailure` hears of one that could not be derived; it keeps the feature it had.
   */
  deriveTouched(
    isOver: (run: RunId | null) => boolean,
    onFailure: (id: SensorId, cause: unknown) => void,
    atMost: number,
  ): Map<FeatureId, { feature: DraftFeature | null; cause: FactOrigin | null }> {
    const changes = new Map<FeatureId, { feature: DraftFeature | null; cause: FactOrigin | null }>();
    for (const [sensorId, cause] of this.touched) {
      if (changes.size >= atMost) break;
      this.touched.delete(sensorId);
      const facts = this.known.get(sensorId);
      if (facts === undefined) continue;
      const over = isOver(facts.exercise);
      if (over) this.known.delete(sensorId);
      try {
        const feature = over ? null : deriveSensor(facts, this.describedOf(facts));
        changes.set(sensorId as string as FeatureId, { feature, cause });
      } catch (error) {
        onFailure(sensorId, error);
      }
    }
    return changes;
  }

  private describedOf({ sensorId, exercise, described }: SensorFacts): SensorDescribedV1 | null {
    return described ?? this.registry.get(plainId(sensorId, exercise)) ?? null;
  }

  private keep(facts: SensorFacts, cause: FactOrigin | null): void {
    if (this.known.get(facts.sensorId) === facts) return;
    this.known.set(facts.sensorId, facts);
    this.touched.set(facts.sensorId, cause);
  }
}

const NOBODY = { exercise: null, readings: [], source: null, recordedAt: '' as Instant };

/** The id of the real sensor that a drill's stands for. */
function plainId(sensorId: SensorId, exercise: RunId | null): SensorId {
  return exercise === null ? sensorId : (sensorId.slice(`drill:${exercise}:`.length) as SensorId);
}
