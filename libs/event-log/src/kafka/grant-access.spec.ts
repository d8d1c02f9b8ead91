import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { TOPICS } from '@hinomi/contracts';
import { readAccess } from '../../../../infra/kafka/grant-access.mjs';
import { startKafka, whyNoKafka, type RunningKafka } from '../../../../infra/kafka/kafka.mjs';
import type { EventLog } from '../event-log.js';
import { entriesOf, grantAccess } from './grant-access.js';
import { openKafkaLog } from './kafka-event-log.js';

jest.setTimeout(300_000);

const access = await readAccess();
const SERVICES = ['ingest', 'shelter', 'phr', 'aggregator', 'gateway', 'delivery'];
const whoDoes = (what: 'reads' | 'writes', topic: string): string[] =>
  Object.keys(access).filter((name) => access[name]![what].includes(topic));

describe('the declared access', () => {
  it('names every topic and every service, and keeps the vault’s to the vault', () => {
    expect(Object.keys(access).sort()).toEqual([...SERVICES].sort());
    for (const topic of Object.keys(TOPICS))
      expect([topic, whoDoes('writes', topic).length > 0]).toEqual([topic, true]);
    expect([whoDoes('reads', 'needs'), whoDoes('writes', 'needs')]).toEqual([[], ['phr']]);
    expect([whoDoes('reads', 'audit'), whoDoes('writes', 'audit')]).toEqual([['phr'], ['phr']]);
    expect([whoDoes('reads', 'needs-published'), whoDoes('writes', 'needs-published')]).toEqual([
      ['aggregator'],
      ['phr'],
    ]);
    expect(whoDoes('writes', 'picture')).toEqual(['aggregator']);
  });

  it('is for both realms, and for topics that there are', () => {
    const names = new Set(entriesOf(access).map(({ resourceName }) => resourceName));
    for (const topic of Object.keys(TOPICS))
      expect([names.has(topic), names.has(`drill.${topic}`)]).toEqual([true, true]);
    expect(() => entriesOf({ phr: { reads: ['neds'], writes: [] } })).toThrow('phr: there is no topic neds');
  });
});

const missing = await whyNoKafka();
const onKafka = missing === null ? describe : describe.skip;

onKafka(`a Kafka that asks everybody who they are${missing === null ? '' : ` (${missing})`}`, () => {
  const dir = mkdtempSync(join(tmpdir(), 'hinomi-kafka-access-'));
  let kafka: RunningKafka;
  const logs = new Map<string, Promise<EventLog>>();
  const as = (username: string, password = kafka.passwords![username]!) => ({
    brokers: kafka.brokers,
    credentials: { mechanism: 'plain' as const, username, password },
  });
  const logOf = (name: string): Promise<EventLog> => {
    const opening = logs.get(name) ?? openKafkaLog({ ...as(name), clientId: name });
    logs.set(name, opening);
    return opening;
  };
  const record = { key: 'shelter-1', headers: {}, value: Buffer.from('{}') };
  /** `ok`, or what Kafka says to it. */
  const outcome = async (act: Promise<unknown>): Promise<string> => {
    try {
      await act;
      return 'ok';
    } catch (error) {
      return /not authorized/i.test(String(error)) ? 'not authorized' : String(error);
    }
  };
  const readAll = async (name: string, topic: string): Promise<void> => {
    for await (const _ of (await logOf(name)).read(topic, []));
  };
  const write = async (name: string, topic: string): Promise<unknown> => (await logOf(name)).append(topic, [record]);

  beforeAll(async () => {
    kafka = await startKafka({ brokers: 1, dir, principals: [...SERVICES, 'stranger'] });
    const before = { ...access, gateway: { ...access['gateway']!, reads: [...access['gateway']!.reads, 'needs'] } };
    expect((await grantAccess(as('admin'), before)).taken).toBe(0);
    // What was allowed too much is taken back: needs and drill.needs.
    expect((await grantAccess(as('admin'), access)).taken).toBe(2);
    for (const topic of ['needs', 'drill.needs', 'needs-published', 'audit']) await write('phr', topic);
  });
  afterAll(async () => {
    for (const log of logs.values()) await (await log).close();
    await kafka?.stop();
    rmSync(dir, { recursive: true, force: true });
  });

  it('lets the vault alone write its topics, and nobody else read the exact counts and the audit', async () => {
    const seen: Record<string, string> = {};
    const acts: Promise<void>[] = [];
    const note = (what: string, act: Promise<unknown>): void => {
      seen[what] = '';
      acts.push(outcome(act).then((said) => void (seen[what] = said)));
    };
    // At once: whoever is refused tries again for a while.
    for (const name of SERVICES) {
      for (const topic of ['needs', 'drill.needs', 'audit', 'needs-published']) {
        note(`${name} reads ${topic}`, readAll(name, topic));
        note(`${name} writes ${topic}`, write(name, topic));
      }
    }
    await Promise.all(acts);
    const allowed = Object.keys(seen).filter((act) => seen[act] === 'ok');
    expect(allowed.sort()).toEqual([
      'aggregator reads needs-published',
      'phr reads audit',
      ...['audit', 'drill.needs', 'needs', 'needs-published'].map((topic) => `phr writes ${topic}`),
    ]);
    expect(new Set(Object.values(seen))).toEqual(new Set(['ok', 'not authorized']));
  });

  it('lets each do its own work', async () => {
    for (const [name, { reads, writes }] of Object.entries(access)) {
      for (const topic of writes) expect([name, topic, await outcome(write(name, topic))]).toEqual([name, topic, 'ok']);
      for (const topic of reads)
        expect([name, topic, await outcome(readAll(name, topic))]).toEqual([name, topic, 'ok']);
    }
    const ingest = await logOf('ingest');
    await ingest.saveProgress('ingest', 'raw', [1, 0, 0, 0]);
    expect((await ingest.progress('ingest', 'raw'))[0]).toBe(1);
  });

  it('lets in nobody with a wrong password, without one, or without a permission', async () => {
    const open = (options: object) => openKafkaLog({ brokers: kafka.brokers, clientId: 'x', ...options });
    await expect(open(as('phr', 'guessed'))).rejects.toMatchObject({ code: 'log.unavailable' });
    await expect(open({})).rejects.toMatchObject({ code: 'log.unavailable' });
    await expect(open(as('stranger'))).rejects.toMatchObject({ code: 'log.unavailable' });
    await expect(grantAccess(as('phr'), access)).rejects.toMatchObject({ code: 'log.unavailable' });
  });
});
