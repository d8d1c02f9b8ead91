import { HubError, topicIn, type LogRecord, type Realm } from '@hinomi/contracts';
import type { EventLog, TopicPosition } from '@hinomi/event-log';
import { RawAssembler, type AssembledRaw } from '../receive/raw-records.js';
import { INGEST_GROUP } from './raw-progress.js';

/**
 * Finishes what a crash left between `raw` and `hazards`: every report whose bytes are in `raw` beyond the saved
 * position goes through `finish` again, which is harmless for those that were through. Answers where `raw` ended, and how
 * many records were none of ours.
 */
export async function finishRaw(
  log: EventLog,
  realm: Realm,
  finish: (report: AssembledRaw['raw']) => Promise<void>,
): Promise<{ end: TopicPosition; finished: number; foreign: number }> {
  const topic = topicIn(realm, 'raw');
  const end = await log.end(topic);
  const assembler = new RawAssembler();
  let finished = 0;
  let foreign = 0;
  for await (const record of log.read(topic, await log.progress(INGEST_GROUP, topic))) {
    if (record.offset >= (end[record.partition] ?? 0)) continue;
    const whole = assemble(assembler, record);
    if (whole === 'foreign') foreign += 1;
    if (whole === 'foreign' || whole === null) continue;
    await finish(whole.raw);
    finished += 1;
  }
  await log.saveProgress(INGEST_GROUP, topic, end);
  return { end, finished, foreign };
}

/** A record the hub did not write must not keep it from starting. */
export function assemble(assembler: RawAssembler, record: LogRecord): AssembledRaw | 'foreign' | null {
  try {
    return assembler.add(record);
  } catch (error) {
    if (error instanceof HubError && error.code === 'event.invalid') return 'foreign';
    throw error;
  }
}
