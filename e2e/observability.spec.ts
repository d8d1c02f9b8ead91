import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { PictureSnapshot, SubscriptionReply, WatchReply } from '@hinomi/contracts';
import { eventually, HubProcess, temporaryFolder } from '@hinomi/testing';
import { io, type Socket } from 'socket.io-client';
import { command, TELEGRAM } from './command.js';
import { OtlpReceiver } from './otlp-receiver.js';

jest.setTimeout(60_000);

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const CALLER = '00f067aa0ba902b7';

const data = temporaryFolder('observability');
let receiver: OtlpReceiver;
let hub: HubProcess;
let socket: Socket;

beforeAll(async () => {
  receiver = await OtlpReceiver.start();
  // Shown once there was a backup.
  writeFileSync(
    path.join(data.path, 'last-backup.json'),
    JSON.stringify({ madeAt: new Date().toISOString(), file: '' }),
  );
  hub = await HubProcess.start({
    dataDir: data.path,
    env: { HINOMI_LOG_LEVEL: 'debug', HINOMI_TRACES_URL: receiver.url, HINOMI_PROT: '1' },
  });
  socket = await watching(hub);
}, 180_000);
afterAll(async () => {
  socket?.disconnect();
  await hub?.end('SIGKILL');
  await receiver.stop();
  data.remove();
});

describe('one event, from a post to the screen', () => {
  it('is one trace in the lines of every service', async () => {
    const telegram = command(TELEGRAM, ['earthquake']);
    const subscribed = await hub.fetch('api/v1/subscriptions', 'demo-agency', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        interest: { exercise: false },
        owner: { organisation: '見本', purpose: '見本', contact: 'bousai@example.jp' },
        ...{ channel: { type: 'pull' }, format: 'geojson' },
      }),
    });
    const { subscription } = (await subscribed.json()) as SubscriptionReply;
    const reply = await hub.fetch('api/v1/feeds/jma-xml', 'demo-operator', {
      method: 'POST',
      body: telegram,
      headers: { traceparent: `00-${TRACE}-${CALLER}-01` },
    });
    expect([reply.status, await reply.json()]).toMatchObject([
      202,
      { trace: TRACE, accepted: [{ effect: 'current' }] },
    ]);

    const WORDS = ['accepted a report', 'applied a fact', 'sent a change'];
    const lines = await eventually(
      () => Promise.resolve(linesOf(hub, TRACE)),
      (told) => [...WORDS, 'noted a change for a subscriber'].every((words) => words in told),
    );
    expect(lines['accepted a report']).toMatchObject({ level: 'info', service: 'ingest', accepted: 1 });
    expect(lines['applied a fact']).toMatchObject({ service: 'aggregator', topic: 'hazards' });
    expect(lines['sent a change']).toMatchObject({ service: 'gateway', realm: 'real' });
    const noted = lines['noted a change for a subscriber'];
    expect(noted).toMatchObject({ service: 'delivery', subscription: subscription.id, sequence: expect.any(Number) });
    const event = lines['accepted a report']?.['event'];
    expect(noted?.['event']).toBe(event);
    expect([lines['applied a fact']?.['event'], lines['sent a change']?.['event']]).toEqual([event, event]);
  });

  it('is one tree of spans, below that of whoever posted', async () => {
    const NAMES = ['receive report', 'append events', 'apply fact', 'take in change', 'send delta'];
    const spans = await eventually(
      () => Promise.resolve(receiver.spans.filter(({ traceId }) => traceId === TRACE)),
      (received) => NAMES.every((name) => received.some((span) => span.name === name)),
    );
    const services = new Set(spans.map(({ service }) => service));
    expect([...services].sort()).toEqual(['hinomi-aggregator', 'hinomi-gateway', 'hinomi-ingest']);
    const parentOf = new Map(spans.map(({ spanId, parentSpanId }) => [spanId, parentSpanId]));
    let above = spans.find(({ name }) => name === 'send delta')?.spanId;
    const path: (string | undefined)[] = [];
    while (above !== undefined && parentOf.has(above)) {
      const id = above;
      path.push(spans.find(({ spanId }) => spanId === id)?.name);
      above = parentOf.get(id);
    }
    expect(path).toEqual([...NAMES].reverse());
    expect(above).toBe(CALLER);
  });

  it('is told as refused, with the place, when nobody understands it', async () => {
    const { status } = await hub.post('jma-xml', '<Report><broken');
    expect(status).toBe(422);
    const refused = await eventually(
      () => Promise.resolve(allLines(hub).find(({ msg }) => msg === 'put a report into quarantine')),
      (line) => line !== undefined,
    );
    expect(refused).toMatchObject({ level: 'warn', source: 'door:demo-operator', reason: expect.any(String) });
    expect(refused?.['quarantine']).toMatch(/^q-/);
  });
});

describe('what the process says of itself', () => {
  it('shows every metric that alerts and dashboard name', async () => {
    const shown = await (await fetch(`${hub.url}metrics`)).text();
    const families = new Set([...shown.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name));
    const named = [...namedIn('infra/observability/alerts.yml'), ...namedIn('infra/observability/dashboard.json')];
    expect(named.length).toBeGreaterThan(20);
    const missing = named.filter(
      (name) => !families.has(name) && !families.has(name.replace(/_(bucket|count|sum)$/, '')),
    );
    expect(missing).toEqual([]);
    expect(shown).toContain('feed_received_total{source="door:demo-operator"} 1');
    expect(shown).toMatch(
      /http_request_seconds_count\{route="\/api\/v1\/feeds\/:format",method="POST",status="2xx"\} 1/,
    );
  });

  it('names no secret and no sender in any line', () => {
    expect(hub.output).not.toMatch(/eyJ[\w-]+\./);
    expect(hub.output).not.toContain('127.0.0.1:');
  });

  it('is ready, dependency by dependency', async () => {
    const reply = await fetch(`${hub.url}readyz`);
    expect([reply.status, await reply.json()]).toMatchObject([
      200,
      { status: 'ready', dependencies: { log: true, ingest: true, 'aggregator.real': true, 'picture.real': true } },
    ]);
  });

  it('tells of a misspelt setting', () => {
    expect(hub.output).toContain('HINOMI_PROT: is not read; probably misspelt: did you mean HINOMI_PORT?');
  });

  it('ends well when it is told to', async () => {
    expect(await hub.end('SIGTERM')).toBe(0);
    expect(hub.output).toContain('Stopping …');
  });
});

/** JSON lines among what the process printed. */
function allLines({ output }: HubProcess): Record<string, unknown>[] {
  const lines = output.split('\n').filter((line) => line.startsWith('{"level"') && line.endsWith('}'));
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

/** The last line of each kind about one trace. */
function linesOf(from: HubProcess, trace: string): Record<string, Record<string, unknown>> {
  return Object.fromEntries(allLines(from).flatMap((line) => (line['trace'] === trace ? [[line['msg'], line]] : [])));
}

/** Names of the hub's own metrics in the expressions of a file. */
function namedIn(file: string): string[] {
  const expressions = [...readFileSync(file, 'utf8').matchAll(/"?expr"?: (.*)/g)].map(([, text]) => text ?? '');
  const words = expressions.flatMap(
    (text) => text.replace(/\{[^}]*\}|by \([^)]*\)/g, ' ').match(/[a-z]\w*_\w+/g) ?? [],
  );
  return [...new Set(words)].filter((word) => word !== 'histogram_quantile' && word !== 'min_over_time');
}

async function watching(from: HubProcess): Promise<Socket> {
  const token = await from.token('demo-public');
  const opened = io(`${from.url}picture`, { auth: { token }, transports: ['websocket'] });
  const interest = { exercise: false };
  const reply = await fetch(`${from.url}api/v1/picture`, { headers: { authorization: `Bearer ${token}` } });
  const { cursor } = (await reply.json()) as PictureSnapshot;
  const answer = (await opened.emitWithAck('watch', { interest, cursor })) as WatchReply;
  if (answer.outcome !== 'watching') throw new Error(`not watching: ${JSON.stringify(answer)}`);
  return opened;
}
