import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { NewRecord } from '@hinomi/contracts';
import kafkajs from 'kafkajs';
import { startKafka, whyNoKafka, type RunningKafka } from '../../../../infra/kafka/kafka.mjs';
import { openKafkaLog } from './kafka-event-log.js';

jest.setTimeout(180_000);

const missing = await whyNoKafka();
const withKafka = missing === null ? describe : describe.skip;
const { Kafka, logLevel } = kafkajs;
const TOPIC = 'drill.raw';
const records = (name: string): NewRecord[] =>
  Array.from({ length: 64 }, (_, index) => ({
    ...{ key: `${name}-${index}`, headers: {} },
    value: new TextEncoder().encode(`${name}-${index}`),
  }));

withKafka(
  `what was written while a partition moved from one broker to another${missing === null ? '' : ` (${missing})`}`,
  () => {
    const dir = mkdtempSync(join(tmpdir(), 'hinomi-kafka-moved-'));
    let kafka: RunningKafka;
    beforeAll(async () => {
      kafka = await startKafka({ brokers: 3, dir });
    });
    afterAll(async () => {
      await kafka.stop();
      rmSync(dir, { recursive: true, force: true });
    });

    /** The node that leads each partition, as the brokers say it that are asked; empty when they do not answer. */
    const leaders = async (brokers: readonly string[]): Promise<number[]> => {
      const settings = {
        brokers: [...brokers],
        requestTimeout: 2_000,
        retry: { retries: 0 },
        logLevel: logLevel.NOTHING,
      };
      const admin = new Kafka(settings).admin();
      try {
        await admin.connect();
        const { topics } = await admin.fetchTopicMetadata({ topics: [TOPIC] });
        return topics[0]?.partitions.map(({ leader }) => leader) ?? [];
      } catch {
        return [];
      } finally {
        await admin.disconnect();
      }
    };
    const until = async (brokers: readonly string[], holds: (now: number[]) => boolean): Promise<number[]> => {
      for (let look = 0; look < 600; look += 1) {
        const now = await leaders(brokers);
        if (now.length > 0 && holds(now)) return now;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      throw new Error('the partitions did not move');
    };

    it('is on the log where it was said to be, all of it', async () => {
      const log = await openKafkaLog({ brokers: kafka.brokers, clientId: 'spec' });
      const [node = 0] = await until(kafka.brokers, (now) => new Set(now).size > 1);
      const others = kafka.brokers.filter((_, index) => index !== node - 1);
      // A producer that has a connection to each of them, as after the first minute of any day.
      await log.append(TOPIC, records('before'));
      // One batch for all brokers: this one answers only when what it led is led by one that has answered long ago.
      kafka.stopProcess(node - 1);
      const moved = records('moved');
      const appending = log.append(TOPIC, moved);
      await until(others, (now) => !now.includes(node));
      kafka.continueProcess(node - 1);
      const said = (await appending).map(
        ({ partition, offset }, index) => `${moved[index]!.key} ${partition}/${offset}`,
      );
      const kept: string[] = [];
      for await (const { key, partition, offset } of log.read(TOPIC, [])) kept.push(`${key} ${partition}/${offset}`);
      await log.close();
      expect(kept).toEqual(expect.arrayContaining(said));
    });
  },
);
