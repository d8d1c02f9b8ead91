import { setTimeout as pause } from 'node:timers/promises';
import { HubError, instantFromMillis, type ImportOptions, type Instant, type ShelterImport } from '@hinomi/contracts';
import type { Policies, Principal } from '@hinomi/access';
import { municipalityParents } from '@hinomi/geo';
import type { Log } from '@hinomi/service-kit';
import { ulid } from 'ulid';
import type { ImportFolder, ImportRecord } from './import-folder.js';
import type { ShelterImports } from './shelter-imports.js';

/** So long an answer waits for the preview: a municipality's list is read by then, a nation's is not. */
const PATIENCE_MS = 1_500;
/** Previews that nobody started are kept so many; what changed something is kept for ever. */
const KEPT_UNSTARTED = 20;

export interface DeskParts {
  folder: ImportFolder;
  imports: ShelterImports;
  now: () => Instant;
  policies: Pick<Policies, 'mayReport'>;
  say: Pick<Log, 'info' | 'warn'>;
}

/** Every import there is, and which step each may take. One works at a time; the others wait for it. */
export class ImportDesk {
  private readonly records = new Map<string, ImportRecord>();
  private readonly cancelled = new Set<string>();
  private working: Promise<void> = Promise.resolve();
  private stopping = false;

  constructor(private readonly parts: DeskParts) {}

  /** What an earlier run left in the middle goes on. */
  async open(): Promise<void> {
    for (const record of await this.parts.folder.all()) {
      this.records.set(record.shown.id, record);
      const { id, state, undoneBy } = record.shown;
      if (state === 'running' && undoneBy !== null) this.cancelled.add(id);
      if (state === 'running') void this.work(record, () => this.running(record));
      if (state === 'undoing') void this.work(record, () => this.undoing(record).then(() => undefined));
      if (state === 'reading') await this.fail(record, new HubError('ingest.unavailable', 'the hub was stopped'));
    }
  }

  async close(): Promise<void> {
    this.stopping = true;
    await this.working;
  }

  /** Newest first, without their previews. */
  list(principal: Principal): ShelterImport[] {
    return [...this.records.values()]
      .filter((record) => isOwn(record, principal))
      .map(({ shown }) => ({ ...shown, overtakenBy: this.overtakenBy(shown), preview: undefined }) as ShelterImport)
      .reverse();
  }

  one(id: string, principal: Principal): ShelterImport {
    const { shown } = this.find(id, principal);
    return { ...shown, overtakenBy: this.overtakenBy(shown) };
  }

  /** Answers with the preview when it is there soon, else while it is being read. */
  async receive(
    bytes: Uint8Array,
    { fileName, options, dryRun }: { fileName: string; options: ImportOptions; dryRun: boolean },
    principal: Principal,
  ): Promise<ShelterImport> {
    if (bytes.length === 0) throw new HubError('report.empty', 'the list has no bytes');
    const id = ulid(Date.parse(this.parts.now()));
    const { subject, name } = principal;
    const shown: ShelterImport = {
      ...{ id, state: 'reading', fileName, bytes: bytes.length, by: { subject, name }, createdAt: this.parts.now() },
      ...{ startedAt: null, endedAt: null, undoneAt: null, undoneBy: null, listName: options.listName ?? null },
      ...{ progress: { done: 0, total: 0 }, changes: null, options, problem: null, overtakenBy: null },
    };
    const record: ImportRecord = { shown, outside: [], located: [] };
    await this.parts.folder.keepFile(id, bytes);
    await this.parts.folder.save(record);
    this.records.set(id, record);
    this.parts.say.info('took a list of shelters', { import: id, fileName, bytes: bytes.length, by: subject });
    const reading = this.reading(record, principal);
    if (!dryRun) {
      await Promise.race([reading, pause(PATIENCE_MS, undefined, { ref: false })]);
      await this.forgetUnstarted();
      return this.one(id, principal);
    }
    await reading;
    this.records.delete(id);
    await this.parts.folder.forget(id);
    return shown;
  }

  /** Reads it again as the person decided. */
  async decide(id: string, options: ImportOptions, principal: Principal): Promise<ShelterImport> {
    const record = this.find(id, principal);
    this.expect(record, ...(record.shown.startedAt === null ? (['ready', 'failed'] as const) : []));
    record.shown = { ...record.shown, options, state: 'reading', problem: null };
    await Promise.race([this.reading(record, principal), pause(PATIENCE_MS, undefined, { ref: false })]);
    return this.one(id, principal);
  }

  async start(id: string, principal: Principal): Promise<ShelterImport> {
    const record = this.find(id, principal);
    this.expect(record, 'ready');
    record.shown = { ...record.shown, state: 'running', startedAt: this.moment() };
    await this.parts.folder.save(record);
    this.parts.say.info('an import of shelters begins', { import: id, by: principal.subject });
    void this.work(record, () => this.running(record));
    return this.one(id, principal);
  }

  /** Of one that runs, or failed while it ran, what it did is taken back; also when the hub dies before that is through. */
  async cancel(id: string, principal: Principal): Promise<ShelterImport> {
    const record = this.find(id, principal);
    this.expect(record, 'ready', 'failed', 'running');
    const { state, startedAt } = record.shown;
    const undoneBy = { subject: principal.subject, name: principal.name };
    if (startedAt === null) record.shown = { ...record.shown, state: 'cancelled', endedAt: this.parts.now() };
    else record.shown = { ...record.shown, undoneBy, problem: null };
    if (state === 'running') this.cancelled.add(id);
    if (state === 'failed' && startedAt !== null) {
      record.shown = { ...record.shown, state: 'undoing' };
      void this.work(record, () => this.cancelling(record));
    }
    await this.parts.folder.save(record);
    return this.one(id, principal);
  }

  async undo(id: string, principal: Principal): Promise<ShelterImport> {
    const record = this.find(id, principal);
    this.expect(record, 'done');
    const later = this.overtakenBy(record.shown);
    if (later !== null) throw overtaken(later);
    const { subject, name } = principal;
    record.shown = { ...record.shown, state: 'undoing', undoneAt: this.moment(), undoneBy: { subject, name } };
    await this.parts.folder.save(record);
    this.parts.say.info('an import of shelters is undone', { import: id, by: subject });
    let refused: HubError | null = null;
    const undoing = this.work(record, async () => {
      refused = await this.undoing(record);
    });
    await Promise.race([undoing, pause(PATIENCE_MS, undefined, { ref: false })]);
    if (refused !== null) throw refused as HubError;
    return this.one(id, principal);
  }

  /** Now, and later than every other: by it each step knows its own listings. */
  private moment(): Instant {
    const used = [...this.records.values()].flatMap(({ shown }) => [shown.startedAt, shown.undoneAt]);
    const last = used.reduce<number>((latest, at) => Math.max(latest, at === null ? 0 : Date.parse(at)), 0);
    return instantFromMillis(Math.max(Date.parse(this.parts.now()), last + 1));
  }

  private reading(record: ImportRecord, principal: Principal): Promise<void> {
    return this.work(record, async () => {
      await this.parts.imports.read(record, (code) => mayBring(this.parts.policies, principal, code));
      record.shown = { ...record.shown, state: 'ready' };
      await this.parts.folder.save(record);
    });
  }

  private async running(record: ImportRecord): Promise<void> {
    const { imports, folder, now, say } = this.parts;
    const { id } = record.shown;
    await imports.keepBefore(record);
    const isCancelled = (): boolean => this.stopping || this.cancelled.has(id);
    const outcome = await imports.run(record, isCancelled);
    if (outcome === 'cancelled' && !this.cancelled.delete(id)) return;
    if (outcome === 'cancelled') {
      await this.cancelling(record);
      return;
    }
    record.shown = { ...record.shown, state: 'done', endedAt: now() };
    await folder.save(record);
    say.info('an import of shelters is done', { import: id, ...record.shown.changes });
  }

  /** It has no end until it is taken back: by that it is told from one that was done. */
  private async cancelling(record: ImportRecord): Promise<void> {
    const undoneAt = record.shown.undoneAt ?? this.moment();
    record.shown = { ...record.shown, state: 'undoing', undoneAt, endedAt: null };
    await this.parts.folder.save(record);
    await this.undoing(record);
  }

  /** Says why not when it could not be undone. */
  private async undoing(record: ImportRecord): Promise<HubError | null> {
    const { overtaken: later } = await this.parts.imports.undo(record);
    if (later.length > 0) {
      record.shown = { ...record.shown, state: 'done', undoneAt: null, undoneBy: null };
      await this.parts.folder.save(record);
      return overtaken(null);
    }
    const end = record.shown.endedAt === null ? 'cancelled' : 'undone';
    record.shown = { ...record.shown, state: end, endedAt: this.parts.now() };
    await this.parts.folder.save(record);
    return null;
  }

  private work(record: ImportRecord, step: () => Promise<void>): Promise<void> {
    const next = this.working.then(async () => {
      if (this.stopping) return;
      try {
        await step();
      } catch (error) {
        await this.fail(record, error);
      }
    });
    this.working = next;
    return next;
  }

  private async fail(record: ImportRecord, error: unknown): Promise<void> {
    const known = error instanceof HubError ? error : new HubError('internal', String(error), { cause: error });
    const problem = { code: known.code, detail: known.message, line: known.place?.line ?? null };
    record.shown = { ...record.shown, state: 'failed', problem, endedAt: this.parts.now() };
    await this.parts.folder.save(record);
    this.parts.say.warn('an import of shelters failed', {
      import: record.shown.id,
      code: known.code,
      why: known.message,
    });
  }

  /** A later import of the same list that stands: it is undone first. */
  private overtakenBy({ id, state, listName, startedAt }: ShelterImport): string | null {
    if (state !== 'done') return null;
    const later = [...this.records.values()].find(
      ({ shown }) =>
        shown.id !== id &&
        shown.listName === listName &&
        (shown.state === 'done' || shown.state === 'running') &&
        (shown.startedAt ?? '') > (startedAt ?? '') &&
        shareMunicipality(shown, this.records.get(id)?.shown),
    );
    return later?.shown.id ?? null;
  }

  private async forgetUnstarted(): Promise<void> {
    const unstarted = [...this.records.values()].filter(
      ({ shown }) => shown.startedAt === null && shown.state !== 'reading',
    );
    for (const { shown } of unstarted.slice(0, Math.max(0, unstarted.length - KEPT_UNSTARTED))) {
      this.records.delete(shown.id);
      await this.parts.folder.forget(shown.id);
    }
  }

  private expect({ shown }: ImportRecord, ...states: ShelterImport['state'][]): void {
    if (states.includes(shown.state)) return;
    throw new HubError('import.not-ready', `the import is ${shown.state}, not ${states.join(' or ')}`);
  }

  private find(id: string, principal: Principal): ImportRecord {
    const record = this.records.get(id);
    if (record === undefined || !isOwn(record, principal)) {
      throw new HubError('import.not-found', `there is no import ${id}`);
    }
    return record;
  }
}

/** A ward is in its city as well, and both in their prefecture: asked from wide to narrow, since of a nation one prefecture says most. */
function mayBring(policies: DeskParts['policies'], principal: Principal, code: string | null): boolean {
  const codes = code === null ? [null] : [code, ...municipalityParents(code)].reverse();
  return codes.some((each) => policies.mayReport(principal, { jurisdiction: each, ids: [] }));
}

/** Who has a jurisdiction sees what they themselves brought in. */
function isOwn({ shown }: ImportRecord, { subject, jurisdiction }: Principal): boolean {
  return jurisdiction === null || shown.by.subject === subject;
}

function shareMunicipality(a: ShelterImport, b: ShelterImport | undefined): boolean {
  const codes = new Set(a.preview?.municipalities.map(({ code }) => code));
  return b?.preview?.municipalities.some(({ code }) => codes.has(code)) ?? false;
}

function overtaken(by: string | null): HubError {
  const later = by === null ? 'A later list' : `The later import ${by}`;
  return new HubError('import.overtaken', `${later} tells of the same places: undo that one first.`);
}
