import { describe, expect, it } from '@jest/globals';
import { compareReports, type EventId, type HazardReportedV1, type Instant, type SourceId } from '@hinomi/contracts';
import { parseJmaXml } from '@hinomi/formats';
import { normaliseJmaXml } from '../normalise/normalise-jma-xml.js';
import { readPrintArguments } from './read-print-arguments.js';
import { SAMPLES, sampleTelegram, type Sample } from './sample-telegrams.js';

const AT = '2026-11-23T07:11:00.000Z' as Instant;
const LATER = '2026-11-23T07:31:05.000Z' as Instant;

function read(sample: Sample, at: Instant, cancel: boolean): HazardReportedV1 {
  const bytes = sampleTelegram(sample, { at, status: '通常', cancel });
  const [event] = normaliseJmaXml(parseJmaXml(bytes), {
    source: { id: 's' as SourceId, attribution: '' },
    exercise: null,
    rawId: 'r' as EventId,
    trace: 't',
    receivedAt: at,
  });
  if (!event) throw new Error(`${sample} makes no event`);
  return event.data;
}

describe('sample telegrams', () => {
  it.each(SAMPLES)('%s is a real report of now that says it is made up', (sample) => {
    const report = read(sample, AT, false);
    expect(report).toMatchObject({ exercise: null, effect: 'states', issuedAt: AT });
    expect(report.headline).toContain('見本');
  });

  it.each(SAMPLES)('%s is ended by its cancellation of the same day', (sample) => {
    const [stated, ended] = [read(sample, AT, false), read(sample, LATER, true)];
    expect(ended.hazardId).toBe(stated.hazardId);
    expect(ended.subject).toBe(stated.subject);
    expect(compareReports(ended.order, stated.order)).toBeGreaterThan(0);
    const { statement } = ended;
    if (statement === null) expect(ended.effect).toBe('voids-subject');
    else if (statement.hazard === 'tsunami')
      expect(statement.coasts.every((coast) => coast.category === 'none')).toBe(true);
    else expect(statement).toMatchObject({ hazard: 'weather-warning', cities: [] });
  });

  it('a sample after a cancellation is newer than it', () => {
    const [ended, again] = [read('earthquake', AT, true), read('earthquake', LATER, false)];
    expect(compareReports(again.order, ended.order)).toBeGreaterThan(0);
  });
});

describe('the command line', () => {
  it('reads what to print', () => {
    expect(readPrintArguments(['rain', '--cancel', '--status', '訓練'])).toEqual({
      outcome: 'print',
      sample: 'rain',
      status: '訓練',
      cancel: true,
    });
    expect(readPrintArguments(['tsunami'])).toEqual({
      outcome: 'print',
      sample: 'tsunami',
      status: '通常',
      cancel: false,
    });
  });

  it.each([[[]], [['volcano']], [['rain', 'tsunami']], [['rain', '--status', 'x']], [['rain', '--loud']]])(
    'explains itself when asked %j',
    (argv) => {
      expect(readPrintArguments(argv)).toMatchObject({ outcome: 'refused', message: expect.stringContaining('Usage') });
    },
  );
});
