import { describe, expect, it } from '@jest/globals';
import { logOf, startLogging, type LogSettings } from './log.js';
import { NestLog } from './nest-log.js';

function logging(settings: Omit<LogSettings, 'destination'>): string[] {
  const lines: string[] = [];
  startLogging({ ...settings, destination: { write: (line) => lines.push(line) } });
  return lines;
}

describe('logs for machines', () => {
  it('are one JSON object a line, with time, level, service and words', () => {
    const log = logOf('ingest');
    const lines = logging({ level: 'info', format: 'json' });
    log.info('accepted', { trace: 't1', event: 'e1', source: 'jma-eqvol', durationMs: 3 });
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toEqual({
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      level: 'info',
      service: 'ingest',
      msg: 'accepted',
      trace: 't1',
      event: 'e1',
      source: 'jma-eqvol',
      durationMs: 3,
    });
  });

  it('leave out what is below the level, and say so beforehand', () => {
    const lines = logging({ level: 'warn', format: 'json' });
    const log = logOf('ingest');
    log.info('quiet');
    log.warn('loud');
    expect(lines.map((line) => (JSON.parse(line) as { msg: string }).msg)).toEqual(['loud']);
    expect([log.isOn('info'), log.isOn('error')]).toEqual([false, true]);
  });

  it('never carry a secret, whoever logs it', () => {
    const lines = logging({ level: 'debug', format: 'json' });
    logOf('hub').error('refused Bearer abc.def', { token: 'abc', error: new Error('token=abc') });
    expect(lines.join()).not.toContain('abc');
  });

  it('stay one line whatever the words are', () => {
    const lines = logging({ level: 'info', format: 'json' });
    logOf('hub').info('two\nlines', { source: 'x\ny' });
    expect(lines.join('').trim().split('\n')).toHaveLength(1);
  });
});

describe('logs for a person', () => {
  it('are short text, the stack below', () => {
    const lines = logging({ level: 'info', format: 'text' });
    logOf('aggregator').warn('passed over a record', { topic: 'hazards', offset: 4, why: 'is not JSON' });
    logOf('hub').error('broke', { error: new Error('boom') });
    expect(lines[0]).toMatch(
      /^\d\d:\d\d:\d\d warn  aggregator: passed over a record  topic=hazards offset=4 why="is not JSON"\n$/,
    );
    expect(lines[1]).toMatch(/^\S+ error hub: broke\n {4}Error: boom\n {8}at /);
  });

  it('say what an error came from, down to the first', () => {
    const lines = logging({ level: 'info', format: 'text' });
    const refused = new Error('connect ECONNREFUSED', { cause: 'nobody listens' });
    logOf('hub').error('broke', { error: new Error('The store is away.', { cause: refused }) });
    expect(lines[0]).toMatch(
      /\n {4}Error: The store is away\.\n {8}at [^]+\n {4}because of Error: connect ECONNREFUSED\n {8}at [^]+\n {4}because of nobody listens\n$/,
    );
  });
});

describe('what Nest says', () => {
  it('goes the same way, its part named and its chatter only for debugging', () => {
    const lines = logging({ level: 'info', format: 'json' });
    const nest = new NestLog();
    nest.log('Mapped {/healthz, GET} route', 'RouterExplorer');
    nest.log('the drill has begun', 'IngestModule');
    nest.error('GET /x: Error: boom\n    at y', undefined, 'ProblemFilter');
    nest.warn(new Error('odd'));
    expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([
      { level: 'info', msg: 'the drill has begun', part: 'IngestModule' },
      { level: 'error', msg: 'GET /x: Error: boom', part: 'ProblemFilter', more: '    at y' },
      { level: 'warn', msg: 'odd', error: { message: 'odd' } },
    ]);
  });

  it('hides what has a secret’s name also where it says an object', () => {
    const lines = logging({ level: 'info', format: 'json' });
    new NestLog().log({ password: 'open sesame', tries: 2 }, 'Door');
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ msg: 'Door', said: { password: '***', tries: 2 } });
  });
});
