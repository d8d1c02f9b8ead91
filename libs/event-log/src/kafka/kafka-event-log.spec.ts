import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { LogRecord } from '@hinomi/contracts';
import kafkajs from 'kafkajs';
import { startKafka, whyNoKafka, type RunningKafka } from '../../../../infra/kafka/kafka.mjs';
import type { EventLog } from '../event-log.js';
import { describeEventLog } from '../event-log.suite.js';
import { openKafkaLog } from './kafka-event-log.js';

jest.setTimeout(180_000);

const missing = await whyNoKafka();

if (missing) {
  describe('the log on Kafka', () => {
    it.skip(`is tested where Kafka can run. ${missing}`, () => {});
  });
} else {
  let kafka: RunningKafka;
  const dir = mkdtempSync(join(tmpdir(), 'hinomi-kafka-'));
  const open = (): Promise<EventLog> =>
    openKafkaLog({ brokers: kafka.brokers, clientId: 'spec', onHandlerError: () => {} });

  beforeAll(async () => {
    kafka = await startKafka({ brokers: 1, dir });
    await createCompactingTopic(kafka.brokers, 'drill.picture');
  });
  afterAll(async () => {
    await kafka.stop();
    rmSync(dir, { recursive: true, force: true });
  });

  describeEventLog('Kafka', { severalAtOnce: true, open, compact: untilCompacted });

  describe('the log on Kafka and its broker', () => {
    it('goes on by itself after the broker was killed and came back', async () => {
      const log = await open();
      const record = (text: string) => ({ key: 'a', value: new TextEncoder().encode(text), headers: {} });
      const tailed: LogRecord[] = [];
      const consumed: LogRecord[] = [];
      await log.saveProgress('survivor', 'decisions', await log.end('decisions'));
      await log.tail('decisions', 'end', (one) => void tailed.push(one));
      await log.consume(['decisions'], 'survivor', async (one) => void consumed.push(one));
      await log.append('decisions', [record('before')]);
      await log.caughtUp('survivor', ['decisions']);

      kafka.kill(0);
      const during = log.append('decisions', [record('during')]).catch((error: unknown) => error);
      await delay(500);
      await kafka.restart(0);
      const outcome = await during;
      if (outcome instanceof Error) {
        expect(outcome).toMatchObject({ code: 'log.unavailable', retryable: true });
        await log.append('decisions', [record('during')]);
      }
      await log.append('decisions', [record('after')]);
      await log.caughtUp('survivor', ['decisions']);

      while (!texts(tailed).includes('after')) await delay(20);
      await log.close();
      // At least once: what was sent while the broker went away may be there twice.
      expect([...new Set(texts(tailed))]).toEqual(['before', 'during', 'after']);
      expect([...new Set(texts(consumed))]).toEqual(['before', 'during', 'after']);
    });

    it('says that Kafka is not there, as something that may pass', async () => {
      await expect(openKafkaLog({ brokers: ['127.0.0.1:1'], clientId: 'spec' })).rejects.toMatchObject({
        code: 'log.unavailable',
        retryable: true,
      });
    });
  });
}

function texts(records: readonly LogRecord[]): string[] {
  return records.map(({ value }) => new TextDecoder().decode(value ?? undefined));
}

/** Made before the log does, with settings under which compaction is a matter of seconds. */
async function createCompactingTopic(brokers: string[], topic: string): Promise<void> {
  const admin = new kafkajs.Kafka({ brokers, logLevel: kafkajs.logLevel.NOTHING }).admin();
  await admin.connect();
  const settings = {
    'cleanup.policy': 'compact',
    'message.timestamp.type': 'LogAppendTime',
    'segment.ms': 200,
    'min.cleanable.dirty.ratio': 0.01,
  };
  const configEntries = Object.entries(settings).map(([name, value]) => ({ name, value: String(value) }));
  await admin.createTopics({ topics: [{ topic, numPartitions: 1, configEntries }], waitForLeaders: true });
  await admin.disconnect();
}

/** Compaction leaves the newest segment alone, so others follow; it is over when nothing changes any more. */
async function untilCompacted(log: EventLog): Promise<EventLog> {
  const offsets = async (): Promise<number[]> => {
    const found: number[] = [];
    for await (const { key, offset } of log.read('drill.picture', [])) if (key.startsWith('key-')) found.push(offset);
    return found;
  };
  const before = (await offsets()).length;
  while ((await offsets()).length >= before) {
    await log.append('drill.picture', [{ key: 'filler', value: new Uint8Array(1), headers: {} }]);
    await delay(300);
  }
  const everything = async (): Promise<string> => {
    const found: number[] = [];
    for await (const { offset } of log.read('drill.picture', [])) found.push(offset);
    return found.join();
  };
  for (let last = '', now = await everything(); now !== last; now = await everything()) {
    last = now;
    await delay(2_000);
  }
  return log;
}
