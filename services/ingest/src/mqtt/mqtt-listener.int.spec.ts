import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setImmediate as breathe } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  decodeEvent,
  HubError,
  decodeObservations,
  sensorDescribed,
  type Instant,
  type LogRecord,
} from '@hinomi/contracts';
import { openEmbeddedLog, type EventLog } from '@hinomi/event-log';
import { Secret } from '@hinomi/service-kit';
import { connectAsync, type MqttClient } from 'mqtt';
import { QuarantineShelf } from '../quarantine/quarantine-shelf.js';
import { LastReport } from '../receive/last-report.js';
import { readReport } from '../receive/read-report.js';
import { ReportDoor } from '../receive/receive-report.js';
import { SeenEvents } from '../receive/seen-events.js';
import { FeedHealth } from '../sources/feed-health.js';
import { feedIdentities } from '../sources/feed-identities.js';
import { Source, type MqttSource } from '../sources/source.js';
import { hasMosquitto, Mosquitto } from '@hinomi/testing';
import { MqttListener } from './mqtt-listener.js';
import { MqttListeners } from './mqtt-listeners.js';

/** Turns until something is so; what never comes is ended by the time limit of the test. */
async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await breathe();
}

const reading = (minute: number, result: unknown = minute): string =>
  JSON.stringify({ phenomenonTime: `2026-06-01T03:${String(minute).padStart(2, '0')}:00Z`, result });
const TOPIC = 'v1.1/Datastreams(1)/Observations';

(hasMosquitto ? describe : describe.skip)(
  `readings from a real broker${hasMosquitto ? '' : ' (absent: install mosquitto)'}`,
  () => {
    let dir: string;
    let log: EventLog;
    let broker: Mosquitto;
    const ends: (() => Promise<unknown>)[] = [];

    beforeEach(async () => {
      dir = await mkdtemp(path.join(tmpdir(), 'hinomi-mqtt-'));
      log = await openEmbeddedLog({ dir: path.join(dir, 'log') });
      broker = await Mosquitto.start(dir);
    });
    afterEach(async () => {
      for (const end of ends.splice(0).reverse()) await end();
      await broker.end();
      await log.close();
      await rm(dir, { recursive: true, force: true });
    });

    function sourceOf(entry: Partial<MqttSource> = {}): MqttSource {
      const source = Source.parse({
        id: 'gauges',
        title: 'Gauges',
        kind: 'mqtt',
        format: 'sensorthings',
        url: broker.url,
        topics: ['v1.1/#'],
        privateAddresses: true,
        attribution: 'a',
        licence: 'b',
        enabled: true,
      }) as MqttSource;
      return { ...source, ...entry };
    }

    /** `through`: what stands between ingest and the log. */
    async function partsOf(source: MqttSource, through: (log: EventLog) => EventLog = (real) => real) {
      const health = new FeedHealth(feedIdentities([source], 'on'));
      const [seen, shelf, lastReport] = [new SeenEvents(), new QuarantineShelf(log), new LastReport()];
      await seen.preload(log);
      await shelf.open();
      const now = (): Instant => new Date().toISOString() as Instant;
      const door = new ReportDoor({ log: through(log), normalise: readReport, seen, shelf, health, lastReport, now });
      const state = () => health.list()[0];
      const subscribed = (): Promise<void> => until(() => state()?.lastSuccessAt !== null && state()?.state === 'ok');
      return { parts: { door, health, now, reconnectMs: 50, retryMs: 20 }, health, shelf, state, subscribed };
    }

    async function listen(entry: Partial<MqttSource> = {}, through?: (log: EventLog) => EventLog) {
      const source = sourceOf(entry);
      const made = await partsOf(source, through);
      const listener = new MqttListener({ ...made.parts, source });
      listener.start();
      const stop = (): Promise<void> => listener.stop();
      ends.push(stop);
      return { ...made, stop };
    }

    async function publisher(): Promise<MqttClient> {
      const client = await connectAsync(broker.url);
      ends.push(() => client.endAsync(true));
      return client;
    }

    async function recordsOf(topic: string): Promise<LogRecord[]> {
      const all: LogRecord[] = [];
      for await (const record of log.read(topic, [])) all.push(record);
      return all;
    }
    const values = async (): Promise<(number | null)[]> =>
      (await recordsOf('observations')).flatMap(decodeObservations).map(({ value }) => value);

    it('are events of the Datastream of their topic; what is retained and comes again is the same', async () => {
      const client = await publisher();
      await client.publishAsync(TOPIC, reading(1), { qos: 1, retain: true });
      await client.publishAsync('v1.1/Datastreams(1)', JSON.stringify({ '@iot.id': 1, name: '大橋' }), {
        retain: true,
      });
      const first = await listen();
      await until(async () => (await values()).length === 1 && (await recordsOf('places')).length === 1);
      await client.publishAsync(TOPIC, reading(2), { qos: 1 });
      await client.publishAsync(TOPIC, reading(2), { qos: 1 });
      await until(async () => (first.state()?.duplicates ?? 0) > 0);
      await first.stop();
      // Subscribing again brings the retained ones again.
      const second = await listen();
      await until(() => (second.state()?.duplicates ?? 0) >= 2);
      expect(await values()).toEqual([1, 2]);
      const [place] = await recordsOf('places');
      expect(place && decodeEvent(sensorDescribed, place).data.sensorId).toBe('sensor:gauges:1');
    });

    it('go to quarantine with their place when they are garbage, and cost the others nothing', async () => {
      const { shelf, state, subscribed } = await listen();
      await subscribed();
      const client = await publisher();
      for (const payload of ['{"result":', reading(1), reading(2, 'high'), '', reading(3)]) {
        await client.publishAsync(TOPIC, payload, { qos: 1 });
      }
      await until(async () => (await values()).length === 2 && shelf.list().length === 2);
      expect(shelf.list().map(({ code, place }) => [code, place?.path])).toEqual(
        expect.arrayContaining([
          ['report.unreadable', ''],
          ['report.invalid', '/result'],
        ]),
      );
      expect(state()).toMatchObject({ refused: 2, state: 'ok' });
    });

    it('stay with the broker until they are on the log', async () => {
      let isUp = false;
      const gated = (real: EventLog): EventLog =>
        Object.assign(Object.create(real) as EventLog, {
          append: (topic: string, records: Parameters<EventLog['append']>[1]) =>
            isUp
              ? real.append(topic, records)
              : Promise.reject(new HubError('log.unavailable', 'the log is away', { retryable: true })),
        });
      const first = await listen({}, gated);
      await first.subscribed();
      const client = await publisher();
      for (const minute of [1, 2, 3]) await client.publishAsync(TOPIC, reading(minute), { qos: 1 });
      await until(() => first.state()?.state === 'failing');
      expect(first.state()?.lastError).toMatch(/the log is away/);
      await first.stop();
      expect(await values()).toEqual([]);
      isUp = true;
      const second = await listen({}, gated);
      await until(async () => (await values()).length === 3);
      expect((await values()).sort()).toEqual([1, 2, 3]);
      expect(second.state()?.state).toBe('ok');
      // Now they are acknowledged: who comes next hears of none of them.
      await second.stop();
      const third = await listen();
      await third.subscribed();
      await client.publishAsync(TOPIC, reading(4), { qos: 1 });
      await until(async () => (await values()).length === 4);
      expect(third.state()?.duplicates).toBe(0);
    });

    it('go on when the broker was killed and is back, and its loss is told meanwhile', async () => {
      const { state, subscribed } = await listen();
      await subscribed();
      const before = await publisher();
      await before.publishAsync(TOPIC, reading(1), { qos: 1 });
      await until(async () => (await values()).length === 1);
      await before.endAsync(true);
      await broker.end('SIGKILL');
      await until(() => state()?.state === 'failing');
      await broker.run();
      await until(() => state()?.state === 'ok');
      await (await publisher()).publishAsync(TOPIC, reading(2), { qos: 1 });
      await until(async () => (await values()).length === 2);
    }, 20_000);

    it('that are a flood are appended in batches, all of them, and in order', async () => {
      let appends = 0;
      const counted = (real: EventLog): EventLog =>
        Object.assign(Object.create(real) as EventLog, {
          append: (topic: string, records: Parameters<EventLog['append']>[1]) => {
            if (topic === 'observations') appends += 1;
            return real.append(topic, records);
          },
        });
      const { subscribed } = await listen({}, counted);
      await subscribed();
      const client = await publisher();
      const flood = Array.from({ length: 1_500 }, (_, index) => index);
      await Promise.all(
        flood.map((index) =>
          client.publishAsync(
            TOPIC,
            JSON.stringify({
              phenomenonTime: new Date(1_780_000_000_000 + index * 1_000).toISOString(),
              result: index,
            }),
            { qos: 1 },
          ),
        ),
      );
      await until(async () => (await values()).length === flood.length);
      expect(await values()).toEqual(flood);
      expect(appends).toBeLessThan(flood.length / 5);
    }, 30_000);

    it('come from the brokers of the entries as they are now', async () => {
      const { parts, subscribed } = await partsOf(sourceOf());
      const listeners = new MqttListeners(parts);
      ends.push(() => listeners.stop());
      const client = await publisher();
      await listeners.change([sourceOf()]);
      await subscribed();
      await client.publishAsync(TOPIC, reading(1), { qos: 1 });
      await until(async () => (await values()).length === 1);
      // What is as it was is not disturbed, what changed begins anew, what is gone ends.
      await listeners.change([sourceOf()]);
      await listeners.change([sourceOf({ topics: ['other/#'], clientId: 'other' })]);
      await client.publishAsync(TOPIC, reading(2), { qos: 1 });
      await client.publishAsync(`other/${TOPIC}`, reading(3), { qos: 1, retain: true });
      await until(async () => (await values()).length === 2);
      await listeners.change([]);
      await client.publishAsync(`other/${TOPIC}`, reading(4), { qos: 1 });
      expect(await values()).toEqual([1, 3]);
    });

    it('come by a connection that is refused where the entry does not allow private addresses', async () => {
      const { state } = await listen({ privateAddresses: false });
      await until(() => state()?.state === 'failing');
      expect(state()?.lastError).toMatch(/privateAddresses/);
      const named = await listen({ privateAddresses: false, url: `mqtt://localhost:${broker.port}` });
      await until(() => named.state()?.state === 'failing');
      expect(named.state()?.lastError).toMatch(/localhost is at .*privateAddresses/);
    });

    it('of a broker that wants to know who asks come with the right secret, which nobody is told', async () => {
      await broker.end();
      const passwords = path.join(dir, 'passwords');
      // PBKDF2-SHA512 of "river", as mosquitto_passwd writes it.
      await writeFile(passwords, `${await passwordLine('hub', 'river')}\n`, { mode: 0o600 });
      broker = await Mosquitto.start(dir, ['allow_anonymous false', `password_file ${passwords}`]);
      const access = (password: string): Partial<MqttSource> => ({
        access: { way: 'password', user: 'hub', password: new Secret(password) },
      });
      const wrong = await listen(access('Fluss-3'));
      await until(() => wrong.state()?.state === 'failing');
      expect(wrong.state()?.lastError).toMatch(/Not authorized/i);
      expect(JSON.stringify(wrong.state())).not.toContain('Fluss-3');
      await wrong.stop();
      const right = await listen(access('river'));
      await right.subscribed();
    });
  },
);

async function passwordLine(user: string, password: string): Promise<string> {
  const { pbkdf2Sync, randomBytes } = await import('node:crypto');
  const salt = randomBytes(12);
  const hash = pbkdf2Sync(password, salt, 101, 64, 'sha512');
  return `${user}:$7$101$${salt.toString('base64')}$${hash.toString('base64')}`;
}
