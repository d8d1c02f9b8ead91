import { describe, expect, it } from '@jest/globals';
import { meteredLog } from './metered-log.js';
import { Metrics } from './metrics.js';

describe('Metrics', () => {
  it('shows what is metered and what is collected', async () => {
    const metrics = new Metrics();
    metrics.counter('refused_total', 'Refused.', ['why']).inc({ why: 'host' }, 2);
    metrics.gauge('sockets', 'Open.').set(3);
    metrics.collect(() => Promise.resolve([{ name: 'lag', help: 'Lag.', type: 'gauge', samples: [{ value: 5 }] }]));
    const text = await metrics.text();
    expect(text).toContain('refused_total{why="host"} 2\n');
    expect(text).toContain('sockets 3\n');
    expect(text).toContain('lag 5\n');
  });

  it('ends every family with a line end, as the text format asks', async () => {
    const metrics = new Metrics();
    metrics.gauge('a', 'A.').set(1);
    metrics.collect(() => [{ name: 'b', help: 'B.', type: 'gauge', samples: [{ value: 1 }] }]);
    expect((await metrics.text()).split('\n').filter((line) => !line.startsWith('#') && line !== '')).toEqual([
      'a 1',
      'b 1',
    ]);
  });

  it.each([
    ['adds up what was counted', 'counter', 201, 'feed{source="other"} 50'],
    ['leaves levels out, whose sum would be none,', 'gauge', 200, 'feed{source="s199"} 1'],
  ] as const)('%s beyond a bounded number of labels', async (_what, type, count, last) => {
    const metrics = new Metrics();
    const samples = Array.from({ length: 250 }, (_, index) => ({ labels: { source: `s${index}` }, value: 1 }));
    metrics.collect(() => [{ name: 'feed', help: 'F.', type, samples }]);
    const lines = (await metrics.text()).split('\n').filter((line) => line.startsWith('feed{'));
    expect(lines).toHaveLength(count);
    expect(lines.at(-1)).toBe(last);
  });

  it('writes labels and nothings as Prometheus reads them', async () => {
    const metrics = new Metrics();
    metrics.collect(() => [
      { name: 'n_total', help: 'N.', type: 'counter', samples: [{ labels: { realm: 'a"b\\c\n' }, value: 0 }] },
      { name: 'empty', help: 'E.', type: 'gauge', samples: [] },
    ]);
    expect(await metrics.text()).toBe('# HELP n_total N.\n# TYPE n_total counter\nn_total{realm="a\\"b\\\\c\\n"} 0\n');
  });

  it('stops asking who is gone', async () => {
    const metrics = new Metrics();
    metrics.collect(() => [{ name: 'gone', help: 'G.', type: 'gauge', samples: [{ value: 1 }] }])();
    expect(await metrics.text()).not.toContain('gone');
  });
});

describe('meteredLog', () => {
  class Log {
    readonly logId = 'log-1';
    readonly #kept: string[] = [];
    append(topic: string, records: readonly string[]): Promise<number> {
      if (topic === 'broken') return Promise.reject(new Error('disk full'));
      this.#kept.push(...records);
      return Promise.resolve(this.#kept.length);
    }
    size(): number {
      return this.#kept.length;
    }
  }

  it('is the log, and counts appends by topic and outcome', async () => {
    const { log, meter } = meteredLog(new Log());
    expect(await log.append('raw', ['a', 'b'])).toBe(2);
    await expect(log.append('broken', [])).rejects.toThrow('disk full');
    expect([log.size(), log.logId]).toEqual([2, 'log-1']);
    const metrics = new Metrics();
    metrics.include(meter);
    const text = await metrics.text();
    expect(text).toContain('log_append_seconds_count{topic="raw",outcome="appended"} 1');
    expect(text).toContain('log_append_seconds_count{topic="broken",outcome="failed"} 1');
  });
});
