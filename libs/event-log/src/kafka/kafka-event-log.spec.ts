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
    await createCompactingTopics(kafka.brokers, ['drill.picture', 'drill.reference']);
  });
  afterAll(async () => {
    await kafka.stop();
    rmSync(dir, { recursive: true, force: true });
  });

  describeEventLog('Kafka', { severalAtOnce: true, open, compact: (log) => untilCompacted(log, 'drill.picture') });

  describe('the log on Kafka and its broker', () => {
    it('steps over the batches that compaction emptied', async () => {
      // Each record fills a segment: the first one's holds nothing but an empty batch afterwards.
      const large = (fill: number) => ({ key: 'key-1', value: new Uint8Array(900_000).fill(fill), headers: {} });
      const first = await open();
      await first.append('drill.reference', [large(1)]);
      // A producer's last batch stays when all of its records are gone, as long as the broker remembers the producer.
      await first.close();
      const log = await open();
      await log.append('drill.reference', [large(2)]);
      await untilCompacted(log, 'drill.reference');

      const consumed: LogRecord[] = [];
      await log.consume(['drill.reference'], 'stepper', async (one) => void consumed.push(one));
      await log.caughtUp('stepper', ['drill.reference']);
      const tailed: LogRecord[] = [];
      await new Promise<void>((onCaughtUp) => {
        void log.tail('drill.reference', [], (one) => void tailed.push(one), { onCaughtUp });
      });
      await log.close();
      for (const records of [consumed, tailed]) {
        expect(records.filter(({ key }) => key === 'key-1').map(({ value }) => value?.[0])).toEqual([2]);
      }
    });

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

    it('asks for more only after a rest, for who need not know at once', async () => {
      const log = await open();
      const one = (text: string) => ({ key: 'a', value: new TextEncoder().encode(text), headers: {} });
      const [rested, restless]: [LogRecord[], LogRecord[]] = [[], []];
      const until = async (seen: LogRecord[], text: string): Promise<void> => {
        while (!texts(seen).includes(text)) await delay(10);
      };
      await log.tail('decisions', 'end', (record) => void rested.push(record), { restMs: 600_000 });
      await log.tail('decisions', 'end', (record) => void restless.push(record));
      await log.append('decisions', [one('first')]);
      await until(rested, 'first');
      await log.append('decisions', [one('second')]);
      await until(restless, 'second');
      await log.close();
      expect([texts(rested), texts(restless)]).toEqual([['first'], ['first', 'second']]);
    });

    it('is left at once, also while the broker does not answer', async () => {
      const log = await open();
      const seen: LogRecord[] = [];
      const tail = await log.tail('decisions', 'end', (record) => void seen.push(record));
      await log.append('decisions', [{ key: 'a', value: new TextEncoder().encode('seen'), headers: {} }]);
      while (!texts(seen).includes('seen')) await delay(10);
      // The next fetch is under way.
      await delay(500);
      kafka.stopProcess(0);
      try {
        // A fetch that is waited for fails after thirty seconds, this test after twenty.
        await tail.stop();
      } finally {
        kafka.continueProcess(0);
      }
      await log.close();
    }, 20_000);

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

/** Made before the log makes them, with settings under which compaction is a matter of seconds. */
async function createCompactingTopics(brokers: string[], topics: string[]): Promise<void> {
  const admin = new kafkajs.Kafka({ brokers, logLevel: kafkajs.logLevel.NOTHING }).admin();
  await admin.connect();
  const settings = {
    'cleanup.policy': 'compact',
    'message.timestamp.type': 'LogAppendTime',
    'segment.ms': 200,
    'segment.bytes': 1024 * 1024,
    'min.cleanable.dirty.ratio': 0.01,
  };
  const configEntries = Object.entries(settings).map(([name, value]) => ({ name, value: String(value) }));
  await admin.createTopics({
    topics: topics.map((topic) => ({ topic, numPartitions: 1, configEntries })),
    waitForLeaders: true,
  });
  await admin.disconnect();
}

/** Compaction leaves the newest segment alone, so others follow; it is over when nothing changes any more. */
async function untilCompacted(log: EventLog, topic: string): Promise<EventLog> {
  const offsets = async (keys: string): Promise<number[]> => {
    const found: number[] = [];
    for await (const { key, offset } of log.read(topic, [])) if (key.startsWith(keys)) found.push(offset);
    return found;
  };
  const before = (await offsets('key-')).length;
  while ((await offsets('key-')).length >= before) {
    await log.append(topic, [{ key: 'filler', value: new Uint8Array(1), headers: {} }]);
    await delay(300);
  }
  for (let last = '', now = String(await offsets('')); now !== last; now = String(await offsets(''))) {
    last = now;
    await delay(2_000);
  }
  return log;
}
