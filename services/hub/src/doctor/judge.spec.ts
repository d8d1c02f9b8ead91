import { describe, expect, it } from '@jest/globals';
import { findingLines, type Finding } from './finding.js';
import { judgeMachine, type MachineFacts } from './judge-machine.js';
import { judgeRunning, readMetrics, type ProcessFacts } from './judge-running.js';

const NOW = Date.parse('2026-11-27T12:00:00Z');
const machine = (over: Partial<MachineFacts> = {}): Finding[] =>
  judgeMachine({
    ...{ nodeVersion: 'v20.19.0', memoryBytes: 8e9, freeBytes: 50e9, nowMs: NOW, newestMs: NOW - 1_000, clocks: {} },
    ...over,
  });
const notWell = (findings: readonly Finding[]): string[] =>
  findings.filter(({ verdict }) => verdict !== 'well').map(({ verdict, words }) => `${verdict}: ${words}`);

const HEALTHY = `
# TYPE feed_asked gauge
feed_asked{source="jma-eqvol"} 1
feed_asked{source="door:somebody"} 0
feed_last_success_seconds{source="jma-eqvol"} ${NOW / 1_000 - 30}
feed_last_success_seconds{source="door:somebody"} 0
aggregator_active{realm="real"} 1
aggregator_lag_records{realm="real",topic="hazards"} 3
vault_audit_intact{realm="real"} 1
delivery_subscriptions_paused 0
`;
const process = (over: Partial<ProcessFacts> = {}, metrics = HEALTHY): ProcessFacts => ({
  ...{
    url: 'https://hub.town.example',
    ready: { status: 'ready', dependencies: { log: true, 'aggregator.real': 'active' } },
  },
  ...{ metrics: readMetrics(metrics), isDemonstration: false },
  ...over,
});
const running = (...processes: ProcessFacts[]): string[] => notWell(judgeRunning(processes, NOW));

describe('judgeMachine', () => {
  it('finds nothing on a good machine', () => {
    expect(notWell(machine())).toEqual([]);
    expect(notWell(machine({ nodeVersion: 'v24.1.0', freeBytes: null, newestMs: null }))).toEqual([]);
  });

  it.each<[string, Partial<MachineFacts>, string]>([
    ['an old Node', { nodeVersion: 'v18.20.4' }, 'wrong: Node v18.20.4 is too old'],
    ['an old Node of the right major', { nodeVersion: 'v20.18.9' }, 'wrong: Node v20.18.9 is too old'],
    ['too little memory', { memoryBytes: 1e9 }, 'wrong: 1.0 GB of memory are too little for a hub'],
    ['little memory', { memoryBytes: 2e9 }, 'warning: 2.0 GB of memory do for a town, not for large lists'],
    ['a full disk', { freeBytes: 1e8 }, 'wrong: only 0.1 GB free where the data is'],
    ['a nearly full disk', { freeBytes: 1e9 }, 'warning: only 1.0 GB free where the data is'],
    [
      'a clock before its own data',
      { newestMs: NOW + 7_200_001 },
      'wrong: the clock is 2 h before what the data was last written at',
    ],
    [
      'a clock that is off',
      { clocks: { 'PostgreSQL at db': 5_000 } },
      'warning: the clock is 5 s behind that of PostgreSQL at db',
    ],
    ['a wrong clock', { clocks: { issuer: -90_000 } }, 'wrong: the clock is 90 s ahead of that of issuer'],
  ])('tells of %s', (_, facts, told) => {
    expect(notWell(machine(facts))).toEqual([told]);
  });
});

describe('judgeRunning', () => {
  it('finds nothing in a healthy hub', () => {
    expect(running(process())).toEqual([]);
    expect(running(process({ url: 'http://localhost:8080', isDemonstration: true }))).toEqual([]);
  });

  it('tells of whoever does not answer, or is not ready, and of what it lacks', () => {
    expect(running(process({ ready: null, metrics: new Map() }))).toEqual([
      'wrong: nothing answers at https://hub.town.example',
    ]);
    const dependencies = { log: true, 'store.up': false, 'picture.real': 'loading' };
    expect(running(process({ ready: { status: 'not-ready', dependencies } }))).toEqual([
      'wrong: https://hub.town.example is not ready: store.up (false), picture.real (loading)',
    ]);
  });

  it('tells of demonstration accounts beyond this machine', () => {
    expect(running(process({ isDemonstration: true }))).toEqual([
      expect.stringContaining('wrong: the demonstration accounts open'),
    ]);
  });

  it.each<[string, [string, string], string]>([
    [
      'a silent source',
      [`${NOW / 1_000 - 30}`, `${NOW / 1_000 - 1_800}`],
      'wrong: jma-eqvol has not answered for 30 minutes',
    ],
    ['a source that never answered', [`${NOW / 1_000 - 30}`, '0'], 'wrong: jma-eqvol has never answered'],
    [
      'a picture that nobody writes',
      ['aggregator_active{realm="real"} 1', 'aggregator_active{realm="real"} 0'],
      'wrong: nobody writes the real picture',
    ],
    [
      'facts that wait',
      ['topic="hazards"} 3', 'topic="hazards"} 5000'],
      'warning: 5000 records of hazards wait to be worked in',
    ],
    [
      'a broken audit',
      ['vault_audit_intact{realm="real"} 1', 'vault_audit_intact{realm="real"} 0'],
      'wrong: the audit of the real vault is not whole',
    ],
    [
      'a paused subscription',
      ['paused 0', 'paused 2'],
      'warning: 2 subscriptions are paused: their agencies get nothing',
    ],
  ])('tells of %s', (_, [from, to], told) => {
    expect(HEALTHY).toContain(from);
    expect(running(process({}, HEALTHY.replace(from, to)))).toEqual([told]);
  });

  it('tells of a missing standby where there are several processes, and of none where one stands by', () => {
    const other = { url: 'http://gateway-1:8080' };
    expect(running(process(), process(other, ''))).toEqual(['warning: no standby follows the real picture']);
    expect(running(process(), process(other, 'aggregator_active{realm="real"} 0'))).toEqual([]);
  });
});

describe('findingLines', () => {
  it('says what to do below what is wrong', () => {
    const [line, remedy] = findingLines(machine({ nodeVersion: 'v18.0.0' }));
    expect([line, remedy]).toEqual([
      'WRONG   machine: Node v18.0.0 is too old',
      '        → install Node 20.19 or newer',
    ]);
  });
});
