import { describe, expect, it } from '@jest/globals';
import type { Instant } from '@hinomi/contracts';
import { MemoryEventLog, thingReport } from '@hinomi/testing';
import type { KnownReports } from './known-reports.js';
import { ReportQueue, type ToAppend } from './report-queue.js';

const now = (): Instant => '2024-01-01T00:00:00Z' as Instant;
const reports = (prefix: string, count: number): ToAppend[] =>
  Array.from({ length: count }, (_, index) => ({
    made: `${prefix}-${index}`,
    beside: null,
    thing: thingReport({ dataset: null, key: `${prefix}-${index}` }),
  }));

describe('the queue of reports', () => {
  it('turns away what is more than may wait, takes none of it, and takes it when it comes again', async () => {
    const log = new MemoryEventLog('log', now);
    const queue = new ReportQueue(log, { add: () => undefined } as unknown as KnownReports, 5);
    const first = queue.append(reports('a', 4));
    await expect(queue.append(reports('b', 2))).rejects.toMatchObject({ code: 'shelter.unavailable', retryable: true });
    expect(queue.writing('b-0')).toBeUndefined();
    await first;
    expect(queue.state).toMatchObject({ size: 0, peak: 4, full: 1 });
    await queue.append(reports('b', 2));
    let onLog = 0;
    for await (const record of log.read('shelters', [])) onLog += record.value === null ? 0 : 1;
    expect(onLog).toBe(6);
  });
});
