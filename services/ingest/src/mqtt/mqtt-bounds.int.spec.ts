import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setImmediate as breathe } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Instant } from '@hinomi/contracts';
import type { QueueState } from '@hinomi/service-kit';
import { hasMosquitto, Mosquitto } from '@hinomi/testing';
import { connectAsync } from 'mqtt';
import { FeedHealth } from '../sources/feed-health.js';
import { feedIdentities } from '../sources/feed-identities.js';
import { Source, type MqttSource } from '../sources/source.js';
import { MqttListener, type MqttListenerParts } from './mqtt-listener.js';

const MEGABYTE = 1024 * 1024;

/** Turns until something is so; what never comes is ended by the time limit of the test. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await breathe();
}

(hasMosquitto ? describe : describe.skip)(
  `what waits of a real broker${hasMosquitto ? '' : ' (absent: install mosquitto)'}`,
  () => {
    let dir: string;
    let broker: Mosquitto;
    const ends: (() => Promise<unknown>)[] = [];

    beforeEach(async () => {
      dir = await mkdtemp(path.join(tmpdir(), 'hinomi-mqtt-bounds-'));
      broker = await Mosquitto.start(dir);
    });
    afterEach(async () => {
      for (const end of ends.splice(0).reverse()) await end();
      await broker.end();
      await rm(dir, { recursive: true, force: true });
    });

    /** Floods a listener whose log stands still until it reads no more, or has read all; then lets the log go on. */
    async function flood(count: number, bytes: number): Promise<{ held: QueueState[]; after: QueueState[] }> {
      const source = Source.parse({
        ...{ id: 'gauges', title: 'Gauges', kind: 'mqtt', format: 'sensorthings', url: broker.url, qos: 0 },
        ...{ topics: ['flood'], privateAddresses: true, attribution: 'a', licence: 'b', enabled: true },
      }) as MqttSource;
      const health = new FeedHealth(feedIdentities([source], 'on'));
      let [begun, done] = [0, 0];
      let goOn = (): void => undefined;
      const gate = new Promise<void>((resolve) => (goOn = resolve));
      const door = {
        receiveAll: async (_source: unknown, _format: unknown, batch: readonly unknown[]) => {
          begun += batch.length;
          await gate;
          done += batch.length;
        },
      } as unknown as MqttListenerParts['door'];
      const listener = new MqttListener({ source, health, door, now: () => new Date().toISOString() as Instant });
      ends.push(() => listener.stop());
      listener.start();
      await until(() => health.list()[0]?.lastSuccessAt !== null);
      const client = await connectAsync(broker.url);
      ends.push(() => client.endAsync(true));
      const payload = Buffer.alloc(bytes, 'x');
      for (let sent = 0; sent < count; sent += 1) await client.publishAsync('flood', payload);
      await until(() => listener.states.some(({ full }) => full > 0) || listener.states[0]!.size + begun === count);
      const held = listener.states;
      goOn();
      await until(() => done === count);
      return { held, after: listener.states };
    }

    it('is no more than so many messages, and none is lost', async () => {
      const { held, after } = await flood(4_000, 10);
      expect(held[0]).toMatchObject({ queue: 'mqtt.messages', size: 2_000, full: 1 });
      expect(after[0]).toMatchObject({ size: 0, peak: 2_000 });
    });

    it('is no more than so many bytes and the message that goes beyond them, and none is lost', async () => {
      const { held, after } = await flood(60, MEGABYTE);
      expect(held[0]).toMatchObject({ full: 0 });
      expect(held[1]).toMatchObject({ queue: 'mqtt.bytes', size: 32 * MEGABYTE, full: 1 });
      expect(after[1]).toMatchObject({ size: 0, peak: 32 * MEGABYTE });
    });
  },
);
