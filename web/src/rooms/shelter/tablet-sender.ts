import { openPlaces, type KeptPlace } from '../../offline/place-queue.js';
import { sendPhotos, type PhotoStore } from '../../offline/photo-store.js';
import { sendEnvelopes } from '../../offline/reception/envelope-queue.js';
import type { EnvelopeStore } from '../../offline/reception/envelope-store.js';
import { ReportSender } from '../../offline/report-sender.js';
import type { Shelf } from '../../offline/shelf.js';
import type { TabletStore } from '../../offline/tablet-store.js';
import type { ShelterApi } from './shelter-api.js';

const SENDING = 'hinomi.shelter-sending';

interface Parts {
  store: TabletStore;
  places: Shelf<KeptPlace>;
  photos: PhotoStore;
  envelopes: EnvelopeStore;
  api: ShelterApi;
  /** The database changed. */
  told: () => Promise<void>;
}

/** Sends what this device keeps: places ahead of the reports, photos and sealed forms behind them. */
export function senderOf({ store, places, photos, envelopes, api, told }: Parts): ReportSender {
  return new ReportSender({
    reports: () => store.reports(),
    settle: async (changed, clockSkewMs) => {
      await store.settle(changed);
      if (clockSkewMs !== null) await store.change({ clockSkewMs });
      await told();
    },
    ahead: () =>
      openPlaces({
        places: () => places.all(),
        settle: async (place) => {
          await places.put(place.request.placeId, place);
          await told();
        },
        send: (request) => api.openPlace(request),
      }),
    behind: async () => {
      const forms = await sendEnvelopes({
        all: () => envelopes.all(),
        settle: async (changed) => {
          await envelopes.settle(changed);
          await told();
        },
        sender: () => api.sender(),
        send: (sealed, carried) => api.sendSealed(sealed, carried),
      });
      const pictures = await sendPhotos({
        photos: () => photos.all(),
        reports: () => store.reports(),
        settle: async (photo) => {
          await photos.settle(photo);
          await told();
        },
        send: async (photo, report) => {
          const bytes = await photos.bytes(photo.photoId);
          if (bytes === undefined) return { kind: 'problem', status: 422, code: 'photo.unreadable', detail: '' };
          return api.sendPhoto(photo, report, bytes);
        },
      });
      return forms === 'idle' ? pictures : forms;
    },
    sender: () => api.sender(),
    send: (shelter, reports, carried) => api.send(shelter, reports, carried),
    alone: (work) => (navigator.locks ? navigator.locks.request(SENDING, work) : work()),
    later: (act, ms) => {
      const timer = setTimeout(act, ms);
      return () => clearTimeout(timer);
    },
    failed: (problem) => console.error(problem),
  });
}
