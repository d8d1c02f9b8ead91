import type { FeatureId, Instant, PhotoId, PhotoReceipt } from '@hinomi/contracts';
import { judge, type KeptReport, type Reply } from './queue-decisions.js';
import type { LinkState } from './report-sender.js';
import { Shelf } from './shelf.js';
import type { SealedRows } from './vault/sealed-rows.js';

/** A photo on this device; which report it goes with is said by the report alone. */
export interface KeptPhoto {
  photoId: PhotoId;
  shelter: FeatureId;
  takenAt: Instant;
  /** `kept`: its bytes are here, and nowhere else as far as the device knows. */
  state: 'kept' | 'received' | 'refused';
  refusal: string | null;
}

/** The photos of this device, sealed as everything it keeps; the bytes go once the hub has them. */
export class PhotoStore {
  private readonly photos: Shelf<KeptPhoto>;
  private readonly contents: Shelf<string>;

  constructor(rows: SealedRows) {
    this.photos = new Shelf(rows, 'photo/');
    this.contents = new Shelf(rows, 'photo-bytes/');
  }

  /** Resolves when it is on the disk; the bytes first, so that no photo is without them. */
  async add(photo: KeptPhoto, bytes: Uint8Array): Promise<void> {
    await this.contents.put(photo.photoId, toText(bytes));
    await this.photos.put(photo.photoId, photo);
  }

  all(): Promise<KeptPhoto[]> {
    return this.photos.all();
  }

  /** Undefined where they went to the hub. */
  async bytes(photoId: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const text = await this.contents.get(photoId);
    return text === undefined ? undefined : Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  }

  async settle(photo: KeptPhoto): Promise<void> {
    await this.photos.put(photo.photoId, photo);
    if (photo.state === 'received') await this.contents.remove(photo.photoId);
  }

  async remove(photoId: string): Promise<void> {
    await this.photos.remove(photoId);
    await this.contents.remove(photoId);
  }
}

/** Rows are JSON; in pieces, since a call takes no hundred thousand arguments. */
function toText(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 8_192) text += String.fromCharCode(...bytes.subarray(at, at + 8_192));
  return btoa(text);
}

/** Chosen for a shelter, and no report has named them yet. */
export function draftPhotos(
  photos: readonly KeptPhoto[],
  reports: readonly KeptReport[],
  shelter: string | undefined,
): KeptPhoto[] {
  const named = new Set<string>(reports.flatMap(({ report }) => report.photos ?? []));
  return photos
    .filter((photo) => photo.shelter === shelter && photo.state === 'kept' && !named.has(photo.photoId))
    .sort((a, b) => (a.photoId < b.photoId ? -1 : 1));
}

/** What came of sending one. */
export type PhotoReply = { kind: 'stored'; receipt: PhotoReceipt } | Exclude<Reply, { kind: 'receipt' }>;

export interface PhotoPorts {
  photos: () => Promise<KeptPhoto[]>;
  reports: () => Promise<KeptReport[]>;
  settle: (photo: KeptPhoto) => Promise<void>;
  send: (photo: KeptPhoto, report: KeptReport['report']) => Promise<PhotoReply>;
}

/** Sends the photos of the reports that the hub has, the oldest first: numbers never wait for pictures. */
export async function sendPhotos({ photos, reports, settle, send }: PhotoPorts): Promise<LinkState> {
  const received = (await reports()).filter(({ state }) => state === 'received');
  let worst: LinkState = 'idle';
  for (const photo of (await photos()).sort((a, b) => (a.photoId < b.photoId ? -1 : 1))) {
    const entry = received.find(({ report }) => report.photos?.includes(photo.photoId));
    if (photo.state !== 'kept' || entry === undefined) continue;
    const reply = await send(photo, entry.report);
    if (reply.kind === 'stored') {
      await settle({ ...photo, state: 'received' });
      continue;
    }
    const verdict = judge(reply, 1);
    if (verdict.outcome === 'refuse') await settle({ ...photo, state: 'refused', refusal: verdict.detail });
    else if (verdict.outcome === 'held') worst = verdict.why;
    else if (verdict.outcome === 'sign-in' || verdict.outcome === 'revoked') return verdict.outcome;
    else if (verdict.outcome === 'later') return verdict.reachable ? 'troubled' : 'unreachable';
  }
  return worst;
}
