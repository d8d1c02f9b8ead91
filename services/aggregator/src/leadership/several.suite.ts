import { setImmediate as breathe, setTimeout as pause } from 'node:timers/promises';
import { HubError, instantFromMillis, millisOf, topicIn } from '@hinomi/contracts';
import type { EventLog } from '@hinomi/event-log';
import { ManualClock, MemoryEventLog, type Addressed } from '@hinomi/testing';
import type { Clock } from '../realm/clock.js';
import { ARRIVAL, RealmRun, type Surroundings } from '../realm/realm-run.suite.js';
import { LOOK_MS } from './decide-leadership.js';

/** A process that can be held as SIGSTOP holds it, or cut off from the log. */
export class Held implements Surroundings {
  private gate: Promise<void> | null = null;
  private open: () => void = () => undefined;
  private cut = false;
  private held = false;
  private late: (() => void)[] = [];
  /** Nothing of these topics arrives while set. */
  deafTo: ReadonlySet<string> = new Set();

  get isFree(): boolean {
    return !this.cut && !this.held;
  }

  /** SIGSTOP: neither timers nor records nor answers reach it; what it asked for before is done. */
  hold(): void {
    this.held = true;
    this.close();
  }

  /** SIGCONT. */
  release(): void {
    this.held = false;
    for (const work of this.late.splice(0)) work();
    if (!this.cut) this.reopen();
  }

  /** The network between it and the log is gone: what it asks fails, nothing arrives. */
  cutOff(): void {
    this.cut = true;
    this.close();
  }

  heal(): void {
    this.cut = false;
    if (!this.held) this.reopen();
  }

  /** The spec is over. */
  end(): void {
    this.deafTo = new Set();
    this.late = [];
    this.held = false;
    this.heal();
  }

  readonly log = (log: EventLog): EventLog => {
    const through = async <T>(ask: () => Promise<T>): Promise<T> => {
      if (this.cut) throw new HubError('log.unavailable', 'cut off', { retryable: true });
      const answer = await ask();
      await this.gate;
      return answer;
    };
    const mine: Pick<EventLog, 'logId' | 'append' | 'tail' | 'read' | 'end'> = {
      logId: log.logId,
      append: (topic, records) => through(() => log.append(topic, records)),
      end: (topic) => through(() => log.end(topic)),
      read: (topic, from) => log.read(topic, from),
      tail: (topic, from, handler, options) =>
        log.tail(
          topic,
          from,
          async (record) => {
            while (this.gate !== null || this.deafTo.has(topic)) await (this.gate ?? breathe());
            await handler(record);
          },
          options,
        ),
    };
    return mine as EventLog;
  };

  readonly clock = (clock: Clock): Clock => ({
    now: () => clock.now(),
    elapsed: () => clock.elapsed(),
    after: (ms, work) => clock.after(ms, () => (this.held ? void this.late.push(work) : work())),
  });

  private close(): void {
    this.gate ??= new Promise((open) => (this.open = open));
  }

  private reopen(): void {
    this.gate = null;
    this.open();
  }
}

/** Several aggregators of one realm on one log, each with a disk of its own, on one clock that the spec moves. */
export class Several {
  readonly clock = new ManualClock(ARRIVAL);
  readonly log = new MemoryEventLog('log-1', () => this.clock.now());
  readonly held: Held[];
  readonly runs: RealmRun[];

  constructor(count: number) {
    this.held = Array.from({ length: count }, () => new Held());
    this.runs = this.held.map((held, index) => new RealmRun('real', this.clock, this.log, `aggregator-${index}`, held));
  }

  /** Starts one and lets time pass until it writes or follows. */
  async start(index: number): Promise<void> {
    let isUp = false;
    const starting = this.runs[index]!.start().then(() => (isUp = true));
    for (let looks = 0; !isUp && looks < 2_000; looks++) {
      // Its checkpoint is a real file, which no turn of the loop brings.
      await pause(1);
      if (looks % 10 === 0) await this.pass(LOOK_MS);
    }
    if (!isUp) throw new Error(`aggregator-${index} does not start: ${this.runs[index]!.complaints.join('; ')}`);
    await starting;
  }

  async append(...facts: readonly Addressed[]): Promise<void> {
    for (const { topic, record } of facts) await this.log.append(topic, [record]);
    await this.settle();
  }

  /** Time passes in steps, as timers see it. */
  async pass(ms: number): Promise<void> {
    for (let passed = 0; passed < ms; passed += LOOK_MS) {
      this.clock.moveTo(instantFromMillis(millisOf(this.clock.now()) + LOOK_MS));
      await this.settle();
    }
  }

  async settle(): Promise<void> {
    for (let turn = 0; turn < 40; turn++) await breathe();
  }

  /** How many live ones are held or cut off. */
  get othersHeld(): number {
    return this.held.filter((held) => !held.isFree).length;
  }

  roles(): string[] {
    return this.runs.map((run) => (run.isAlive ? run.aggregator.status().role : 'dead'));
  }

  actives(): number {
    return this.roles().filter((role) => role === 'active').length;
  }

  claims(): number {
    return this.log.recordsOf(topicIn('real', 'picture')).filter(({ key }) => key === '@claim').length;
  }

  picture(): string[] {
    return this.runs[0]!.canonicalPicture();
  }

  /** What one undisturbed aggregator makes of the same facts. */
  async undisturbed(): Promise<string[]> {
    const alone = new RealmRun('real', new ManualClock(this.clock.now()));
    for (const topic of ['hazards', 'hazards-urgent', 'decisions', 'reference'] as const)
      for (const { key, value, headers } of this.log.recordsOf(topic))
        await alone.log.append(topic, [{ key, value, headers }]);
    await alone.start();
    const picture = alone.canonicalPicture();
    await alone.stop();
    alone.clean();
    return picture;
  }

  clean(): void {
    for (const run of this.runs) run.clean();
    // What waits for them to hear again would wait for ever.
    for (const held of this.held) held.end();
  }
}
