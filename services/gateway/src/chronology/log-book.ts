import {
  standingVersion,
  type Instant,
  type LogAuto,
  type LogEntry,
  type LogEntryWrittenV1,
  type LogVersion,
  type LogWriteId,
  type RunId,
} from '@hinomi/contracts';

/**
 * Versions kept in memory for each realm; the entries that nobody touched for longest go first. About a kilobyte each in practice, so a
 * few tens of megabytes: a headquarters that writes once a minute for two weeks. The log keeps all, and the export reads all.
 */
export const MOST_VERSIONS = 20_000;

/** What the hub last wrote by itself about one thing. */
export type LastAuto = Pick<LogAuto, 'state' | 'offset'>;

interface Kept {
  entry: LogEntry;
  /** Where its newest version stands in the log. */
  touched: number;
}

/**
 * The log book as the records of one realm's topic tell it, in their order: the same records make the same book in every gateway.
 *
 * An edit counts when its writer had seen every version before it. One that crossed with another stays beside what stands, until
 * somebody who has seen them all writes the next.
 */
export class LogBook {
  /** In the order of their last touch. */
  private readonly kept = new Map<string, Kept>();
  private readonly autos = new Map<string, LastAuto>();
  private versions = 0;
  private forgotten = 0;
  private next = 0;

  constructor(private readonly mostVersions = MOST_VERSIONS) {}

  /** Every record below this offset is in. */
  get position(): number {
    return this.next;
  }

  /** Entries that are on the log only. */
  get older(): number {
    return this.forgotten;
  }

  /** The record at an offset; `null` = none of the book's. */
  take(offset: number, written: LogEntryWrittenV1 | null): void {
    if (offset < this.next) return;
    this.next = offset + 1;
    if (written === null) return;
    const key = keyOf(written);
    const known = this.kept.get(key)?.entry ?? null;
    const entry = withVersion(known, written);
    if (entry === known) return;
    this.kept.delete(key);
    this.kept.set(key, { entry, touched: offset });
    this.versions += 1;
    if (written.auto !== null && written.version === 1) this.noteAuto(written.auto);
    this.forgetOldest();
  }

  find({ exercise, entryId }: Pick<LogEntryWrittenV1, 'exercise' | 'entryId'>): LogEntry | null {
    return this.kept.get(keyOf({ exercise, entryId }))?.entry ?? null;
  }

  /** What the hub wrote last about a feature or a decision, also when the entry is forgotten. */
  lastAuto(about: string): LastAuto | null {
    return this.autos.get(about) ?? null;
  }

  /** Entries of one book touched at or after a position, oldest touch first. */
  *touchedSince(position: number, exercise: RunId | null): Generator<Kept> {
    for (const one of this.kept.values()) {
      if (one.touched >= position && one.entry.exercise === exercise) yield one;
    }
  }

  private noteAuto({ about, state, offset }: LogAuto): void {
    const last = this.autos.get(about);
    if (last === undefined || last.offset <= offset) this.autos.set(about, { state, offset });
  }

  private forgetOldest(): void {
    for (const [key, { entry }] of this.kept) {
      if (this.versions <= this.mostVersions || this.kept.size === 1) return;
      this.kept.delete(key);
      this.versions -= entry.versions.length;
      this.forgotten += 1;
    }
  }
}

function keyOf({ exercise, entryId }: Pick<LogEntryWrittenV1, 'exercise' | 'entryId'>): string {
  return `${exercise ?? ''}/${entryId}`;
}

/** The same object when this was written before. */
export function withVersion(known: LogEntry | null, written: LogEntryWrittenV1): LogEntry {
  const { entryId, writeId, version, text, auto, by, writtenAt, exercise } = written;
  if (known === null) {
    const first: LogVersion = { writeId, text, by, writtenAt, crossed: false };
    return { entryId, exercise, auto, count: version, versions: [first], standing: writeId, beside: [] };
  }
  if (known.versions.some((one) => one.writeId === writeId)) return known;
  const crossed = version !== known.count + 1;
  return {
    ...known,
    count: known.count + 1,
    versions: [...known.versions, { writeId, text, by, writtenAt, crossed }],
    standing: crossed ? known.standing : writeId,
    beside: crossed ? [...known.beside, writeId] : [],
  };
}

/** As a book is read: by the time it happened, then by who came first. */
export function compareEntries(a: LogEntry, b: LogEntry): number {
  const key = (entry: LogEntry): [Instant, LogWriteId] => [standingVersion(entry).text.at, entry.versions[0]!.writeId];
  const [[atA, idA], [atB, idB]] = [key(a), key(b)];
  if (atA !== atB) return atA < atB ? -1 : 1;
  return idA < idB ? -1 : idA > idB ? 1 : 0;
}
