import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { traceIdOf } from '@hinomi/contracts';
import { eventSpan, isTracing, within } from './event-span.js';
import { startTracing } from './start-tracing.js';

interface SentSpan {
  service: string;
  name: string;
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  status?: { code?: number; message?: string };
}

let receiver: Server;
let spans: SentSpan[];
let url: string;

beforeEach(async () => {
  spans = [];
  receiver = createServer((request, reply) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      spans.push(...spansIn(JSON.parse(Buffer.concat(chunks).toString()) as OtlpBody));
      reply.setHeader('content-type', 'application/json').end('{}');
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/v1/traces`;
});
afterEach(() => new Promise<void>((resolve) => receiver.close(() => resolve())));

const trace = traceIdOf('raw/1');

describe('spans of one event', () => {
  it('hang under its trace id, over a record, each service by its own name', async () => {
    const tracing = await startTracing({ url, ratio: 1 });
    const received = eventSpan('ingest', 'receive', 'server', { trace }, { source: 'door' });
    const headers = await within(received, 'append', 'producer', (span) => Promise.resolve(span.headers));
    received.end();
    const applied = eventSpan('aggregator', 'apply', 'consumer', { trace, ...headers });
    applied.end({ error: new Error('odd: http://u:secret@feed.example/') });
    await tracing.stop();

    const byName = Object.fromEntries(spans.map((span) => [span.name, span]));
    expect(spans.map((span) => span.traceId)).toEqual([trace, trace, trace]);
    expect(byName['receive']?.parentSpanId).toBeUndefined();
    expect(byName['append']).toMatchObject({ service: 'hinomi-ingest', parentSpanId: byName['receive']?.spanId });
    expect(byName['apply']).toMatchObject({
      service: 'hinomi-aggregator',
      parentSpanId: byName['append']?.spanId,
      status: { message: 'odd: http://u:***@feed.example/' },
    });
  });

  it('follow a caller that traces, and no caller of another trace', async () => {
    const tracing = await startTracing({ url, ratio: 1 });
    eventSpan('ingest', 'called', 'server', { trace, traceparent: `00-${trace}-00f067aa0ba902b7-01` }).end();
    eventSpan('ingest', 'foreign', 'server', { trace, traceparent: `00-${traceIdOf('x')}-00f067aa0ba902b7-01` }).end();
    await tracing.stop();
    const [called, foreign] = spans;
    expect([called?.parentSpanId, called?.traceId]).toEqual(['00f067aa0ba902b7', trace]);
    expect([foreign?.parentSpanId, foreign?.traceId]).toEqual([undefined, trace]);
  });

  it('are followed for a share of events, the same ones in every process', async () => {
    const traces = Array.from({ length: 200 }, (_, index) => traceIdOf(`raw/${index}`));
    const followed: string[][] = [];
    for (const service of ['ingest', 'gateway']) {
      spans = [];
      const tracing = await startTracing({ url, ratio: 0.25 });
      for (const one of traces) eventSpan(service, 'work', 'internal', { trace: one }).end();
      await tracing.stop();
      followed.push(spans.map((span) => span.traceId).sort());
    }
    expect(followed[0]).toEqual(followed[1]);
    expect(followed[0]?.length).toBeGreaterThan(20);
    expect(followed[0]?.length).toBeLessThan(90);
  });

  it('are not made when nobody listens', async () => {
    expect(isTracing()).toBe(false);
    const span = eventSpan('ingest', 'receive', 'server', { trace });
    expect(span.headers).toEqual({});
    expect(span.child('append')).toBe(span);
    await expect(within(span, 'x', 'internal', () => Promise.reject(new Error('y')))).rejects.toThrow('y');
  });
});

interface OtlpBody {
  resourceSpans: {
    resource: { attributes: { key: string; value: { stringValue?: string } }[] };
    scopeSpans: { spans: Omit<SentSpan, 'service'>[] }[];
  }[];
}

function spansIn({ resourceSpans }: OtlpBody): SentSpan[] {
  return resourceSpans.flatMap(({ resource, scopeSpans }) => {
    const service = resource.attributes.find(({ key }) => key === 'service.name')?.value.stringValue ?? '';
    return scopeSpans.flatMap((scope) => scope.spans.map((span) => ({ ...span, service })));
  });
}
