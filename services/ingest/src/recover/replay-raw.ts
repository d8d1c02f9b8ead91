import { instantFromMillis, millisOf, topicIn, type Instant, type RawReplay, type SourceId } from '@hinomi/contracts';
import type { EventLog } from '@hinomi/event-log';
import type { QuarantineShelf } from '../quarantine/quarantine-shelf.js';
import type { KnownSources } from '../receive/known-sources.js';
import { RawAssembler } from '../receive/raw-records.js';
import { assemble } from './finish-raw.js';
import { refusedOf } from '../receive/refused-parts.js';
import { QuarantinedError } from '../receive/quarantined-error.js';
import { type ReportDoor } from '../receive/receive-report.js';

/** Reports of one call: a person waits for it, and asks again from where it ended. */
const AT_ONCE = 2_000;

interface ReplayParts {
  log: EventLog;
  door: ReportDoor;
  sources: KnownSources;
  shelf: QuarantineShelf;
}

/**
 * Reads what a source really sent since a time, with the parsers of today. What they read as before is known already; what they
 * read better becomes a newer report of the same subject, which corrects the picture (design section 3, identity).
 */
export async function replayRaw(
  { log, door, sources, shelf }: ReplayParts,
  { source, since }: { source: SourceId; since: Instant },
): Promise<RawReplay> {
  const result: RawReplay = { read: 0, corrected: 0, known: 0, refused: 0, nextSince: null };
  const assembler = new RawAssembler();
  for await (const record of log.read(topicIn('real', 'raw'), { since })) {
    if (record.key !== source) continue;
    const whole = assemble(assembler, record);
    if (whole === null || whole === 'foreign') continue;
    if (result.read >= AT_ONCE) {
      result.nextSince = instantFromMillis(millisOf(record.appendedAt));
      break;
    }
    result.read += 1;
    try {
      const receipt = await door.finish(sources.byId(whole.raw.source, whole.raw.format), whole.raw);
      result.corrected += receipt.accepted.length + (receipt.acceptedMore ?? 0);
      result.known += receipt.duplicates;
      if (refusedOf(receipt.problems).length === 0) await shelf.understood(whole.raw.rawId);
      else result.refused += 1;
    } catch (error) {
      if (!(error instanceof QuarantinedError)) throw error;
      result.refused += 1;
    }
  }
  return result;
}
