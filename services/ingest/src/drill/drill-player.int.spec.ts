import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  decodeEvent,
  drillChanged,
  hazardReported,
  instantFromMillis,
  type DrillChangedV1,
  type RunId,
} from '@hinomi/contracts';
import { openEmbeddedLog, type EventLog } from '@hinomi/event-log';
import { openIngest, type Ingest } from '../open-ingest.js';
import { neverHeldReal } from '../receive/last-report.js';
import { sampleTelegram } from './sample-telegrams.js';

const DRILLS = fileURLToPath(new URL('../../../../infra/drills', import.meta.url));
const START = Date.parse('2026-11-23T07:10:20.000Z');

let dir: string;
let sourcesDir: string;
let log: EventLog;
let clock: TestClock;
const opened: Ingest[] = [];

/** Time that moves only when somebody waits and the test lets it. */
class TestClock {
  now = START;
  private sleepers: { at: number; wake: () => void }[] = [];

  readonly wait = (ms: number, signal: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      if (signal.aborted || ms <= 0) return resolve();
      const wake = (): void => {
        this.sleepers = this.sleepers.filter((other) => other !== sleeper);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      const sleeper = { at: this.now + ms, wake };
      this.sleepers.push(sleeper);
      signal.addEventListener('abort', wake);
    });

  /** Wakes the next sleeper at its time; waits until somebody sleeps. */
  async step(): Promise<void> {
    while (this.sleepers.length === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    this.sleepers.sort((a, b) => a.at - b.at);
    const [next] = this.sleepers;
    if (!next) return;
    this.now = Math.max(this.now, next.at);
    next.wake();
  }

  async until(done: () => boolean | Promise<boolean>): Promise<void> {
    while (!(await done())) {
      await new Promise((resolve) => setTimeout(resolve, 1));
      if (this.sleepers.length > 0 && !(await done())) await this.step();
    }
  }
}

beforeEach(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'hinomi-drill-'));
  sourcesDir = await mkdtemp(path.join(tmpdir(), 'hinomi-sources-'));
  log = await openEmbeddedLog({ dir });
  clock = new TestClock();
});
afterEach(async () => {
  for (const ingest of opened.splice(0)) await ingest.stop();
  await log.close();
  await rm(dir, { recursive: true, force: true });
  await rm(sourcesDir, { recursive: true, force: true });
});

async function open(options: { automaticDrill?: boolean; loopback?: boolean } = {}): Promise<Ingest> {
  const ingest = await openIngest(log, {
    sourcesDir,
    drillsDir: DRILLS,
    polling: 'on',
    automaticDrill: false,
    loopback: true,
    demonstration: true,
    version: 'test',
    now: () => clock.now,
    wait: clock.wait,
    say: { info: () => undefined, warn: (text) => problems.push(text) },
    ...options,
  });
  opened.push(ingest);
  return ingest;
}
const problems: string[] = [];

async function decisions(): Promise<DrillChangedV1[]> {
  const all: DrillChangedV1[] = [];
  for await (const record of log.read('drill.decisions', [])) all.push(decodeEvent(drillChanged, record).data);
  return all;
}

async function reported() {
  const all = [];
  for (const topic of ['drill.hazards', 'drill.hazards-urgent']) {
    for await (const record of log.read(topic, [])) all.push(decodeEvent(hazardReported, record).data);
  }
  return all;
}

describe('playing a drill', () => {
  it('plays every step through the door as its own run, then ends by itself', async () => {
    const { player, health } = await open();
    const running = await player.start('noto-2024');
    expect(running).toMatchObject({
      speed: 8,
      startedAt: instantFromMillis(START),
      expectedEndAt: instantFromMillis(START + 360_000),
    });
    expect(player.list().find((entry) => entry.name === 'noto-2024')?.running?.run).toBe(running.run);
    await clock.until(() => player.running() === null);

    expect((await decisions()).map(({ exercise, state, endedBy }) => [exercise, state, endedBy])).toEqual([
      [running.run, 'running', null],
      [running.run, 'ended', 'scenario'],
    ]);
    const reports = await reported();
    expect(reports.length).toBeGreaterThanOrEqual(11);
    expect(new Set(reports.map((report) => report.exercise))).toEqual(new Set([running.run]));
    expect(new Set(reports.map((report) => report.source.id))).toEqual(new Set([`drill:${running.run}`]));
    // No two telegrams of a run have one sending time: it orders corrections.
    const sent = [];
    for await (const record of log.read('drill.raw', []))
      sent.push(/<DateTime>([^<]+)/.exec(Buffer.from(record.value ?? []).toString())?.[1]);
    expect(new Set(sent).size).toBe(sent.length);
    expect(await neverHeldReal(log)).toBe(true);
    expect(health.list()).toEqual([]);
    expect(problems).toEqual([]);
    expect(clock.now).toBe(START + 360_000);
  });

  it('gives telegrams the times of the run: the first at once, the quake just before', async () => {
    const { player } = await open();
    await player.start('noto-2024');
    await clock.until(async () => (await reported()).length > 0);
    const [first] = await reported();
    expect(clock.now - START).toBeLessThan(60_000);
    expect(Math.abs(Date.parse(first?.issuedAt ?? '') - START)).toBeLessThan(60_000);
  });

  it('an operator ends a run, and nothing more of it comes', async () => {
    const { player } = await open();
    await player.start('noto-2024');
    await clock.until(async () => (await reported()).length > 0);
    await player.stop('noto-2024');
    expect((await decisions()).at(-1)).toMatchObject({ state: 'ended', endedBy: 'operator' });
    expect(player.running()).toBeNull();
    await expect(player.stop('noto-2024')).rejects.toMatchObject({ code: 'drill.not-running' });
  });

  it('a new run ends the earlier one first; the same one again is refused', async () => {
    const { player } = await open();
    const first = await player.start('noto-2024');
    await expect(player.start('noto-2024')).rejects.toMatchObject({ code: 'drill.already-running' });
    await expect(player.start('no-such')).rejects.toMatchObject({ code: 'drill.not-found' });
    const second = await player.start('rain-landslide-night', { speed: 60 });
    expect((await decisions()).map(({ exercise, endedBy }) => [exercise, endedBy])).toEqual([
      [first.run, null],
      [first.run, 'next-run'],
      [second.run, null],
    ]);
    expect(second.speed).toBe(60);
  });

  it('a run that a stopped hub left running is ended at the next start, once', async () => {
    const first = await open();
    const { run } = await first.player.start('noto-2024');
    await first.stop();
    opened.length = 0;
    await (await open()).stop();
    await open();
    expect((await decisions()).map(({ exercise, endedBy }) => [exercise, endedBy])).toEqual([
      [run, null],
      [run, 'restart'],
    ]);
  });
});

describe('the automatic drill', () => {
  it('starts within a minute on a hub that never held anything real and has no feed', async () => {
    const ingest = await open({ automaticDrill: true });
    ingest.start();
    await clock.until(async () => (await reported()).length > 0);
    expect(clock.now - START).toBeLessThan(60_000);
    expect(ingest.player.running()?.drill).toBe('noto-2024');
  });

  it('a used hub that is started again without feeds plays none', async () => {
    const used = await open();
    const real = sampleTelegram('earthquake', { at: instantFromMillis(START), status: '通常', cancel: false });
    await used.door.receive(used.sources.ofClient('demo-operator', 'jma-xml'), 'jma-xml', real);
    await used.stop();
    opened.length = 0;
    const again = await open({ automaticDrill: true });
    again.start();
    await clock.step();
    await again.stop();
    expect(await decisions()).toEqual([]);
    opened.length = 0;
  });

  it('stays away when it is switched off, and beyond loopback', async () => {
    for (const options of [{ automaticDrill: false }, { automaticDrill: true, loopback: false }]) {
      const ingest = await open(options);
      ingest.start();
      await clock.step();
      await ingest.stop();
      opened.length = 0;
    }
    expect(await decisions()).toEqual([]);
  });
});

describe('run ids', () => {
  it('are run ids of the contract', async () => {
    const { player } = await open();
    const { run } = await player.start('rain-landslide-night');
    expect(run satisfies RunId).toMatch(/^rain-landslide-night-[0-9a-z]{26}$/);
  });
});
