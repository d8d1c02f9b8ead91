import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { decodeObservations } from '@hinomi/contracts';
import { readEmbeddedLog } from '@hinomi/event-log';
import { eventually, HubProcess, temporaryFolder } from '@hinomi/testing';
import { command, TELEGRAM } from './command.js';

jest.setTimeout(300_000);

/** More than may wait at the door, so that some are sent away. */
const SENDERS = 450;
/** 20,000 sensors that speak every ten minutes are 33 readings a second: these are far more than twenty times as many. */
const READINGS = 20;
/** So that the flood ends by itself, whatever becomes of the warning. */
const MOST_POSTS = 12;
/** Each reader of a topic hands on one record more before it waits. */
const READERS = 24;

const SENSORS = Array.from({ length: READINGS }, (_, id) => ({
  '@iot.id': id,
  name: `水位 ${id}`,
  unitOfMeasurement: { symbol: 'm' },
  observedArea: { type: 'Point', coordinates: [138 + id / 1_000, 36] },
  properties: { intervalSeconds: 600, thresholds: [{ level: 2, value: 4 }] },
}));

/** Readings that nobody sent before. */
function postOf(number: number, startMs: number): string {
  const at = new Date(startMs + number * 1_000).toISOString();
  return JSON.stringify(
    SENSORS.map((_, id) => ({
      Datastream: { '@iot.id': id },
      components: ['phenomenonTime', 'result'],
      dataArray: [[at, 1 + (number % 9) / 10]],
    })),
  );
}

interface QueueNow {
  size: number;
  bound: number;
  peak: number;
}

async function queuesOf(hub: HubProcess): Promise<Map<string, QueueNow>> {
  const text = await (await fetch(`${hub.url}metrics`)).text();
  const queues = new Map<string, QueueNow>();
  for (const [, family, queue, value] of text.matchAll(/^queue_(size|bound|peak)\{queue="([^"]+)"\} (\S+)$/gm)) {
    const now = queues.get(queue!) ?? { size: 0, bound: 0, peak: 0 };
    queues.set(queue!, { ...now, [family!]: Number(value) });
  }
  return queues;
}

describe('a flood of readings', () => {
  const folder = temporaryFolder('flood');
  const dataDir = path.join(folder.path, 'data');
  let hub: HubProcess;
  let acknowledged = 0;

  beforeAll(async () => {
    hub = await HubProcess.start({ dataDir });
    expect((await hub.post('sensorthings', JSON.stringify({ value: SENSORS }))).status).toBe(202);
  });
  afterAll(async () => {
    await hub?.end('SIGINT');
    folder.remove();
  });

  it('slows its senders, and a tsunami warning that is posted in the midst of it is shown while it goes on', async () => {
    const startMs = Date.now() - 10 * 3_600_000;
    const warning = command(TELEGRAM, ['tsunami']);
    let [next, isShown] = [0, false];
    const refusals: { status: number; retryAfter: string | null; code: string }[] = [];
    const sender = async (): Promise<void> => {
      for (let post = 0; post < MOST_POSTS && !isShown; post += 1) {
        const reply = await hub.fetch('api/v1/feeds/sensorthings', 'demo-operator', {
          method: 'POST',
          body: postOf(next++, startMs),
        });
        const body = (await reply.json()) as { accepted: unknown[]; acceptedMore?: number; code: string };
        if (reply.status === 202) acknowledged += body.accepted.length + (body.acceptedMore ?? 0);
        else refusals.push({ status: reply.status, retryAfter: reply.headers.get('retry-after'), code: body.code });
      }
    };
    let isOver = false;
    const flood = Promise.all(Array.from({ length: SENDERS }, sender)).then(() => (isOver = true));
    await eventually(
      () => Promise.resolve(acknowledged),
      (count) => count > 0,
    );
    const { status } = await hub.post('jma-xml', warning);
    expect(status).toBe(202);
    await eventually(
      () => hub.picture(),
      ({ features }) => features.some(({ id }) => String(id).startsWith('jma-tsunami:')),
    );
    const wasOver = isOver;
    isShown = true;
    await flood;
    expect(wasOver).toBe(false);
    expect(refusals.length).toBeGreaterThan(0);
    expect(new Set(refusals.map((refusal) => JSON.stringify(refusal)))).toEqual(
      new Set([JSON.stringify({ status: 503, retryAfter: '2', code: 'ingest.unavailable' })]),
    );
  });

  it('is held within the bounds of every queue', async () => {
    const queues = await queuesOf(hub);
    for (const [queue, { bound, peak }] of queues) {
      const more = queue.startsWith('aggregator.') && !queue.endsWith('bytes') ? READERS : 0;
      expect({ queue, peak: Math.min(peak, bound + more) }).toEqual({ queue, peak });
    }
    expect(queues.get('intake.readings')!.peak).toBeGreaterThan(100);
  });

  it('is documented queue by queue, with the bounds that the hub has', async () => {
    const text = readFileSync('docs/back-pressure.md', 'utf8');
    const told = [...text.matchAll(/^\| `([a-z.-]+)` +\| ([\d,]+)/gm)];
    const bounds = Object.fromEntries(told.map(([, queue, bound]) => [queue, Number(bound!.replaceAll(',', ''))]));
    const measured = Object.fromEntries([...(await queuesOf(hub))].map(([queue, { bound }]) => [queue, bound]));
    expect(bounds).toEqual(measured);
  });

  it('leaves everything that was acknowledged on the log', async () => {
    await hub.end('SIGINT');
    const log = await readEmbeddedLog(path.join(dataDir, 'log'));
    let readings = 0;
    for await (const record of log.read('observations', [])) readings += decodeObservations(record).length;
    await log.close();
    expect(acknowledged).toBeGreaterThan(0);
    expect(readings).toBe(acknowledged);
  });
});
