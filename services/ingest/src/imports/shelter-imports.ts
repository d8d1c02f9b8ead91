import { MessageChannel } from 'node:worker_threads';
import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  contentDigest,
  HubError,
  topicIn,
  type DatasetId,
  type Instant,
  type NewRecord,
  type Subject,
} from '@hinomi/contracts';
import type { EventLog } from '@hinomi/event-log';
import type { KnownList } from '@hinomi/formats';
import type { MunicipalityFinder } from '@hinomi/geo';
import type { BeforeImport, ImportFolder, ImportRecord } from './import-folder.js';
import { deriveChanges } from './derive-changes.js';
import type { ListRoom } from './list-room.js';
import type { DigestedDataset, EncodedDataset, ListAnswer } from './read-list-aside.js';
import type { StandingLists } from './standing-lists.js';
import { decideUndo, forgottenReports, listingsBack, toldBy } from './undo-import.js';

const TOPIC = topicIn('real', 'shelters');
/** Records of one append: what else is appended waits no longer for it. */
const APPEND_AT_ONCE = 1_000;
/** Of rows that name no municipality and have no position. */
export const UNKNOWN = 'unknown';

export interface ImportParts {
  log: EventLog;
  folder: ImportFolder;
  room: ListRoom;
  standing: StandingLists;
  finder: MunicipalityFinder | null;
  lists: () => readonly KnownList[];
  now: () => Instant;
  /** Rows that others told of are not as the door remembers them. */
  forgetRows: (subjects: Iterable<Subject>) => void;
}

/** What one import does, step by step; which step may follow which is {@link ImportDesk}'s. */
export class ShelterImports {
  /** Which datasets the list tells of that was previewed last. */
  private previewed: { id: string; by: string; datasets: DatasetId[] } | null = null;

  constructor(private readonly parts: ImportParts) {}

  /** Reads the file as its options say; `mayBring`: whether rows of a municipality (null = not known) are the person's to bring in. */
  async read(record: ImportRecord, mayBring: (code: string | null) => boolean): Promise<void> {
    const { folder, standing, now, finder } = this.parts;
    const { shown } = record;
    const bytes = await folder.file(shown.id);
    record.located = [];
    await standing.ready();
    let answer = await this.ask(record, bytes, now());
    if (answer.unlocated.length > 0 && finder !== null) {
      const codes = finder.atEach(answer.unlocated.map(([, lngLat]) => lngLat));
      record.located = answer.unlocated.flatMap(([line], index): [number, string][] => {
        const code = codes[index];
        return code ? [[line, code]] : [];
      });
      if (record.located.length > 0) answer = await this.ask(record, bytes, now());
    }
    const { preview, datasets } = answer;
    const municipalities = preview.municipalities.map((each) => ({ ...each, outside: !mayBring(each.code) }));
    record.outside = municipalities.filter(({ outside }) => outside).map(({ code }) => code ?? UNKNOWN);
    const wanted = datasets.filter((dataset) => !isOutside(record, dataset));
    this.previewed = { id: shown.id, by: this.readBy(), datasets: wanted.map(({ dataset }) => dataset) };
    const changes = deriveChanges(wanted, (dataset) => standing.of(dataset));
    const outside = municipalities.filter((each) => each.outside).reduce((sum, { rows }) => sum + rows, 0);
    const rows = {
      ...preview.rows,
      understood: preview.rows.understood - outside,
      refused: preview.rows.refused + outside,
    };
    const refusedBy = { ...preview.refusedBy, ...(outside > 0 && { 'outside-jurisdiction': outside }) };
    shown.preview = { ...preview, municipalities, rows, refusedBy, changes };
    shown.listName = preview.listName;
    shown.changes = changes;
    shown.progress = { done: 0, total: rows.understood };
  }

  /** Keeps what there is before anything changes; a start that was interrupted goes on with what it kept. */
  async keepBefore(record: ImportRecord): Promise<void> {
    const { folder, log, standing } = this.parts;
    const { id } = record.shown;
    if ((await folder.before(id)) !== null) return;
    record.logFrom = await log.end(TOPIC);
    await folder.save(record);
    await standing.ready();
    const datasets = await this.datasetsOf(record);
    const before = datasets.map((dataset): BeforeImport[number] => {
      const now = standing.of(dataset);
      if (now === null) return [dataset, null];
      const { listedAt, asOf, parserRevision, rows } = now;
      return [dataset, { listedAt, asOf, parserRevision, rows }];
    });
    await folder.keepBefore(id, before);
  }

  /** Puts on the log what differs, dataset by dataset, each with its listing. `isCancelled` is asked between them. */
  async run(record: ImportRecord, isCancelled: () => boolean): Promise<'done' | 'cancelled'> {
    const listedAt = record.shown.startedAt as Instant;
    await this.parts.standing.ready();
    let waiting: EncodedDataset[] = [];
    let size = 0;
    let done = 0;
    let writing = Promise.resolve();
    /** The next rows are read while these are written. */
    const flush = async (): Promise<void> => {
      const [datasets, rows] = [waiting, size];
      [waiting, size] = [[], 0];
      await writing;
      writing = this.append(datasets, listedAt).then(() => {
        done += rows;
        record.shown = { ...record.shown, progress: { ...record.shown.progress, done } };
      });
      // Whoever waits for it is told.
      writing.catch(() => undefined);
    };
    const take = async (dataset: EncodedDataset): Promise<boolean> => {
      if (isCancelled()) return false;
      if (isOutside(record, dataset)) return true;
      waiting.push(dataset);
      size += dataset.reports.length;
      if (size >= APPEND_AT_ONCE) await flush();
      return true;
    };
    const finished = await this.each(record, listedAt, take).finally(() => writing);
    if (!finished) return 'cancelled';
    await flush();
    await writing;
    // Also when that was said while the last of it was on its way.
    return isCancelled() ? 'cancelled' : 'done';
  }

  /** Everything as it was before; `overtaken` and nothing is done when a later list told of the same since. */
  async undo(record: ImportRecord): Promise<{ overtaken: { dataset: DatasetId; by: Instant }[] }> {
    const { folder, log, standing, forgetRows } = this.parts;
    const { id, startedAt, undoneAt, preview } = record.shown;
    const before = (await folder.before(id)) ?? [];
    await standing.ready();
    const undoing = {
      importId: id,
      theme: preview?.theme ?? 'shelter',
      startedAt: startedAt as Instant,
      undoneAt: undoneAt as Instant,
    };
    const isWhole = before.every(([dataset]) => standing.of(dataset)?.asOf === startedAt);
    const told = isWhole ? new Map() : await toldBy(log, id, record.logFrom ?? []);
    const { restore, overtaken } = decideUndo(before, (dataset) => standing.of(dataset), told, undoing);
    if (overtaken.length > 0) return { overtaken };
    await this.write(await forgottenReports(log, restore, undoing.undoneAt));
    const listings = restore.flatMap((one) => listingsBack(one, undoing));
    await this.write(listings.map(({ record: listing }) => listing));
    for (const { listed } of listings) standing.note(listed);
    for (const { dataset, now } of restore)
      forgetRows(Object.keys(now.rows).map((key) => `${dataset}/${key}` as Subject));
    return { overtaken: [] };
  }

  private async append(datasets: readonly EncodedDataset[], listedAt: Instant): Promise<void> {
    const { standing, forgetRows } = this.parts;
    const records: NewRecord[] = [];
    const changed: Subject[] = [];
    const listed = datasets.filter(({ dataset }) => standing.of(dataset)?.listedAt !== listedAt);
    for (const { dataset, reports, listings } of listed) {
      const known = standing.of(dataset)?.rows ?? {};
      for (const { key, digest, record, subject } of reports) {
        if (Object.hasOwn(known, key) && known[key] === digest) continue;
        records.push(record);
        changed.push(subject as Subject);
      }
      for (const listing of listings) records.push(listing.record);
    }
    await this.write(records);
    forgetRows(changed);
    for (const { listings } of listed) for (const { listed: part } of listings) standing.note(part);
  }

  private async write(records: readonly NewRecord[]): Promise<void> {
    for (let from = 0; from < records.length; from += APPEND_AT_ONCE) {
      await this.parts.log.append(TOPIC, records.slice(from, from + APPEND_AT_ONCE));
      await nextTurn();
    }
  }

  /** Known from its preview, mostly the last one, unless sources were entered or changed since. */
  private async datasetsOf(record: ImportRecord): Promise<DatasetId[]> {
    const { id } = record.shown;
    const { previewed } = this;
    if (previewed?.id === id && previewed.by === this.readBy()) return previewed.datasets;
    const { datasets } = await this.ask(record, await this.parts.folder.file(id), this.parts.now());
    return datasets.filter((dataset) => !isOutside(record, dataset)).map(({ dataset }) => dataset);
  }

  /** What a list is read by besides its own options. */
  private readBy(): string {
    return contentDigest(this.parts.lists());
  }

  private async ask(
    record: ImportRecord,
    bytes: Uint8Array,
    listedAt: Instant,
  ): Promise<ListAnswer & { read: true; datasets: DigestedDataset[] }> {
    return ok(await this.parts.room.read(this.taskOf(record, bytes, listedAt)));
  }

  /** Each dataset as it goes on the log, until `take` says no. */
  private async each(
    record: ImportRecord,
    listedAt: Instant,
    take: (dataset: EncodedDataset) => Promise<boolean>,
  ): Promise<boolean> {
    const { room, folder } = this.parts;
    const bytes = await folder.file(record.shown.id);
    const { port1: mine, port2: datasets } = new MessageChannel();
    const stop = new AbortController();
    let failure: unknown = null;
    mine.on('message', (dataset: EncodedDataset | null) => {
      if (dataset === null) return;
      take(dataset).then(
        (goOn) => (goOn ? mine.postMessage('next') : stop.abort()),
        (error: unknown) => {
          failure = error;
          stop.abort();
        },
      );
    });
    try {
      ok(await room.read({ ...this.taskOf(record, bytes, listedAt), datasets }, [datasets], stop.signal));
      return true;
    } catch (error) {
      if (failure !== null) throw failure instanceof Error ? failure : new Error(String(failure));
      if (stop.signal.aborted) return false;
      throw error;
    } finally {
      mine.close();
    }
  }

  private taskOf({ shown, located }: ImportRecord, bytes: Uint8Array, listedAt: Instant) {
    const { id, fileName, options } = shown;
    const question = { fileName, options, known: this.parts.lists(), located };
    return { importId: id, bytes, listedAt, question, compared: this.parts.standing.datasets() };
  }
}

function isOutside({ outside }: ImportRecord, { municipality }: { municipality: string | null }): boolean {
  return outside.includes(municipality ?? UNKNOWN);
}

function ok(answer: ListAnswer): ListAnswer & { read: true } {
  if (answer.read) return answer;
  const { code, message, place } = answer;
  throw new HubError(code, message, { ...(place && { place }) });
}
