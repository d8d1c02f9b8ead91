import { Inject, Injectable } from '@nestjs/common';
import {
  HubError,
  instantFromMillis,
  MAX_PHOTO_BYTES,
  photoFeatureId,
  PHOTOS_PER_REPORT,
  PHOTOS_PER_SHELTER,
  type FeatureId,
  type Instant,
  type PhotoQuery,
  type PhotoReceipt,
  type RunId,
} from '@hinomi/contracts';
import { stripJpeg } from '@hinomi/formats';
import { logOf } from '@hinomi/service-kit';
import type { KnownShelter } from '../index/derive-entry.js';
import type { KnownPhoto } from '../index/known-photo.js';
import { ShelterIndexes } from '../index/shelter-indexes.js';
import { KnownReports } from '../reports/known-reports.js';
import { ReportDoor } from '../reports/report-door.js';
import { runOf } from '../reports/report-ids.js';
import { SHELTER_SETTINGS, type ShelterSettings } from '../shelter-settings.js';
import { normalisePhoto, normaliseRemoval } from './normalise-photo.js';
import { PhotoStore } from './photo-store.js';

const log = logOf('shelter');

/** Who sends or removes. */
export interface PhotoSender {
  subject: string;
  name: string;
}

interface Sent {
  shelter: KnownShelter;
  query: PhotoQuery;
  bytes: Uint8Array;
  by: PhotoSender;
  receivedAt: Instant;
}

/** The one door for photos: the file is on the disk first, then its reference on the log, then it is acknowledged. */
@Injectable()
export class PhotoDoor {
  private readonly inFlight = new Map<FeatureId, Promise<void>>();

  constructor(
    @Inject(ReportDoor) private readonly reports: ReportDoor,
    @Inject(KnownReports) private readonly known: KnownReports,
    @Inject(ShelterIndexes) private readonly indexes: ShelterIndexes,
    @Inject(PhotoStore) private readonly store: PhotoStore,
    @Inject(SHELTER_SETTINGS) private readonly settings: ShelterSettings,
  ) {}

  /** A photo sent again is the same one, whatever its bytes are then; whoever sends it meanwhile waits for the first. */
  async receive(shelter: KnownShelter, query: PhotoQuery, bytes: Uint8Array, by: PhotoSender): Promise<PhotoReceipt> {
    const id = photoFeatureId(query.photo, runOf(shelter.entry.id));
    const receivedAt = instantFromMillis(this.settings.now());
    if (!this.known.has(id)) {
      const writing = this.inFlight.get(id) ?? this.take(id, { shelter, query, bytes, by, receivedAt });
      this.inFlight.set(id, writing);
      await writing.finally(() => this.inFlight.delete(id));
    }
    return { id, receivedAt };
  }

  private async take(id: FeatureId, { shelter, query, bytes, by, receivedAt }: Sent): Promise<void> {
    if (bytes.length > MAX_PHOTO_BYTES) {
      throw new HubError('photo.too-large', `A photo has at most ${MAX_PHOTO_BYTES} bytes.`);
    }
    this.refuseMore(shelter, query);
    const stripped = stripJpeg(bytes);
    if (stripped.outcome === 'refused') {
      throw new HubError('photo.unreadable', `${stripped.detail} (byte ${stripped.offset})`);
    }
    const run = runOf(shelter.entry.id);
    await this.store.write({ id: query.photo, run }, stripped.bytes, { account: by.subject });
    const { id: shelterId, name, municipality } = shelter.entry;
    const thing = normalisePhoto(query, {
      ...{ shelter: { id: shelterId, name, municipality }, run, receivedAt },
      ...{ bytes: stripped.bytes.length, width: stripped.width, height: stripped.height },
      ...{ account: by.subject, sentBy: by.name },
    });
    await this.reports.queue.append([{ made: id, beside: null, thing }]);
    await this.makeRoom(shelter, id);
  }

  /** The bytes of a photo that stands in the picture; null where the file is gone. */
  read(photo: KnownPhoto): Promise<Uint8Array | null> {
    return this.store.read({ id: photo.photo, run: photo.run });
  }

  async isSender(photo: KnownPhoto, subject: string): Promise<boolean> {
    return (await this.store.note({ id: photo.photo, run: photo.run }))?.account === subject;
  }

  /** From the picture first, so that nobody is shown a photo that is gone; the log keeps who removed it. */
  async remove(photo: KnownPhoto, account: string, why: 'asked' | 'newer-ones' = 'asked'): Promise<void> {
    const at = instantFromMillis(this.settings.now());
    await this.takeBack(photo, at, account, why);
    await this.store.remove({ id: photo.photo, run: photo.run });
    log.info('removed a photo', { photo: photo.id, why, by: account });
  }

  private async takeBack(
    { id, photo, run }: { id: string; photo: string; run: RunId | null },
    at: Instant,
    account: string,
    why: 'asked' | 'newer-ones',
  ): Promise<void> {
    const thing = normaliseRemoval({ photo, run }, { at, account, why });
    await this.reports.queue.append([{ made: `removed ${id}`, beside: null, thing }]);
  }

  private refuseMore(shelter: KnownShelter, { report }: PhotoQuery): void {
    const index = this.indexes.ofId(shelter.entry.id);
    const sent = index.photosOf(shelter).filter((photo) => photo.report === report);
    if (sent.length >= PHOTOS_PER_REPORT) {
      throw new HubError('photo.too-many', `A report has at most ${PHOTOS_PER_REPORT} photos.`);
    }
  }

  /** The oldest of the shelter go as new ones come. What came in meanwhile is counted with the next. */
  private async makeRoom(shelter: KnownShelter, newest: FeatureId): Promise<void> {
    const photos = this.indexes.ofId(shelter.entry.id).photosOf(shelter);
    const newestFirst = photos.filter(({ id }) => id !== newest).sort((a, b) => (a.takenAt < b.takenAt ? 1 : -1));
    for (const old of newestFirst.slice(PHOTOS_PER_SHELTER - 1)) await this.remove(old, 'hub', 'newer-ones');
  }
}
