import { beforeEach, describe, expect, it } from '@jest/globals';
import { traceIdOf, type FeatureId, type Instant, type LogRecord } from '@hinomi/contracts';
import { startLogging } from '@hinomi/service-kit';
import { DeltaJournal } from './delta-journal.js';

const trace = traceIdOf('raw/1');
const changed = (key: string, headers: Record<string, string> = { ce_trace: trace, cause: 'event-1' }): LogRecord => ({
  topic: 'picture',
  partition: 0,
  offset: 7,
  key,
  value: null,
  headers,
  appendedAt: '2026-01-01T00:00:00.000Z' as Instant,
});
const upsert = (id: string) => ({ type: 'Feature', properties: { id: id as FeatureId } }) as never;

let lines: Record<string, unknown>[];
const logging = (level: 'debug' | 'info'): void => {
  lines = [];
  const write = (line: string): number => lines.push(JSON.parse(line) as Record<string, unknown>);
  startLogging({ level, format: 'json', destination: { write } });
};
beforeEach(() => logging('debug'));

describe('the gateway tells of a change', () => {
  it('when it comes in, and when it first goes out to somebody, under the trace of its fact', () => {
    const journal = new DeltaJournal();
    journal.arrived('real', changed('a'));
    journal.arrived('real', changed('b'));
    journal.sent('audience', { upserts: [upsert('a')], removes: ['b'] });
    expect(lines.map(({ msg, feature, trace: told, event }) => [msg, feature, told, event])).toEqual([
      ['took in a change', 'a', trace, 'event-1'],
      ['took in a change', 'b', trace, 'event-1'],
      ['sent a change', 'a', trace, 'event-1'],
      ['sent a change', 'b', trace, 'event-1'],
    ]);
  });

  it('once, however many audiences it goes to', () => {
    const journal = new DeltaJournal();
    journal.arrived('real', changed('a'));
    journal.sent('one', { upserts: [upsert('a')], removes: [] });
    journal.sent('two', { upserts: [upsert('a')], removes: [] });
    expect(lines.filter(({ msg }) => msg === 'sent a change')).toHaveLength(1);
  });

  it('only to whoever listens, and forgets what nobody watches', () => {
    logging('info');
    const journal = new DeltaJournal(1);
    journal.arrived('real', changed('a'));
    logging('debug');
    journal.arrived('real', changed('b'));
    journal.arrived('real', changed('c'));
    journal.arrived('real', changed('d', { ce_type: 'picture.claimed.v1' }));
    journal.sent('one', { upserts: [upsert('a'), upsert('b'), upsert('c'), upsert('d')], removes: [] });
    expect(lines.filter(({ msg }) => msg === 'sent a change').map(({ feature }) => feature)).toEqual(['c']);
  });
});
