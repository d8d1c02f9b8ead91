import { describe, expect, it } from '@jest/globals';
import { instantFromMillis, type EventId, type NewRecord, type SourceId } from '@hinomi/contracts';
import { MemoryEventLog } from '@hinomi/testing';
import { LastReport } from './last-report.js';
import { encodeRaw } from './raw-records.js';

const at = instantFromMillis(1_700_000_000_000);
const report = {
  rawId: 'raw/door:x/1/a' as EventId,
  source: 'door:x' as SourceId,
  format: 'cap' as const,
  bytes: new Uint8Array([1]),
  receivedAt: at,
  exercise: null,
  trace: 't',
  entry: null,
};
const foreign = { key: 'somebody', value: new Uint8Array([2]), headers: {} };

async function preloaded(...records: NewRecord[]): Promise<LastReport> {
  const log = new MemoryEventLog('log', () => at);
  await log.append('raw', records);
  const last = new LastReport();
  await last.preload(log);
  return last;
}

describe('the newest report', () => {
  it('is read from the log when a hub starts again', async () => {
    expect((await preloaded(...encodeRaw(report))).at).toBe(at);
  });

  it('is found behind a record that the hub did not write', async () => {
    expect((await preloaded(...encodeRaw(report), foreign)).at).toBe(at);
  });

  it('is none where there is no report', async () => {
    expect((await preloaded(foreign)).at).toBeNull();
  });

  it('is followed where ingest is in another process', async () => {
    const log = new MemoryEventLog('log', () => at);
    await log.append('raw', encodeRaw(report));
    const last = new LastReport();
    const following = await last.follow(log);
    expect(last.at).toBe(at);
    const later = instantFromMillis(1_700_000_001_000);
    await log.append('raw', encodeRaw({ ...report, receivedAt: later }));
    await following.stop();
    expect(last.at).toBe(later);
  });

  it('is known to be none on an empty log', async () => {
    const last = new LastReport();
    const following = await last.follow(new MemoryEventLog('log', () => at));
    expect(last.at).toBeNull();
    await following.stop();
  });
});
