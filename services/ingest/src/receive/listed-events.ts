import { decodeEvent, hazardReported, topicIn, typeOf, type HazardReportedV1, type HubEvent } from '@hinomi/contracts';
import type { EventLog } from '@hinomi/event-log';
import { deriveAbsent, knownFrom, NOTHING_LISTED, type KnownList } from '../normalise/derive-absent.js';
import type { Normalised } from '../normalise/normalised.js';
import type { SourceContext } from '../normalise/source-context.js';

/** Records looked at when a hub starts: months of GDACS events among a busy week of everything else. */
const LOOK_BACK = 20_000;

/** Remembers what the lists of GDACS held, source by source, to know what is missing from the next one. */
export class ListedEvents {
  private readonly known = new Map<string, KnownList>();

  async preload(log: EventLog): Promise<void> {
    const topic = topicIn('real', 'hazards');
    const from = (await log.end(topic)).map((end) => Math.max(0, end - LOOK_BACK));
    const bySource = new Map<string, HubEvent<HazardReportedV1>[]>();
    for await (const record of log.read(topic, from)) {
      if (!record.key.startsWith('gdacs:') || typeOf(record) !== hazardReported.type) continue;
      const event = decodeEvent(hazardReported, record);
      const source = event.data.source.id;
      bySource.set(source, [...(bySource.get(source) ?? []), event]);
    }
    for (const [source, events] of bySource) this.known.set(source, knownFrom(events));
  }

  /**
   * What a list says → the same, and what it says by leaving out. What somebody posts may be a part, and a drill's list is a
   * scene: they say only what they say. Everything but a list is left as it is.
   */
  complete(read: Normalised, context: SourceContext): Normalised {
    if (read.listedAt === undefined) return read;
    if (context.exercise !== null || context.source.id.startsWith('door:')) return read;
    const before = this.known.get(context.source.id) ?? NOTHING_LISTED;
    const stated = read.events as HubEvent<HazardReportedV1>[];
    const { events, known } = deriveAbsent(before, stated, read.listedAt, context);
    this.known.set(context.source.id, known);
    return { ...read, events };
  }
}
