import { HubError, PictureReader, topicIn, type FeatureV1, type Realm } from '@hinomi/contracts';
import type { EventLog } from '@hinomi/event-log';
import { PictureEntry, type PlaceOf } from '@hinomi/interest';

/** Versions kept in memory: whoever is not far behind is answered without the disk. They are the picture's own objects. */
const MOST_RECENT = 20_000;
/** Reading on past a few records is cheaper than another beginning. */
const LONGEST_LEAP = 256;

/** The versions of one realm's features by where their records stand in the log. */
export class EntriesAt {
  private readonly recent = new Map<number, PictureEntry>();

  constructor(
    private readonly realm: Realm,
    private readonly log: EventLog,
    private readonly placeOf: PlaceOf<FeatureV1>,
  ) {}

  note(entry: PictureEntry): void {
    this.recent.set(entry.offset, entry);
    if (this.recent.size <= MOST_RECENT) return;
    for (const oldest of this.recent.keys()) {
      this.recent.delete(oldest);
      break;
    }
  }

  /** What compaction took is absent: a newer version of the feature is in the log then. */
  async at(offsets: readonly number[]): Promise<ReadonlyMap<number, PictureEntry>> {
    const found = new Map<number, PictureEntry>();
    const missing: number[] = [];
    for (const offset of offsets) {
      const entry = this.recent.get(offset);
      if (entry === undefined) missing.push(offset);
      else found.set(offset, entry);
    }
    for (const run of runsOf(missing.sort((a, b) => a - b))) await this.read(run, found);
    return found;
  }

  private async read(run: readonly number[], found: Map<number, PictureEntry>): Promise<void> {
    const wanted = new Set(run);
    const last = run.at(-1)!;
    // Of another epoch or not, the journal has seen it as the picture's.
    const reader = new PictureReader();
    for await (const record of this.log.read(topicIn(this.realm, 'picture'), [run[0]!])) {
      if (record.offset > last) break;
      if (!wanted.has(record.offset)) continue;
      try {
        const change = reader.read(record);
        if (change?.change !== 'upsert') continue;
        found.set(record.offset, new PictureEntry(change.feature, record.offset, this.placeOf(change.feature)));
      } catch (error) {
        if (!(error instanceof HubError)) throw error;
      }
    }
  }
}

function runsOf(offsets: readonly number[]): number[][] {
  const runs: number[][] = [];
  for (const offset of offsets) {
    const run = runs.at(-1);
    if (run !== undefined && offset - run.at(-1)! <= LONGEST_LEAP) run.push(offset);
    else runs.push([offset]);
  }
  return runs;
}
