import { ulid } from 'ulid';
import {
  PHOTOS_PER_REPORT,
  type OpenShelterRequest,
  type ReceptionForm,
  type ReportAuthor,
  type ShelterNeed,
  type ShelterReport,
  type ShelterReportId,
  type ShelterWarning,
} from '@hinomi/contracts';
import { idOfPlace, keptPlace, type KeptPlace } from '../../offline/place-queue.js';
import { draftPhotos, type KeptPhoto, type PhotoStore } from '../../offline/photo-store.js';
import type { EnvelopeStore } from '../../offline/reception/envelope-store.js';
import { ownReports, type KeptReport } from '../../offline/queue-decisions.js';
import type { ReportSender } from '../../offline/report-sender.js';
import type { Shelf } from '../../offline/shelf.js';
import type { ChosenShelter, TabletRow, TabletStore } from '../../offline/tablet-store.js';
import {
  answersOf,
  answersToReport,
  draftToCorrect,
  EMPTY_DRAFT,
  isChanged,
  needToReport,
  nowInstant,
  reportOf,
  type Answers,
  type Draft,
  type FormState,
} from './form-state.js';
import type { ShelterApi } from './shelter-api.js';
import { senderOf } from './tablet-sender.js';
import type { TabletView } from './tablet-view.js';
import { wakeUps } from './wake-ups.js';

const CHANNEL = 'hinomi.shelter';

interface KeptDraft {
  draft: Draft;
  correcting: ShelterReportId | null;
}
const NO_DRAFT: KeptDraft = { draft: EMPTY_DRAFT, correcting: null };

/** The room's one state: what the database holds, what is being written, and what is on the way. All tabs show the same. */
export class Tablet {
  private readonly listeners = new Set<() => void>();
  private readonly channel = new BroadcastChannel(CHANNEL);
  private readonly stops: (() => void)[] = [];
  private current: TabletView;
  readonly sender: ReportSender;

  private constructor(
    readonly store: TabletStore,
    private readonly placeShelf: Shelf<KeptPlace>,
    private readonly photoStore: PhotoStore,
    private readonly envelopes: EnvelopeStore,
    private readonly api: ShelterApi,
    row: TabletRow,
  ) {
    const told = (): Promise<void> => this.told();
    this.sender = senderOf({ store, places: placeShelf, photos: photoStore, envelopes, api, told });
    const form: FormState = { own: {}, hub: {}, ownNeed: undefined, draft: EMPTY_DRAFT };
    this.current = {
      ...{ row, shelter: row.shelter, form, correcting: null, send: this.sender.state, receptionKey: null },
      ...{ reports: [], places: [], photos: [], envelopes: [], needs: [], conflicts: [] },
    };
  }

  static async open(
    store: TabletStore,
    places: Shelf<KeptPlace>,
    photos: PhotoStore,
    envelopes: EnvelopeStore,
    api: ShelterApi,
  ): Promise<Tablet> {
    const tablet = new Tablet(store, places, photos, envelopes, api, await store.tablet());
    await tablet.load();
    await tablet.loadDraft();
    tablet.listen();
    return tablet;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly view = (): TabletView => this.current;

  /** Resolves when all that was being written is on the disk. */
  settled(): Promise<void> {
    return this.store.settled();
  }

  close(): void {
    for (const stop of this.stops) stop();
    this.sender.close();
    this.channel.close();
  }

  async choose(shelter: ChosenShelter | null): Promise<void> {
    await this.store.change({ shelter });
    this.show({ needs: [], conflicts: [] });
    await this.told();
    await this.loadDraft();
    void this.sender.wake();
    await this.askHub();
  }

  /** Opens a place, or says one anew that was refused; resolves when it is on the disk of this device. */
  async openPlace(request: OpenShelterRequest): Promise<void> {
    const place = keptPlace(request);
    await this.placeShelf.put(request.placeId, place);
    const { name, exercise } = request;
    await this.choose({ id: idOfPlace(place), name, municipality: null, exercise });
  }

  /** Of the chosen shelter; it goes with the next report of it. Resolves when it is on the disk. */
  async addPhoto(jpeg: Uint8Array): Promise<void> {
    const { shelter } = this.current;
    if (shelter === null) return;
    const photoId = ulid() as KeptPhoto['photoId'];
    const takenAt = nowInstant(Date.now());
    await this.photoStore.add({ photoId, shelter: shelter.id, takenAt, state: 'kept', refusal: null }, jpeg);
    await this.told();
  }

  async dropPhoto(photoId: string): Promise<void> {
    await this.photoStore.remove(photoId);
    await this.told();
  }

  /** Rejects where the bytes are at the hub alone. */
  async photo(photoId: string): Promise<Blob> {
    const bytes = await this.photoStore.bytes(photoId);
    if (bytes === undefined) throw new Error(`this device has no photo ${photoId}`);
    return new Blob([bytes], { type: 'image/jpeg' });
  }

  /** What a person said who arrives. Resolves when it is on the disk, sealed: from then on only the vault can read it. */
  async takeIn(forms: readonly ReceptionForm[]): Promise<void> {
    const { shelter, receptionKey, row } = this.current;
    if (shelter === null || receptionKey === null) throw new Error('there is nothing to seal a form to');
    const { device, author } = row;
    const about = { shelter: shelter.id, device, author, sealedAt: nowInstant(Date.now()) };
    await this.envelopes.seal(forms, receptionKey, () => ({ ...about, requestId: ulid() }));
    await this.told();
    void this.sender.wake();
  }

  /** One that was refused is sent again as it is, or goes. */
  async changeEnvelope(requestId: string, how: 'again' | 'remove'): Promise<void> {
    await (how === 'again' ? this.envelopes.tryAgain(requestId) : this.envelopes.remove(requestId));
    await this.told();
    void this.sender.wake();
  }

  /** Keeps what the person is writing; the screen does not wait for the disk. */
  async write(draft: Draft): Promise<void> {
    this.show({ form: { ...this.current.form, draft } });
    await this.keepDraft();
  }

  async correct(entry: KeptReport): Promise<void> {
    if (entry.report.shelter !== this.current.shelter?.id) return;
    const draft = draftToCorrect(entry.report, nowInstant(Date.now()));
    this.show({ form: { ...this.current.form, draft }, correcting: entry.reportId });
    await this.keepDraft();
  }

  /** Resolves when the report is on the disk; only then may anything say "saved". */
  async save(restUnchanged: boolean, confirmed: readonly ShelterWarning[]): Promise<ShelterReport> {
    const { form, shelter, correcting } = this.current;
    if (shelter === null) throw new Error('no shelter is chosen');
    const writtenAt = nowInstant(Date.now());
    const answers = answersToReport(form, writtenAt, restUnchanged);
    const corrected = this.current.reports.find(({ reportId }) => reportId === correcting)?.report.photos ?? [];
    const drafts = draftPhotos(this.current.photos, this.current.reports, shelter.id).map(({ photoId }) => photoId);
    const photos = [...corrected, ...drafts].slice(0, PHOTOS_PER_REPORT);
    const report = await this.store.save(({ device, author }, counter) => {
      const made = { reportId: ulid() as ShelterReportId, device, counter, author };
      const frame = { ...made, shelter: shelter.id, writtenAt, confirmed, photos };
      return reportOf(frame, answers, needToReport(form, answers));
    }, correcting);
    this.show({ form: { ...form, draft: EMPTY_DRAFT }, correcting: null });
    await this.told();
    void this.sender.wake();
    return report;
  }

  /** Whoever is signed in now sends what this author wrote, and both names stand with it. */
  async handOver(author: string): Promise<void> {
    await this.store.handOver(author);
    await this.envelopes.handOver(author);
    await this.told();
    void this.sender.wake();
  }

  /** Somebody signed in or out, or the tablet was enrolled. */
  async isSender(author: ReportAuthor | null): Promise<void> {
    const { author: before } = this.current.row;
    if (before?.subject === author?.subject && before?.name === author?.name) return;
    await this.store.change({ author });
    await this.told();
  }

  async take(reports: readonly ShelterReport[]): Promise<number> {
    const fresh = await this.store.take(reports);
    await this.told();
    void this.sender.wake();
    return fresh;
  }

  /** Needs the hub now: what other devices ask for is known from there alone. Rejects when it did not take it. */
  async needOver({ note, words }: ShelterNeed): Promise<void> {
    const { shelter } = this.current;
    if (shelter === null) return;
    await this.api.needOver(shelter.id, { decisionId: ulid(), note, words });
    const handled = { at: nowInstant(Date.now()), from: 'shelter' as const, by: '', note: '' };
    this.show({ needs: this.current.needs.map((need) => (need.note === note ? { ...need, handled } : need)) });
  }

  private async load(): Promise<void> {
    const [row, reports, places, photos, envelopes] = await Promise.all([
      this.store.tablet(),
      this.store.reports(),
      this.placeShelf.all(),
      this.photoStore.all(),
      this.envelopes.all(),
    ]);
    const { shelter } = row;
    const receptionKey = shelter && (await this.envelopes.key(shelter.exercise, Date.now() - (row.clockSkewMs ?? 0)));
    const hub = shelter === null ? {} : (((await this.store.hubAnswers(shelter.id)) as Answers | undefined) ?? {});
    const last = shelter === null ? undefined : ownReports(reports, row.device, shelter.id)[0];
    const own = last === undefined ? {} : answersOf(last.attributes);
    const form: FormState = { ...this.current.form, own, hub, ownNeed: last?.urgentNeed };
    this.show({ row, shelter, reports, places, photos, envelopes, receptionKey, form });
  }

  private async loadDraft(): Promise<void> {
    const { shelter } = this.current;
    const kept = shelter === null ? undefined : ((await this.store.draft(shelter.id)) as KeptDraft | undefined);
    const { draft, correcting } = kept ?? NO_DRAFT;
    this.show({ form: { ...this.current.form, draft }, correcting });
  }

  private async keepDraft(): Promise<void> {
    const { shelter, form, correcting } = this.current;
    if (shelter !== null) await this.store.keepDraft(shelter.id, { draft: form.draft, correcting } satisfies KeptDraft);
  }

  /** After a change of the database: this tab and the others read it again. */
  private async told(): Promise<void> {
    this.channel.postMessage('changed');
    await this.load();
  }

  /** What headquarters have by now; out of reach, what they had stays. */
  private async askHub(): Promise<void> {
    const { shelter } = this.current;
    if (shelter === null) return;
    try {
      const { answers, needs, conflicts } = await this.api.known(shelter.id);
      if (this.current.shelter?.id === shelter.id) this.show({ needs, conflicts });
      await this.store.keepHubAnswers(shelter.id, answers, nowInstant(Date.now()));
      const { exercise } = shelter;
      await this.envelopes.renewKey(exercise, Date.now(), () => this.api.receptionKey(exercise));
    } catch {
      // Offline is a state: the form stands on what this device knows.
      return;
    }
    await this.load();
  }

  private listen(): void {
    const wake = (): void => {
      void this.sender.wake();
      void this.askHub();
    };
    this.channel.onmessage = () => {
      void this.load().then(async () => {
        // What another tab wrote is shown here, unless this one is being written in.
        if (!isChanged(this.current.form.draft) || document.visibilityState !== 'visible') await this.loadDraft();
      });
      void this.sender.wake();
    };
    this.stops.push(
      wakeUps(wake),
      this.sender.subscribe(() => this.show({ send: this.sender.state })),
    );
    wake();
  }

  private show(part: Partial<TabletView>): void {
    this.current = { ...this.current, ...part };
    for (const listener of this.listeners) listener();
  }
}
