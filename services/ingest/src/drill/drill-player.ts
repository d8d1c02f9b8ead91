import {
  decodeEvent,
  drillChanged,
  drillChangedId,
  encodeEvent,
  HubError,
  laterBy,
  topicIn,
  traceIdOf,
  typeOf,
  type DrillChangedV1,
  type DrillEntry,
  type Instant,
  type RunId,
  type SourceId,
} from '@hinomi/contracts';
import type { EventLog } from '@hinomi/event-log';
import { ulid } from 'ulid';
import type { ReportDoor } from '../receive/receive-report.js';
import { nextSecond, playScenario, type Playable } from './playable.js';
import { inExercise, readRegistry } from './read-registry.js';
import type { Scenario } from './scenario.js';

const DECISIONS = topicIn('drill', 'decisions');
export const SPEEDS = { min: 1, max: 60 } as const;
/** Reports of hazards pass in between. */
const PLACES_AT_ONCE = 500;

export interface DrillPlayerParts {
  log: EventLog;
  door: Pick<ReportDoor, 'receive' | 'state'>;
  scenarios: readonly Scenario[];
  now: () => Instant;
  /** Resolves after that long, at once when the signal is raised. */
  wait: (ms: number, signal: AbortSignal) => Promise<void>;
  /** A step failed; the drill goes on. */
  onStepFailed: (run: RunId, label: string, error: unknown) => void;
}

export interface RunningDrill {
  run: RunId;
  drill: string;
  startedAt: Instant;
  expectedEndAt: Instant;
  speed: number;
  /** JIS codes of the municipalities and prefectures whose registered places it has. */
  registry: readonly string[];
}

/** How a run differs from what its drill declares. */
export interface RunChoices {
  speed?: number | undefined;
  registry?: readonly string[] | undefined;
}

interface CurrentRun {
  state: RunningDrill;
  changed: DrillChangedV1;
  stop: AbortController;
  /** Resolves when nothing more is sent: whether it played to its end. */
  played: Promise<boolean>;
}

/**
 * Plays drills through the same door as every feed, one at a time. What it decides (a run began, a run ended) is on the
 * log before anything of the run is.
 */
export class DrillPlayer {
  private current: CurrentRun | null = null;
  /** The end that a run comes to by itself. */
  private finishing: Promise<void> = Promise.resolve();
  /** Starts and stops happen one after the other. */
  private turn: Promise<unknown> = Promise.resolve();

  constructor(private readonly parts: DrillPlayerParts) {}

  /** Runs that a stopped hub left behind will not go on by themselves: they end. Call before anything is started. */
  async endLeftovers(): Promise<void> {
    const running = new Map<RunId, DrillChangedV1>();
    for await (const record of this.parts.log.read(DECISIONS, [])) {
      if (typeOf(record) !== drillChanged.type) continue;
      const { data } = decodeEvent(drillChanged, record);
      if (data.state === 'running') running.set(data.exercise, data);
      else running.delete(data.exercise);
    }
    for (const changed of running.values()) await this.appendEnd(changed, 'restart');
  }

  running(): RunningDrill | null {
    return this.current?.state ?? null;
  }

  /** Every declared drill, and a replay while it runs. */
  list(): DrillEntry[] {
    const current = this.current;
    const running = current && {
      run: current.state.run,
      startedAt: current.state.startedAt,
      expectedEndAt: current.state.expectedEndAt,
      speed: current.state.speed,
      registry: current.state.registry,
    };
    const declared = this.parts.scenarios.map(({ name, title, summary, durationMinutes, registry }) => ({
      name,
      title,
      summary,
      durationMinutes,
      registry,
      running: current?.state.drill === name ? running : null,
    }));
    if (!current || declared.some((entry) => entry.running !== null)) return declared;
    const { drill: name, title, startedAt, expectedEndAt } = current.changed;
    const durationMinutes = (Date.parse(expectedEndAt) - Date.parse(startedAt)) / 60_000;
    const { registry } = current.state;
    return [...declared, { name, title, summary: title, durationMinutes, registry, running }];
  }

  /** Starts a declared drill; another one that runs is ended first. */
  async start(name: string, choices: RunChoices = {}): Promise<RunningDrill> {
    const scenario = this.scenario(name);
    if (this.current?.state.drill === name) {
      throw new HubError('drill.already-running', `${name} is running already as ${this.current.state.run}`);
    }
    const { speed = scenario.speed, registry = scenario.registry } = choices;
    return this.play({ speed, registry }, (startedAt) => playScenario(scenario, startedAt, speed));
  }

  /** Plays anything; `make` gets the moment the run begins at. */
  async play(choices: RunChoices, make: (startedAt: Instant) => Playable): Promise<RunningDrill> {
    const { speed = 1, registry = [] } = choices;
    return this.inTurn(async () => {
      await this.end('next-run');
      const startedAt = this.parts.now();
      const playable = make(startedAt);
      const run = `${playable.drill}-${ulid().toLowerCase()}` as RunId;
      const expectedEndAt = laterBy(startedAt, Math.round(playable.lastsMs));
      const changed: DrillChangedV1 = {
        exercise: run,
        drill: playable.drill,
        title: playable.title,
        state: 'running',
        endedBy: null,
        startedAt,
        expectedEndAt,
        at: startedAt,
      };
      await this.append(changed);
      const state: RunningDrill = { run, drill: playable.drill, startedAt, expectedEndAt, speed, registry };
      const stop = new AbortController();
      const current = { state, changed, stop, played: this.perform(state, playable, stop.signal) };
      this.current = current;
      this.finishing = current.played.then((toTheEnd) => (toTheEnd ? this.finish(current) : undefined));
      return state;
    });
  }

  /** An operator ends a run. */
  async stop(name: string): Promise<void> {
    if (name !== 'replay') this.scenario(name);
    await this.inTurn(async () => {
      if (this.current?.state.drill !== name) throw new HubError('drill.not-running', `${name} is not running`);
      await this.end('operator');
    });
  }

  /** The hub stops: the player falls silent; the next start ends the run. */
  async close(): Promise<void> {
    const current = this.current;
    this.current = null;
    current?.stop.abort();
    await current?.played;
    await this.finishing;
    await this.turn;
  }

  private async perform(state: RunningDrill, playable: Playable, stopped: AbortSignal): Promise<boolean> {
    const [toTheEnd] = await Promise.all([this.sendItems(state, playable, stopped), this.takeOver(state, stopped)]);
    return toTheEnd;
  }

  /** The registries' places become places of the run. Nothing waits for it: the picture is the same in any order. */
  private async takeOver({ run, registry }: RunningDrill, stopped: AbortSignal): Promise<void> {
    if (registry.length === 0) return;
    try {
      const places = await readRegistry(this.parts.log, registry, stopped);
      for (let from = 0; from < places.length && !stopped.aborted; from += PLACES_AT_ONCE) {
        const some = places.slice(from, from + PLACES_AT_ONCE);
        await this.parts.door.state(some.map((place) => inExercise(place, run)));
      }
    } catch (error) {
      this.parts.onStepFailed(run, 'the registries', error);
    }
  }

  private async sendItems(state: RunningDrill, playable: Playable, stopped: AbortSignal): Promise<boolean> {
    const begun = Date.parse(state.startedAt);
    const until = (afterMs: number): Promise<void> =>
      this.parts.wait(Math.max(0, begun + afterMs - Date.parse(this.parts.now())), stopped);
    const source = { id: `drill:${state.run}` as SourceId, attribution: '訓練 / drill', agency: '訓練' };
    let lastSent: Instant | null = null;
    for (const { afterMs, label, format, bytes } of playable.items) {
      await until(afterMs);
      if (stopped.aborted) return false;
      lastSent = nextSecond(this.parts.now(), lastSent);
      try {
        await this.parts.door.receive(source, format, bytes(lastSent), { exercise: state.run });
      } catch (error) {
        this.parts.onStepFailed(state.run, label, error);
      }
    }
    await until(playable.lastsMs);
    return !stopped.aborted;
  }

  private async finish(current: CurrentRun): Promise<void> {
    try {
      await this.inTurn(async () => {
        if (this.current === current) await this.end('scenario');
      });
    } catch (error) {
      this.parts.onStepFailed(current.state.run, 'the end', error);
    }
  }

  private async end(endedBy: 'scenario' | 'operator' | 'next-run'): Promise<void> {
    const current = this.current;
    if (!current) return;
    current.stop.abort();
    await current.played;
    await this.appendEnd(current.changed, endedBy);
    if (this.current === current) this.current = null;
  }

  private async appendEnd(changed: DrillChangedV1, endedBy: NonNullable<DrillChangedV1['endedBy']>): Promise<void> {
    await this.append({ ...changed, state: 'ended', endedBy, at: this.parts.now() });
  }

  private async append(changed: DrillChangedV1): Promise<void> {
    const id = drillChangedId(changed);
    const attributes = {
      id,
      source: 'hub:ingest',
      subject: `drill:${changed.exercise}`,
      time: changed.at,
      trace: traceIdOf(id),
    };
    const event = encodeEvent(drillChanged, { ...attributes, exercise: changed.exercise, data: changed });
    await this.parts.log.append(DECISIONS, [event]);
  }

  private scenario(name: string): Scenario {
    const scenario = this.parts.scenarios.find((known) => known.name === name);
    if (scenario) return scenario;
    const known = this.parts.scenarios.map((one) => one.name).join(', ');
    throw new HubError('drill.not-found', `there is no drill ${name}; there are ${known}`);
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.turn.then(work, work);
    this.turn = done.then(
      () => undefined,
      () => undefined,
    );
    return done;
  }
}
